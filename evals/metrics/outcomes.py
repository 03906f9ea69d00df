"""Outcomes expected against outcomes reached: the counts, and the shares that were right with exact intervals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from evals.metrics.stats import Interval, exact
from evals.records import AnswerRow, EvalQuestion

Counts = dict[str, dict[str, int]]
"""How many reached each outcome, by outcome expected, then reached."""

NOT_RUN = "not run"


def outcomes(answers: Sequence[AnswerRow], questions: Sequence[EvalQuestion]) -> Counts:
    """Count outcomes reached by outcome expected; a question without an answer counts as ``not run``."""
    got = {answer.query_id: answer.outcome for answer in answers}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for question in questions:
        if question.expected:
            counts[question.expected][got.get(question.query_id, NOT_RUN)] += 1
    return {expected: dict(counts[expected]) for expected in sorted(counts)}


def reached_outcomes(counts: Mapping[str, Mapping[str, int]]) -> tuple[str, ...]:
    """Name the outcomes that were reached, in order."""
    return tuple(sorted({name for row in counts.values() for name in row}))


def expected_shares(counts: Mapping[str, Mapping[str, int]]) -> dict[str, Interval]:
    """Return, by outcome expected, the share that reached it: of those who should be escalated, how many were."""
    return {expected: exact(row.get(expected, 0), sum(row.values())) for expected, row in counts.items()}


def reached_shares(counts: Mapping[str, Mapping[str, int]]) -> dict[str, Interval]:
    """Return, by outcome reached, the share that should have: of those escalated, how many should have been."""
    shares = {}
    for name in reached_outcomes(counts):
        n = sum(row.get(name, 0) for row in counts.values())
        shares[name] = exact(counts.get(name, {}).get(name, 0), n)
    return shares
