"""The questions that went worst, by reference: what was found first, and what should have been."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.report.parts import SHOWN

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One of the worst questions: what was found first and what should have been, by reference; ``text`` may be empty."""

    query_id: str
    score: str
    best: str
    about: str
    found: tuple[str, ...]
    wanted: tuple[str, ...]
    text: str


def misses(scores: Json, texts: Mapping[str, str]) -> tuple[Miss, ...]:
    """Return the worst questions; ``texts`` holds the words of those that may be shown, by query id."""
    return tuple(
        Miss(
            query_id=row["query_id"],
            score=f"{row[SHOWN]:.3f}",
            best=str(row["first_relevant_rank"] or "not found"),
            about=_known(row.get("about", {})),
            found=_graded(row["found"], row.get("found_grades", [])),
            wanted=_ranked(row),
            text=texts.get(row["query_id"], ""),
        )
        for row in scores["worst"]
    )


def _graded(docids: Sequence[str], grades: Sequence[int | None]) -> tuple[str, ...]:
    """Return what was found, with its grade where anybody judged it."""
    padded = [*grades, *[None] * (len(docids) - len(grades))]
    return tuple(
        f"{docid} (judged {grade})" if grade is not None else docid for docid, grade in zip(docids, padded, strict=True)
    )


def _ranked(row: Json) -> tuple[str, ...]:
    """Return what should have been found, with its grade and the rank at which it was."""
    grades, ranks = row.get("wanted_grades"), row.get("wanted_ranks")
    if grades is None or ranks is None:
        return tuple(row["wanted"])
    return tuple(
        f"{docid} (judged {grade}, {f'at {rank}' if rank else 'not found'})"
        for docid, grade, rank in zip(row["wanted"], grades, ranks, strict=True)
    )


def _known(about_it: Json) -> str:
    """Return what is known of a question but its words."""
    if not about_it:
        return ""
    topics = ", ".join(about_it["topics"])
    turns = "a conversation" if about_it["n_turns_before"] else ""
    expected, reached = about_it["expected"], about_it["reached"]
    outcome = (
        f"{reached}, as expected" if expected == reached else f"{reached}, expected {expected}" if expected else reached
    )
    return "; ".join(filter(None, (about_it["kind"], topics, about_it["edition"], turns, outcome)))
