"""What a new edition does to our sentences: the changed paragraphs, and what of ours rests on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.index import Became
from corpus.statements import Binding, EditionCheck, ReviewVerdict
from corpus.types import Source
from corpus.word_diff import Wordings
from ingest.sentences import SentenceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedSentence:
    """A sentence of ours that rests on a changed paragraph.

    Parameters
    ----------
    statement_id : str
        Of the answer, card, digest or other that it belongs to.
    text : str
        What we say.
    was : Binding
        What bore it out.
    words : str
        The words of guidance that bore it out; empty for a digest’s statement, which rests on the paragraph as a whole.
    proposed : Binding or None
        The sentence of the later edition that is most like them; ``None`` where none is like them.
    proposed_words : str
        Its words.
    check : EditionCheck or None
        What somebody found of it.
    n_resting : int
        Of a digest’s statement, how many of our other sentences rest on it.
    """

    kind: SentenceKind
    statement_id: str
    text: str
    was: Binding
    words: str
    proposed: Binding | None
    proposed_words: str
    check: EditionCheck | None = None
    n_resting: int = 0

    @property
    def is_same(self) -> bool:
        """Whether the very sentence it rests on is in the later edition, and only others of the paragraph changed."""
        return self.proposed is not None and self.proposed.key == self.was.key

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody has said that it still holds."""
        return self.check is not None and self.check.verdict is ReviewVerdict.YES


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedParagraph:
    """A changed paragraph and what of ours rests on it.

    Parameters
    ----------
    earlier_at, later_at : str
        Where it stands in each edition, as bindings have it; of what is gone, the second is empty.
    choices : tuple of (Binding, str)
        The sentences of the later edition’s paragraph, one of which may bear a sentence of ours out.
    """

    became: Became
    confidence: float
    earlier_at: str
    later_at: str
    wordings: Wordings
    choices: tuple[tuple[Binding, str], ...]
    sentences: tuple[TouchedSentence, ...]

    @property
    def n_open(self) -> int:
        """How many of its sentences nobody has looked at."""
        return sum(one.check is None for one in self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedEdition:
    """What a later edition does to the sentences that rest on an earlier one.

    Parameters
    ----------
    n_resting : int
        How many of our sentences rest on the earlier edition.
    not_compared : tuple of (str, str)
        Where the earlier edition is not in the library, so that nothing can be compared: the sentences, each with the id of what
        it belongs to, whose words are not found in the later.
    """

    earlier: Source
    later: Source
    n_resting: int
    paragraphs: tuple[TouchedParagraph, ...] = ()
    not_compared: tuple[tuple[str, str], ...] = ()

    @property
    def sentences(self) -> tuple[TouchedSentence, ...]:
        """Every sentence that is touched, each as often as paragraphs of its touch it."""
        return tuple(one for paragraph in self.paragraphs for one in paragraph.sentences)

    @property
    def n_open(self) -> int:
        """How many of them nobody has looked at."""
        return sum(paragraph.n_open for paragraph in self.paragraphs)

    @property
    def by_kind(self) -> Mapping[SentenceKind, int]:
        """How many there are of each kind."""
        return Counter(one.kind for one in self.sentences)
