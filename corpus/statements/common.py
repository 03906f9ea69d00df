"""What holds for every worry and every police notification, so that no card repeats it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from corpus.once import once
from corpus.statements.sentences import OURS, ReviewedSentence, SentenceRow, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonStatements:
    """What to do, what not to do and what to record, whatever the case; and what it may point to, if little was recognised.

    Parameters
    ----------
    first, steps : tuple of ReviewedSentence
        What to do before, and after, what the cards say, unless a high-risk feature leads.
    """

    points: tuple[ReviewedSentence, ...]
    first: tuple[ReviewedSentence, ...]
    steps: tuple[ReviewedSentence, ...]
    nevers: tuple[ReviewedSentence, ...]
    record: tuple[ReviewedSentence, ...]


class _CommonRow(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    points: tuple[SentenceRow, ...]
    first: tuple[SentenceRow, ...]
    steps: tuple[SentenceRow, ...]
    nevers: tuple[SentenceRow, ...]
    record: tuple[SentenceRow, ...]

    def statements(self) -> CommonStatements:
        groups = (self.points, self.first, self.steps, self.nevers, self.record)
        points, first, steps, nevers, record = (tuple(row.sentence() for row in group) for group in groups)
        return CommonStatements(points=points, first=first, steps=steps, nevers=nevers, record=record)


class _CommonFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    worry: _CommonRow
    notification: _CommonRow


@once
def load_common() -> tuple[CommonStatements, CommonStatements]:
    """Load what holds for every worry, and for every notification.

    Raises
    ------
    StatementError
        If the file cannot be read.
    """
    return read_file(OURS / "common.toml", _both)


def _both(data: dict[str, Any]) -> tuple[CommonStatements, CommonStatements]:
    rows = _CommonFile.model_validate(data)
    return rows.worry.statements(), rows.notification.statements()
