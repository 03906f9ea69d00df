"""What is found in chronologies: planted facts found and facts invented, over records that were invented.

``python -m evals chronologies`` prints, by finding, how many planted facts were found, and what was said that nobody planted.
What nobody planted is counted of high-risk features, of who has not answered, of what comes closer together and of who is not in
it; first dates and silences are facts of dates alone, and no record lists them all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic import TypeAdapter

from assistant.chronology import Finding, FoundFact, read_record, shown_over_time, without_names
from assistant.safety import new_redactor
from corpus.models import Embedder, SentenceTransformerEmbedder
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells, shares

RECORDS = QUESTIONS / "chronologies.jsonl"
COUNTED = frozenset({Finding.RISK, Finding.UNANSWERED, Finding.CLOSER, Finding.ABSENT})
"""Of which findings every one that is true is planted, so that another is invented."""
_NOT_COUNTED = frozenset({"child-words", "child-words-since"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedFact:
    """A fact that is in a record: which finding, about what, and on which day it begins, where that matters."""

    finding: Finding
    about: str
    day: date | None = None

    def is_in(self, facts: Sequence[FoundFact]) -> bool:
        """Whether it was found."""
        return any(
            fact.finding is self.finding and fact.about == self.about and self.day in {None, fact.day} for fact in facts
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronologyRecord(LabelledRow):
    """A chronology, the day it is read on, and the facts that are in it."""

    setting: str
    today: date
    text: str
    planted: tuple[PlantedFact, ...]


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
    embedder = SentenceTransformerEmbedder()
    results = [score_record(row, embedder) for row in rows]
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
            "found": {name: {"n": share.n, "found": share.mean} for name, share in found.items()},
        })
    lines = ["| finding | planted facts found | n |", "|---|---|---|"]
    lines += [f"| {name} | {' | '.join(share_cells(share))} |" for name, share in found.items()]
    lines += [
        "",
        f"All planted facts found in {whole} of {len(rows)} records; nothing that was not planted in {clean}.",
        *(line for result in results if chosen.misses for line in _misses(result)),
    ]
    return "\n".join(lines)


def score_record(row: ChronologyRecord, embedder: Embedder | None = None) -> ScoredRecord:
    """Return what was missed in a record, and what was said that is not in it."""
    shown = shown_over_time(without_names(read_record(row.text, row.today), new_redactor()), row.today, embedder)
    planted = {(fact.finding, fact.about) for fact in row.planted}
    return ScoredRecord(
        record=row,
        missed=tuple(fact for fact in row.planted if not fact.is_in(shown.facts)),
        invented=tuple(
            fact
            for fact in shown.facts
            if fact.finding in COUNTED and fact.about not in _NOT_COUNTED and (fact.finding, fact.about) not in planted
        ),
    )


def _misses(result: ScoredRecord) -> list[str]:
    name = result.record.id
    missed = [f"{name} missed: {fact.finding} {fact.about} {fact.day or ''}" for fact in result.missed]
    return missed + [
        f"{name} not planted: {fact.text} {[one.words for one in fact.rests_on]}" for fact in result.invented
    ]
