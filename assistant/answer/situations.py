"""A worry about somebody to a Draft by facets: each step's passages are found, and the sentence that shows it is quoted.

A step is searched for with the question and guidance's own words for the step, by vector and by word; what was found for the
question itself counts too. Nothing found here enters the answer's ``retrieved``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from assistant import messages
from assistant.answer.draft import Draft, DraftSection, Quotation
from assistant.answer.excerpt import chosen_words
from assistant.answer.situation_sections import SituationSection, SituationStep, all_steps
from assistant.retrieve import Evidence
from assistant.types import Question
from corpus.index import PassageIndex, fuse, tokens
from corpus.models import Embedder, Vectors
from corpus.text import fold
from corpus.types import Authority, Passage, PassageKind, Source

_N_WORDS, _N_WORDS_MORE = 340, 900  # headings and labels are not counted
_N_FOUND = 40  # passages of each ranking
_N_READ = 30  # of which the best are looked at for a sentence to quote
_N_OF_QUESTION = 10
_QUESTION_SHARE = 0.5  # of a step's own words, in its vector
_FOUND_TOO = 0.4  # what was found for the question as well is nearer to it than what was found for the step alone
_SAME = 0.7  # the share of the shorter one's words, from which two quotations say the same
_EXTRACT, _OURS, _NUMBERED = (
    0.2,
    0.2,
    0.05,
)  # the whole before its extract, official words before ours, what is easy to cite
_QUOTED = {
    Authority.LAW,
    Authority.STATUTORY_GUIDANCE,
    Authority.NON_STATUTORY_ADVICE,
    Authority.REVIEW,
    Authority.LOCAL,
    Authority.DIGEST,
}


@dataclass(slots=True, kw_only=True)
class _SituationSearch:
    """One question being answered: what was found for it, and what has been quoted so far."""

    question: Question
    evidence: Evidence
    vector: Vectors
    quoted: dict[str, str] = field(default_factory=dict)  # a quotation's folded words, and its passage

    @property
    def guidance_words(self) -> str:
        """What guidance calls the things that the question speaks of."""
        return "; ".join(wording.query for wording in self.evidence.expansions)

    @property
    def found(self) -> frozenset[str]:
        """The best passages for the question itself."""
        return frozenset(hit.passage.passage_id for hit in self.evidence.passages[:_N_OF_QUESTION])

    def is_new(self, passage: Passage) -> bool:
        return passage.passage_id not in self.quoted.values()

    def repeats(self, quote: str) -> bool:
        """Whether a quotation says what another says, in the same words or most of them."""
        words, stems = fold(quote), set(tokens(quote))
        return any(
            words in other
            or other in words
            or len(stems & set(tokens(other))) >= _SAME * min(len(stems), len(set(tokens(other))))
            for other in self.quoted
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """A quotation, the section it is for and how soon a short answer leaves it out."""

    heading: str
    rank: int
    quotation: Quotation


class SituationWriter:
    """Composes answers to worries from one library.

    Parameters
    ----------
    index : PassageIndex
        The library.
    sources : mapping of str to Source
        All registered editions, by id.
    embedder : Embedder
        The model the index was built with.
    """

    def __init__(self, index: PassageIndex, sources: Mapping[str, Source], embedder: Embedder) -> None:
        self._index = index
        self._sources = sources
        self._embedder = embedder

    @cached_property
    def _vectors(self) -> dict[SituationStep, Vectors]:
        """The steps' own vectors, embedded in one batch at the first worry."""
        steps = all_steps()
        return dict(zip(steps, self._embedder.embed([step.words for step in steps]), strict=True))

    def compose(self, question: Question, evidence: Evidence, facets: Sequence[SituationSection]) -> Draft:
        """Choose and order quotations by facet, short enough to be read in two minutes unless more is wanted.

        Parameters
        ----------
        question : Question
            The standalone question.
        evidence : Evidence
            What was retrieved for it.
        facets : sequence of SituationSection
            The sections, in order.
        """
        asked = _SituationSearch(question=question, evidence=evidence, vector=self._embedder.embed([question.text])[0])
        chosen = [
            _Chosen(heading=facet.heading, rank=step.rank + position, quotation=quotation)
            for facet in facets
            for step in facet.steps
            if step.is_wanted(question.text)
            for position, quotation in enumerate(self._quotations(step, asked))
        ]
        short = _shortened(chosen, facets, _N_WORDS_MORE if question.more else _N_WORDS)
        return Draft(sections=tuple(_section(facet, short) for facet in facets))

    def _quotations(self, step: SituationStep, asked: _SituationSearch) -> list[Quotation]:
        """Return the quotations that show a step best, from different passages, none of them quoted already."""
        scored: list[tuple[float, int, Quotation]] = []
        for position, (passage, near) in enumerate(self._candidates(step, asked)):
            if asked.is_new(passage) and self._fits(step, passage, asked.question.text):
                quote, share = chosen_words(step, passage, asked.question.text, asked.guidance_words)
                if quote:
                    found_too = _FOUND_TOO if step.words and passage.passage_id in asked.found else 0.0
                    score = share + near + found_too + self._preference(passage)
                    scored.append((score, -position, Quotation(passage=passage, quote=quote)))
        found: list[Quotation] = []
        for _, _, quotation in sorted(scored, key=lambda one: one[:2], reverse=True):
            if len(found) < step.n + asked.question.more and not asked.repeats(quotation.quote):
                asked.quoted[fold(quotation.quote)] = quotation.passage.passage_id
                found.append(quotation)
        return found

    def _candidates(self, step: SituationStep, asked: _SituationSearch) -> list[tuple[Passage, float]]:
        """Return the passages for a step, best first, and how near each is, from 0 to 1.

        They are those found for the question, if the step has no words of its own to search for.
        """
        of_question = [hit.passage for hit in asked.evidence.passages[:_N_OF_QUESTION]]
        if not step.words:
            return [(passage, 1 - rank / _N_OF_QUESTION) for rank, passage in enumerate(of_question[: step.n_read])]
        ids = asked.evidence.editions.source_ids
        together = self._vectors[step] + _QUESTION_SHARE * asked.vector
        near = self._index.dense(together / np.linalg.norm(together), _N_FOUND, ids)
        same = self._index.lexical(step.words, _N_FOUND, ids)
        rankings = [[i for i, _ in near], [i for i, _ in same], [passage.passage_id for passage in of_question]]
        scores = fuse(rankings)
        best = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))[:_N_READ]
        return [(passage, scores[passage.passage_id] / scores[best[0]]) for passage in self._index.get(best)]

    def _preference(self, passage: Passage) -> float:
        source = self._sources[passage.source_id]
        ours = source.authority is Authority.DIGEST
        return _NUMBERED * bool(passage.paragraph) - _EXTRACT * bool(source.part_of) - _OURS * ours

    def _fits(self, step: SituationStep, passage: Passage, question: str) -> bool:
        """Whether a passage is of a kind to quote, about England, and not of another subject than the question's."""
        if passage.kind not in {PassageKind.BODY, PassageKind.LIST} or passage.jurisdiction not in {"", "England"}:
            return False
        if self._sources[passage.source_id].authority not in _QUOTED:
            return False
        return step.anywhere or not any(
            re.search(heading, part) and not re.search(question_pattern, question, re.IGNORECASE)
            for heading, question_pattern, _ in messages.CONTEXTS
            for part in passage.heading_path
        )


def _section(facet: SituationSection, chosen: Sequence[_Chosen]) -> DraftSection:
    quotations = tuple(one.quotation for one in chosen if one.heading == facet.heading)
    return DraftSection(
        heading=facet.heading, quotations=quotations, before=facet.before, labelled=True, alone=facet.alone
    )


def _shortened(chosen: Sequence[_Chosen], facets: Sequence[SituationSection], n_words: int) -> list[_Chosen]:
    """Leave out what is needed least, the last first, until the rest can be read in time."""
    short = list(chosen)
    while short and _n_words(short, facets) > n_words:
        least = max(range(len(short)), key=lambda at: (short[at].rank, at))
        if short[least].rank == 0:
            break
        del short[least]
    return short


def _n_words(chosen: Sequence[_Chosen], facets: Sequence[SituationSection]) -> int:
    shown = {one.heading for one in chosen}
    ours = [text for facet in facets if facet.alone or facet.heading in shown for text in facet.before]
    return sum(len(text.split()) for text in (*ours, *(one.quotation.quote for one in chosen)))
