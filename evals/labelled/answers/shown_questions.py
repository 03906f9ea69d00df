"""Questions with short answers that a reader was shown for them, and which of these fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, read_labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQuestion(LabelledRow):
    """A question by another hand, the answers that a reader was shown for it, and those of them that fit.

    Parameters
    ----------
    shown : tuple of str
        The answers that were shown; empty where a reader searched all.
    helps : tuple of str or None
        Those that do not fit and help; ``None`` where nobody said.
    told : str
        The whole message, where what is asked is only a part of it.
    """

    text: str
    shown: tuple[str, ...]
    fits: tuple[str, ...]
    hand: str
    helps: tuple[str, ...] | None = None
    told: str = ""


SHOWN, GRADES = QUESTIONS / "short-answers.jsonl", QUESTIONS / "answer-grades.jsonl"
CHOICES = QUESTIONS / "answer-choices.jsonl"
"""Questions for which advisers searched all answers by words: ``shown`` is empty, and so is ``fits`` where none answers."""
WEIGHING = frozenset({"r3", "u13", "v7", "x4", *(f"m{n}" for n in range(11, 15)), "w08", "w09", "w10", "w25", "w26"})
"""The hands of whose graded questions it is learned what answers are ranked by; they teach encoder and reader nothing."""
CHOICES_WEIGHING = frozenset({
    *(f"{letter}0{n}" for letter in "ef" for n in range(5, 9)),
    *("j04", "j05", "j08", "j14", "j21"),
    *(f"o{n:02}" for n in range(5, 36, 5)),
    *("n06", "q05"),
})
"""The hands by whose choices it is learned what an answer is judged by; they do not teach what chooses the answers."""
LATER_ROUNDS = (
    frozenset(f"{letter}{n:02}" for letter, last in (("o", 35), ("n", 6), ("q", 10)) for n in range(1, last + 1)),
)
"""Hands whose advisers could choose more answers than all before them, in order of time: first those of 1 December 2026."""


def written_later(rows: Sequence[ShownQuestion]) -> dict[str, frozenset[str]]:
    """Return by hand the answers that were written after it chose: those that only hands of a later round chose.

    What neither its round nor an earlier one chose counts as written later (ADR 0073).
    """
    by_round = [
        {one for row in rows if _round_of(row.hand) <= n for one in row.fits} for n in range(len(LATER_ROUNDS) + 1)
    ]
    return {hand: frozenset(by_round[-1] - by_round[_round_of(hand)]) for hand in {row.hand for row in rows}}


def _round_of(hand: str) -> int:
    return next((n for n, hands in enumerate(LATER_ROUNDS, start=1) if hand in hands), 0)


def graded(*, weighing: bool) -> list[ShownQuestion]:
    """Return the graded questions of the hands by which answers are ranked, or of those that teach the reader."""
    return [row for row in all_graded() if (row.hand in WEIGHING) == weighing]


def all_choices() -> tuple[ShownQuestion, ...]:
    """Return the questions for which advisers searched all answers, but for those of hands kept aside."""
    return tuple(read_labelled(CHOICES, TypeAdapter(ShownQuestion), "tune"))


def all_graded() -> tuple[ShownQuestion, ...]:
    """Return the graded questions that something may be learned from."""
    return tuple(read_labelled(GRADES, TypeAdapter(ShownQuestion), "tune"))
