"""Chronologies as they are scored: what is planted and found, what is missed, what is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pydantic import TypeAdapter

from assistant.chronology import Finding
from assistant.safety import Redactor
from evals.labelled.cases import chronology_records
from evals.labelled.cases.chronology_records import RECORDS, ChronologyRecord, PlantedFact, score_record
from evals.labelled.labelled_sets import read_labelled

_EACH = 10  # of the records kept aside: a minute
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


def test_a_feature_planted_twice_is_found_on_both_days_and_its_first_day_is_the_first() -> None:
    text = "3/9/2025 Dad on bail.\n8/10/2025 He was bailed again.\n20/10/2025 Fine."
    bail = "release-bail-or-breached-order"
    days = (date(2025, 9, 3), date(2025, 10, 8))
    record = replace(a_record(*(planted(Finding.RISK, bail, day) for day in days)), text=text)
    assert not score_record(record).missed
    later = replace(record, planted=(planted(Finding.RISK, bail, days[1]),))
    assert score_record(later).missed


def test_of_a_record_that_cannot_be_read_all_is_missed() -> None:
    record = replace(a_record(planted(Finding.RISK, "self-harm")), text="Late last Tuesday.")
    assert len(score_record(record).missed) == 1


def test_others_plant_facts_in_plain_names() -> None:
    line = {
        "id": "two",
        "part": "kept",
        "setting": "primary",
        "today": "2025-12-20",
        "text": "3/9/2025 Fine.\n10/9/2025 Emailed the school nurse."
        "\n1/12/2025 Late again, 9.40. No reply from the school nurse.",
        "planted": [
            {"finding": "unanswered", "about": "health", "day": "2025-09-10"},
            {"finding": "new", "about": "lateness", "day": "2025-12-01"},
            {"finding": "silence", "from": "2025-09-10", "to": "2025-12-01"},
        ],
    }
    scored = score_record(TypeAdapter(ChronologyRecord).validate_python(line))
    assert not scored.missed
    assert not scored.invented


def test_records_kept_aside_are_read_and_more_than_half_of_what_is_planted_is_found() -> None:
    rows = read_labelled(RECORDS, TypeAdapter(ChronologyRecord))
    assert {row.setting for row in rows} >= {"primary", "secondary", "nursery", "special", "college"}
    results = [score_record(row) for row in rows if row.part == "kept"][::_EACH]
    n = sum(len(result.record.planted) for result in results)
    assert len(results) >= 8
    assert sum(len(result.missed) for result in results) <= n * 0.5
    assert sum(len(result.invented) for result in results) <= len(results) * 3
