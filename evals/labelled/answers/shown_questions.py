"""Questions with short answers that a reader was shown for them, and which of these fit."""

from __future__ import annotations

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
})
"""The hands by whose choices it is learned what an answer is judged by; they do not teach what chooses the answers."""


def graded(*, weighing: bool) -> list[ShownQuestion]:
    """Return the graded questions of the hands by which answers are ranked, or of those that teach the reader."""
    return [row for row in all_graded() if (row.hand in WEIGHING) == weighing]


def all_choices() -> tuple[ShownQuestion, ...]:
    """Return the questions for which advisers searched all answers, but for those of hands kept aside."""
    return tuple(read_labelled(CHOICES, TypeAdapter(ShownQuestion), "tune"))


def all_graded() -> tuple[ShownQuestion, ...]:
    """Return the graded questions that something may be learned from."""
    return tuple(read_labelled(GRADES, TypeAdapter(ShownQuestion), "tune"))
