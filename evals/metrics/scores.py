"""Score a record: metrics with intervals, overall and by slice, outcomes expected and reached, and bounds for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from evals.errors import NothingScored, RecordError
from evals.metrics import catalogue
from evals.metrics.docids import REL
from evals.metrics.metric import JudgedRecord, Subject, Values
from evals.metrics.outcomes import NOT_RUN, Counts, expected_shares, outcomes, reached_shares
from evals.metrics.ranking import NDCG
from evals.metrics.slices import ALL, members
from evals.metrics.stats import Interval
from evals.records import AnswerRow, EvalQuestion, Qrels

Row = dict[str, Interval]
"""Each metric's mean with its interval, by metric name."""

_BOUNDS = frozenset({"measures", "at_most", "outcomes"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The score of one record against one set of qrels.

    Parameters
    ----------
    record : JudgedRecord
        What was scored, and by what.
    slices : dict of str to Row
        ``all`` first, then those of ``evals.metrics.slices``; a slice has only the metrics with a value in it.
    values : dict
        Each question's value of each metric, by metric name, then query id; a metric without any is left out.
    n_qrels : int
        Queries in the qrels (of the questions handed in, if they were).
    n_without_relevant : int
        Of these, queries left out because no page is judged relevant enough.
    n_empty : int
        Scored queries that were not run, failed or found nothing; they score zero.
    outcomes : dict
        Counts of outcomes reached, by outcome expected.
    members : mapping
        The queries of each slice.
    """

    record: JudgedRecord = field(repr=False)
    slices: dict[str, Row]
    values: dict[str, Values]
    n_qrels: int
    n_without_relevant: int
    n_empty: int
    outcomes: Counts
    members: Mapping[str, Sequence[str]] = field(repr=False)

    def as_dict(self) -> dict[str, Any]:
        """Return the scores as JSON; the ranking's measures stand apart from the others (``further``)."""
        ranking = [metric.name for metric in catalogue.metrics_of(Subject.RANKING)]
        others = self.values.keys() - ranking
        return {
            "unit": self.record.unit.value,
            "rel": REL,
            "n_qrels": self.n_qrels,
            "n_scored": len(self.values[NDCG.name]),
            "n_without_relevant": self.n_without_relevant,
            "n_empty": self.n_empty,
            "slices": {name: part for name, row in self.slices.items() if (part := _as_json(row, ranking))},
            "further": {
                name: part for name, row in self.slices.items() if (part := _as_json(row, others)) or name == ALL
            },
            "outcomes": self.outcomes,
            "outcome_shares": {
                "expected": _as_json(expected_shares(self.outcomes)),
                "reached": _as_json(reached_shares(self.outcomes)),
            },
            "per_query": {
                query: {name: self.values[name][query] for name in ranking} for query in self.values[NDCG.name]
            },
            "further_per_query": {name: values for name, values in self.values.items() if name in others},
            "worst": worst(self),
        }


def score(answers: Sequence[AnswerRow], qrels: Qrels, questions: Sequence[EvalQuestion] = ()) -> Scores:
    """Score answers against qrels.

    ``n`` counts the queries with at least one page judged relevant (grade 2 or more), whether or not they were run;
    with ``questions``, only those that are among them.

    Parameters
    ----------
    answers : sequence of AnswerRow
        The record.
    qrels : Qrels
        The judgements.
    questions : sequence of EvalQuestion
        The question set, for slices and outcomes; may be left out.

    Raises
    ------
    NothingScored
        If no query is left to score.
    """
    if questions:
        asked = {question.query_id for question in questions}
        qrels = {query: judged for query, judged in qrels.items() if query in asked}
    record = JudgedRecord(answers=answers, qrels=qrels, questions=questions)
    if not record.relevant:
        raise NothingScored("no query of the qrels can be scored", "check that questions and qrels belong together")
    found = {metric.name: metric.values(record) for metric in catalogue.METRICS}
    values = {name: column for name, column in found.items() if column}
    slices = members({query for column in values.values() for query in column}, questions, qrels)
    return Scores(
        record=record,
        slices={name: row for name, queries in slices.items() if (row := _row(values, queries))},
        values=values,
        n_qrels=len(qrels),
        n_without_relevant=len(qrels) - len(record.relevant),
        n_empty=sum(not record.ranked.get(query) for query in record.relevant),
        outcomes=outcomes(answers, questions),
        members=slices,
    )


def below_floor(scores: Scores, floor: Mapping[str, Any]) -> list[str]:
    """Return one sentence for each number on the wrong side of its bound; none if all hold.

    Parameters
    ----------
    scores : Scores
        What was measured.
    floor : mapping
        ``{"measures": {"nDCG@10": 0.5, …}, "at_most": {"superseded_leakage": 0.0}, "outcomes": {"escalated": 1.0, …}}``:
        the least mean, and the most, over all questions, and the least share of the questions expecting an outcome that
        must reach it.

    Raises
    ------
    RecordError
        If the floor names what is not measured: a floor that guards nothing is a mistake.
    """
    means = {name: interval.mean for name, interval in scores.slices[ALL].items()}
    least, most = floor.get("measures", {}), floor.get("at_most", {})
    unknown = (floor.keys() - _BOUNDS) | ((least.keys() | most.keys()) - means.keys())
    unknown |= floor.get("outcomes", {}).keys() - scores.outcomes.keys()
    if unknown or not floor:
        raise RecordError(f"the floor names what is not measured: {', '.join(sorted(unknown)) or 'nothing'}")
    below = [(name, means[name], bound) for name, bound in least.items()]
    for outcome, share in floor.get("outcomes", {}).items():
        counts = scores.outcomes[outcome]
        below.append((f"share {outcome}", counts.get(outcome, 0) / sum(counts.values()), share))
    return [
        *(f"{name} is {mean:.3f}, below its floor of {bound:.3f}" for name, mean, bound in below if mean < bound),
        *(
            f"{name} is {means[name]:.3f}, above its ceiling of {bound:.3f}"
            for name, bound in most.items()
            if means[name] > bound
        ),
    ]


def worst(scores: Scores, n: int = 20) -> list[dict[str, Any]]:
    """Return the queries with the lowest nDCG@10: what was found first, and what should have been; references only."""
    rows = []
    ndcg, about = scores.values[NDCG.name], _about(scores.record)
    order = sorted(ndcg, key=lambda query: (ndcg[query], query))
    for query in order[:n]:
        judged = scores.record.qrels[query]
        wanted = sorted((docid for docid in judged if judged[docid] >= REL), key=lambda docid: (-judged[docid], docid))
        found = list(scores.record.ranked.get(query, ()))
        ranks = {docid: rank for rank, docid in enumerate(found, start=1)}
        best = min((ranks[docid] for docid in wanted if docid in ranks), default=None)
        rows.append({
            "query_id": query,
            NDCG.name: ndcg[query],
            "found": found[:5],
            "found_grades": [judged.get(docid) for docid in found[:5]],
            "wanted": wanted,
            "wanted_grades": [judged[docid] for docid in wanted],
            "wanted_ranks": [ranks.get(docid) for docid in wanted],
            "first_relevant_rank": best,
            "about": about.get(query, {}),
        })
    return rows


def _about(record: JudgedRecord) -> dict[str, dict[str, Any]]:
    """Return what is known of each question but its words."""
    reached = {query: answer.outcome for query, answer in record.by_query.items()}
    return {
        question.query_id: {
            "kind": question.kind,
            "topics": list(question.topics),
            "edition": question.edition,
            "n_turns_before": len(question.history),
            "expected": question.expected,
            "reached": reached.get(question.query_id, NOT_RUN),
        }
        for question in record.questions
    }


def _as_json(row: Mapping[str, Interval], names: Collection[str] | None = None) -> dict[str, dict[str, float]]:
    """Return intervals as JSON, all or those of some names."""
    return {name: asdict(interval) for name, interval in row.items() if names is None or name in names}


def _row(values: Mapping[str, Values], queries: Sequence[str]) -> Row:
    """Return each metric's interval over those of some queries that have a value of it."""
    columns = {
        metric: [column[query] for query in queries if query in column]
        for metric in catalogue.METRICS
        if (column := values.get(metric.name))
    }
    return {metric.name: metric.interval(column) for metric, column in columns.items() if column}
