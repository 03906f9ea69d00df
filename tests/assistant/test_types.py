"""The types' promises: a citation cannot be made without its words, an answer cannot be uncited."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.errors import CitationError
from assistant.export import standing
from assistant.types import Answer, Citation, Outcome, Section, Statement, StatementKind
from corpus.types import Authority, Box, Pinpoint
from tests.doubles import a_passage, a_source

TODAY = date(2026, 11, 25)
PASSAGE = a_passage(
    "Staff must act\nat once. They record it.", page=16, paragraph="41", heading_path=("Part one", "Acting")
)


def a_citation(quote: str = "Staff must act at once.", **changes: object) -> Citation:
    given: dict[str, object] = {"marker": 1, "passage": PASSAGE, "source": a_source(), "in_force": True, "quote": quote}
    return Citation(**(given | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("quote", ["Staff should act at once.", "", "at once. They must record it."])
def test_words_that_are_not_in_the_passage_make_no_citation(quote: str) -> None:
    with pytest.raises(CitationError, match=r"rules-2025 page 16"):
        a_citation(quote)


def test_a_reference_has_five_parts() -> None:
    reference = a_citation().reference
    for part in (
        "The rules-2025 book, first edition",
        "page 16",
        "paragraph 41",
        "“Part one › Acting”",
        "Statutory guidance, in force",
    ):
        assert part in reference
    assert reference.endswith("https://example.test/rules-2025.pdf#page=16")


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({}, "Local procedure, no dates given"),
        ({"in_force_from": date(2025, 9, 1)}, "Local procedure, in force"),
        ({"in_force_to": date(2099, 9, 1)}, "Local procedure, in force"),
    ],
)
def test_a_reference_to_a_schools_own_document_says_whose_it_is_and_whether_it_has_dates(
    dates: dict[str, date], words: str
) -> None:
    citation = a_citation(source=a_source(authority=Authority.LOCAL, **dates))
    reference = citation.reference
    assert words in reference
    assert standing(citation, date(2025, 10, 1)) == words + (" on 1 October 2025" if dates else "")
    assert "The rules-2025 book, Test Office, first edition" in reference


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [("s.3(2)", "section 3(2)"), ("fn 61", "footnote 61"), ("", ""), ("Annex B", "Annex B")],
)
def test_a_paragraph_is_said_as_people_say_it(paragraph: str, words: str) -> None:
    passage = a_passage("Some words here.", paragraph=paragraph)
    assert words in a_citation("Some words", passage=passage).reference


def test_a_printed_number_that_differs_is_given_beside_the_pdf_page() -> None:
    passage = a_passage("Some words here.", page=81, printed="80")
    assert "page 80 (PDF page 81)" in a_citation("Some words", passage=passage).reference
    assert (
        "unnumbered page (PDF page 81)"
        in a_citation("Some words", passage=a_passage("Some words", page=81, printed=None)).reference
    )


def test_without_a_pdf_the_landing_page_is_linked() -> None:
    source = a_source(file_url="", landing_url="https://example.test/landing")
    assert a_citation(source=source).url == "https://example.test/landing"


def test_only_the_lines_of_the_quote_are_highlighted() -> None:
    boxes = (Box(0, 14, 10, 700, 200, 712), Box(15, len(PASSAGE.text), 10, 685, 200, 697))
    passage = a_passage(PASSAGE.text, boxes=boxes)
    assert a_citation("Staff must act", passage=passage).highlight() == boxes[:1]
    assert a_citation("act at once", passage=passage).highlight() == boxes


def test_a_digests_citation_keeps_its_pinpoint() -> None:
    pinpoint = Pinpoint(
        document="The Act", edition="as enacted", reference="s.1", url="https://example.test", how_read="read"
    )
    citation = a_citation("Some words", passage=a_passage("Some words", pinpoint=pinpoint))
    assert citation.pinpoint == pinpoint
    assert citation.as_dict()["pinpoint"]["reference"] == "s.1"
    assert "resting on The Act, s.1" in citation.reference
    assert "in force" not in citation.reference


def an_answer(outcome: Outcome, *statements: Statement, citations: tuple[Citation, ...] = ()) -> Answer:
    sections = (Section(heading="What it says", statements=statements),) if statements else ()
    return Answer(
        outcome=outcome, question="q", standalone_question="q", as_at=TODAY, sections=sections, citations=citations
    )


QUOTE = Statement(text="Staff must act at once.", kind=StatementKind.QUOTE, citations=(1,), verified=True)
FIXED = Statement(text="Ask them.", kind=StatementKind.FIXED)


def test_an_answer_is_cited() -> None:
    assert (
        an_answer(Outcome.ANSWERED, QUOTE, citations=(a_citation(),)).text
        == "## What it says\n\n> “Staff must act at once.” [1]"
    )
    with pytest.raises(ValueError, match="at least one citation"):
        an_answer(Outcome.ANSWERED, FIXED)
    with pytest.raises(ValueError, match="uncited"):
        an_answer(Outcome.ANSWERED, Statement(text="x", kind=StatementKind.QUOTE), citations=(a_citation(),))
    with pytest.raises(ValueError, match="does not have"):
        an_answer(Outcome.ANSWERED, QUOTE, citations=(a_citation(marker=2),))


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.ANSWERED])
def test_every_other_outcome_starts_with_fixed_text(outcome: Outcome) -> None:
    assert an_answer(outcome, FIXED, QUOTE, citations=(a_citation(),)).outcome is outcome
    with pytest.raises(ValueError, match="starts with fixed text"):
        an_answer(outcome, QUOTE, FIXED, citations=(a_citation(),))
    with pytest.raises(ValueError, match="starts with fixed text"):
        an_answer(outcome)


def test_the_json_has_the_promised_keys() -> None:
    given = an_answer(Outcome.ANSWERED, QUOTE, citations=(a_citation(),)).as_dict()
    assert set(given) == {
        "outcome", "question", "standalone_question", "text", "sections", "citations", "retrieved", "notices", "gates",
        "heard", "shape", "generation", "model", "prompt_id", "as_at", "library", "letters", "timings_ms",
    }  # fmt: skip
    assert {
        "marker",
        "source_id",
        "title",
        "edition",
        "authority",
        "in_force",
        "page",
        "printed_page",
        "paragraph",
        "heading",
        "quote",
        "url",
    } <= set(given["citations"][0])


def test_the_print_of_a_web_page_is_cited_by_its_heading_there() -> None:
    passage = a_passage("Some words here.", page=3, printed="3", address="https://www.gov.uk/a#signs")
    citation = a_citation("Some words", passage=passage)
    assert citation.url == "https://www.gov.uk/a#signs"
    assert citation.location == ("web page (page 3 of our print of it)",)
    assert "; web page (page 3 of our print of it); " in citation.reference
