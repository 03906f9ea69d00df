"""Errors of the corpus room.

Each message says what happened, to which source or setting, and what to do::

    CorpusError
    ├── RegisterError        sources.toml (or a digest's front matter) is wrong; lists every mistake
    ├── SettingsError        a DSL_* setting cannot be used
    ├── PracticeError        a file of staff's questions, phrases or cases has a line that cannot be read
    ├── LexiconError         the practitioner's lexicon has an entry that cannot be used
    ├── StatementError       a short answer or situation card cannot be used
    ├── ModelError           model weights are missing, changed or unusable
    ├── PageNotDrawn         a page cannot be shown as a picture
    └── UnusableIndex        the index on disk cannot be used
        ├── IndexMissing     there is no index, or no current generation
        ├── IndexMismatch    the index was built with another model, parser or chunker
        ├── IndexDamaged     files of the generation are missing, changed or inconsistent
        ├── NoRoomToServe    there is nowhere to put the copy that is served from
        ├── IndexReplaced    the generation that was open is gone from the server
        ├── IndexUnreachable the server of the index does not answer
        └── IndexBusy        another writer holds the lock
"""


class ExplainedError(Exception):
    """An error that says to a person what happened and what to do; each room has one base of its own under it.

    Parameters
    ----------
    message : str
        What happened, and to which source, file or setting.
    hint : str
        What to do about it; empty if there is nothing to do.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class CorpusError(ExplainedError):
    """The base of this room's errors."""


class RegisterError(CorpusError):
    """The register of sources does not validate."""


class SettingsError(CorpusError):
    """A setting has a value that cannot be used."""


class PracticeError(CorpusError):
    """A file of staff's questions, practitioner phrases or cases has a line that cannot be read."""


class LexiconError(CorpusError):
    """The practitioner's lexicon has an entry that cannot be used."""


class StatementError(CorpusError):
    """A short answer or a situation card cannot be used: its form is wrong, or nothing bears it out."""


class ModelError(CorpusError):
    """Model weights are missing, are not the expected ones, or do not load."""


class PageNotDrawn(CorpusError):
    """A page cannot be shown as a picture: drawing it breaks, or takes more than a page may."""


class UnusableIndex(CorpusError):
    """The index on disk cannot be used; the subclass says why."""


class IndexMissing(UnusableIndex):
    """There is no index at the place named, or it has no current generation."""


class IndexMismatch(UnusableIndex):
    """The index was built with another model, parser or chunker than the one asking."""


class IndexDamaged(UnusableIndex):
    """A generation's files are missing or do not agree with its manifest."""


class NoRoomToServe(UnusableIndex):
    """There is no room for the copy of a generation's vectors that a process opens."""


class IndexReplaced(UnusableIndex):
    """The generation that was open has been replaced twice, so the server holds it no more."""


class IndexUnreachable(UnusableIndex):
    """The server of the index, or of its files, does not answer or does not let this program in."""


class IndexBusy(UnusableIndex):
    """Another process is writing the index."""
