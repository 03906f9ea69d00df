"""Reviewers' verdicts as they are stored. Who may see them is asked in ``verdicts``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, select

from assistant.store.database import decisions, reviews, verdicts
from assistant.store.reviews.labels import Label, differing
from corpus.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Evidence that the answer should have cited: the source, its PDF page, and the words there."""

    source_id: str
    page: int
    quote: str


class Importance(StrEnum):
    """How much a good answer needs a fact (TREC RAG): it must hold it, or may."""

    VITAL = "vital"
    OKAY = "okay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nugget:
    """A fact that the answer should have stated, in the reviewer's words."""

    text: str
    importance: Importance


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one reviewer submitted about a check.

    Parameters
    ----------
    version : int
        From 1; each amendment is a further one.
    labels : Mapping of str to Label
        By statement.
    """

    check_id: str
    reviewer: str
    reviewer_name: str
    version: int
    labels: Mapping[str, Label]
    missing: tuple[Missing, ...]
    comment: str
    submitted: datetime
    nuggets: tuple[Nugget, ...] = ()


_MISSING = TypeAdapter(tuple[Missing, ...])
_NUGGETS = TypeAdapter(tuple[Nugget, ...])


def missing_to_json(missing: tuple[Missing, ...]) -> list[dict[str, Any]]:
    """Return missing evidence as JSON."""
    rows: list[dict[str, Any]] = _MISSING.dump_python(missing, mode="json")
    return rows


def nuggets_to_json(nuggets: tuple[Nugget, ...]) -> list[dict[str, Any]]:
    """Return facts that are missing as JSON."""
    rows: list[dict[str, Any]] = _NUGGETS.dump_python(nuggets, mode="json")
    return rows


def joined_nuggets(given: Iterable[Verdict]) -> tuple[Nugget, ...]:
    """Return what reviewers found missing, each fact once; vital if one of them says so."""
    facts: dict[str, Nugget] = {}
    for nugget in (one for verdict in given for one in verdict.nuggets):
        known = facts.setdefault(fold(nugget.text), nugget)
        if nugget.importance is Importance.VITAL and known.importance is Importance.OKAY:
            facts[fold(nugget.text)] = nugget
    return tuple(facts.values())


def versions(connection: Connection, check_id: str = "") -> tuple[Verdict, ...]:
    """Return every version of every verdict on a check, or on all, in the order submitted."""
    found = select(reviews).order_by(reviews.c.id)
    found = found.where(reviews.c.check_id == check_id) if check_id else found
    rows = connection.execute(found).all()
    labels: dict[int, dict[str, Label]] = {row.id: {} for row in rows}
    judged = select(verdicts).join(reviews, verdicts.c.review_id == reviews.c.id)
    for row in connection.execute(judged.where(reviews.c.check_id == check_id) if check_id else judged):
        labels[row.review_id][row.statement] = Label(row.label)
    return tuple(_verdict(row, labels[row.id]) for row in rows)


def latest(all_versions: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Return each reviewer's last version on each check, in the order in which they first submitted."""
    last: dict[tuple[str, str], Verdict] = {}
    for verdict in all_versions:
        last[verdict.check_id, verdict.reviewer] = verdict
    return tuple(last.values())


def decided_labels(connection: Connection, check_id: str) -> dict[str, Label]:
    """Return the labels that were decided, by statement."""
    found = select(decisions).where(decisions.c.check_id == check_id)
    return {row.statement: Label(row.label) for row in connection.execute(found)}


def settled_labels(connection: Connection, check_id: str) -> dict[str, Label]:
    """Return the label of each statement on which the reviewers agree or which was decided."""
    given = latest(versions(connection, check_id))
    open_still = set(differing(verdict.labels for verdict in given))
    agreed = {
        statement: label
        for verdict in given
        for statement, label in verdict.labels.items()
        if statement not in open_still
    }
    return agreed | decided_labels(connection, check_id)


def _verdict(row: Row[Any], labels: Mapping[str, Label]) -> Verdict:
    return Verdict(
        check_id=row.check_id,
        reviewer=row.reviewer,
        reviewer_name=row.reviewer_name,
        version=row.version,
        labels=labels,
        missing=_MISSING.validate_python(row.missing),
        comment=row.comment,
        submitted=row.submitted,
        nuggets=_NUGGETS.validate_python(row.nuggets),
    )
