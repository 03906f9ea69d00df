"""Question to RetrievedPassages: the right editions, five rankings fused, a reranker if there is one.

The rankings are by the passages' vectors (the question's turned towards guidance's words), by the questions staff ask, by
practitioner phrases, by cases, and by words; fusion is reciprocal rank fusion (Cormack et al. 2009). What the question would
be called in guidance is searched for too (assistant/retrieve/expansion.py). A paragraph or section named is looked up exactly.
Passages with nearly the same words stay in the ranking, marked with the rank of the first, so that an answer quotes them
once and an evaluation still sees every page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from assistant.retrieve import by_number
from assistant.retrieve.expansion import Expansion, expansions
from assistant.retrieve.scope import admits
from assistant.types import Library
from corpus.index import PassageIndex, fuse
from corpus.models import Embedder, Reranker, Vectors
from corpus.practice import Lexicon
from corpus.register import Register
from corpus.text import fold
from corpus.types import Passage, PassageKind, RetrievedPassage, Source

_N_CANDIDATES = 200
_N_RERANKED = 20
_RERANKER_WEIGHT = 0.5
# How much each ranking of one wording counts: docs/evaluation.md. BM25 counts double, since staff's questions are among its
# words as well; as vectors they then count half.
_WEIGHTS = {"dense": 1.0, "asked": 0.5, "phrases": 1.0, "cases": 1.0, "words": 2.0}
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
    expansions : tuple of Expansion
        What else was searched for, and the terms that it stands for.
    """

    passages: tuple[RetrievedPassage, ...] = ()
    editions: Editions = field(default_factory=Editions)
    cosine: float = -1.0
    exact: bool = False
    absent: str = ""
    expansions: tuple[Expansion, ...] = ()


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
        Reorders the best twenty.
    lexicon : Lexicon
        What staff say, and what guidance calls it.
    """

    def __init__(
        self,
        index: PassageIndex,
        register: Register,
        embedder: Embedder,
        reranker: Reranker | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        self._index = index
        self._lexicon = lexicon or Lexicon()
        self._register = register
        self._embedder = embedder
        self._reranker = reranker

    def warm(self) -> None:
        """Load the models, so that the first question does not wait for them.

        Raises
        ------
        ModelError
            If one does not load.
        """
        self._embedder.embed(["a question"])
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
        wordings = expansions(query, self._lexicon, in_danger=in_danger)
        others = [(wording.query, wording.weight) for wording in wordings] + [(text, _MORE_WEIGHT) for text in more]
        vectors = self._embedder.embed([query, *(text for text, _ in others)])
        rankings, cosine = self._rankings(query, vectors[0], editions.source_ids)
        weights = list(_WEIGHTS.values())
        for (text, weight), vector in zip(others, vectors[1:], strict=True):
            found, _ = self._rankings(text, vector, editions.source_ids)
            rankings += found
            weights += [weight * own for own in _WEIGHTS.values()]
        scores = fuse(rankings, weights)
        exact, missing = by_number.look_up(self._index, query, editions.named, editions.source_ids)
        mentioned = by_number.speaking_of(self._index, missing, scores)
        passages, scores = self._ordered(query, scores, exact or mentioned, max(k, _N_RERANKED))
        ranked = [
            RetrievedPassage(passage=passage, rank=rank, score=scores[passage.passage_id])
            for rank, passage in enumerate(passages[:k], start=1)
        ]
        return Evidence(
            passages=_marked(ranked),
            editions=editions,
            cosine=cosine,
            exact=bool(exact),
            absent="" if exact or mentioned else ", ".join(missing[:1]),
            expansions=wordings,
        )

    def _rankings(self, query: str, vector: Vectors, source_ids: frozenset[str]) -> tuple[list[list[str]], float]:
        """Return a ranking for one wording in every way, in the order of ``_WEIGHTS``, and the nearest cosine."""
        index, n = self._index, _N_CANDIDATES
        dense = index.dense(index.adapted(vector), n, source_ids)
        questions = index.questions(vector, n, source_ids)
        nearest = index.dense(vector, 1, source_ids)  # the adapter's cosines are on another scale
        others = (index.phrases(vector, n, source_ids), index.cases(vector, n, source_ids))
        found = [dense, questions, *others, index.lexical(query, n, source_ids)]
        cosine = max((some[0][1] for some in (nearest, questions) if some), default=-1.0)
        return [[passage_id for passage_id, _ in some] for some in found], cosine

    def _ordered(
        self, query: str, scores: dict[str, float], exact: Sequence[Passage], k: int
    ) -> tuple[list[Passage], dict[str, float]]:
        """Return the best passages in order and their scores: what was asked for by number first, whatever else is near."""
        first = [passage.passage_id for passage in exact]
        rest = sorted(scores.keys() - set(first), key=lambda passage_id: (-scores[passage_id], passage_id))
        found = self._index.get([*first, *rest][:k])
        scores = {p.passage_id: scores.get(p.passage_id, 0.0) * _prior(p) for p in found}
        found.sort(key=lambda passage: (-scores[passage.passage_id], passage.passage_id))
        if self._reranker is not None and found:
            scores = self._rerank(query, found, scores)
        top = max(scores.values(), default=0.0)
        scores |= {passage_id: top + len(first) - index for index, passage_id in enumerate(first)}
        found.sort(key=lambda passage: (-scores[passage.passage_id], passage.passage_id))
        return found, scores

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

    def _rerank(self, query: str, passages: Sequence[Passage], scores: dict[str, float]) -> dict[str, float]:
        """Blend the reranker's ranks into the order of the best twenty; the rest stay below them."""
        assert self._reranker is not None
        best = list(passages[:_N_RERANKED])
        titles = self._index.sources
        logits = self._reranker.score(query, [p.embedded_text(titles[p.source_id].title) for p in best])
        by_logit = [best[int(at)].passage_id for at in np.argsort(-logits, kind="stable")]
        blended = fuse([[passage.passage_id for passage in best], by_logit], (1.0, _RERANKER_WEIGHT))
        top = max(scores.values()) + 1.0
        return scores | {i: top + score for i, score in blended.items()}


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
