"""Which edition applies: said from the register, by the edition that came next, and only where it is asked."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer.sections.edition_standing import standing_lines
from corpus.register import Register
from tests.doubles import a_source

FIRST = a_source("book-2024", names=("Book 2024",), in_force_from=date(2024, 9, 1))
SECOND = a_source("book-2025", names=("Book 2025",), in_force_from=date(2025, 9, 1), supersedes=("book-2024",))
THIRD = a_source("book-2026", names=("Book 2026",), in_force_from=date(2026, 9, 1), supersedes=("book-2025",))
REGISTER = Register({source.source_id: source for source in (FIRST, SECOND, THIRD)})


@pytest.mark.parametrize(
    ("named", "as_at", "line"),
    [
        (FIRST, date(2025, 10, 1), "Book 2024 was replaced by Book 2025 on 1 September 2025."),
        (FIRST, date(2026, 10, 1), "Book 2024 was replaced by Book 2025 on 1 September 2025. Book 2026 applies now."),
        (SECOND, date(2025, 10, 1), "Book 2025 applies on 1 October 2025."),
        (THIRD, date(2025, 10, 1), "Book 2026 begins on 1 September 2026."),
    ],
)
def test_each_edition_named_is_said_to_stand_as_it_does(named: object, as_at: date, line: str) -> None:
    assert standing_lines("Is it still current?", [named], REGISTER, as_at) == (line,)  # type: ignore[list-item]


@pytest.mark.parametrize(
    "asked", ["Is that the one to cite now?", "Which version should our policy name?", "which ones should we be citing"]
)
def test_it_is_asked_for_in_several_ways(asked: str) -> None:
    assert standing_lines(asked, [SECOND], REGISTER, date(2025, 10, 1))


def test_a_question_about_something_else_gets_no_such_line() -> None:
    assert standing_lines("What does Book 2024 say about records?", [FIRST], REGISTER, date(2025, 10, 1)) == ()
