"""From what was found to an answer whose every quotation was checked."""

from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.case import N_LEADING, features_of, urged_by, within_sentence
from assistant.answer.checked_prose import check_sentences
from assistant.answer.cite import cite_sentences, fixed_statement
from assistant.answer.edition_changes import EditionChanges, subject_of
from assistant.answer.edition_standing import standing_lines
from assistant.answer.excerpt import candidates, excerpt
from assistant.answer.finding_sections import finding_sections, unknown_figure
from assistant.answer.next_questions import suggestions
from assistant.answer.notices import context_notices, edition_notices, later_notices, own_words_notices, upkeep_notices
from assistant.answer.quotations import N_QUOTATIONS, anchor_words, as_read
from assistant.answer.recognised import FoundFor, Recognised
from assistant.answer.recognised_case import RecognisedCase, chosen_lines
from assistant.answer.recogniser import Recogniser, what_is_asked
from assistant.answer.where_to_ask import where_to_ask, with_place
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
