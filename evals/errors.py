"""Errors of the evals room.

Each message says what happened, to which file, and what to do::

    EvalsError
    ├── RecordError       a line of questions, qrels or answers is not in the expected form
    ├── NothingScored     no query is left to score, so there is no number to give
    ├── NothingRan        the assistant could not be made, or failed on every question
    └── BenchError        a peer is not installed, or its process failed
"""

from corpus.errors import ExplainedError


class EvalsError(ExplainedError):
    """The base of this room's errors."""


class RecordError(EvalsError):
    """A line of questions, qrels or answers is not in the expected form; names file and line."""


class NothingScored(EvalsError):
    """No query is left to score, so there is no number to give."""


class NothingRan(EvalsError):
    """The assistant could not be made, or failed on every question."""


class BenchError(EvalsError):
    """A peer is not installed, or its process failed."""
