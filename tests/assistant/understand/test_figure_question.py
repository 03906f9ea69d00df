"""Figures, findings, themes and the latest report: what asks for one, what only looks like it, and what gives it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.understand import FigureKind, FigureRequest, figure_asked, figure_kind
from corpus.statements import load_findings

AS_AT = date(2026, 11, 27)
QUESTIONS = Path(__file__).parents[3] / "evals" / "questions" / "figures.jsonl"
# of 20, 10 and 10 to tune with, and 10, 5 and 5 kept aside
FLOOR = {
    ("known", "tune"): 19,
    ("unknown", "tune"): 10,
    ("alike", "tune"): 10,
    ("known", "kept"): 7,
    ("unknown", "kept"): 5,
    ("alike", "kept"): 5,
}


def asked(message: str, as_at: date = AS_AT) -> FigureRequest | None:
    return figure_asked(message, load_findings(), as_at)


def first(message: str, as_at: date = AS_AT) -> str:
    request = asked(message, as_at)
    return request.findings[0].finding_id if request is not None and request.findings else ""


@pytest.mark.parametrize(("kind", "part"), list(FLOOR))
def test_the_questions_kept_for_it_are_told_apart(kind: str, part: str) -> None:
    rows = [
        row for row in map(json.loads, QUESTIONS.read_text().splitlines()) if (row["kind"], row["part"]) == (kind, part)
    ]
    right = 0
    for row in rows:
        request = asked(row["text"])
        if kind == "known":
            right += first(row["text"]) in row["expect"]
        elif kind == "unknown":
            right += request is not None and not request.findings
        else:
            right += request is None
    assert right >= FLOOR[kind, part]


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("What proportion of serious incidents had domestic abuse?", FigureKind.FIGURE),
        ("stats on teenage relationships please", FigureKind.FIGURE),
        ("What did the joint inspections find?", FigureKind.FINDING),
        ("What does the latest Panel report say?", FigureKind.FINDING),
        ("What were the six themes?", FigureKind.THEMES),
        ("How many days do I have to send the file?", None),
        ("How many pupils at our school are on a plan?", None),
        ("How many times has he hit her, and what do reviews say?", None),
        ("What percentage attendance triggers a fine?", None),
        ("What does KCSIE say about domestic abuse?", None),
        ("What is the telephone number of the Norfolk front door?", None),
        ("How often are child protection plans reviewed?", None),
        ("what percentage is persistent absence", None),
        ("what additional rules are there for special category data", None),
        ("what does a serious incident review look at", None),
    ],
)
def test_what_is_asked_for_is_known_by_its_form(message: str, kind: FigureKind | None) -> None:
    assert figure_kind(message) == kind


@pytest.mark.parametrize(
    "whom", ["girls", "children in Leeds", "disabled children", "children under two", "white children"]
)
def test_a_figure_of_all_children_is_never_given_for_some_of_them(whom: str) -> None:
    request = asked(f"How many {whom} live with domestic abuse?")
    assert request is not None
    assert request.findings == ()


@pytest.mark.parametrize("nation", ["Wales", "Scotland", "Northern Ireland", "Glasgow"])
def test_a_figure_for_england_is_not_given_for_another_nation(nation: str) -> None:
    request = asked(f"How many children in {nation} live with domestic abuse?")
    assert request is not None
    assert (request.findings, request.near) == ((), ())


def test_a_year_is_kept_to() -> None:
    assert first("How many serious incident notifications were there in 2021?") == "notifications-2021"
    request = asked("How many serious incident notifications were there in 2012?")
    assert request is not None
    assert not request.findings


def test_both_years_of_a_span_are_read() -> None:
    assert first("how many rapid reviews in 23-24") == "rapid-reviews-2023-24"
    assert first("number of serious incident notifications 22/23") == "notifications-2022-23"


def test_the_latest_figure_is_of_the_newest_report_that_has_it() -> None:
    assert first("Latest Panel annual report, what share were deaths?") == "rapid-reviews-2023-24"


def test_the_latest_is_by_the_day_asked_about() -> None:
    request = asked("What does the latest Panel annual report say about schools?")
    assert request is not None
    assert request.newest is not None
    assert request.newest.report_id == "panel-annual-report-2023-24"
    earlier = asked("What does the latest Panel annual report say about schools?", date(2024, 3, 1))
    assert earlier is not None
    assert earlier.newest is not None
    assert earlier.newest.report_id == "panel-annual-report-2022-23"


def test_what_was_not_yet_published_is_not_known() -> None:
    assert (
        first("What proportion of serious incidents had domestic abuse?", date(2021, 6, 1))
        == "domestic-abuse-not-fatal-2020"
    )


def test_of_a_figure_that_is_not_there_what_is_near_is_named() -> None:
    request = asked("What proportion of serious incidents involved a knife?")
    assert request is not None
    assert request.near
    assert all("serious-incident" in one.needs for one in request.near)


def test_a_finding_that_is_not_there_goes_its_ordinary_way() -> None:
    assert asked("What did the Panel find about swimming lessons?") is None
