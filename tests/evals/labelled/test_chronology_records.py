"""Chronologies as they are scored: what is planted and found, what is missed, what is invented."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import TypeAdapter

from assistant.chronology import Finding
from assistant.safety import Redactor
from evals.labelled import chronology_records
from evals.labelled.chronology_records import RECORDS, ChronologyRecord, PlantedFact, score_record
from evals.labelled.labelled_sets import read_labelled

TEXT = "3/9/2025 Late.\n8/10/2025 Dad held mum by the throat. Rang MASH.\n20/10/2025 Fine."


@pytest.fixture(autouse=True)
def without_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chronology_records, "new_redactor", Redactor)


def a_record(*planted: PlantedFact) -> ChronologyRecord:
    return ChronologyRecord(
        id="one", part="tune", setting="primary", today=date(2025, 10, 21), text=TEXT, planted=planted
    )


def planted(finding: Finding, about: str, day: date | None = None) -> PlantedFact:
    return PlantedFact(finding=finding, about=about, day=day)


def test_what_is_found_missed_and_invented() -> None:
    scored = score_record(
        a_record(planted(Finding.RISK, "strangulation", date(2025, 10, 8)), planted(Finding.RISK, "self-harm"))
    )
    assert [fact.about for fact in scored.missed] == ["self-harm"]
    assert [fact.about for fact in scored.invented] == ["social-care"]


def test_a_fact_on_another_day_is_missed() -> None:
    assert score_record(a_record(planted(Finding.RISK, "strangulation", date(2025, 9, 3)))).missed


def test_ours_are_read_and_most_of_what_is_planted_is_found() -> None:
    rows = read_labelled(RECORDS, TypeAdapter(ChronologyRecord))
    results = [score_record(row) for row in rows]
    n = sum(len(row.planted) for row in rows)
    assert len(rows) == 40
    assert {row.setting for row in rows} == {"primary", "secondary", "nursery"}
    assert sum(len(result.missed) for result in results) <= n * 0.05
    assert sum(len(result.invented) for result in results) <= len(rows) * 0.1
