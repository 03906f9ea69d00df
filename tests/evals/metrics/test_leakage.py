from __future__ import annotations

from datetime import date

import pytest

from corpus.register.register import Register
from corpus.types import Authority, Source
from evals.metrics.leakage import ABOVE_SUCCESSOR, EDITION_FIRST, LEAKAGE, METRICS, asked_for
from evals.metrics.metric import JudgedRecord
from evals.records import AnswerRow, EvalQuestion, RetrievedRow

DAY = date(2025, 10, 1)


def source(source_id: str, begins: date, supersedes: tuple[str, ...] = (), part_of: str = "") -> Source:
    return Source(
        source_id=source_id, title="T", publisher="P", edition="E", authority=Authority.STATUTORY_GUIDANCE,
        in_force_from=begins, supersedes=supersedes, part_of=part_of,
    )  # fmt: skip


REGISTER = Register({
    row.source_id: row
    for row in (
        source("g-2024", date(2024, 9, 1)),
        source("g-2025", date(2025, 9, 1), ("g-2024",)),
        source("g-2026", date(2026, 9, 1), ("g-2025",)),
        source("g-2024-part-one", date(2024, 9, 1), part_of="g-2024"),
        source("other", date(2020, 1, 1)),
    )
})
JUDGED = {"Q": {"g-2025#p1": 3, "g-2024#p1": 1, "other#p4": 2}}


def question(edition: str = "current") -> EvalQuestion:
    return EvalQuestion(query_id="Q", text="x", edition=edition)


def answer(*sources: str, as_at: date | None = DAY) -> AnswerRow:
    retrieved = tuple(RetrievedRow(rank=n, source_id=name, page=n) for n, name in enumerate(sources, 1))
    return AnswerRow(query_id="Q", outcome="answered", retrieved=retrieved, as_at=as_at)


def measured(answers, edition="current", qrels=JUDGED):
    record = JudgedRecord(answers=answers, questions=[question(edition)], qrels=qrels, register=REGISTER)
    return {metric: metric.values(record).get("Q") for metric in METRICS}


def test_a_superseded_edition_leaks_wherever_it_stands_and_worse_above_its_successor():
    assert measured([answer("g-2025", "other")]) == {LEAKAGE: 0.0, ABOVE_SUCCESSOR: 0.0, EDITION_FIRST: None}
    assert measured([answer("g-2025", "g-2024")]) == {LEAKAGE: 1.0, ABOVE_SUCCESSOR: 0.0, EDITION_FIRST: None}
    assert measured([answer("g-2024", "g-2025")]) == {LEAKAGE: 1.0, ABOVE_SUCCESSOR: 1.0, EDITION_FIRST: None}
    assert (
        measured([answer("other", "g-2024")])[ABOVE_SUCCESSOR] == 1.0
    )  # the successor is in the library and was not found


def test_an_extract_of_a_superseded_edition_leaks_too():
    assert measured([answer("g-2025", "g-2024-part-one")])[LEAKAGE] == 1.0


def test_only_the_first_ten_pages_count():
    assert measured([answer(*["other"] * 10, "g-2024")])[LEAKAGE] == 0.0
    assert measured([answer(*["other"] * 9, "g-2024")])[LEAKAGE] == 1.0


def test_an_edition_that_is_not_in_the_library_or_has_not_begun_supersedes_nothing():
    assert measured([answer("g-2024")], qrels={"Q": {"other#p1": 3}})[LEAKAGE] == 0.0
    assert measured([answer("g-2025", "g-2026")])[LEAKAGE] == 0.0
    assert measured([answer("g-2025", "g-2026", as_at=date(2026, 10, 1))])[LEAKAGE] == 1.0
    assert measured([answer("g-2025", "g-2026", as_at=None)])[LEAKAGE] == 1.0  # no day: the latest edition holds


def test_an_edition_that_was_asked_for_does_not_leak():
    found = [answer("g-2024", "g-2025")]
    assert measured(found, "2024")[LEAKAGE] == 0.0
    assert measured(found, "g-2024")[LEAKAGE] == 0.0
    assert measured(found, "2023")[LEAKAGE] == 1.0
    assert measured(found, "compare")[LEAKAGE] is None  # both may come back


def test_a_question_for_which_nothing_was_retrieved_has_no_leakage_to_tell():
    assert measured([answer()])[LEAKAGE] is None
    assert measured([])[LEAKAGE] is None


@pytest.mark.parametrize(
    ("edition", "found", "value"),
    [
        ("2024", ("g-2024", "g-2025"), 1.0),
        ("2024", ("g-2025", "g-2024"), 0.0),
        ("compare", ("g-2025",), 1.0),
        ("compare", ("g-2026",), 0.0),
        ("2024", (), 0.0),
        ("current", ("g-2024",), None),
        ("2022", ("g-2024",), None),  # no page of that edition was judged
    ],
)
def test_the_edition_asked_for_comes_first_or_not(edition, found, value):
    qrels = {"Q": {"g-2024#p1": 3, "g-2025#p1": 2}}
    assert measured([answer(*found)], edition, qrels)[EDITION_FIRST] == value


def test_what_was_asked_for_is_only_what_was_judged_to_answer():
    judged = {"g-2024#p1": 2, "g-2024-part-one#p2": 1, "other#p4": 3}
    assert asked_for(question("2024"), judged) == {"g-2024"}
    assert asked_for(question("compare"), judged) == {"g-2024", "other"}
    assert asked_for(question(""), judged) == frozenset()
