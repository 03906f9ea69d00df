"""The commencement table of an Act: each provision, from when its wording is in force, where, and what is to come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from corpus.days import day_words
from corpus.provisions import Provision

COLUMNS = ("Provision", "Title", "This wording in force from", "Extends to", "Mark", "Began", "Not in the text yet")
NOT_SAID = "not recorded"


def as_rows(provisions: Iterable[Provision]) -> list[tuple[str, ...]]:
    """Return a row of words for each provision, in the order of ``COLUMNS``; the last may be of what is not in the text."""
    return [_row(one) for one in provisions]


def _row(one: Provision) -> tuple[str, ...]:
    days = one.days.removeprefix("in force from ")
    return (
        one.label,
        one.title,
        days or ("" if one.standing.words or not one.anchor else NOT_SAID),
        ", ".join(one.nations) or (NOT_SAID if one.anchor else ""),
        "; ".join(filter(None, (one.standing.words, "not England" if one.elsewhere else ""))),
        "; ".join(one.begun),
        "; ".join(effect.words for effect in one.effects),
    )


def table_for_terminal(provisions: Sequence[Provision]) -> str:
    """Return the table for a terminal: a block of lines for each provision."""
    return "\n".join(_lines(row) for row in as_rows(provisions))


def _lines(row: Sequence[str]) -> str:
    label, title, *rest = row
    told = [f"    {name}: {value}" for name, value in zip(COLUMNS[2:], rest, strict=True) if value]
    return "\n".join([f"{label}  {title}".rstrip(), *told])


def as_record(one: Provision) -> dict[str, Any]:
    """Return a provision for programs."""
    return {
        "provision": one.label,
        "title": one.title,
        "anchor": one.anchor,
        "in_force_from": one.in_force_from.isoformat() if one.in_force_from else None,
        "replaced_on": one.replaced_on.isoformat() if one.replaced_on else None,
        "extent": one.extent or None,
        "standing": one.standing.value or None,
        "began": list(one.begun),
        "not_in_the_text_yet": [
            {
                "what": effect.what,
                "where": effect.where,
                "by": effect.by,
                "on": effect.on.isoformat() if effect.on else None,
            }
            for effect in one.effects
        ],
    }


def summary_of(provisions: Sequence[Provision]) -> str:
    """Return in a sentence how many provisions there are, and how many of them are marked."""
    provisions = [one for one in provisions if one.anchor]
    n_marked = sum(bool(one.standing.words or one.elsewhere) for one in provisions)
    latest = max((one.in_force_from for one in provisions if one.in_force_from), default=None)
    last = f" The latest wording is in force from {day_words(latest)}." if latest else ""
    n = len(provisions)
    return f"{n:,} provision{'' if n == 1 else 's'}, {n_marked:,} of them marked.{last}"
