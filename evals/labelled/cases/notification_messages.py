"""What is read in police notifications: per field, whether it is said, unclear or not there, against labels.

``python -m evals notifications`` prints precision and recall of what is taken for said, as on the page: without details first.
To take for said what is not keeps somebody from asking for it; to miss what is said makes somebody look twice.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from assistant.safety import new_redactor
from assistant.understand import Held, read_notification
from corpus.statements import NotificationField
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells, shares
from evals.metrics import Interval

NOTIFICATIONS = QUESTIONS / "notifications.jsonl"
_ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationMessage(LabelledRow):
    """A notification, who wrote it and in which form, the fields it says, and those that it leaves unclear."""

    hand: str
    form: str
    text: str
    has: frozenset[NotificationField]
    unclear: frozenset[NotificationField]

    def held(self, field: NotificationField) -> Held:
        """Return what its label says of a field."""
        if field in self.has:
            return Held.HAS
        return Held.UNCLEAR if field in self.unclear else Held.LACKS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAs:
    """What a label says of a field of a notification, and what was read in it."""

    id: str
    field: NotificationField
    labelled: Held
    read: Held
    words: str = ""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--file", NOTIFICATIONS)
    command.add_argument("--misses", action="store_true", help="list what was read otherwise than it is labelled")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    rows = read_labelled(chosen.labelled, TypeAdapter(NotificationMessage), chosen.part)
    read = [one for row in rows for one in read_as(row)]
    precision, recall = precision_and_recall(read)
    names = (_ALL, *NotificationField)
    if chosen.json:
        values = {
            name: {"precision": _share(precision.get(name)), "recall": _share(recall.get(name))} for name in names
        }
        return json.dumps({"notifications": len(rows), "fields": values})
    lines = ["| field | precision of what is taken for said | n | recall | n |", "|---|---|---|---|---|"]
    for name in names:
        cells = (*share_cells(precision.get(name)), *share_cells(recall.get(name)))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    alike = sum(one.labelled is one.read for one in read)
    lines += ["", f"{len(rows)} notifications; said, unclear or not there alike in {alike} of {len(read)} fields."]
    lines += [
        f"{one.id} {one.field}: labelled {one.labelled}, read {one.read} “{one.words}”"
        for one in read
        if chosen.misses and one.labelled is not one.read
    ]
    return "\n".join(lines)


def read_as(row: NotificationMessage) -> tuple[ReadAs, ...]:
    """Return what was read in a notification, field by field; a field that does not matter in it is not there."""
    fields = {one.expected.field: one for one in read_notification(new_redactor().redact(row.text).text).fields}
    return tuple(
        ReadAs(
            id=row.id,
            field=field,
            labelled=row.held(field),
            read=fields[field].held if field in fields else Held.LACKS,
            words=fields[field].words if field in fields else "",
        )
        for field in NotificationField
    )


def precision_and_recall(read: Sequence[ReadAs]) -> tuple[dict[str, Interval], dict[str, Interval]]:
    """Return by field, and of all together, the share of what was taken for said that is, and of what is said that was read."""

    def by_field(some: Iterable[ReadAs]) -> dict[str, Interval]:
        return shares((name, one.labelled is one.read) for one in some for name in (_ALL, one.field.value))

    taken = by_field(one for one in read if one.read is Held.HAS)
    return taken, by_field(one for one in read if one.labelled is Held.HAS)


def _share(share: Interval | None) -> dict[str, float] | None:
    return {"value": share.mean, "low": share.low, "high": share.high, "n": share.n} if share is not None else None
