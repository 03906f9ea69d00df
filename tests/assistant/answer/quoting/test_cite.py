"""Checking: a quotation that is not in its passage is never shown."""

from __future__ import annotations

from datetime import date

from assistant.answer.draft import Draft, DraftSection, Quotation
from assistant.answer.quoting.cite import cite
from tests.doubles import a_passage, a_source

TODAY = date(2026, 11, 25)
PASSAGE = a_passage("Staff should tell the lead at once.")


def draft(*quotes: str) -> Draft:
    quotations = tuple(Quotation(passage=PASSAGE, quote=quote) for quote in quotes)
    return Draft(sections=(DraftSection(heading="What it says", quotations=quotations),))


def test_true_quotations_are_numbered_in_reading_order() -> None:
    cited = cite(draft("Staff should tell", "the lead at once"), {"rules-2025": a_source()}, TODAY)
    assert [citation.marker for citation in cited.citations] == [1, 2]
    assert [s.citations for s in cited.sections[0].statements] == [(1,), (2,)]
    assert all(s.verified for s in cited.sections[0].statements)


def test_an_invented_quotation_is_dropped_counted_and_leaves_no_gap() -> None:
    cited = cite(draft("Staff must tell", "the lead at once"), {"rules-2025": a_source()}, TODAY)
    assert cited.n_dropped == 1
    assert [(c.marker, c.quote) for c in cited.citations] == [(1, "the lead at once")]


def test_a_section_with_nothing_true_in_it_disappears() -> None:
    cited = cite(draft("Staff must tell", "nobody"), {"rules-2025": a_source()}, TODAY)
    assert cited.sections == ()
    assert cited.n_dropped == 2


def test_in_force_is_decided_for_the_day_asked_about() -> None:
    source = a_source(in_force_from=date(2025, 9, 1), in_force_to=date(2026, 8, 31))
    for day, in_force in ((date(2025, 10, 1), True), (TODAY, False), (date(2025, 8, 31), False)):
        assert cite(draft("the lead"), {"rules-2025": source}, day).citations[0].in_force is in_force
