"""What holds for every worry and every police notification, so that no card repeats it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.errors import StatementError
from corpus.statements.sentences import ReviewedSentence, SentenceRow, unusable


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonStatements:
    """What to do, what not to do and what to record, whatever the case; and what it may point to, if little was recognised."""

    points: tuple[ReviewedSentence, ...]
    steps: tuple[ReviewedSentence, ...]
    nevers: tuple[ReviewedSentence, ...]
    record: tuple[ReviewedSentence, ...]


class _CommonRow(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    points: tuple[SentenceRow, ...]
    steps: tuple[SentenceRow, ...]
    nevers: tuple[SentenceRow, ...]
    record: tuple[SentenceRow, ...]

    def statements(self) -> CommonStatements:
        groups = (self.points, self.steps, self.nevers, self.record)
        points, steps, nevers, record = (tuple(row.sentence() for row in group) for group in groups)
        return CommonStatements(points=points, steps=steps, nevers=nevers, record=record)


class _CommonFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    worry: _CommonRow
    notification: _CommonRow


@cache
def load_common() -> tuple[CommonStatements, CommonStatements]:
    """Load what holds for every worry, and for every notification.

    Raises
    ------
    StatementError
        If the file cannot be read.
    """
    file = Path(str(resources.files("corpus.statements") / "common.toml"))
    try:
        rows = _CommonFile.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
        return rows.worry.statements(), rows.notification.statements()
    except (OSError, ValueError, StatementError) as error:
        raise StatementError(*unusable(file, error)) from error
