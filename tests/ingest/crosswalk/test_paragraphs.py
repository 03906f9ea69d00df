"""Passages put together again into the paragraphs that pages and the embedder cut."""

from __future__ import annotations

from corpus.types import Passage, PassageKind
from ingest.crosswalk.paragraphs import Paragraph, paragraphs_of, words_of
from tests.doubles import a_passage

BELLS = ("Part one", "Bells")


def numbered(text: str, number: str, page: int = 1, heading: tuple[str, ...] = BELLS) -> Passage:
    return a_passage(text, page=page, paragraph=number, heading_path=heading)


def footnote(text: str, number: str, page: int = 1, heading: tuple[str, ...] = BELLS) -> Passage:
    return a_passage(text, page=page, paragraph=f"fn {number}", heading_path=heading, kind=PassageKind.FOOTNOTE)


def texts(*passages: Passage) -> list[str]:
    return [paragraph.text for paragraph in paragraphs_of(passages)]


def test_a_paragraph_goes_on_over_the_page_and_over_the_footnote_there() -> None:
    first, note, second = paragraphs_of([
        numbered("7. Ring the bell", "7"),
        footnote("3 The large one.", "3"),
        numbered("twice on Sundays.", "7", page=2),
        numbered("8. Oil it.", "8", page=2),
    ])
    assert (first.text, first.number, first.pages) == ("Ring the bell twice on Sundays.", "7", (1, 2))
    assert (note.text, note.stream, second.at) == ("The large one.", PassageKind.FOOTNOTE, 2)


def test_a_list_belongs_to_the_paragraph_that_leads_it_in() -> None:
    items = a_passage("• at dawn\n• at dusk", paragraph="7", heading_path=BELLS, kind=PassageKind.LIST)
    assert texts(numbered("7. Ring it:", "7"), items) == ["Ring it: • at dawn • at dusk"]


def test_a_box_in_the_middle_does_not_end_a_paragraph() -> None:
    box = a_passage("Case study: the wet rope.", heading_path=("Part one", "Case study"))
    found = texts(numbered("7. Ring the bell", "7"), box, numbered("twice.", "7", page=2))
    assert found == ["Ring the bell twice.", "Case study: the wet rope."]


def test_another_heading_or_the_number_again_starts_another_paragraph() -> None:
    found = texts(
        numbered("1. Ring it.", "1"),
        numbered("1. Oil it.", "1"),
        numbered("and grease it.", "1", heading=("Part two", "Bells")),
    )
    assert found == ["Ring it.", "Oil it.", "and grease it."]


def test_text_without_numbers_is_one_paragraph_while_it_stands_under_one_heading() -> None:
    def plain(text: str, *heading: str) -> Passage:
        return a_passage(text, heading_path=heading)

    found = texts(
        plain("A cover."), plain("A motto."), plain("Ropes rot.", "Ropes"), plain("Tar helps.", "Ropes"),
        numbered("1. Buy tar.", "1", heading=("Ropes",)), plain("It smells.", "Ropes"),
    )  # fmt: skip
    assert found == ["A cover.", "A motto.", "Ropes rot. Tar helps.", "Buy tar.", "It smells."]


def test_a_footnote_goes_on_at_the_foot_of_the_next_page_whatever_the_heading_there() -> None:
    cut = footnote("which hangs in the hall.", "4", page=2, heading=("Part one", "Ropes"))
    other = footnote("5 Another.", "5", page=2, heading=("Part one", "Ropes"))
    assert texts(footnote("4The list of bells,", "4"), cut, other) == [
        "The list of bells, which hangs in the hall.",
        "Another.",
    ]


def test_a_section_of_an_act_is_left_as_it_is_printed() -> None:
    section = numbered("3 Bells (1) A keeper must ring.", "s.3(1)")
    (paragraph,) = paragraphs_of([section])
    assert (paragraph.text, paragraph.number) == ("3 Bells (1) A keeper must ring.", "s.3(1)")


def test_commas_numbers_and_case_are_no_change() -> None:
    assert words_of("Ring it, TWICE;\nthen “rest” –") == words_of('ring it twice then "rest" -')
    first, second = paragraphs_of([numbered("7. Ring it.", "7"), numbered("12. Ring it", "12")])
    assert first.words == second.words == ("ring", "it")


def test_as_json_it_says_where_and_only_the_first_words_of_its_heading() -> None:
    long = a_passage("Ring it.", paragraph="7", heading_path=("Bells that are rung by hand in fog and snow",))
    (paragraph,) = paragraphs_of([long])
    assert isinstance(paragraph, Paragraph)
    assert paragraph.as_dict() == {
        "paragraph": "7",
        "heading": "Bells that are rung by hand",
        "pages": [1],
        "passages": ["rules-2025#p1:0-8"],
    }
