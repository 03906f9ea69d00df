"""What the pieces of a long provision hang on."""

from __future__ import annotations

import pytest

from ingest.passages.lead_ins import opening_before

PROVISION = "\n".join([
    "(1) Each authority in the county must make a plan with—",
    "(a) the keeper of the light, and",
    "(b) any person who—",
    "(i) owns a boat, or",
    "(ii) has owned one.",
    "(c) the harbour master.",
    "(2) A plan may be short.",
    "(3) It lasts for a year.",
])


@pytest.mark.parametrize(
    ("piece", "opening"),
    [
        ("(b) any", "(1) Each authority in the county must make a plan with—"),
        ("(ii) has", "(b) any person who—"),
        ("(c) the", "(1) Each authority in the county must make a plan with—"),
        ("(2) A plan", ""),
        ("owned one", ""),
        ("(1) Each", ""),
    ],
)
def test_an_item_hangs_on_the_last_words_that_open_items_of_its_kind(piece: str, opening: str) -> None:
    assert opening_before(PROVISION, PROVISION.index(piece)) == opening


def test_an_item_does_not_hang_on_another_subsection() -> None:
    text = "(1) A plan must name—\n(a) the day.\n(2) It is made in the spring, and\n(a) kept,\n(b) read."
    assert opening_before(text, text.index("(b) read")) == ""


def test_a_letter_that_could_be_a_numeral_stays_in_its_list() -> None:
    text = "The plan names—\n(h) a place for—\n(i) boats,\n(ii) nets, and\n(i) a day."
    assert opening_before(text, text.rindex("(ii)")) == "(h) a place for—"
    letters = "The plan names—\n(g) a place,\n(h) a day,\n(i) a keeper."
    assert opening_before(letters, letters.index("(i)")) == "The plan names—"


def test_a_long_opening_is_cut_from_the_front() -> None:
    text = "A plan " + "made in good time " * 30 + "names:\n• a place\n• a day"
    opening = opening_before(text, text.index("• a day"))
    assert opening.startswith("… ")
    assert opening.endswith("names:")
    assert len(opening) <= 242
