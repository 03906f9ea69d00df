"""Question to RetrievedPassages: the right editions, several rankings fused, two groups of sources merged.

The rankings are by the passages' vectors (the question's by an encoder that was taught what answers it), by the questions staff
ask, by practitioner phrases, by cases, and by words; fusion is reciprocal rank fusion (Cormack et al. 2009). Sources that none
of these were written for are ranked apart: by vectors, by words, and by the vector of what was found in the others, which says in
guidance's words what the question means. Then both are merged (assistant/retrieve/two_groups.py). What the question would
be called in guidance is searched for too (assistant/retrieve/expansion.py). A paragraph or section named is looked up exactly.
Passages with nearly the same words stay in the ranking, marked with the rank of the first, so that an answer quotes them
once and an evaluation still sees every page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from assistant.retrieve import by_number, two_groups
from assistant.retrieve.expansion import Expansion, expansions
from assistant.retrieve.question_encoder import QuestionEncoder
from assistant.retrieve.scope import admits
from assistant.types import Library
from corpus.index import PassageIndex, fuse
from corpus.models import Embedder, Reranker, Vectors
from corpus.practice import Lexicon
from corpus.register import Register
from corpus.text import fold
from corpus.types import Authority, Passage, PassageKind, RetrievedPassage, Source

_N_CANDIDATES = 200
_N_FEEDBACK = 3  # of the best passages that staff's words were written for
# How much each ranking of one wording counts: docs/evaluation.md. BM25 counts double, since staff's questions are among its
# words as well; as vectors they then count half.
_WEIGHTS = {"dense": 1.0, "asked": 0.5, "phrases": 1.0, "cases": 1.0, "words": 2.0}
_REST_WEIGHTS = {"dense": 1.0, "words": 1.0}
_FEEDBACK_WEIGHT = 0.5
_MORE_WEIGHT = 0.3  # of each search in a chat model's words
_SAME_WORDS = 0.8
_N_COMPARED = 30


_NOTE_PRIOR = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """Which editions may answer, and what the reader should know about them.

    Parameters
    ----------
    source_ids : frozenset of str
        The sources to search.
    named : tuple of Source
        Editions the question names, in the library or not.
    unknown : tuple of str
        Editions it names that the register does not know.
    """

    source_ids: frozenset[str] = frozenset()
    named: tuple[Source, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def none_here(self) -> bool:
        """Whether the question names editions and the library has none of them."""
        here = any(source.source_id in self.source_ids for source in self.named)
        return bool(self.named or self.unknown) and not here

    @property
    def compared(self) -> frozenset[str]:
        """The editions in the library that the question names, if it names more than one: an answer quotes each."""
        here = frozenset(source.source_id for source in self.named) & self.source_ids
        return here if len(here) > 1 else frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was retrieved, and how strong it is.

    Parameters
    ----------
    cosine : float
        Of the question and the nearest passage, or the nearest of staff's questions, from -1 to 1.
    exact : bool
        Whether a paragraph or section named in the question was found.
    absent : str
        A paragraph or section that the question names, of a source that it names too, and that this source here has not.
    in_our_words : bool
        Whether what was found is ours and rests on an edition that the question names, of which the library has none.
    expansions : tuple of Expansion
        What else was searched for, and the terms that it stands for.
    local : frozenset of str
        The sources that are a school's or a partnership's own.
    """

    passages: tuple[RetrievedPassage, ...] = ()
    editions: Editions = field(default_factory=Editions)
    cosine: float = -1.0
    exact: bool = False
    absent: str = ""
    in_our_words: bool = False
    expansions: tuple[Expansion, ...] = ()
    local: frozenset[str] = frozenset()

    @property
    def unheld(self) -> bool:
        """Whether the question names editions of which the library has none, and nothing of ours that rests on one."""
        return self.editions.none_here and not self.in_our_words


@dataclass(frozen=True, slots=True)
class _Wording:
    """A way to put the question, how much it counts, and its vectors, of shape ``(dimension,)``.

    Parameters
    ----------
    vector : array
        Of the embedder.
    turned : array
        Of the encoder of questions; the same as ``vector`` without one.
    """

    text: str
    weight: float
    vector: Vectors
    turned: Vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answering:
    """Passages, best first, the scores they were found with, and the nearest cosine."""

    passages: Sequence[Passage]
    scores: Mapping[str, float]
    cosine: float


class Retriever:
    """Searches one index.

    Parameters
    ----------
    index : PassageIndex
        The library.
    register : Register
        Editions and what supersedes what, the library's own sources included.
    embedder : Embedder
        The model the index was built with.
    reranker : Reranker or None
        Helps to say which of two groups of sources answers better; it is not asked where there is one.
    lexicon : Lexicon
        What staff say, and what guidance calls it.
    question_encoder : QuestionEncoder or None
        Lays a question near the passages that answer it; without it the embedder's vector stands for the question.
    """

    def __init__(
        self,
        index: PassageIndex,
        register: Register,
        embedder: Embedder,
        reranker: Reranker | None = None,
        lexicon: Lexicon | None = None,
        *,
        question_encoder: QuestionEncoder | None = None,
    ) -> None:
        self._index = index
        self._lexicon = lexicon or Lexicon()
        self._register = register
        self._embedder = embedder
        self._reranker = reranker
        self._question_encoder = question_encoder

    def warm(self) -> None:
        """Load the models, so that the first question does not wait for them.

        Raises
        ------
        ModelError
            If one does not load.
        """
        self._wordings([("a question", 1.0)])
        if self._reranker is not None:
            self._reranker.score("a question", ["a passage"])

    def retrieve(
        self,
        query: str,
        as_at: date,
        k: int = 60,
        more: Sequence[str] = (),
        library: Library = "all",
        *,
        in_danger: bool = False,
    ) -> Evidence:
        """Find passages for a query.

        Parameters
        ----------
        query : str
            The standalone question.
        as_at : date
            The day whose editions answer.
        k : int
            How many passages to give at most.
        more : sequence of str
            Other wordings of the question, of a chat model's, to search for beside it.
        library : str
            Which sources may answer.
        in_danger : bool
            Whether a gate found that someone may be in danger: then acting at once is searched for as well.
        """
        editions = self.editions(query, as_at, library)
        others = expansions(query, self._lexicon, in_danger=in_danger)
        wordings = self._wordings([
            (query, 1.0),
            *((other.query, other.weight) for other in others),
            *((text, _MORE_WEIGHT) for text in more),
        ])
        answering = self._answering(wordings, editions.source_ids, k)
        exact, missing = by_number.look_up(self._index, query, editions.named, editions.source_ids)
        mentioned = by_number.speaking_of(self._index, missing, answering.scores)
        passages = _first(exact or mentioned, answering.passages)[:k]
        ours = by_number.resting_on(passages, query, editions.named) if editions.none_here else []
        ranked = [
            RetrievedPassage(passage=passage, rank=rank, score=1 / rank)
            for rank, passage in enumerate(ours or passages, start=1)
        ]
        return Evidence(
            passages=_marked(ranked),
            editions=editions,
            cosine=answering.cosine,
            exact=bool(exact),
            absent="" if exact or mentioned else ", ".join(missing[:1]),
            in_our_words=bool(ours),
            expansions=others,
            local=frozenset(i for i, source in self._index.sources.items() if source.authority is Authority.LOCAL),
        )

    def _wordings(self, texts: Sequence[tuple[str, float]]) -> list[_Wording]:
        asked = [text for text, _ in texts]
        vectors = self._embedder.embed(asked)
        taught = self._question_encoder.embed(asked) if self._question_encoder else vectors
        return [
            _Wording(text, weight, vector, turned)
            for (text, weight), vector, turned in zip(texts, vectors, taught, strict=True)
        ]

    def _answering(self, wordings: Sequence[_Wording], source_ids: frozenset[str], k: int) -> _Answering:
        """Return the passages of some sources, best first: of one group as ranked, of two merged."""
        known, rest = source_ids & self._index.written_for, source_ids - self._index.written_for
        scores = self._fused(wordings, known, _WEIGHTS)
        asked = self._index.questions(wordings[0].vector, 1, source_ids)
        nearest = [*asked, *self._index.dense(wordings[0].vector, 1, source_ids)]
        cosine = max((cosine for _, cosine in nearest), default=-1.0)  # the encoder's cosines are on another scale
        passages = self._best(scores, k)
        if rest:
            lenders = [passage.passage_id for passage in passages[:_N_FEEDBACK]]
            others = self._fused(wordings, rest, _REST_WEIGHTS, lenders)
            added = self._best(others, k)
            scores = {**others, **scores}
            calibration = self._embedder.calibration
            familiar = asked[0][1] - calibration.familiar if asked and calibration else 0.0
            passages = self._merged(wordings[0], passages, added, familiar) if passages else added
        return _Answering(passages=passages, scores=scores, cosine=cosine)

    def _fused(
        self,
        wordings: Sequence[_Wording],
        source_ids: frozenset[str],
        weights: Mapping[str, float],
        lenders: Sequence[str] = (),
    ) -> dict[str, float]:
        """Return the scores of what some ways of searching find in some sources.

        Parameters
        ----------
        wordings : sequence of _Wording
            What is searched for.
        source_ids : frozenset of str
            Where.
        weights : mapping of str to float
            How much each way counts.
        lenders : sequence of str
            Passages of other sources that say what the question means: what is near their mean is a further ranking.
        """
        if not source_ids:
            return {}
        index, n = self._index, _N_CANDIDATES
        ways: dict[str, Callable[[_Wording], list[tuple[str, float]]]] = {
            "dense": lambda wording: index.dense(wording.turned, n, source_ids),
            "asked": lambda wording: index.questions(wording.vector, n, source_ids),
            "phrases": lambda wording: index.phrases(wording.vector, n, source_ids),
            "cases": lambda wording: index.cases(wording.vector, n, source_ids),
            "words": lambda wording: index.lexical(wording.text, n, source_ids),
        }
        found = [
            (ways[how](wording), wording.weight * weight) for wording in wordings for how, weight in weights.items()
        ]
        if lenders:
            lent = index.vectors(lenders).mean(axis=0)
            found.append((index.dense(lent / np.linalg.norm(lent), n, source_ids), _FEEDBACK_WEIGHT))
        return fuse([[passage_id for passage_id, _ in some] for some, _ in found], [weight for _, weight in found])

    def _best(self, scores: Mapping[str, float], k: int) -> list[Passage]:
        """Return the best passages in order; notes, and what is not about England, count half."""
        ids = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))
        found = self._index.get(ids[:k])
        return sorted(found, key=lambda passage: (-scores[passage.passage_id] * _prior(passage), passage.passage_id))

    def _merged(
        self, wording: _Wording, known: Sequence[Passage], rest: Sequence[Passage], familiar: float
    ) -> list[Passage]:
        """Merge the two groups by how near the best of each are to the question, and what the reranker says of them."""
        by_id = {passage.passage_id: passage for passage in (*known, *rest)}
        best = (*known[: two_groups.N_COMPARED], *rest[: two_groups.N_COMPARED])
        ids = [passage.passage_id for passage in best]
        scores = [self._index.vectors(ids) @ wording.turned]
        if self._reranker is not None:
            first = (*known[: two_groups.N_READ], *rest[: two_groups.N_READ])
            reranked = self._reranked(self._reranker, wording, first)
            lowest = min(reranked.values())
            scores.append(np.array([reranked.get(passage_id, lowest) for passage_id in ids], dtype=np.float32))
        read = dict(zip(ids, two_groups.readings(scores).tolist(), strict=True))
        order = two_groups.merged(
            [passage.passage_id for passage in known], [passage.passage_id for passage in rest], read, familiar
        )
        return [by_id[passage_id] for passage_id in order]

    def _reranked(self, reranker: Reranker, wording: _Wording, passages: Sequence[Passage]) -> dict[str, float]:
        """Return what the reranker makes of each passage, by its id."""
        texts = [passage.embedded_text(self._index.sources[passage.source_id].title) for passage in passages]
        ids = (passage.passage_id for passage in passages)
        return dict(zip(ids, reranker.score(wording.text, texts).tolist(), strict=True))

    def editions(self, query: str, as_at: date, library: Library = "all") -> Editions:
        """Return the editions that may answer on a day; one that the question names answers instead of its other editions."""
        outside = {i for i, source in self._index.sources.items() if not admits(library, source)}
        available = frozenset(self._index.sources) - outside
        answering = self._register.answering(available, as_at)
        named = tuple(source for source in self._register.named(query, as_at) if source.source_id not in outside)
        present = {source.source_id for source in named} & available
        others = {
            other.source_id
            for source_id in present
            for other in (*self._register.successors(source_id), *self._register.predecessors(source_id))
        }
        parts = {i for i in answering if self._register[i].part_of in others}
        chosen = (answering - others - parts) | present
        return Editions(source_ids=frozenset(chosen), named=named, unknown=self._register.unknown(query))


def _first(exact: Sequence[Passage], passages: Sequence[Passage]) -> list[Passage]:
    """Return what was asked for by number before the rest, none twice."""
    return list({passage.passage_id: passage for passage in (*exact, *passages)}.values())


def _prior(passage: Passage) -> float:
    """Weigh notes of amendment, and what is not about England, half."""
    elsewhere = passage.jurisdiction not in {"", "England"}
    return _NOTE_PRIOR if passage.kind is PassageKind.NOTE or elsewhere else 1.0


def _marked(ranked: Sequence[RetrievedPassage]) -> tuple[RetrievedPassage, ...]:
    """Mark those whose words are nearly those of an earlier one; only the first thirty are compared."""
    words = [_shingles(found.passage.text) for found in ranked[:_N_COMPARED]]
    marked: list[RetrievedPassage] = []
    for at, found in enumerate(ranked):
        twin = None
        if at < _N_COMPARED:
            twins = (n for n in range(at) if marked[n].duplicate_of is None and _alike(words[n], words[at]))
            twin = next(twins, None)
        marked.append(found if twin is None else replace(found, duplicate_of=marked[twin].rank))
    return tuple(marked)


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", fold(text))
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    smaller = min(len(one), len(other))
    return smaller > 5 and len(one & other) / smaller >= _SAME_WORDS
