"""Errors of the ingest room.

Each message names the file or source and says what to do::

    IngestError
    ├── FetchError        a source could not be brought to disk
    ├── UnreadablePdf     the file is not a PDF, is damaged, is empty or is too large
    ├── EncryptedPdf      the file needs a password
    ├── OtherEdition      the file is another registered edition than its name says
    ├── NoText            no page of the file has text (scanned)
    ├── NoSuchPage        the file has fewer pages than the one asked for
    ├── NotIndexed        the index has no source of the id asked for
    ├── DigestError       a digest's Markdown is not in the expected form
    └── BuildError        a generation could not be completed; the old one still serves
        └── SourcesLost   it would lack sources that serve now, and nobody has agreed to that
"""

from corpus.errors import ExplainedError


class IngestError(ExplainedError):
    """The base of this room's errors."""


class FetchError(IngestError):
    """A source could not be brought to disk."""


class UnreadablePdf(IngestError):
    """The file is not a PDF, is damaged, is empty or is too large to read."""


class EncryptedPdf(IngestError):
    """The file needs a password."""


class OtherEdition(IngestError):
    """The file is another registered edition than its name says."""


class NoText(IngestError):
    """No page of the file has text: it is scanned, or made of pictures."""


class NoSuchPage(IngestError):
    """The file has no page of the number asked for."""


class NotIndexed(IngestError):
    """The index has no source of the id asked for."""


class DigestError(IngestError):
    """A digest's Markdown is not in the expected form."""


class BuildError(IngestError):
    """A generation could not be completed; the one before still serves."""


class SourcesLost(BuildError):
    """A build would lose sources that serve now, and nobody has agreed to that."""
