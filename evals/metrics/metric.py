"""What a metric is, and what it is computed from.

A new metric is one file that makes a ``Metric``, and one entry in ``evals.metrics.catalogue``. Scores, reports, comparisons,
floors and the bench take everything else from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property

from corpus.register import Register, load_register
from evals.metrics.docids import REL, Ranking, Unit, rankings, scored_queries, unit_of
from evals.metrics.stats import Interval, bootstrap
from evals.records import AnswerRow, EvalQuestion, Qrels

Values = dict[str, float]
"""A metric's value for each question that has one, by query id."""


class Subject(Enum):
    """What a metric measures."""

    RANKING = auto()
    """The ranked pages, by a standard measure: every scored query has a value, 0 where nothing was found."""
    RETRIEVAL = auto()
    """What was found, by a measure of ours."""
    ANSWER = auto()
    """What the answer cites and states; a system that only searches has no value."""


@dataclass(frozen=True, kw_only=True)
class JudgedRecord:
    """A record with what was asked and what was judged; ``register`` knows which edition replaced which."""

    answers: Sequence[AnswerRow]
    qrels: Qrels
    questions: Sequence[EvalQuestion] = ()
    register: Register = field(default_factory=load_register)

    @cached_property
    def unit(self) -> Unit:
        """What is ranked and judged."""
        return unit_of(self.qrels)

    @cached_property
    def ranked(self) -> Mapping[str, Ranking]:
        """The ranking of each query that was run."""
        return rankings(self.answers, self.unit)

    @cached_property
    def by_query(self) -> Mapping[str, AnswerRow]:
        """Each answer, by query id."""
        return {answer.query_id: answer for answer in self.answers}

    @cached_property
    def relevant(self) -> Mapping[str, frozenset[str]]:
        """The docids judged relevant, for each scored query."""
        return {
            query: frozenset(known for known, relevance in self.qrels[query].items() if relevance >= REL)
            for query in scored_queries(self.qrels)
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One number a question, and how its mean is shown.

    Parameters
    ----------
    name : str
        As files and tables spell it.
    words : str
        What it measures and over which questions, in a clause.
    subject : Subject
        What it measures.
    values : callable
        Gives its value for each question that has one; a question without one is not counted.
    higher_is_better : bool
        Whether a rise is a win.
    interval : callable
        Gives the mean and its interval from the values: ``bootstrap``, or ``exact_share`` where each value is 0 or 1.
    """

    name: str
    words: str
    subject: Subject
    values: Callable[[JudgedRecord], Values]
    higher_is_better: bool = True
    interval: Callable[[Sequence[float]], Interval] = bootstrap

    @property
    def description(self) -> str:
        """What it measures, and which way is better where that is down."""
        return self.words if self.higher_is_better else f"{self.words}; lower is better"
