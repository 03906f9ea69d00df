"""Assistant.ask: the one function to read first. A question goes in; an answer whose every quotation was checked comes out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant import fixed, gates
from assistant.cite import Cited, cite
from assistant.compose import compose
from assistant.errors import AssistantError
from assistant.notices import context_notices, edition_notices
from assistant.retrieve import Evidence, Retriever
from assistant.rewrite import standalone
from assistant.types import Answer, Finding, Notice, Outcome, Question, Review, Section, Statement, StatementKind
from corpus.embed import Embedder, Reranker
from corpus.errors import CorpusError
from corpus.index import PassageIndex
from corpus.register import Register

OnStage = Callable[[str], None]

# The weakest evidence that is answered from; docs/evaluation.md says how it was chosen.
_MIN_COSINE = 0.43


@dataclass(slots=True)
class _Clock:
    """Times the stages of one question and tells whoever watches."""

    on_stage: OnStage
    timings_ms: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self.on_stage(name)
        started = time.perf_counter()
        try:
            yield
        finally:
            self.timings_ms[name] = (time.perf_counter() - started) * 1000


class Assistant:
    """Answers questions from one generation of the library.

    Parameters
    ----------
    index : PassageIndex
        The library.
    register : Register
        All registered editions and the library's own sources.
    """

    def __init__(
        self, index: PassageIndex, register: Register, embedder: Embedder, reranker: Reranker | None = None
    ) -> None:
        self.index = index
        self.register = register
        self._embedder = embedder
        self._retriever = Retriever(index, register, embedder, reranker)

    def ask(self, question: Question, on_stage: OnStage = lambda _: None) -> Answer:
        """Answer a question.

        Parameters
        ----------
        question : Question
            With its conversation and the day it is asked about.
        on_stage : callable
            Told the name of each stage as it begins.

        Raises
        ------
        QuestionError
            If the question is empty or too long. Everything else that goes wrong is an ``Answer`` of ``FAILED``, with
            the urgent text first when someone may be in danger.
        """
        gates.check_asked(question)
        clock = _Clock(on_stage)
        with clock.stage("Checking for danger"):
            danger = gates.shut("danger_now", gates.danger_now, question)
            harm = gates.shut("harmful", gates.harmful, question)
            elsewhere = gates.shut("other_nation", gates.other_nation, question)
        answer = self._after_gates(question, Review((danger, harm, elsewhere)), clock)
        return answer if danger.passed else _escalated(answer)

    def _after_gates(self, question: Question, review: Review, clock: _Clock) -> Answer:
        """Refuse, show another nation's door, or answer from the library."""
        danger, harm, elsewhere = review.findings
        if not harm.passed:
            return self._fixed(question, Outcome.REFUSED, _section(fixed.REFUSED_HEADING, fixed.REFUSED), review)
        nation = gates.nation_named(question)
        if not elsewhere.passed and danger.passed:
            door = tuple(text for name, text in fixed.OTHER_NATION.items() if nation in {name, ""})
            return self._fixed(question, Outcome.ABSTAINED, _section(fixed.OTHER_NATION_HEADING, door), review)
        try:
            answer = self._from_library(question, review, clock)
        except (CorpusError, AssistantError) as error:
            return self._failed(question, review, error.message, error.hint)
        except Exception as error:  # whatever breaks, the person gets words and not a traceback
            return self._failed(
                question, review, f"{type(error).__name__} while answering", "Try again, or ask less at once"
            )
        if not nation:
            return answer
        notice = Notice("jurisdiction", fixed.OTHER_NATION_NOTICE.format(nation=nation))
        return replace(answer, notices=(*answer.notices, notice))

    def _failed(self, question: Question, review: Review, message: str, hint: str) -> Answer:
        text = fixed.FAILED.format(message=message, hint=hint)
        return self._fixed(question, Outcome.FAILED, _section(fixed.FAILED_HEADING, (text,)), review)

    def search(self, text: str, as_at: date, k: int = 10) -> Evidence:
        """Give the passages for a query, without an answer."""
        return self._retriever.retrieve(" ".join(text.split()), as_at, k)

    def _from_library(self, question: Question, review: Review, clock: _Clock) -> Answer:
        """Retrieve, compose, check; abstain when the evidence is too weak."""
        query = standalone(question)
        with clock.stage("Searching the guidance"):
            evidence = self._retriever.retrieve(query, question.as_at)
        strong = _strength(query, evidence)
        review = Review((*review.findings, strong))
        cited = Cited(sections=(), citations=(), n_dropped=0)
        if strong.passed:
            with clock.stage("Choosing the words to quote"):
                compared = evidence.editions.compared
                draft = compose(query, evidence.passages, self.register, self._similarity, compared)
            with clock.stage("Checking every quotation against its page"):
                cited = cite(draft, self.register, question.as_at)
        notices = edition_notices(evidence.editions, cited.citations, self.register, question.as_at)
        notices += context_notices(query, cited.citations)
        if cited.n_dropped:
            notices = (*notices, Notice("unverified_dropped", fixed.DROPPED.format(n=cited.n_dropped)))
        looked_for = fixed.LOOKED_FOR.format(question=query, found=strong.reason)
        sections = cited.sections or (_section(fixed.ABSTAINED_HEADING, (*fixed.ABSTAINED, looked_for)),)
        return Answer(
            outcome=Outcome.ANSWERED if cited.citations else Outcome.ABSTAINED,
            question=question.text,
            standalone_question=query,
            as_at=question.as_at,
            sections=sections,
            citations=cited.citations,
            retrieved=evidence.passages,
            notices=notices,
            review=review,
            generation=self.index.generation,
            timings_ms=clock.timings_ms,
        )

    def _similarity(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = self._embedder.embed([question, *texts])
        return np.asarray(vectors[1:] @ vectors[0], dtype=np.float32)

    def _fixed(self, question: Question, outcome: Outcome, section: Section, review: Review) -> Answer:
        """Give an answer of fixed text, for which nothing was retrieved."""
        return Answer(
            outcome=outcome,
            question=question.text,
            standalone_question=question.text,
            as_at=question.as_at,
            sections=(section,),
            review=review,
            generation=self.index.generation,
        )


def _strength(query: str, evidence: Evidence) -> Finding:
    """Find whether the evidence is about the question, and near enough to answer from."""
    if evidence.editions.none_here:
        return Finding("evidence", False, "the edition named is not in the library")
    term = gates.term_missing(query, (found.passage.text for found in evidence.passages))
    if term:
        return Finding("evidence", False, f"nothing found mentions {term}")
    near = evidence.exact or evidence.cosine >= _MIN_COSINE
    return Finding("evidence", bool(evidence.passages) and near, f"nearest: {evidence.cosine:.2f}")


def _section(heading: str, texts: Sequence[str]) -> Section:
    return Section(
        heading=heading, statements=tuple(Statement(text=t, kind=StatementKind.FIXED, verified=True) for t in texts)
    )


def _escalated(answer: Answer) -> Answer:
    """Put the urgent text before everything else."""
    urgent = _section(fixed.URGENT_HEADING, fixed.URGENT_HELP)
    return replace(answer, outcome=Outcome.ESCALATED, sections=(urgent, *answer.sections))
