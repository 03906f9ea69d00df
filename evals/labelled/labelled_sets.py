"""What the labelled sets share: JSON Lines whose rows have an id and a part, and shares of them with exact intervals."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import TypeAdapter

from evals.json_lines import check_unique, read_rows
from evals.metrics import Interval, exact

Part = Literal["tune", "kept"]
"""``tune`` is for choosing rules by; ``kept`` is the holdout, which nobody looks at while changing rules."""
PARTS: tuple[Part, ...] = ("tune", "kept")
QUESTIONS = Path(__file__).parents[1] / "questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledRow:
    """One row of a labelled set; its id stands once in the set."""

    id: str
    part: Part


Labelled = TypeVar("Labelled", bound=LabelledRow)


def read_labelled(path: Path, adapter: TypeAdapter[Labelled], part: str = "") -> tuple[Labelled, ...]:
    """Return the rows of a labelled set, all or those of one part.

    A file that cannot be read, a line not in its form, or an id that stands twice is a ``RecordError`` that names it.
    """
    rows = read_rows(path, adapter)
    check_unique(path, [row.id for row in rows])
    return tuple(row for row in rows if part in {"", row.part})


def shares(counted: Iterable[tuple[str, bool]]) -> dict[str, Interval]:
    """Return by kind, in the order of their names, the share of which something holds."""
    by_kind: dict[str, list[bool]] = {}
    for kind, holds in counted:
        by_kind.setdefault(kind, []).append(holds)
    return {kind: exact(sum(by_kind[kind]), len(by_kind[kind])) for kind in sorted(by_kind)}


def share_cells(share: Interval | None) -> tuple[str, str]:
    """Return a share with its interval, and the number counted, as cells of a table."""
    return (f"{share.mean:.3f} [{share.low:.3f}, {share.high:.3f}]", str(share.n)) if share else ("", "")


def add_set_arguments(command: argparse.ArgumentParser, option: str, path: Path) -> None:
    """Add the file of the set (``chosen.labelled``), its part, and ``--json``."""
    command.add_argument(
        option, type=Path, default=path, dest="labelled", metavar="FILE", help="the set (default: ours)"
    )
    command.add_argument("--part", choices=PARTS, default="", help="one part of the set (default: both)")
    command.add_argument("--json", action="store_true")


def add_teaching_arguments(command: argparse.ArgumentParser, what: str) -> None:
    """Add ``--train`` and the index that it, and scoring, look passages up in; the part kept aside is scored by default."""
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help=f"{what} first")
    command.add_argument("--index", type=Path, help="an index of the official PDFs (default: DSL_INDEX_DIR)")
