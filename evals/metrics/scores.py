"""Score a record: measures with intervals, overall and by slice, and outcomes expected against outcomes reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evals.errors import NothingScored
from evals.metrics.beyond_ranking import YES_OR_NO, beyond_ranking
from evals.metrics.outcomes import NOT_RUN, Counts, expected_shares, outcomes, reached_shares
from evals.metrics.ranking import (
    MEASURE_NAMES,
    REL,
    PerQuery,
    Ranking,
    Unit,
    per_query,
    rankings,
    scored_queries,
    unit_of,
)
from evals.metrics.slices import ALL, members
from evals.metrics.stats import Interval, bootstrap, exact
from evals.records import AnswerRow, EvalQuestion, Qrels

Row = dict[str, Interval]
"""Each measure's interval, by measure name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The score of one record against one set of qrels.

    Parameters
    ----------
    unit : Unit
        What was ranked and judged.
    slices : dict of str to Row
        ``all`` first, then those of ``evals.metrics.slices``.
    values : PerQuery
        Each scored query's value of each measure.
    n_qrels : int
        Queries in the qrels (of the questions handed in, if they were).
    n_without_relevant : int
        Of these, queries left out because no page is judged relevant enough.
    n_empty : int
        Scored queries that were not run, failed or found nothing; they score zero.
    further : dict of str to Row
        The same slices by the measures of ``evals.metrics.beyond_ranking``; a slice has only what could be told for it.
    further_values : dict
        Each query's value of those, by measure, then query id.
    outcomes : dict
        Counts of outcomes reached, by outcome expected.
    about : dict
        What is known of each question but its words: kind, topics, edition, outcome expected and reached.
    members : mapping
        The queries of each slice.
    ranked, qrels : mapping
        What was found and what should have been, for the list of the worst.
    """

    unit: Unit
    slices: dict[str, Row]
    values: PerQuery
    n_qrels: int
    n_without_relevant: int
    n_empty: int
    further: dict[str, Row]
    further_values: dict[str, dict[str, float]]
    outcomes: Counts
    about: dict[str, dict[str, Any]] = field(repr=False)
    members: Mapping[str, Sequence[str]] = field(repr=False)
    ranked: dict[str, Ranking] = field(repr=False)
    qrels: Qrels = field(repr=False)

    def as_dict(self) -> dict[str, Any]:
        """Return the scores as JSON."""
        return {
            "unit": self.unit.value,
            "rel": REL,
            "n_qrels": self.n_qrels,
            "n_scored": len(self.values),
            "n_without_relevant": self.n_without_relevant,
            "n_empty": self.n_empty,
            "slices": {name: _intervals(row) for name, row in self.slices.items()},
            "further": {name: _intervals(row) for name, row in self.further.items()},
            "outcomes": self.outcomes,
            "outcome_shares": {
                "expected": _intervals(expected_shares(self.outcomes)),
                "reached": _intervals(reached_shares(self.outcomes)),
            },
            "per_query": self.values,
            "further_per_query": self.further_values,
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
    unit = unit_of(qrels)
    ranked = rankings(answers, unit)
    values = per_query(qrels, ranked)
    if not values:
        raise NothingScored("no query of the qrels can be scored", "check that questions and qrels belong together")
    beside = beyond_ranking(answers, questions, qrels, unit)
    measured = {query for column in beside.values() for query in column}
    places = members(values.keys() | measured, questions, qrels)
    return Scores(
        unit=unit,
        slices={name: row for name in places if (row := _row(_by_measure(values), places[name]))},
        further={name: row for name in places if (row := _row(beside, places[name])) or name == ALL},
        values=values,
        further_values=beside,
        n_qrels=len(qrels),
        n_without_relevant=len(qrels) - len(scored_queries(qrels)),
        n_empty=sum(not ranked.get(query) for query in values),
        outcomes=outcomes(answers, questions),
        about=_about(answers, questions),
        members=places,
        ranked=ranked,
        qrels=qrels,
    )


def worst(scores: Scores, n: int = 20) -> list[dict[str, Any]]:
    """Return the queries with the lowest nDCG@10: what was found first, and what should have been; references only."""
    rows = []
    order = sorted(scores.values, key=lambda query: (scores.values[query]["nDCG@10"], query))
    for query in order[:n]:
        judged = scores.qrels[query]
        wanted = sorted((docid for docid in judged if judged[docid] >= REL), key=lambda docid: (-judged[docid], docid))
        found = list(scores.ranked.get(query, ()))
        ranks = {docid: rank for rank, docid in enumerate(found, start=1)}
        best = min((ranks[docid] for docid in wanted if docid in ranks), default=None)
        rows.append({
            "query_id": query,
            "nDCG@10": scores.values[query]["nDCG@10"],
            "found": found[:5],
            "found_grades": [judged.get(docid) for docid in found[:5]],
            "wanted": wanted,
            "wanted_grades": [judged[docid] for docid in wanted],
            "wanted_ranks": [ranks.get(docid) for docid in wanted],
            "first_relevant_rank": best,
            "about": scores.about.get(query, {}),
        })
    return rows


def _about(answers: Sequence[AnswerRow], questions: Sequence[EvalQuestion]) -> dict[str, dict[str, Any]]:
    """Return what is known of each question but its words."""
    reached = {answer.query_id: answer.outcome for answer in answers}
    return {
        question.query_id: {
            "kind": question.kind,
            "topics": list(question.topics),
            "edition": question.edition,
            "n_turns_before": len(question.history),
            "expected": question.expected,
            "reached": reached.get(question.query_id, NOT_RUN),
        }
        for question in questions
    }


def _intervals(row: Mapping[str, Interval]) -> dict[str, dict[str, float]]:
    """Return intervals as JSON."""
    return {name: interval.as_dict() for name, interval in row.items()}


def _row(values: Mapping[str, Mapping[str, float]], queries: Sequence[str]) -> Row:
    """Return each measure's interval over those of some queries that have a value of it; ``values`` are by measure."""
    columns = {name: [column[query] for query in queries if query in column] for name, column in values.items()}
    return {
        name: exact(round(sum(column)), len(column)) if name in YES_OR_NO else bootstrap(column)
        for name, column in columns.items()
        if column
    }


def _by_measure(values: PerQuery) -> dict[str, dict[str, float]]:
    """Turn values by query into values by measure."""
    return {name: {query: row[name] for query, row in values.items()} for name in MEASURE_NAMES}
