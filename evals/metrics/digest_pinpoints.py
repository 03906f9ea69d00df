"""Whether our own digests lead to the pages judged relevant: by the pinpoints of the first statements found.

Where no official PDF is indexed, nothing retrieved can be on a judged page; a statement that rests on one is what is left to
show. A statement hits if its pinpoint names a page judged relevant, or the paragraph or section of an evidence item that
is. A pinpoint with neither is no hit, whatever it is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.register import labels, pages
from evals.metrics.docids import REL, Unit
from evals.metrics.metric import JudgedRecord, Metric, Subject, Values
from evals.metrics.stats import exact_share
from evals.records import PinpointRow

K = 5


def _pinned(record: JudgedRecord) -> Values:
    """Return each scored question 1 if one of the first five statements leads to a judged page, else 0.

    Only questions that expect an answer count; their evidence names paragraphs. Empty for a record without any pinned
    statement, and for qrels that judge statements themselves.
    """
    pins = {
        query: [row.pinpoint for row in sorted(answer.retrieved, key=lambda row: row.rank) if row.pinpoint][:K]
        for query, answer in record.by_query.items()
    }
    if record.unit is not Unit.PAGE or not any(pins.values()):
        return {}
    values = {}
    for question in record.questions:
        relevant = record.relevant.get(question.query_id)
        if not relevant or question.expected not in {"", "answered"}:
            continue
        provisions = {_provision(item) for item in question.evidence if int(item.get("relevance", 0)) >= REL}
        hit = any(_leads_to(pin, relevant, provisions) for pin in pins.get(question.query_id, ()))
        values[question.query_id] = float(hit)
    return values


def _leads_to(pin: PinpointRow, relevant: frozenset[str], provisions: set[tuple[str, str]]) -> bool:
    if any(f"{pin.source_id}#p{page}" in relevant for page in pages(pin.reference)):
        return True
    named = labels(pin.reference)
    return any(
        source_id == pin.source_id and any(_same(label, provision) for label in named)
        for source_id, provision in provisions
    )


def _same(label: str, other: str) -> bool:
    """Whether two labels are of one provision, or one of a part of the other: ``s.1`` and ``s.1(3)``."""
    return label == other or other.startswith(f"{label}(") or label.startswith(f"{other}(")


def _provision(item: Mapping[str, Any]) -> tuple[str, str]:
    return str(item.get("source_id", "")), str(item.get("paragraph") or "")


PINNED = Metric(
    name=f"pinned@{K}",
    words=f"share of questions for which one of the first {K} statements of our digests rests on a page or "
    "paragraph judged relevant (n: questions that expect an answer, of a record with digests)",
    subject=Subject.RETRIEVAL,
    values=_pinned,
    interval=exact_share,
)
