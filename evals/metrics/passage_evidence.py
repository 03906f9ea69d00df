"""Whether the words that were judged to answer are among the first passages, not only somewhere on a page that was found.

An evidence item that quotes its source is covered if at least ``ENOUGH`` of the quotation's runs of five words stand in the
first ``K`` passages, in ``corpus.text``'s comparing spelling. The words count wherever they stand: the same sentence in an
extract is the same sentence. An item that gives a paragraph, section or statement number instead is covered if a passage
with that source and number is among the first ``K``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from corpus.text import fold
from evals.metrics.ranking import REL
from evals.records import AnswerRow, EvalQuestion, RetrievedRow

K = 5
SHINGLE_WORDS = 5
ENOUGH = 0.8

COVERED = f"evidence_covered@{K}"
ANY_COVERED = f"any_evidence_covered@{K}"

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
# As passages are labelled: 41, 57A, s.3(2), fn 61, Sch.1. "Annex B: Domestic abuse" is a heading and proves nothing.
_NUMBER = re.compile(r"\d+[A-Za-z]{0,2}|s\.\S+|fn \d+|Sch\.\S+")


def evidence(answers: Sequence[AnswerRow], questions: Sequence[EvalQuestion]) -> dict[str, dict[str, float]]:
    """Return each question's share of evidence items covered, and whether any is; by measure, then query id.

    Items count that are judged relevant and have a quotation or a number. A question without one is left out; one that
    was not run or found nothing scores 0. Records whose passages have no text are judged on the numbers alone.
    """
    found = {answer.query_id: _first(answer) for answer in answers}
    with_text = any(row.text for rows in found.values() for row in rows)
    values: dict[str, dict[str, float]] = {COVERED: {}, ANY_COVERED: {}}
    for question in questions:
        rows = found.get(question.query_id, ())
        held = frozenset[tuple[str, ...]]().union(*(shingles(row.text) for row in rows))
        items = [item for item in question.evidence if int(item.get("relevance", 0)) >= REL]
        judged = [_covered(item, rows, held if with_text else None) for item in items]
        hits = [hit for hit in judged if hit is not None]
        if hits:
            values[COVERED][question.query_id] = sum(hits) / len(hits)
            values[ANY_COVERED][question.query_id] = float(any(hits))
    return values


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Return a text's runs of five words in the comparing spelling; a shorter text is one run."""
    words = _WORD.findall(fold(text))
    n = max(1, len(words) - SHINGLE_WORDS + 1)
    return frozenset(tuple(words[start : start + SHINGLE_WORDS]) for start in range(n)) if words else frozenset()


def _first(answer: AnswerRow) -> tuple[RetrievedRow, ...]:
    return tuple(sorted(answer.retrieved, key=lambda row: row.rank)[:K])


def _covered(
    item: Mapping[str, Any], rows: Sequence[RetrievedRow], held: frozenset[tuple[str, ...]] | None
) -> bool | None:
    """Whether one item is covered; ``None`` if the item, or the record, does not let that be told."""
    wanted = shingles(str(item.get("quote") or ""))
    if wanted and held is not None:
        return len(wanted & held) >= ENOUGH * len(wanted)
    number = str(item.get("statement") or item.get("paragraph") or "")
    if not _NUMBER.fullmatch(number):
        return None
    return any(row.source_id == item.get("source_id") and row.paragraph == number for row in rows)
