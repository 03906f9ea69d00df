"""A sentence of ours and what bears it out, as its files have it.

In a file a binding is one line: ``kcsie-2025, page 19, paragraph 57 #3fa9c1d2ab``. It names the source, where a reader finds
it on paper, and the key of the very sentence (corpus/statements/anchors.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from corpus.errors import StatementError
from corpus.statements.anchors import own_words, sentence_key
from corpus.statements.statement_file import Row, Words, made_of
from corpus.types import Passage

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


class SentenceRow(Row):
    """A sentence as a file has it."""

    text: Words
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


Sentence = Annotated[ReviewedSentence, made_of(SentenceRow, SentenceRow.sentence)]
"""A field of a row that holds a sentence."""
