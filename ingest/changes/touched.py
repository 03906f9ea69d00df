"""Find the sentences of ours that rest on a paragraph which a later edition has otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from corpus.errors import StatementError
from corpus.index import ChangedParagraph, generations, read_edition_links
from corpus.register import Register, names_passage
from corpus.statements import (
    Binding,
    EditionCheck,
    ReviewLedger,
    own_words,
    pinned_binding,
    sentence_spans,
)
from corpus.text import one_line
from corpus.types import Passage, Source
from corpus.word_diff import compare_words
from ingest.changes.types import TouchedEdition, TouchedParagraph, TouchedSentence
from ingest.crosswalk import as_pair, crosswalk, edition_pairs
from ingest.errors import NotIndexed
from ingest.sentences import SentenceKind, place, sentences_by_kind

_LIKE_ENOUGH = 0.4  # of words in order: less is no other wording of the same sentence

Spans = tuple[tuple[Binding, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resting:
    """A sentence of ours and one thing that bears it out: a sentence of guidance, or the paragraph that a pinpoint names."""

    kind: SentenceKind
    statement_id: str
    text: str
    was: Binding
    pinned: str = ""
    n_resting: int = 0


@dataclass(frozen=True)
class TouchedFinder:
    """Finds what a later edition does to our sentences.

    Parameters
    ----------
    digests : sequence of Passage
        The statements of the digests in the library.
    reviews : ReviewLedger
        What was found of sentences already.
    """

    digests: Sequence[Passage] = ()
    reviews: ReviewLedger = field(default_factory=ReviewLedger)

    def touched(
        self, sources: tuple[Source, Source], earlier: Sequence[Passage], later: Sequence[Passage],
        changed: Iterable[ChangedParagraph],
    ) -> TouchedEdition:  # fmt: skip
        """Return what a later edition does to the sentences that rest on an earlier one.

        Parameters
        ----------
        sources : tuple of Source
            The earlier and the later edition; one and the same, where another file of an edition is compared.
        earlier, later : sequence of Passage
            All passages of each.
        changed : iterable of ChangedParagraph
            What the later has otherwise.
        """
        before, after = sources
        resting = self._resting[before.source_id]
        here = {passage.passage_id: passage for passage in earlier}
        there = {passage.passage_id: passage for passage in later}
        keys = _keys(later)
        paragraphs = []
        for change in changed:
            old, new = ([side[one] for one in ids] for side, ids in ((here, change.earlier), (there, change.later)))
            choices = _spans(new, after.source_id)
            sentences = [self._sentence(one, old, choices, after) for one in _on(resting, old)]
            sentences = [one if _is_there(one.check, keys) else replace(one, check=None) for one in sentences]
            if sentences:
                paragraphs.append(_paragraph(change, old, new, choices, sentences))
        return TouchedEdition(
            earlier=before, later=after, n_resting=self.n_resting(before.source_id), paragraphs=tuple(paragraphs)
        )

    def not_compared(self, sources: tuple[Source, Source], later: Sequence[Passage]) -> TouchedEdition:
        """Return the sentences that rest on an edition which is not in the library, and whose words the later has not."""
        keys = _keys(later)
        resting = self._resting[sources[0].source_id]
        lost = {(one.statement_id, one.text) for one in resting if not one.pinned and one.was.key not in keys}
        n = self.n_resting(sources[0].source_id)
        return TouchedEdition(earlier=sources[0], later=sources[1], n_resting=n, not_compared=tuple(sorted(lost)))

    def n_resting(self, source_id: str) -> int:
        """Return how many of our sentences rest on a source."""
        return sum(self.kinds_resting(source_id).values())

    def kinds_resting(self, source_id: str) -> Mapping[SentenceKind, int]:
        """Return how many of our sentences of each kind rest on a source; those of the digests by their pinpoints."""
        found: dict[SentenceKind, set[tuple[str, str]]] = defaultdict(set)
        for one in self._resting[source_id]:
            found[one.kind].add((one.statement_id, one.text))
        return {kind: len(texts) for kind, texts in found.items()}

    @cached_property
    def _resting(self) -> Mapping[str, list[_Resting]]:
        """What of ours rests on each source."""
        found: dict[str, list[_Resting]] = defaultdict(list)
        n_on_digests: dict[tuple[str, str], int] = defaultdict(int)
        for kind, sentences in sentences_by_kind().items():
            for statement_id, sentence in sentences:
                for binding in sentence.bindings:
                    found[binding.source_id].append(
                        _Resting(kind=kind, statement_id=statement_id, text=sentence.text, was=binding)
                    )
                    n_on_digests[binding.source_id, binding.key] += 1
        for passage in self.digests:
            if passage.pinpoint is not None and passage.pinpoint.source_id:
                was = pinned_binding(passage)
                n = sum(n_on_digests[passage.source_id, key] for key, _ in sentence_spans(passage))
                found[was.source_id].append(
                    _Resting(
                        kind=SentenceKind.DIGEST, statement_id=f"{passage.source_id}, statement {passage.paragraph}",
                        text=one_line(own_words(passage)), was=was, pinned=passage.pinpoint.reference, n_resting=n,
                    )
                )  # fmt: skip
        return found

    def _sentence(self, one: _Resting, old: Sequence[Passage], choices: Spans, later: Source) -> TouchedSentence:
        words = "" if one.pinned else {binding.key: text for binding, text in _spans(old, "")}[one.was.key]
        proposed, text = _most_like(words or one.text, choices, least=0.0 if one.pinned else _LIKE_ENOUGH)
        check = self.reviews.check_of(one.text, one.was, later.source_id)
        return TouchedSentence(
            kind=one.kind, statement_id=one.statement_id, text=one.text, was=one.was, words=words, proposed=proposed,
            proposed_words=text, check=check, n_resting=one.n_resting,
        )  # fmt: skip


def touched_in(
    index_dir: Path, register: Register, reviews: ReviewLedger, source_id: str = ""
) -> tuple[TouchedEdition, ...]:
    """Return what the later editions in a library do to our sentences; nothing is written.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    register : Register
        What replaced what.
    reviews : ReviewLedger
        What was found of sentences already.
    source_id : str
        The earlier or the later edition, if only that is wanted.

    Raises
    ------
    NotIndexed
        If that is not in the library.
    CorpusError
        If there is no index or it cannot be read.
    """
    manifest = generations.read_manifest(index_dir, generations.current(index_dir))
    known = {
        (pair.earlier, pair.later): pair.changed
        for pair in read_edition_links(generations.folder_of(index_dir, manifest.generation))
    }
    with closing(generations.open_passages(index_dir, manifest)) as store:
        passages: dict[str, list[Passage]] = {one: store.of_source(one) for one in sorted(set(store.source_ids))}
    if source_id and source_id not in passages:
        raise NotIndexed(f"{source_id} is not in the index in {index_dir}", f"Sources in it: {', '.join(passages)}.")
    finder = TouchedFinder(digests_among(passages), reviews)
    found = []
    for earlier, later in edition_pairs(passages, register):
        old, new = passages[earlier.source_id], passages[later.source_id]
        pair = (earlier.source_id, later.source_id)
        if not source_id or source_id in pair:
            changed = known[pair] if pair in known else as_pair(*pair, crosswalk(old, new)).changed
            found.append(finder.touched((earlier, later), old, new, changed))
    for later in (register[one] for one in passages if one in register and source_id in {"", one}):
        absent = (one for one in register.predecessors(later.source_id) if one.source_id not in passages)
        found += [finder.not_compared((one, later), passages[later.source_id]) for one in absent]
    compared = (one for one in found if one.n_resting)
    return tuple(one for one in compared if one.not_compared or one.earlier.source_id in passages)


def must_have(index_dir: Path, source: Source, bindings: Iterable[Binding]) -> None:
    """Check that bindings name sentences of a source in a library.

    Raises
    ------
    StatementError
        If one does not.
    CorpusError
        If there is no index or it cannot be read.
    """
    manifest = generations.read_manifest(index_dir, generations.current(index_dir))
    with closing(generations.open_passages(index_dir, manifest)) as store:
        keys = _keys(store.of_source(source.source_id))
    for binding in bindings:
        if binding.source_id != source.source_id or binding.key not in keys:
            raise StatementError(
                f"{source.name} has no sentence with the binding {binding}",
                f"'python -m ingest sentences {source.source_id}' prints them",
            )


def digests_among(passages: Mapping[str, Sequence[Passage]]) -> tuple[Passage, ...]:
    """Return the statements of digests among the passages of a library."""
    return tuple(one for some in passages.values() for one in some if one.pinpoint is not None)


def _on(resting: Iterable[_Resting], passages: Sequence[Passage]) -> list[_Resting]:
    """Return what rests on a paragraph; a sentence that names it twice, once."""
    keys = _keys(passages)
    found = [
        one
        for one in resting
        if (any(names_passage(one.pinned, p) for p in passages) if one.pinned else one.was.key in keys)
    ]
    return list({(one.statement_id, one.text, one.was.key): one for one in found}.values())


def _keys(passages: Iterable[Passage]) -> frozenset[str]:
    return frozenset(key for passage in passages for key, _ in sentence_spans(passage))


def _is_there(check: EditionCheck | None, keys: Collection[str]) -> bool:
    """Whether what was found is of words that the later edition still has."""
    return check is not None and all(binding.key in keys for binding in check.rests_on)


def _spans(passages: Iterable[Passage], source_id: str) -> Spans:
    """Return the sentences of passages with the bindings that name them."""
    return tuple(
        (Binding(source_id=source_id, where=place(passage), key=key), one_line(words))
        for passage in passages
        for key, words in sentence_spans(passage)
    )


def _most_like(words: str, choices: Spans, *, least: float) -> tuple[Binding | None, str]:
    """Return the choice that is most like some words, the first of equals; none if none is like them."""
    if not choices:
        return None, ""
    likeness, at = max((compare_words(words, text).likeness, -at) for at, (_, text) in enumerate(choices))
    return choices[-at] if likeness >= least else (None, "")


def _paragraph(
    change: ChangedParagraph, old: Sequence[Passage], new: Sequence[Passage], choices: Spans,
    sentences: Sequence[TouchedSentence],
) -> TouchedParagraph:  # fmt: skip
    return TouchedParagraph(
        became=change.became,
        confidence=change.confidence,
        earlier_at=place(old[0]),
        later_at=place(new[0]) if new else "",
        wordings=compare_words(*(" ".join(one_line(own_words(one)) for one in side) for side in (old, new))),
        choices=choices,
        sentences=tuple(sorted(sentences, key=lambda one: (one.is_same, one.kind, one.statement_id))),
    )
