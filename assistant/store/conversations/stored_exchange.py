"""One exchange of a conversation as it is kept, and for how long a conversation may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from assistant.store.database import Shown, evidence_snapshot, restored_answer
from assistant.types import Answer


class KeepFor(StrEnum):
    """How long a conversation is kept after it was last added to."""

    SESSION = "session"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    @property
    def label(self) -> str:
        """What a person chooses."""
        return _LABELS[self]


_LABELS = {
    KeepFor.SESSION: "This visit only: nothing is stored",
    KeepFor.DAY: "For a day",
    KeepFor.WEEK: "For a week",
    KeepFor.MONTH: "For a month",
}
SPANS = {KeepFor.DAY: timedelta(days=1), KeepFor.WEEK: timedelta(days=7), KeepFor.MONTH: timedelta(days=30)}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredExchange:
    """A question and what became of it.

    Parameters
    ----------
    question : str
        Without anybody's details: what is handed in is kept as it is.
    shown : tuple of Shown
        The answer's evidence (``evidence_snapshot.of_answer``).
    message, hint : str
        The problem, where there is no answer.
    """

    question: str
    as_at: date
    answer: Answer | None = None
    shown: tuple[Shown, ...] = ()
    message: str = ""
    hint: str = ""


def as_json(kept: StoredExchange) -> dict[str, Any]:
    """Return an exchange as JSON."""
    return {
        "question": kept.question,
        "as_at": kept.as_at.isoformat(),
        "answer": restored_answer.as_record(kept.answer) if kept.answer else None,
        "shown": evidence_snapshot.to_json(kept.shown),
        "message": kept.message,
        "hint": kept.hint,
    }


def from_json(row: dict[str, Any]) -> StoredExchange:
    """Return an exchange that was kept as JSON."""
    shown = evidence_snapshot.from_json(row["shown"])
    return StoredExchange(
        question=row["question"],
        as_at=date.fromisoformat(row["as_at"]),
        answer=restored_answer.restore(row["answer"], shown) if row["answer"] else None,
        shown=shown,
        message=row["message"],
        hint=row["hint"],
    )
