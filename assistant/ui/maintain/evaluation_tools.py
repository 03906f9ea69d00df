"""What the page of evaluations is told, and what it asks of whoever runs and scores them (``evals.known_runs``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from assistant.ui.shared.job import Progress

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean, or a difference, with its 95 % interval and the number of questions."""

    name: str
    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question set that can be run, and how much of what answers it the library holds.

    Parameters
    ----------
    absent : int
        How many of its questions have their evidence in sources that the library does not hold.
    """

    name: str
    n: int
    absent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A run in one line; ``headline`` is nothing if it was not scored."""

    questions: str
    date: str
    commit: str
    generation: str
    n: int
    headline: Mean | None
    outcomes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Worst:
    """One of the worst questions; ``text`` is empty if its words may not be shown."""

    query_id: str
    text: str
    score: str
    best: str
    about: str
    found: tuple[str, ...]
    wanted: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A scored run: its means over all questions, those of its slices by the measure drawn, and what went worst."""

    facts: tuple[tuple[str, str], ...]
    means: tuple[Mean, ...]
    slices: tuple[Mean, ...]
    outcomes: tuple[tuple[str, ...], ...]
    worst: tuple[Worst, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measure of two runs: its mean in each, the difference, and on how many questions each did better."""

    first: float
    second: float
    difference: Mean
    wins: int
    losses: int
    ties: int

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.difference.low > 0 or self.difference.high < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How the second run differs from the first: by measure, by slice, and on which questions."""

    measures: tuple[Measured, ...]
    slices: tuple[Measured, ...]
    changed: tuple[tuple[str, float, float], ...]


class Evaluates(Protocol):
    """Runs and scores question sets, and tells what came of it."""

    @property
    def place(self) -> str:
        """What tells it from another that the same server may show."""

    @property
    def folder(self) -> Path:
        """Where it writes runs, and looks for them."""

    @property
    def measure(self) -> str:
        """The measure that is drawn."""

    def question_sets(self) -> Sequence[Asked]:
        """Return the sets that can be run."""

    def start(self, name: str, progress: Progress, /) -> Path:
        """Ask every question of a set, score the answers, and give the record's folder."""

    def found(self, folder: Path, /) -> Sequence[Path]:
        """Return the folders under one that hold a run; those that can be scored here are."""

    def summary(self, manifest: Json, scores: Json | None, /) -> Summary:
        """Return a run in one line."""

    def detail(self, manifest: Json, scores: Json, /) -> Detail:
        """Return a scored run."""

    def report(self, manifest: Json, scores: Json, /) -> str:
        """Return the report as one HTML page that needs nothing else."""

    def compare(self, first: Path, second: Path, /) -> Compared:
        """Compare two records of one question set."""
