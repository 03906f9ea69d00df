"""What is ranked and judged, and its docids.

The unit is a page (``<source_id>#p<page>``), or a digest's numbered statement (``<source_id>#s<number>``), because page
breaks move when a digest is edited. The form of the qrels' docids says which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from evals.errors import RecordError
from evals.records import AnswerRow, CitedRow, Qrels, RetrievedRow

REL = 2
"""A page counts as relevant to a binary measure from this grade: it answers at least in part (1 is merely related)."""

Ranking = tuple[str, ...]
"""Docids, best first, each once."""


class Unit(StrEnum):
    """What is ranked and judged."""

    PAGE = "page"
    STATEMENT = "statement"


_STATEMENT = re.compile(r".+#s\d+")
_PAGE = re.compile(r".+#p\d+")
_DIGEST = "digest-"


def page_docid(row: RetrievedRow | CitedRow) -> str:
    """Return the page that a passage lies on or a citation names, such as ``kcsie-2025#p16``."""
    return f"{row.source_id}#p{row.page}"


def statement_docid(row: RetrievedRow | CitedRow) -> str:
    """Return a digest's statement, such as ``digest-helplines#s4``; for any other passage, its page."""
    if row.source_id.startswith(_DIGEST) and row.paragraph and row.paragraph.isdigit():
        return f"{row.source_id}#s{row.paragraph}"
    return page_docid(row)


_DOCID: Mapping[Unit, Callable[[RetrievedRow | CitedRow], str]] = {
    Unit.PAGE: page_docid,
    Unit.STATEMENT: statement_docid,
}


def docid(row: RetrievedRow | CitedRow, unit: Unit) -> str:
    """Return the page or statement that a passage or citation stands for."""
    return _DOCID[unit](row)


def source_of(docid: str) -> str:
    """Return the source of a page or statement: ``kcsie-2025`` of ``kcsie-2025#p16``."""
    return docid.rpartition("#")[0]


def unit_of(qrels: Qrels) -> Unit:
    """Return what qrels judge: pages or statements.

    Raises
    ------
    RecordError
        If they mix the two or hold a docid of neither form.
    """
    judged = {known for row in qrels.values() for known in row}
    if all(_PAGE.fullmatch(known) for known in judged):
        return Unit.PAGE
    if all(_STATEMENT.fullmatch(known) for known in judged):
        return Unit.STATEMENT
    odd = min(known for known in judged if not _PAGE.fullmatch(known))
    raise RecordError(
        f"the qrels judge {odd}, which is not a page",
        "docids read <source_id>#p<page> throughout, or <source_id>#s<number> throughout",
    )


def ranking(retrieved: Iterable[RetrievedRow], unit: Unit) -> Ranking:
    """Turn retrieved passages into ranked pages or statements: the best rank of each counts, later ones are dropped."""
    return tuple(dict.fromkeys(docid(row, unit) for row in sorted(retrieved, key=lambda row: row.rank)))


def rankings(answers: Sequence[AnswerRow], unit: Unit) -> dict[str, Ranking]:
    """Return the ranking of each query that was run; empty for a query that found nothing."""
    return {answer.query_id: ranking(answer.retrieved, unit) for answer in answers}


def scored_queries(qrels: Qrels) -> tuple[str, ...]:
    """Return the queries that count: those with at least one page judged relevant (``REL`` or more).

    A query judged only below that has nothing to find, so every system would score zero on it.
    """
    return tuple(sorted(query for query, judged in qrels.items() if max(judged.values(), default=0) >= REL))


def write_run(path: Path, ranked: Mapping[str, Ranking], tag: str = "dsl-guidance") -> None:
    """Write rankings as a TREC run, for other evaluation programs."""
    with path.open("w", encoding="utf-8") as out:
        for query, docids in ranked.items():
            for rank, (known, score) in enumerate(falling_scores(docids).items(), start=1):
                out.write(f"{query} Q0 {known} {rank} {score:g} {tag}\n")


def falling_scores(docids: Ranking) -> dict[str, float]:
    """Return strictly falling scores, so that no program's way with ties can change the order."""
    return {known: float(len(docids) - position) for position, known in enumerate(docids)}
