"""Errors of the assistant room.

Each message says what happened and what to do::

    AssistantError
    ├── QuestionError     the question cannot be asked as it stands (empty, too long)
    ├── HistoryError      the conversation handed in is not in the expected form
    └── CitationError     a quotation is not in the passage it cites
"""

from corpus.errors import ToldError


class AssistantError(ToldError):
    """The base of this room's errors."""


class QuestionError(AssistantError):
    """The question is empty or too long."""


class HistoryError(AssistantError):
    """The conversation handed in is not a list of turns with a role and content."""


class CitationError(AssistantError):
    """A quotation is not in the passage it cites, so no citation can be made."""
