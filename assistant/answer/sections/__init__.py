"""The sections of an answer, a file for each kind."""

from assistant.answer.sections.case import N_LEADING, case_sections, features_of, urged_by, within_sentence
from assistant.answer.sections.edition_changes import EditionChanges, subject_of
from assistant.answer.sections.edition_standing import standing_lines
from assistant.answer.sections.finding_sections import finding_sections, unknown_figure
from assistant.answer.sections.further_answers import further_answers
from assistant.answer.sections.sharing_plan import letters_for, sharing_sections
from assistant.answer.sections.where_to_ask import where_to_ask, with_place
from assistant.answer.sections.words_to_say import with_words, words_sections

__all__ = [
    "N_LEADING",
    "EditionChanges",
    "case_sections",
    "features_of",
    "finding_sections",
    "further_answers",
    "letters_for",
    "sharing_sections",
    "standing_lines",
    "subject_of",
    "unknown_figure",
    "urged_by",
    "where_to_ask",
    "with_place",
    "with_words",
    "within_sentence",
    "words_sections",
]
