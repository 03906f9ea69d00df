"""What checking is about: statements, the words for how a citation bears on them, and how far a check has come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Label(StrEnum):
    """How what is cited bears on a statement."""

    SUPPORTS = "supports"
    PARTLY = "partly"
    DOES_NOT_SUPPORT = "does_not_support"
    WRONG_EDITION = "wrong_edition"

    @property
    def words(self) -> str:
        """The label as a person reads it."""
        return _WORDS[self]


_WORDS = {
    Label.SUPPORTS: "Supports",
    Label.PARTLY: "Supports partly",
    Label.DOES_NOT_SUPPORT: "Does not support",
    Label.WRONG_EDITION: "Wrong edition",
}


class CheckState(StrEnum):
    """How far a check has come."""

    OPEN = "open"  # fewer than two reviewers have submitted
    DISPUTED = "disputed"  # they differ on a statement, and nobody has decided it
    AGREED = "agreed"  # two or more say the same of every statement
    DECIDED = "decided"  # every statement on which they differed has been decided


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCheck:
    """A cited statement of an answer.

    Parameters
    ----------
    key : str
        Its position: section and statement, from 1, such as ``2.1``.
    markers : tuple of int
        Of the citations that should support it.
    """

    key: str
    heading: str
    text: str
    kind: str
    markers: tuple[int, ...]


def to_check(answer: Mapping[str, Any]) -> tuple[ToCheck, ...]:
    """Return the statements of an answer's JSON that cite something; fixed text of ours that cites nothing is left out."""
    return tuple(
        ToCheck(
            key=f"{i}.{j}",
            heading=section["heading"],
            text=statement["text"],
            kind=statement["kind"],
            markers=tuple(statement["citations"]),
        )
        for i, section in enumerate(answer["sections"], start=1)
        for j, statement in enumerate(section["statements"], start=1)
        if statement["citations"]
    )


def differing(given: Iterable[Mapping[str, Label]]) -> tuple[str, ...]:
    """Return the statements on which reviewers' labels differ."""
    by_statement: dict[str, set[Label]] = {}
    for labels in given:
        for statement, label in labels.items():
            by_statement.setdefault(statement, set()).add(label)
    return tuple(statement for statement, labels in by_statement.items() if len(labels) > 1)


def state_of(given: Sequence[Mapping[str, Label]], decided: Collection[str]) -> CheckState:
    """Return the state of a check from its reviewers' latest labels and the statements that were decided."""
    if len(given) < 2:
        return CheckState.OPEN
    left = set(differing(given)) - set(decided)
    if left:
        return CheckState.DISPUTED
    return CheckState.DECIDED if decided else CheckState.AGREED
