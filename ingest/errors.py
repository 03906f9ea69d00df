"""Errors of the ingest room.

Each message names the file or source and says what to do::

    IngestError
    ├── FetchError        a source could not be brought to disk
    ├── UnreadablePdf     the file is not a PDF, is damaged, is empty or is too large
    ├── EncryptedPdf      the file needs a password
    ├── NoText            no page of the file has text (scanned)
    ├── DigestError       a digest's Markdown is not in the expected form
    └── BuildError        a generation could not be completed; the old one still serves
"""


class IngestError(Exception):
    """The base of this room's errors.

    Parameters
    ----------
    message : str
        What happened, and to which file or source.
    hint : str
        What to do about it; empty if there is nothing to do.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class FetchError(IngestError):
    """A source could not be brought to disk."""


class UnreadablePdf(IngestError):
    """The file is not a PDF, is damaged, is empty or is too large to read."""


class EncryptedPdf(IngestError):
    """The file needs a password."""


class NoText(IngestError):
    """No page of the file has text: it is scanned, or made of pictures."""


class DigestError(IngestError):
    """A digest's Markdown is not in the expected form."""


class BuildError(IngestError):
    """A generation could not be completed; the one before still serves."""
