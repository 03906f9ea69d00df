"""Whether our own digests lead to the pages judged relevant: by the pinpoints of the first statements found.

Where no official PDF is indexed, nothing retrieved can be on a judged page; a statement that rests on one is what is left to
show. A statement hits if its pinpoint names a page judged relevant, or the paragraph or section of an evidence item that
is. A pinpoint with neither is no hit, whatever it is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.register import labels, pages
from evals.metrics.ranking import REL
from evals.records import AnswerRow, EvalQuestion, PinpointRow, Qrels

K = 5
PINNED = f"pinned@{K}"


def pinned(answers: Sequence[AnswerRow], questions: Sequence[EvalQuestion], qrels: Qrels) -> dict[str, float]:
    """Return each scored question 1 if one of the first five statements leads to a judged page, else 0, by query id.

    Empty for a record without any pinned statement, and for qrels that judge statements themselves.

    Parameters
    ----------
    answers : sequence of AnswerRow
        The record.
    questions : sequence of EvalQuestion
        The set: only its questions that expect an answer count, and their evidence names paragraphs.
    qrels : Qrels
        The judgements, of pages.
    """
    pins = {
        answer.query_id: [row.pinpoint for row in sorted(answer.retrieved, key=lambda row: row.rank) if row.pinpoint][
            :K
        ]
        for answer in answers
    }
    if not any(pins.values()):
        return {}
    values = {}
    for question in questions:
        relevant = {docid for docid, grade in qrels.get(question.query_id, {}).items() if grade >= REL}
        if not any("#p" in docid for docid in relevant) or question.expected not in {"", "answered"}:
            continue
        places = {_place(item) for item in question.evidence if int(item.get("relevance", 0)) >= REL}
        hit = any(_leads_to(pin, relevant, places) for pin in pins.get(question.query_id, ()))
        values[question.query_id] = float(hit)
    return values


def _leads_to(pin: PinpointRow, relevant: set[str], places: set[tuple[str, str]]) -> bool:
    if any(f"{pin.source_id}#p{page}" in relevant for page in pages(pin.reference)):
        return True
    named = labels(pin.reference)
    return any(
        source_id == pin.source_id and any(_same(label, place) for label in named) for source_id, place in places
    )


def _same(label: str, place: str) -> bool:
    """Whether two labels are of one provision, or one of a part of the other: ``s.1`` and ``s.1(3)``."""
    return label == place or place.startswith(f"{label}(") or label.startswith(f"{place}(")


def _place(item: Mapping[str, Any]) -> tuple[str, str]:
    return str(item.get("source_id", "")), str(item.get("paragraph") or "")
