"""Which editions can be laid side by side, which are chosen first, and which a question asked about."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.editions.choices import asked_about, publications
from assistant.types import Answer, Citation, Shaped
from corpus.register.register import Register
from tests.assistant.ui.doubles import an_answer
from tests.doubles import a_passage, a_source

TODAY = date(2026, 11, 25)
SOURCES = [
    a_source("kcsie-2024", names=("KCSIE 2024",), in_force_from=date(2024, 9, 1), in_force_to=date(2025, 8, 31)),
    a_source("kcsie-2025", names=("KCSIE 2025",), in_force_from=date(2025, 9, 1), supersedes=("kcsie-2024",)),
    a_source("kcsie-2026", names=("KCSIE 2026",), in_force_from=date(2026, 9, 1), supersedes=("kcsie-2025",)),
    a_source("kcsie-2027", names=("KCSIE 2027",), in_force_from=date(2027, 9, 1), supersedes=("kcsie-2026",)),
    a_source("rules-2025"),
]
REGISTER = Register({source.source_id: source for source in SOURCES})


@pytest.mark.parametrize(
    ("here", "chosen", "against", "missing"),
    [
        ("kcsie-2024 kcsie-2025 kcsie-2026 kcsie-2027", "kcsie-2026", "kcsie-2025", None),
        ("kcsie-2024 kcsie-2025", "kcsie-2025", "kcsie-2024", "kcsie-2026"),
        ("kcsie-2024 kcsie-2026", "kcsie-2026", "kcsie-2024", None),
        ("kcsie-2026 kcsie-2027", "kcsie-2027", "kcsie-2026", None),
    ],
)
def test_the_edition_that_applies_is_chosen_first_and_then_the_one_before(
    here: str, chosen: str, against: str, missing: str | None
) -> None:
    (publication,) = publications(REGISTER, {*here.split(), "rules-2025"}, TODAY)
    assert publication.first_choice == chosen
    assert publication.others(chosen)[0] == against
    assert (publication.missing.source_id if publication.missing else None) == missing


def test_one_edition_or_none_is_no_publication_to_compare() -> None:
    assert publications(REGISTER, {"kcsie-2025", "rules-2025"}, TODAY) == ()
    assert publications(REGISTER, set(), TODAY) == ()


def answer(question: str, *shapes: str, quoted: str = "kcsie-2025") -> Answer:
    words = "Staff tell the lead."
    citation = Citation(marker=1, passage=a_passage(words, quoted), source=REGISTER[quoted], in_force=True, quote=words)
    return an_answer(question, citation, as_at=TODAY, shapes=tuple(Shaped(shape, "heard") for shape in shapes))


@pytest.mark.parametrize(
    ("question", "quoted", "expected"),
    [
        ("What changed in KCSIE 2025 on alternative provision?", "kcsie-2025", ("kcsie-2025", "kcsie-2024")),
        (
            "How do KCSIE 2024 and KCSIE 2026 differ on alternative provision?",
            "kcsie-2025",
            ("kcsie-2026", "kcsie-2024"),
        ),
        ("What did KCSIE 2024 say on alternative provision?", "kcsie-2024", ("kcsie-2024", "kcsie-2025")),
        ("What is new in the guidance on alternative provision?", "kcsie-2025", ("kcsie-2026", "kcsie-2025")),
    ],
)
def test_the_editions_a_question_names_are_those_compared(
    question: str, quoted: str, expected: tuple[str, str]
) -> None:
    here = {"kcsie-2024", "kcsie-2025", "kcsie-2026"}
    asked = asked_about(answer(question, "edition", quoted=quoted), REGISTER, here)
    assert asked is not None
    assert (asked.edition, asked.against) == expected
    assert "alternative provision" in asked.topic
    assert "KCSIE" not in asked.topic


@pytest.mark.parametrize(
    ("shape", "quoted", "here"),
    [
        ("definition_or_duty", "kcsie-2025", {"kcsie-2024", "kcsie-2025"}),
        ("edition", "kcsie-2025", {"kcsie-2025"}),
        ("edition", "rules-2025", {"kcsie-2024", "kcsie-2025"}),
    ],
)
def test_nothing_is_offered_where_no_two_editions_were_asked_about(shape: str, quoted: str, here: set[str]) -> None:
    assert asked_about(answer("What has changed?", shape, quoted=quoted), REGISTER, here) is None
