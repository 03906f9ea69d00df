"""What is found in chronologies: planted facts found and facts invented, over records that were invented.

``python -m evals chronologies`` prints, by finding, how many planted facts were found, and what was said that nobody planted.
What nobody planted is counted of high-risk features, of who has not answered, of what comes closer together and of who is not in
it; first dates and silences are facts of dates alone, and no record lists them all.

Others plant facts in plainer names (``PLAIN``): "health" is any health service. What those names cannot say, such as a sister who
is in no later entry, nobody could plant, and is not counted as invented there.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AliasChoices, Field, TypeAdapter

from assistant.chronology import Finding, FoundFact, read_record, shown_over_time, without_names
from assistant.errors import QuestionError
from assistant.safety import new_redactor
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells, shares

RECORDS = QUESTIONS / "chronologies.jsonl"
COUNTED = frozenset({Finding.RISK, Finding.UNANSWERED, Finding.CLOSER, Finding.ABSENT})
"""Of which findings every one that is true is planted, so that another is invented."""
_NOT_COUNTED = frozenset({"child-words", "child-words-since"})
PLAIN: Mapping[str, frozenset[str]] = MappingProxyType({
    "lateness": frozenset({"late"}),
    "withdrawn": frozenset({"upset"}),
    "parent-not-seen": frozenset({"parent-not-reached"}),
    "health": frozenset({"health-visitor", "school-nurse", "gp", "midwife", "hospital", "nurse"}),
    "school": frozenset({"other-school"}),
    "attendance-service": frozenset({"attendance"}),
})
"""What others call kinds and agencies, with ours."""
_NOT_PLAIN = frozenset({
    "care", "wetting", "caring", "home-violence", "new-adult", "appointment", "drink-drugs", "missing", "sexualised",
    "money-housing", "late-collection", "housing", "probation", "virtual-school", "youth", "nspcc", "lado", "ed-psych",
    "moved-or-gone", "brother", "sister", "baby", "sibling",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedFact:
    """A fact that is in a record: which finding, about what, and on which day it begins, where that matters.

    A feature of high risk may be planted on several days: ``again`` is set for those after the first.
    """

    finding: Finding
    about: str = "gap"
    day: Annotated[date | None, Field(validation_alias=AliasChoices("day", "from"))] = None

    def is_of(self, fact: FoundFact) -> bool:
        """Whether a fact that was found is about the same."""
        return fact.finding is self.finding and fact.about in PLAIN.get(self.about, {self.about})

    def is_in(self, facts: Sequence[FoundFact], *, again: bool = False) -> bool:
        """Whether it was found: on its day, or for what was planted before, on any day that the fact names."""
        return any(
            self.is_of(fact) and (self.day in {None, fact.day} or (again and self.day in fact.days)) for fact in facts
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledEntry:
    """An entry of a record, what it tells and what it says of agencies, each with the words that do.

    Parameters
    ----------
    tells : tuple of (str, str)
        A kind of thing or a high-risk feature, and the words.
    steps : tuple of (str, str, str)
        An agency, what is said of it, and the words.
    """

    day: date
    text: str
    tells: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str, str], ...]

    def with_text(self, text: str) -> LabelledEntry:
        """Return the entry with other words."""
        return replace(self, text=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronologyRecord(LabelledRow):
    """A chronology, the day it is read on, and the facts that are in it, in our names or in plain ones.

    ``entries`` are labelled one by one in the records by which the model was taught, and in those kept aside for it.
    """

    setting: str
    today: date
    text: str
    planted: tuple[PlantedFact, ...]
    named: Literal["ours", "plain"] = "plain"
    entries: tuple[LabelledEntry, ...] = ()

    @property
    def missable(self) -> list[tuple[PlantedFact, bool]]:
        """What is planted, in the order of its days, each with whether the same was planted before it."""
        rows = sorted(self.planted, key=lambda fact: fact.day or date.max)
        return [
            (fact, any((one.finding, one.about) == (fact.finding, fact.about) for one in rows[:at]))
            for at, fact in enumerate(rows)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredRecord:
    """What became of a chronology."""

    record: ChronologyRecord
    missed: tuple[PlantedFact, ...] = ()
    invented: tuple[FoundFact, ...] = field(default=())


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--file", RECORDS)
    command.add_argument("--misses", action="store_true", help="list what was missed and invented")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    rows = read_labelled(chosen.labelled, TypeAdapter(ChronologyRecord), chosen.part)
    results = [score_record(row) for row in rows]
    found = shares(
        (fact.finding.value, fact not in result.missed) for result in results for fact in result.record.planted
    )
    whole = sum(not result.missed for result in results)
    clean = sum(not result.invented for result in results)
    if chosen.json:
        return json.dumps({
            "records": len(rows),
            "whole": whole,
            "clean": clean,
            "planted": sum(share.n for share in found.values()),
            "missed": sum(len(result.missed) for result in results),
            "invented": sum(len(result.invented) for result in results),
            "found": {name: {"n": share.n, "found": share.mean} for name, share in found.items()},
        })
    lines = ["| finding | planted facts found | n |", "|---|---|---|"]
    lines += [f"| {name} | {' | '.join(share_cells(share))} |" for name, share in found.items()]
    lines += [
        "",
        f"All planted facts found in {whole} of {len(rows)} records; nothing that was not planted in {clean}.",
        f"{sum(len(result.invented) for result in results)} things were said that nobody planted.",
        *(line for result in results if chosen.misses for line in _misses(result)),
    ]
    return "\n".join(lines)


def score_record(row: ChronologyRecord) -> ScoredRecord:
    """Return what was missed in a record, and what was said that is not in it; of one that cannot be read all is missed."""
    try:
        read = read_record(row.text, row.today)
    except QuestionError:
        return ScoredRecord(record=row, missed=row.planted)
    shown = shown_over_time(without_names(read, new_redactor()), row.today)
    return ScoredRecord(
        record=row,
        missed=tuple(fact for fact, again in row.missable if not fact.is_in(shown.facts, again=again)),
        invented=tuple(
            fact for fact in shown.facts if _is_counted(fact, row) and not any(one.is_of(fact) for one in row.planted)
        ),
    )


def _is_counted(fact: FoundFact, row: ChronologyRecord) -> bool:
    """Whether everything like a fact is planted, so that the fact is invented where it is not."""
    nameable = row.named == "ours" or fact.about not in _NOT_PLAIN
    return fact.finding in COUNTED and fact.about not in _NOT_COUNTED and nameable


def _misses(result: ScoredRecord) -> list[str]:
    name = result.record.id
    missed = [f"{name} missed: {fact.finding} {fact.about} {fact.day or ''}" for fact in result.missed]
    return missed + [
        f"{name} not planted: {fact.text} {[one.words for one in fact.rests_on]}" for fact in result.invented
    ]
