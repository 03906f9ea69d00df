"""Excerpts hold the answer: they begin where it answers, run on where the next sentence completes it, and cut no list short."""

from __future__ import annotations

import pytest

from assistant.answer.quoting.excerpt import can_stand, candidates, excerpt
from corpus.types import PassageKind
from tests.doubles import a_passage

LIST = "Records should include:\n• a clear summary of the concern\n• how it was followed up\n• the decisions reached"
LONG_LIST = "They are connected if:\n" + "\n".join(
    f"• ({n}) they are of kind {n} " + "and so on " * 15 for n in range(9)
)


@pytest.mark.parametrize(
    ("text", "at", "quote"),
    [
        (
            "One thing is said here first. The duty is to refer at once. A third thing follows here.",
            1,
            "The duty is to refer at once.",
        ),
        (
            "You need a lawful basis to share. The legal bases may be public task or legal obligation.",
            0,
            "You need a lawful basis to share. The legal bases may be public task or legal obligation.",
        ),
        (
            "Parents should be told first. However, do not tell them where that puts a child at risk.",
            0,
            "Parents should be told first. However, do not tell them where that puts a child at risk.",
        ),
        (
            "The police tell the key adult. This happens before school starts the next day.",
            1,
            "The police tell the key adult. This happens before school starts the next day.",
        ),
        (LIST, 0, LIST),
        (LIST, 3, LIST),
    ],
)
def test_an_excerpt_is_the_sentence_with_what_it_needs(text: str, at: int, quote: str) -> None:
    assert excerpt(a_passage(text), at) == quote


def test_the_item_asked_for_in_a_long_list_is_quoted_alone() -> None:
    quote = excerpt(a_passage(LONG_LIST), 7)
    assert quote.startswith("• (6)")
    assert "(7)" not in quote


def test_a_table_row_is_quoted_whole() -> None:
    row = a_passage("Level 3. Complex needs. A referral.", kind=PassageKind.TABLE)
    assert candidates(row) == [(0, row.text)]
    assert excerpt(row, 0) == row.text


def test_what_a_page_cuts_off_is_no_candidate() -> None:
    assert candidates(a_passage("Staff should tell the lead at once. Where a child is at risk they should also")) == [
        (0, "Staff should tell the lead at once.")
    ]


@pytest.mark.parametrize(
    ("sentence", "stands"),
    [
        ("Staff should tell the lead at once.", True),
        ("• the decisions reached and why", True),
        ("• Refuge: www.refuge.org.uk/help", False),
        ("Domestic abuse", False),
        ("and should tell the lead at once, too.", False),
        ("What should staff do if they are concerned?", False),
    ],
)
def test_headings_fragments_and_lists_of_links_do_not_stand_alone(sentence: str, stands: bool) -> None:
    assert can_stand(sentence) is stands
