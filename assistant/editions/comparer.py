"""Two editions of a source on one subject, side by side: what stayed, what changed, what is in one of them only.

For the ``compare`` command and the page. Passages on the subject are looked up in each edition; each is paired with the one in
the other edition whose words are most like it. Passages are cited as in an answer, and both wordings are the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from assistant.answer import EditionChanges, anchor_words
from assistant.editions.comparison import PairKind, PassagePair, Side, SideBySide
from assistant.errors import QuestionError
from assistant.types import Citation, applies
from corpus.index import PassageIndex, tokens
from corpus.models import Embedder
from corpus.register import Register, chain
from corpus.statements import own_words
from corpus.text import find_quote
from corpus.types import Passage, Source
from corpus.word_diff import WordChange, WordRun, compare_words, describe_changes

_N_ON_SUBJECT = 6
_N_LIKE = 10
_ALIKE = 0.5  # passages of two editions less alike than this are not two wordings of one rule
_PIECE_END = re.compile(r"(?<=[.;:!?])\s+|(?<=,)\s+|\s+(?=[•▪]\s)|\s+(?=o\s[a-z])")
_EDGE = " .,;:•▪"
_FEWEST_WORDS = 4  # fewer words stand in many passages by chance

Near = Callable[[str], Sequence[Passage]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionComparer:
    """Compares editions of the publications in one library.

    Parameters
    ----------
    index : PassageIndex
        The library.
    register : Register
        What replaced what.
    embedder : Embedder
        The model the index was built with.
    """

    index: PassageIndex
    register: Register
    embedder: Embedder

    def compare(self, topic: str, editions: Sequence[str], as_at: date) -> SideBySide:
        """Compare two editions on one subject.

        Parameters
        ----------
        topic : str
            What they are compared on.
        editions : sequence of str
            Two ids, in any order; or one, which is compared with the nearest edition before it in the library.
        as_at : date
            The day on which one of them applies.

        Raises
        ------
        QuestionError
            If the editions are not two of one chain, both in the library, or the topic has no words to look for.
        """
        if not tokens(topic):
            raise QuestionError("there is no subject to compare on", "name one, such as “teenage relationship abuse”")
        earlier, later = self._two(editions)
        links = chain(self.register, later.source_id, as_at)
        pairs = tuple(sorted(self._pairs(topic, earlier, later, as_at), key=_order))
        described = tuple(link.as_dict() for link in links if link.source in (earlier, later))
        return SideBySide(topic=topic, as_at=as_at, earlier=earlier, later=later, editions=described, pairs=pairs)

    def _two(self, editions: Sequence[str]) -> tuple[Source, Source]:
        """Return the earlier and the later of two editions.

        Raises
        ------
        QuestionError
            If they are not two of one chain, both in the library.
        """
        here = ", ".join(sorted(self.index.sources))
        for source_id in editions:
            if source_id not in self.register or source_id not in self.index.sources:
                raise QuestionError(f"{source_id} is not in this library", f"sources in it: {here}")
        if len(editions) == 1:
            before = [s for s in self.register.predecessors(editions[0]) if s.source_id in self.index.sources]
            if not before:
                raise QuestionError(f"the library has no edition before {editions[0]}", "name two with --editions")
            return before[0], self.register[editions[0]]
        if len(editions) != 2:
            raise QuestionError("two editions are compared", "name them: --editions kcsie-2024 kcsie-2025")
        first, second = (self.register[source_id] for source_id in editions)
        if second in self.register.successors(first.source_id):
            return first, second
        if first in self.register.successors(second.source_id):
            return second, first
        raise QuestionError(f"{editions[0]} and {editions[1]} are not editions of one publication", "name two that are")

    def _pairs(self, topic: str, earlier: Source, later: Source, as_at: date) -> Iterator[PassagePair]:
        """Pair the passages on a subject, those of the later edition first.

        Yields
        ------
        PassagePair
        """
        used: set[str] = set()
        for here, there in ((later, earlier), (earlier, later)):
            for passage in self._on(topic, here):
                if passage.passage_id in used:
                    continue
                like = self._most_like(passage, there)
                if like is not None and like.passage_id in used:
                    like = None
                used |= {passage.passage_id, *([like.passage_id] if like else [])}
                then, now = (like, passage) if here is later else (passage, like)
                yield self._pair((then, now), (earlier, later), as_at)

    def _pair(
        self, passages: tuple[Passage | None, Passage | None], sources: tuple[Source, Source], as_at: date
    ) -> PassagePair:
        """Set two passages side by side, or one where the other edition has none like it."""
        then, now = passages
        compared = compare_words(own_words(then) if then else "", own_words(now) if now else "")
        before, found_later = mark_moved(compared.earlier, partial(self.near, source=sources[1]))
        after, found_earlier = mark_moved(compared.later, partial(self.near, source=sources[0]))
        elsewhere = (
            *(anchor_words(passage, sources[1]) for passage in found_later),
            *(anchor_words(p, sources[0]) for p in found_earlier),
        )
        kind = _kind(before, after, then, now)
        return PassagePair(
            kind=kind,
            description=_description(kind, describe_changes(before, after), elsewhere, sources),
            likeness=compared.likeness,
            earlier=Side(citation=_citation(2 if now else 1, then, sources[0], as_at), words=before) if then else None,
            later=Side(citation=_citation(1, now, sources[1], as_at), words=after) if now else None,
        )

    def near(self, text: str, source: Source) -> list[Passage]:
        """Return the rules of an edition that are nearest some words."""
        return EditionChanges(index=self.index, register=self.register, embedder=self.embedder).near(text, source)

    def _on(self, topic: str, source: Source) -> list[Passage]:
        """Return the passages of an edition that are nearest the subject and speak of it."""
        wanted = set(tokens(topic))
        near = [passage for passage in self.near(topic, source) if wanted & set(tokens(_all_words(passage)))]
        return near[:_N_ON_SUBJECT]

    def _most_like(self, passage: Passage, other: Source) -> Passage | None:
        """Return the passage of another edition whose words are most like one's, if any is like it."""
        words = own_words(passage)
        likes = [(compare_words(own_words(one), words).likeness, one) for one in self.near(words, other)[:_N_LIKE]]
        likeness, best = max(likes, key=lambda pair: pair[0], default=(0.0, None))
        return best if likeness >= _ALIKE else None


def _kind(before: Sequence[WordRun], after: Sequence[WordRun], then: Passage | None, now: Passage | None) -> PairKind:
    changes = {words.change for words in (*before, *after)}
    if changes <= {WordChange.SAME}:
        return PairKind.UNCHANGED
    if changes <= {WordChange.SAME, WordChange.ELSEWHERE}:
        return PairKind.MOVED
    if then is None:
        return PairKind.ONLY_LATER
    return PairKind.ONLY_EARLIER if now is None else PairKind.CHANGED


def _description(
    kind: PairKind, changes: tuple[str, ...], elsewhere: tuple[str, ...], sources: tuple[Source, Source]
) -> tuple[str, ...]:
    """Return in sentences what became of a passage."""
    earlier, later = (source.name for source in sources)
    described = {
        PairKind.UNCHANGED: ("The words are the same in both editions.",),
        PairKind.MOVED: ("The words are the same in both editions, though not all in one place.",),
        PairKind.CHANGED: changes,
        PairKind.ONLY_LATER: (f"Found in {later} only; no passage like it was found in {earlier}.",),
        PairKind.ONLY_EARLIER: (f"Found in {earlier} only; no passage like it was found in {later}.",),
    }[kind]
    return (*described, f"Words that stand elsewhere: {'; '.join(elsewhere)}.") if elsewhere else described


def _order(pair: PassagePair) -> tuple[int, int]:
    """Return a pair's rank: what changed first, then what is in one only, then what stayed; in the order of the pages."""
    ranks = {
        PairKind.CHANGED: 0,
        PairKind.ONLY_LATER: 1,
        PairKind.ONLY_EARLIER: 2,
        PairKind.MOVED: 3,
        PairKind.UNCHANGED: 4,
    }
    side = pair.later or pair.earlier
    return ranks[pair.kind], side.citation.passage.page if side else 0


def _citation(marker: int, passage: Passage, source: Source, as_at: date) -> Citation:
    return Citation(
        marker=marker,
        passage=passage,
        source=source,
        in_force=applies(source, passage, as_at),
        quote=own_words(passage),
    )


def _all_words(passage: Passage) -> str:
    return " ".join((*passage.heading_path[-2:], passage.lead_in, passage.text))


def mark_moved(words: Sequence[WordRun], near: Near) -> tuple[tuple[WordRun, ...], tuple[Passage, ...]]:
    """Return words with those that stand elsewhere in the other edition marked so, and the passages they were found in.

    A passage ends where its page does, so two editions cut the same text at different words. Nothing is called new or gone
    until it was looked for in the whole of the other edition.

    Parameters
    ----------
    words : sequence of WordRun
        One wording, compared.
    near : callable
        Returns the passages of the other edition nearest some words.
    """
    marked: list[WordRun] = []
    found: dict[str, Passage] = {}
    for run in words:
        if run.change is WordChange.SAME:
            _add(marked, run)
            continue
        around = near(run.text)
        for piece in _PIECE_END.split(run.text):
            passage = _passage_with(piece, around, near)
            if passage is not None:
                found[passage.passage_id] = passage
            _add(marked, WordRun(run.change if passage is None else WordChange.ELSEWHERE, piece))
    return tuple(marked), tuple(found.values())


def _passage_with(piece: str, around: Sequence[Passage], near: Near) -> Passage | None:
    wanted = re.sub(r"^(?:[•▪o]|and|or)\s+", "", piece).strip(_EDGE)
    if len(wanted.split()) < _FEWEST_WORDS:
        return None
    return next((passage for passage in (*around, *near(wanted)) if find_quote(wanted, passage.text) is not None), None)


def _add(into: list[WordRun], words: WordRun) -> None:
    if into and into[-1].change is words.change:
        into[-1] = WordRun(words.change, f"{into[-1].text} {words.text}")
    elif words.text:
        into.append(words)
