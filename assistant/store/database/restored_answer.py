"""A stored answer, made again, so that it is drawn as any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from assistant.errors import StoreError
from assistant.store.database.evidence_snapshot import Shown
from assistant.types import (
    Answer,
    ExpandedWording,
    Finding,
    Notice,
    Outcome,
    Review,
    Section,
    Shaped,
    Statement,
    StatementKind,
)
from corpus.types import Passage, RetrievedPassage


def as_record(answer: Answer) -> dict[str, Any]:
    """Return an answer's JSON with what ``restore`` needs as well: the heading that a quotation answers."""
    record = answer.as_dict()
    for section, row in zip(answer.sections, record["sections"], strict=True):
        for statement, statement_row in zip(section.statements, row["statements"], strict=True):
            statement_row["answers"] = statement.answers
    return record


def restore(record: Mapping[str, Any], shown: Sequence[Shown]) -> Answer:
    """Return an answer again, to be drawn as any other.

    Parameters
    ----------
    record : Mapping
        From ``as_record``.
    shown : sequence of Shown
        Its evidence.

    Raises
    ------
    StoreError
        If it can no longer be read.
    """
    try:
        return Answer(
            outcome=Outcome(record["outcome"]),
            question=record["question"],
            standalone_question=record["standalone_question"],
            as_at=date.fromisoformat(record["as_at"]),
            sections=tuple(map(_section, record["sections"])),
            citations=tuple(one.citation for one in shown),
            retrieved=tuple(map(_retrieved, record["retrieved"])),
            notices=tuple(Notice(row["kind"], row["text"]) for row in record["notices"]),
            review=Review(tuple(Finding(row["gate"], row["passed"], row["reason"]) for row in record["gates"])),
            expansions=tuple(ExpandedWording(row["said"], row["searched"]) for row in record["heard"]),
            shapes=tuple(Shaped(row["shape"], row["reason"]) for row in record["shape"]),
            generation=record["generation"],
            model=record["model"],
            prompt_id=record["prompt_id"],
            letters=tuple(record.get("letters", ())),
            timings_ms=dict(record["timings_ms"]),
            library=record.get("library", "all"),
        )
    except (KeyError, TypeError, ValueError):
        raise StoreError("an answer that was kept cannot be read", "run the version that wrote it") from None


def _section(row: Mapping[str, Any]) -> Section:
    statements = tuple(
        Statement(
            text=statement["text"],
            kind=StatementKind(statement["kind"]),
            citations=tuple(statement["citations"]),
            verified=statement["verified"],
            label=statement["label"],
            answers=statement.get("answers", ""),
            elsewhere=tuple(statement.get("elsewhere", ())),
        )
        for statement in row["statements"]
    )
    return Section(heading=row["heading"], statements=statements)


def _retrieved(row: Mapping[str, Any]) -> RetrievedPassage:
    passage = Passage(
        source_id=row["source_id"],
        page=row["page"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        printed=row["printed_page"],
        paragraph=row["paragraph"] or "",
        heading_path=(row["heading"],) if row["heading"] else (),
    )
    return RetrievedPassage(passage=passage, rank=row["rank"], score=row["score"], duplicate_of=row.get("duplicate_of"))
