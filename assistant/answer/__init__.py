"""From what was found to an answer whose every quotation was checked."""

from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.checked_prose import check_sentences
from assistant.answer.next_questions import suggestions
from assistant.answer.notices import context_notices, edition_notices, later_notices, own_words_notices, upkeep_notices
from assistant.answer.quoting import (
    N_QUOTATIONS,
    anchor_words,
    as_read,
    candidates,
    cite_sentences,
    excerpt,
    fixed_statement,
)
from assistant.answer.recognised import FoundFor, Recognised
from assistant.answer.recognised_case import RecognisedCase, chosen_lines, general_steps_said
from assistant.answer.recogniser import Recogniser, what_is_asked
from assistant.answer.sections import (
    N_LEADING,
    EditionChanges,
    features_of,
    finding_sections,
    standing_lines,
    subject_of,
    unknown_figure,
    urged_by,
    where_to_ask,
    with_place,
    within_sentence,
)
from assistant.answer.writer import UncheckedAnswer, Writer, WrittenAnswer

__all__ = [
    "N_LEADING",
    "N_QUOTATIONS",
    "BoundSentences",
    "EditionChanges",
    "FoundFor",
    "Recognised",
    "RecognisedCase",
    "Recogniser",
    "UncheckedAnswer",
    "Writer",
    "WrittenAnswer",
    "anchor_words",
    "as_read",
    "candidates",
    "check_sentences",
    "chosen_lines",
    "cite_sentences",
    "context_notices",
    "edition_notices",
    "excerpt",
    "features_of",
    "finding_sections",
    "fixed_statement",
    "general_steps_said",
    "later_notices",
    "own_words_notices",
    "standing_lines",
    "subject_of",
    "suggestions",
    "unknown_figure",
    "upkeep_notices",
    "urged_by",
    "what_is_asked",
    "where_to_ask",
    "with_place",
    "within_sentence",
]  # fmt: skip
