"""The table of metrics: to add one, make it in a file of its own and name it here."""

from __future__ import annotations

from evals.metrics import citations, digest_pinpoints, leakage, nuggets, passage_evidence, ranking
from evals.metrics.metric import Metric, Subject

METRICS: tuple[Metric, ...] = (
    *ranking.METRICS,
    *leakage.METRICS,
    *passage_evidence.METRICS,
    digest_pinpoints.PINNED,
    *citations.METRICS,
    *nuggets.METRICS,
)
"""Every metric, in the order shown."""


def metrics_of(*subjects: Subject) -> tuple[Metric, ...]:
    """Return the metrics of these subjects, in the order shown."""
    return tuple(metric for metric in METRICS if metric.subject in subjects)
