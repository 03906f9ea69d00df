"""Hearing editions in a question: by name, by family and year, by "last year's"; and not hearing them."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.register.register import Register, load_register

K24, K25, K26 = "kcsie-2024", "kcsie-2025", "kcsie-2026"


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


def named(register: Register, text: str, as_at: date | None = None) -> set[str]:
    return {source.source_id for source in register.named(text, as_at)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did KCSIE 2024 say?", {K24}),
        ("KCSIE 24", {K24}),
        ("kcsie25 para 43", {K25}),
        ("KCSIE’24", {K24}),
        ("the 2024 KCSIE", {K24}),
        ("the 2025 edition of KCSIE", {K25}),
        ("KCSIE (2025)", {K25}),
        ("Keeping Children Safe in Education, September 2024", {K24}),
        ("KCSIE 2024 and 2025", {K24, K25}),
        ("KCSIE 24 or 25?", {K24, K25}),
        ("KCSIE 2024 vs 2025", {K24, K25}),
        ("from KCSIE 2024 to KCSIE 2025", {K24, K25}),
        ("2024 and 2025 KCSIE", {K24, K25}),
        ("what is new in the 2025 KCSIE that wasn't in 2024?", {K24, K25}),
        ("our policy cites KCSIE 2024 para 343, is that right in the 2025 version?", {K24, K25}),
        ("KCSIE 2024 added what, compared with the 2023 one?", {K24}),
        ("kcsie 2026", {K26}),
        ("KCSIE 2024/25", {K24}),
        ("KCSIE 2024-25", {K24}),
        ("KCSIE 2025 part one", {K25, "kcsie-2025-part-one"}),
        ("Working Together 2023", {"working-together-2023"}),
        ("WT23", {"working-together-2023"}),
        ("section 47 of the Children Act 1989", {"children-act-1989"}),
        ("KCSIE 2024 under the Domestic Abuse Act 2021", {K24, "domestic-abuse-act-2021"}),
        ("Children Act 1989 or Children Act 2004", {"children-act-1989", "children-act-2004"}),
        ("KCSIE 2025 for a girl born in 2024", {K25}),
        ("KCSIE 2025, from September 2024 police calls", {K25}),
        ("the Working Together published in December 2023", {"working-together-2023"}),
        (
            "we quote the 2018 information sharing advice, is the 2024 version the one now?",
            {"information-sharing-2024"},
        ),
    ],
)
def test_editions_that_are_named(register: Register, text: str, expected: set[str]) -> None:
    assert named(register, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "what does KCSIE say about domestic abuse?",
        "does working together help?",
        "the Children Act",
        "KCSIE 25 pupils",
        "within KCSIE 24 hours",
        "KCSIE 43",
        "KCSIE paragraph 25",
        "KCSIE 250",
        "KCSIE 20245",
        "24 or 25 edition",
        "he moved out in 2024",
        "we have been working together 18 months",
        "NOTKCSIE 2025",
        "wt2",
        "last year's KCSIE",
    ],
)
def test_what_names_no_edition(register: Register, text: str) -> None:
    assert named(register, text) == set()


@pytest.mark.parametrize(
    ("text", "as_at", "expected"),
    [
        ("last year's KCSIE", date(2026, 10, 1), {K25}),
        ("last year's KCSIE", date(2026, 3, 1), {K24}),
        ("is it in last year’s edition of KCSIE?", date(2025, 10, 1), {K24}),
        ("what did KCSIE last year say", date(2025, 10, 1), {K24}),
        ("what did KCSIE 2025 change from last year's KCSIE", date(2025, 10, 1), {K24, K25}),
        ("the previous KCSIE", date(2026, 10, 1), {K25}),
        ("the previous version of Working Together", date(2026, 10, 1), {"working-together-2023"}),
        ("the previous Working Together", date(2025, 10, 1), {"working-together-2018"}),
        ("KCSIE's previous edition", date(2025, 10, 1), {K24}),
        ("last year he hit her", date(2025, 10, 1), set()),
    ],
)
def test_editions_named_by_the_day(register: Register, text: str, as_at: date, expected: set[str]) -> None:
    assert named(register, text, as_at) == expected


@given(text=st.text(alphabet=st.sampled_from("kcsie KCSIE 2024 25,-/'and of the\n"), max_size=80))
def test_any_text_is_read_without_error(register: Register, text: str) -> None:
    assert {K24, K25, K26} >= named(register, text, date(2026, 1, 1))


def test_a_very_long_question_is_read_quickly(register: Register) -> None:
    started = time.perf_counter()
    for text in ("kcsie " * 1_700, "2024 " * 2_000, "kcsie 2024 and " * 700, " " * 10_000, "kcsie" + "(" * 10_000):
        register.named(text, date(2026, 1, 1))
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("what did KCSIE 2019 say", ("KCSIE 2019",)),
        ("KCSIE 22 please", ("KCSIE 2022",)),
        ("Working Together 2015", ("Working together 2015",)),
        ("KCSIE 2025", ()),
        ("KCSIE 43 is the paragraph", ()),
        ("we were working together 12 weeks", ()),
        ("what happened in 2019", ()),
    ],
)
def test_an_edition_that_is_not_registered_is_found_as_unknown(
    register: Register, text: str, unknown: tuple[str, ...]
) -> None:
    assert register.unknown(text) == unknown
