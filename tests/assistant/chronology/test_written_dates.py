"""Dates as people write them: British order, with or without a year; what is no day is named and never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.chronology.written_dates import date_at_head, dates_first, relative_date, vague_date, year_heading
from assistant.chronology.years import days_of

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("line", "day", "rest"),
    [
        ("03/09/2025 late", date(2025, 9, 3), "late"),
        ("3.9.25 - late", date(2025, 9, 3), "late"),
        ("3-9-2025: late", date(2025, 9, 3), "late"),
        ("2025-09-03 late", date(2025, 9, 3), "late"),
        ("3 Sept 2025 late", date(2025, 9, 3), "late"),
        ("3rd of September 2025, late", date(2025, 9, 3), "late"),
        ("Mon 8 Sept 2025: late", date(2025, 9, 8), "late"),
        ("Monday 8th September '25 – late", date(2025, 9, 8), "late"),
        ("Sept 8, 2025 late", date(2025, 9, 8), "late"),
        ("• **8 Sep 2025** late", date(2025, 9, 8), "late"),
        ("1. 08/09/2025 late", date(2025, 9, 8), "late"),
        ("Date: 08/09/2025 late", date(2025, 9, 8), "late"),
        ("On 8 September 2025 late", date(2025, 9, 8), "late"),
        ("w/c 8 Sept 2025 late", date(2025, 9, 8), "late"),
        ("week commencing 08/09/2025 late", date(2025, 9, 8), "late"),
        ("8-12 Sept 2025: late", date(2025, 9, 8), "late"),
        ("08/09/2025 - 12/09/2025 late", date(2025, 9, 8), "late"),
    ],
)
def test_a_date_is_read_and_what_follows_is_the_entry(line: str, day: date, rest: str) -> None:
    written = date_at_head(line)
    assert written is not None
    assert written.on(written.year or 0) == day
    assert line[written.end :] == rest


@pytest.mark.parametrize(
    "line",
    [
        "late again",
        "31/02/2026 odd",
        "03/14/2025 odd",
        "9.15 Mum arrived",
        "3.9 kg at birth",
        "last Tuesday late",
        "3 lates",
    ],
)
def test_what_is_no_date_is_not_taken_for_one(line: str) -> None:
    assert date_at_head(line) is None


@pytest.mark.parametrize(
    "line", ["31/02/2026 odd", "03/14/2025 odd", "September 2025: odd", "Early October - odd", "??/09/25 x"]
)
def test_what_looks_like_a_date_and_is_no_day_is_named(line: str) -> None:
    assert vague_date(line) in line
    assert vague_date(line)


@pytest.mark.parametrize(
    "line", ["last Tuesday late", "Yesterday mum rang", "- same day: rang", "two weeks later he came"]
)
def test_words_that_say_when_without_a_date(line: str) -> None:
    assert relative_date(line)


@pytest.mark.parametrize(
    "lines",
    [
        ["School nurse will visit by 4/5/2025 if she can"],
        ["Visit by 4/5/2025 if she can"],
        ["Mum rang, cross.", "SW visit 4/5/2025 agreed.", "Fine since."],
        ["DOB 4/5/2016"],
    ],
)
def test_prose_that_speaks_of_a_date_stays_as_it_is(lines: list[str]) -> None:
    assert dates_first(lines) == lines


def test_a_few_words_before_a_date_stand_after_it() -> None:
    assert dates_first(["Logged by DSL 4/5/2025: late", "", "Logged by DSL 5/5/2025: ill", "DSL told."]) == [
        "4/5/2025: : Logged by DSL late", "", "5/5/2025: : Logged by DSL ill", "DSL told.",
    ]  # fmt: skip


def days(*lines: str, today: date = TODAY) -> list[date]:
    return days_of([written for line in lines if (written := date_at_head(line))], today)


def test_an_autumn_without_years_runs_on_into_january() -> None:
    assert days("8 Dec 2025 a", "17 Dec b", "8 Jan c", "2 Feb d") == [
        date(2025, 12, 8), date(2025, 12, 17), date(2026, 1, 8), date(2026, 2, 2),
    ]  # fmt: skip


def test_years_are_taken_backwards_from_a_later_neighbour_and_from_the_newest_first() -> None:
    assert days("8 Dec a", "8 Jan 2026 b")[0] == date(2025, 12, 8)
    assert days("8 Jan 2026 b", "17 Dec a", "3 Nov c") == [date(2026, 1, 8), date(2025, 12, 17), date(2025, 11, 3)]


def test_an_entry_a_little_out_of_order_stays_in_its_year() -> None:
    assert days("3 Sept 2025 a", "10 Oct b", "12 Sept c")[2] == date(2025, 9, 12)


def test_where_no_year_is_written_the_last_is_the_latest_that_it_can_be() -> None:
    assert days("3 Sept a", "8 Jan b")[-1] == date(2026, 1, 8)
    assert days("3 Sept a", "8 Jan b", today=date(2026, 1, 7))[-1] == date(2025, 1, 8)


def test_a_weekday_decides_between_years() -> None:
    assert days("Mon 8 Sept a", "Fri 12 Sept b") == [date(2025, 9, 8), date(2025, 9, 12)]


def test_a_heading_names_a_year() -> None:
    assert year_heading("2024/25") == (2024, True)
    assert year_heading("Autumn term 2025") == (2025, False)
    assert year_heading("2025 was hard") is None
