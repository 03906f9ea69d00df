"""How well the right pages are found, by the standard measures. Every number comes from ir_measures."""

from __future__ import annotations

from functools import partial

import ir_measures
from ir_measures import RR, Judged, R, Success, nDCG

from evals.metrics.docids import REL, falling_scores
from evals.metrics.metric import JudgedRecord, Metric, Subject, Values


def ranking_values(measure: ir_measures.Measure, record: JudgedRecord) -> Values:
    """Return each scored query's value of a measure; 0 for a query that was not run, failed or found nothing."""
    judged = {query: dict(record.qrels[query]) for query in record.relevant}
    run = {query: falling_scores(record.ranked[query]) for query in judged if record.ranked.get(query)}
    found = {one.query_id: float(one.value) for one in ir_measures.iter_calc([measure], judged, run)}
    return dict.fromkeys(judged, 0.0) | found


def _metric(measure: ir_measures.Measure, words: str) -> Metric:
    return Metric(
        name=str(measure), words=words, subject=Subject.RANKING, values=partial(ranking_values, measure)
    )  # fmt: skip


NDCG = _metric(nDCG @ 10, "whether the best pages are near the top of the first ten; uses all grades")
RECIPROCAL_RANK = _metric(RR(rel=REL) @ 10, "one over the rank of the first relevant page; 0 beyond the first ten")
SUCCESS_1 = _metric(Success(rel=REL) @ 1, "share of questions whose first page is relevant")
SUCCESS_5 = _metric(Success(rel=REL) @ 5, "share of questions with a relevant page among the first five")
METRICS = (
    NDCG,
    RECIPROCAL_RANK,
    _metric(R(rel=REL) @ 5, "share of the relevant pages that is among the first five"),
    _metric(R(rel=REL) @ 10, "share of the relevant pages that is among the first ten"),
    SUCCESS_1,
    SUCCESS_5,
    _metric(Judged @ 10, "share of the first ten pages that anybody judged; where it is low, the others are too low"),
)
