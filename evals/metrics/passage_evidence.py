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
from evals.metrics.docids import REL
from evals.metrics.metric import JudgedRecord, Metric, Subject
from evals.metrics.stats import exact_share
from evals.records import AnswerRow, RetrievedRow

K = 5
SHINGLE_WORDS = 5
ENOUGH = 0.8

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
# As passages are labelled: 41, 57A, s.3(2), fn 61, Sch.1. "Annex B: Domestic abuse" is a heading and proves nothing.
_NUMBER = re.compile(r"\d+[A-Za-z]{0,2}|s\.\S+|fn \d+|Sch\.\S+")


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Return a text's runs of five words in the comparing spelling; a shorter text is one run."""
    words = _WORD.findall(fold(text))
    n = max(1, len(words) - SHINGLE_WORDS + 1)
    return frozenset(tuple(words[start : start + SHINGLE_WORDS]) for start in range(n)) if words else frozenset()


def _hits(record: JudgedRecord) -> dict[str, list[bool]]:
    """Return whether each item of a question's evidence is covered, by query id.

    Items count that are judged relevant and have a quotation or a number. A question without one is left out; one that
    was not run or found nothing has no item covered. Records whose passages have no text are judged on the numbers alone.
    """
    first = {query: _first(answer) for query, answer in record.by_query.items()}
    with_text = any(row.text for rows in first.values() for row in rows)
    covered_items: dict[str, list[bool]] = {}
    for question in record.questions:
        rows = first.get(question.query_id, ())
        found = frozenset[tuple[str, ...]]().union(*(shingles(row.text) for row in rows))
        items = [item for item in question.evidence if int(item.get("relevance", 0)) >= REL]
        judged = [_covered(item, rows, found if with_text else None) for item in items]
        hits = [hit for hit in judged if hit is not None]
        if hits:
            covered_items[question.query_id] = hits
    return covered_items


def _first(answer: AnswerRow) -> tuple[RetrievedRow, ...]:
    return tuple(sorted(answer.retrieved, key=lambda row: row.rank)[:K])


def _covered(
    item: Mapping[str, Any], rows: Sequence[RetrievedRow], found: frozenset[tuple[str, ...]] | None
) -> bool | None:
    """Whether one item is covered; ``None`` if the item, or the record, does not show it."""
    wanted = shingles(str(item.get("quote") or ""))
    if wanted and found is not None:
        return len(wanted & found) >= ENOUGH * len(wanted)
    number = str(item.get("statement") or item.get("paragraph") or "")
    if not _NUMBER.fullmatch(number):
        return None
    return any(row.source_id == item.get("source_id") and row.paragraph == number for row in rows)


COVERED = Metric(
    name=f"evidence_covered@{K}",
    words=f"mean share of a question’s evidence whose words (at least {ENOUGH:.0%} of a quotation’s "
    f"runs of {SHINGLE_WORDS} words) or numbered paragraph are in the first {K} passages",
    subject=Subject.RETRIEVAL,
    values=lambda record: {query: sum(hits) / len(hits) for query, hits in _hits(record).items()},
)
ANY_COVERED = Metric(
    name=f"any_evidence_covered@{K}",
    words=f"share of questions with any evidence so covered in the first {K} passages",
    subject=Subject.RETRIEVAL,
    values=lambda record: {query: float(any(hits)) for query, hits in _hits(record).items()},
    interval=exact_share,
)
METRICS = (COVERED, ANY_COVERED)
