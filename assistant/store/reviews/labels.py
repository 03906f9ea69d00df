"""What checking is about: what reviewers are asked of an answer, the words they choose from, and how far a check has come.

An answer that quotes says what its page says, so whether the page supports it is no question: reviewers are asked whether the
answer answers. Where a chat model wrote, they are asked of each statement whether what it cites supports it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant.types import StatementKind

WHOLE = "answer"
"""The key under which the answer as a whole is judged, where others are judged by statement."""


class Label(StrEnum):
    """How what is cited bears on a statement, or how an answer bears on its question."""

    SUPPORTS = "supports"
    PARTLY = "partly"
    DOES_NOT_SUPPORT = "does_not_support"
    WRONG_EDITION = "wrong_edition"
    ANSWERS_FULLY = "answers_fully"
    ANSWERS_PARTLY = "answers_partly"
    DOES_NOT_ANSWER = "does_not_answer"
    MISLEADING = "misleading"

    @property
    def words(self) -> str:
        """The label as a person reads it."""
        return _WORDS[self]


_WORDS = {
    Label.SUPPORTS: "Supports",
    Label.PARTLY: "Supports partly",
    Label.DOES_NOT_SUPPORT: "Does not support",
    Label.WRONG_EDITION: "Wrong edition",
    Label.ANSWERS_FULLY: "Fully",
    Label.ANSWERS_PARTLY: "Partly",
    Label.DOES_NOT_ANSWER: "Not",
    Label.MISLEADING: "Misleading",
}


class Aspect(StrEnum):
    """What reviewers are asked of an answer."""

    SUPPORT = "support"
    ANSWER = "answer"

    @property
    def labels(self) -> tuple[Label, ...]:
        """What they choose from."""
        return tuple(Label)[:4] if self is Aspect.SUPPORT else tuple(Label)[4:]


def aspect_of(answer: Mapping[str, Any]) -> Aspect:
    """Return what is to be asked of an answer's JSON: support where a chat model wrote something that cites, else the answer."""
    statements = [one for section in answer["sections"] for one in section["statements"]]
    written = any(one["kind"] == StatementKind.PARAPHRASE and one["citations"] for one in statements)
    return Aspect.SUPPORT if written else Aspect.ANSWER


class CheckState(StrEnum):
    """How far a check has come."""

    OPEN = "open"  # fewer than two reviewers have submitted
    DISPUTED = "disputed"  # they differ on a statement, and nobody has decided it
    AGREED = "agreed"  # two or more say the same of every statement
    DECIDED = "decided"  # every statement on which they differed has been decided


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCheck:
    """What is judged: a cited statement of an answer, or the whole of it.

    Parameters
    ----------
    key : str
        A statement's position: section and statement, from 1, such as ``2.1``; ``WHOLE`` for the answer.
    markers : tuple of int
        Of the citations that should support it.
    """

    key: str
    heading: str
    text: str
    kind: str
    markers: tuple[int, ...]


def to_check(answer: Mapping[str, Any], aspect: Aspect) -> tuple[ToCheck, ...]:
    """Return what is judged of an answer's JSON.

    For support: the statements that cite something; fixed text of ours that cites nothing is left out. Else the answer alone.
    """
    statements = _statements(answer)
    if aspect is Aspect.SUPPORT:
        return statements
    markers = tuple(dict.fromkeys(marker for one in statements for marker in one.markers))
    return (ToCheck(key=WHOLE, heading="", text="The whole answer", kind=WHOLE, markers=markers),)


def _statements(answer: Mapping[str, Any]) -> tuple[ToCheck, ...]:
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
