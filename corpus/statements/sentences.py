"""A sentence of ours and what bears it out, as its files have it.

In a file a binding is one line: ``kcsie-2025, page 19, paragraph 57 #3fa9c1d2ab``. It names the source, where a reader finds
it on paper, and the key of the very sentence (corpus/statements/anchors.py).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import StatementError
from corpus.statements.anchors import own_words, sentence_key
from corpus.types import Passage

_Made = TypeVar("_Made")
OURS = Path(str(resources.files("corpus.statements")))
"""The folder of those that come with the project."""
_BINDING = re.compile(r"(?P<source_id>[a-z0-9-]+), (?P<where>.+) #(?P<key>[0-9a-f]{10})")
_FORM = "a binding reads 'kcsie-2025, page 19, paragraph 57 #3fa9c1d2ab'; 'python -m ingest sentences' prints them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """The sentence of guidance that bears a statement out.

    Parameters
    ----------
    source_id : str
        The edition that was read.
    where : str
        Where it stands on paper, in words: ``page 19, paragraph 57``.
    key : str
        Of the sentence, as ``sentence_key`` makes it.
    """

    source_id: str
    where: str
    key: str

    def __str__(self) -> str:
        return f"{self.source_id}, {self.where} #{self.key}"


def pinned_binding(passage: Passage) -> Binding:
    """Return what bears a digest’s statement out, as a binding: its key is of our words, since it is bound to no sentence."""
    assert passage.pinpoint is not None, "a digest's statement has a pinpoint"
    pinned = passage.pinpoint
    return Binding(source_id=pinned.source_id, where=pinned.reference, key=sentence_key(own_words(passage)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedSentence:
    """One sentence of ours.

    Parameters
    ----------
    text : str
        What we say.
    bindings : tuple of Binding
        What bears it out; empty only for a rule of our own.
    ours : bool
        Whether it is a rule of our own, which no page says, and is marked as such.
    """

    text: str
    bindings: tuple[Binding, ...] = ()
    ours: bool = False

    def __post_init__(self) -> None:
        if not self.bindings and not self.ours:
            raise StatementError(f"nothing bears out {self.text[:60]!r}", f"{_FORM}, or mark it with 'ours = true'")


class SentenceRow(BaseModel):
    """A sentence as a file has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=1)
    cites: tuple[str, ...] = ()
    ours: bool = False

    def sentence(self) -> ReviewedSentence:
        """Return the sentence.

        Raises
        ------
        StatementError
            If a binding cannot be read, or there is none.
        """
        return ReviewedSentence(text=self.text, bindings=tuple(map(read_binding, self.cites)), ours=self.ours)


def read_binding(words: str) -> Binding:
    """Read a binding as a file has it.

    Raises
    ------
    StatementError
        If it has another form.
    """
    match = _BINDING.fullmatch(words)
    if match is None:
        raise StatementError(f"{words!r} is no binding", _FORM)
    return Binding(**match.groupdict())


def read_folder(name: str, folder: Path | None, make: Callable[[dict[str, Any]], Iterable[_Made]]) -> list[_Made]:
    """Return what is made of the TOML files of a folder, in the order of their names.

    Parameters
    ----------
    name : str
        Of the folder that comes with the project.
    folder : Path or None
        Another folder.
    make : callable
        Makes a file's entries of its data.

    Raises
    ------
    StatementError
        If a file cannot be read, or nothing can be made of it.
    """
    folder = folder or OURS / name
    return [made for file in sorted(folder.glob("*.toml")) for made in read_file(file, make)]


def read_file(file: Path, make: Callable[[dict[str, Any]], _Made]) -> _Made:
    """Return what is made of a TOML file.

    Raises
    ------
    StatementError
        If it cannot be read, or nothing can be made of it.
    """
    try:
        return make(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, StatementError) as error:  # TOMLDecodeError and ValidationError are ValueErrors
        raise StatementError(*_unusable(file, error)) from error


def _unusable(file: Path, error: Exception) -> tuple[str, str]:
    """Return what is wrong in a file, with its name, and what to do."""
    if isinstance(error, StatementError):
        return f"{file.name} cannot be used: {error.message}", error.hint
    first: Any = error.errors()[0] if isinstance(error, ValidationError) else None
    what = f"{'.'.join(map(str, first['loc']))}: {first['msg']}" if first else str(error)
    return f"{file.name} cannot be used: {what}", "correct the entry; its neighbours show the form"


def check_unique(names: Iterable[str], what: str) -> None:
    """Check that no name stands twice.

    Raises
    ------
    StatementError
        If one does.
    """
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise StatementError(f"{what} {name!r} stands twice", "keep one of the two")
        seen.add(name)
