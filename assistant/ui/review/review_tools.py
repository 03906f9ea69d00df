"""What the trainer's page is handed by those who run it: measuring, exporting and drawing from a run are done elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from assistant.people import Person
from assistant.store.database import Store
from assistant.store.reviews import Label
from corpus.index import PassageIndex
from corpus.register import Register

Labels = Mapping[tuple[str, str], Label]
"""A reviewer's labels, by check and statement."""


class Agreed(Protocol):
    """How far two reviewers agree: the share of statements given one label, and Cohen's kappa with its 95 % interval."""

    @property
    def n(self) -> int:
        """Statements that both judged."""

    @property
    def n_checks(self) -> int:
        """The answers that they stand in."""

    @property
    def observed(self) -> float:
        """The share of them given the same label."""

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa; nothing where it is undefined."""

    @property
    def low(self) -> float | None:
        """The lower end of its interval."""

    @property
    def high(self) -> float | None:
        """The upper end of its interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictFiles:
    """Verdicts to be downloaded, one row a statement."""

    n_rows: int
    csv: bytes
    jsonl: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFile:
    """Judged questions to be downloaded, and how many of them a newer edition has overtaken."""

    n_questions: int
    n_judgements: int
    n_overtaken: int
    zip: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Which answers of a run are wanted.

    Parameters
    ----------
    folder : Path
        The run's.
    n : int
        How many, drawn at random; 0 for every answer.
    seed : int
        Of the draw: the same seed draws the same answers.
    """

    folder: Path
    n: int = 0
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a draw: how many are new in the queue, were there already, or hold no answer to judge."""

    n_new: int
    n_known: int
    n_unfit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the page is handed.

    Parameters
    ----------
    agreement : callable
        Given each reviewer's first labels, gives the agreement of every two who judged a statement in common.
    verdicts : callable
        Gives the verdicts that the person may see.
    gold : callable
        Gives the settled checks as judged questions.
    take : callable
        Puts answers of a run into the queue.
    """

    agreement: Callable[[Mapping[str, Labels]], Mapping[tuple[str, str], Agreed]]
    verdicts: Callable[[Store, Person], VerdictFiles]
    gold: Callable[[Store, Person, Register, date], GoldFile]
    take: Callable[[Store, Person, Draw, PassageIndex], Taken]
