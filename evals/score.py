"""Score a record: measures with intervals, overall and by slice, and outcomes expected against outcomes reached."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evals.errors import NothingScored, RecordError
from evals.records import AnswerRow, EvalQuestion, Qrels
from evals.retrieval import MEASURE_NAMES, REL, PerQuery, Ranking, Unit, per_query, rankings, scored_queries, unit_of
from evals.stats import Interval, bootstrap

ALL = "all"
SINGLE_TURN = "single-turn"
CONVERSATIONS = "conversations"

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
        ``all`` first; then, where the questions are known, by shape, edition and kind.
    values : PerQuery
        Each scored query's value of each measure.
    n_qrels : int
        Queries in the qrels (of the questions handed in, if they were).
    n_without_relevant : int
        Of these, queries left out because no page is judged relevant enough.
    n_empty : int
        Scored queries that were not run, failed or found nothing; they score zero.
    outcomes : dict
        Counts of outcomes reached, by outcome expected.
    ranked, qrels : mapping
        What was found and what should have been, for the list of the worst.
    """

    unit: Unit
    slices: dict[str, Row]
    values: PerQuery
    n_qrels: int
    n_without_relevant: int
    n_empty: int
    outcomes: dict[str, dict[str, int]]
    ranked: dict[str, Ranking] = field(repr=False)
    qrels: Qrels = field(repr=False)

    def as_dict(self) -> dict[str, Any]:
        """Give the scores as JSON."""
        return {
            "unit": self.unit.value,
            "rel": REL,
            "n_qrels": self.n_qrels,
            "n_scored": len(self.values),
            "n_without_relevant": self.n_without_relevant,
            "n_empty": self.n_empty,
            "slices": {
                name: {measure: interval.as_dict() for measure, interval in row.items()}
                for name, row in self.slices.items()
            },
            "outcomes": self.outcomes,
            "per_query": self.values,
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
    return Scores(
        unit=unit,
        slices=_slices(values, questions),
        values=values,
        n_qrels=len(qrels),
        n_without_relevant=len(qrels) - len(scored_queries(qrels)),
        n_empty=sum(not ranked.get(query) for query in values),
        outcomes=_outcomes(answers, questions),
        ranked=ranked,
        qrels=qrels,
    )


def worst(scores: Scores, n: int = 20) -> list[dict[str, Any]]:
    """Give the queries with the lowest nDCG@10: what was found first, and what should have been; references only."""
    rows = []
    order = sorted(scores.values, key=lambda query: (scores.values[query]["nDCG@10"], query))
    for query in order[:n]:
        judged = scores.qrels[query]
        wanted = sorted((docid for docid in judged if judged[docid] >= REL), key=lambda docid: (-judged[docid], docid))
        found = list(scores.ranked.get(query, ()))
        best = next((rank for rank, docid in enumerate(found, start=1) if judged.get(docid, 0) >= REL), None)
        rows.append({
            "query_id": query,
            "nDCG@10": scores.values[query]["nDCG@10"],
            "found": found[:5],
            "wanted": wanted,
            "first_relevant_rank": best,
        })
    return rows


def below_floor(scores: Scores, floor: Mapping[str, Any]) -> list[str]:
    """Give one sentence for each number that is below its floor; none if all hold.

    Parameters
    ----------
    scores : Scores
        What was measured.
    floor : mapping
        ``{"measures": {"nDCG@10": 0.5, …}, "outcomes": {"escalated": 1.0, …}}``: the least mean over all queries, and
        the least share of the questions expecting an outcome that must reach it.

    Raises
    ------
    RecordError
        If the floor names what is not measured: a floor that guards nothing is a mistake.
    """
    unknown = (floor.keys() - {"measures", "outcomes"}) | (floor.get("measures", {}).keys() - set(MEASURE_NAMES))
    unknown |= floor.get("outcomes", {}).keys() - scores.outcomes.keys()
    if unknown or not floor:
        raise RecordError(f"the floor names what is not measured: {', '.join(sorted(unknown)) or 'nothing'}")
    reached = {name: scores.slices[ALL][name].mean for name in floor.get("measures", {})}
    least = dict(floor.get("measures", {}))
    for outcome, share in floor.get("outcomes", {}).items():
        counts = scores.outcomes[outcome]
        reached[f"share {outcome}"] = counts.get(outcome, 0) / sum(counts.values())
        least[f"share {outcome}"] = share
    return [
        f"{name} is {reached[name]:.3f}, below its floor of {least[name]:.3f}"
        for name in least
        if reached[name] < least[name]
    ]


def _slices(values: PerQuery, questions: Sequence[EvalQuestion]) -> dict[str, Row]:
    """Give each slice's row; a slice without a scored query has none."""
    members: dict[str, list[str]] = defaultdict(list, {ALL: list(values), SINGLE_TURN: [], CONVERSATIONS: []})
    for question in sorted(questions, key=lambda question: (question.edition, question.kind, question.query_id)):
        if question.query_id in values:
            for name in _slice_names(question):
                members[name].append(question.query_id)
    return {name: _row(values, queries) for name, queries in members.items() if queries}


def _slice_names(question: EvalQuestion) -> list[str]:
    """Name the slices that a question belongs to."""
    names = [CONVERSATIONS if question.history else SINGLE_TURN]
    labels = (("edition", question.edition), ("kind", question.kind))
    return names + [f"{label}: {value}" for label, value in labels if value]


def _row(values: PerQuery, queries: Sequence[str]) -> Row:
    """Give each measure's interval over some queries."""
    return {name: bootstrap([values[query][name] for query in sorted(queries)]) for name in MEASURE_NAMES}


def _outcomes(answers: Sequence[AnswerRow], questions: Sequence[EvalQuestion]) -> dict[str, dict[str, int]]:
    """Count outcomes reached by outcome expected; a question without an answer counts as ``not run``."""
    got = {answer.query_id: answer.outcome for answer in answers}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for question in questions:
        if question.expected:
            counts[question.expected][got.get(question.query_id, "not run")] += 1
    return {expected: dict(counts[expected]) for expected in sorted(counts)}
