"""The evidence pack: every quotation and reference can be read back from the Word file, the PDF and the text; nothing runs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assistant import messages
from assistant.export.evidence_pack import DECISION_LINES, Pack, is_refusal, pack_of, reference_rows
from assistant.export.page_pictures import MAX_PICTURES
from assistant.export.pdf_file import as_pdf
from assistant.export.plain_text import answer_as_text, as_text, urgent_as_text
from assistant.export.reference import LIBRARIES
from assistant.export.word_file import as_docx
from assistant.types import Answer, Notice, Outcome
from corpus.drawing import draw_page
from corpus.errors import IndexDamaged
from corpus.types import Box
from tests.assistant.ui.doubles import (
    WORDS,
    FakeIndex,
    a_citation,
    a_digest_citation,
    a_fixed_answer,
    an_answer,
    an_urgent_answer,
)

MADE = datetime(2026, 11, 25, 14, 30)  # noqa: DTZ001  # a pack says the time in England
HOSTILE = '<script>alert(1)</script> <b>bold</b> **md** [link](https://evil.test) &amp; <img src=x onerror="a()">'


def draws(source_id: str, page: int, boxes: Sequence[Box]) -> bytes:
    """Return a blank page."""
    written = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(written, "PNG")
    return written.getvalue()


def damaged(source_id: str, page: int, boxes: Sequence[Box]) -> bytes:
    raise IndexDamaged("its PDF is missing", "build the index anew")


def word_text(data: bytes) -> str:
    """All the words of a Word file's body, in order, cells included."""
    document = docx.Document(io.BytesIO(data))
    words = []
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            words += [cell.text for row in block.rows for cell in row.cells]
        else:
            words.append(block.text)
    return "\n".join(words)


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def squeezed(text: str) -> str:
    """A text without white space: where lines break is no part of it."""
    return "".join(text.split())


def texts(pack: Pack) -> dict[str, str]:
    forms = {"word": word_text(as_docx(pack)), "pdf": pdf_text(as_pdf(pack)), "text": as_text(pack)}
    return {name: squeezed(text) for name, text in forms.items()}


def in_all(pack: Pack, *parts: str) -> None:
    for name, text in texts(pack).items():
        for part in parts:
            assert squeezed(part) in text, f"{part!r} is not in the {name}"


def two_sources() -> Answer:
    answer = an_answer("Whom do I tell?", a_citation(), a_digest_citation(marker=2))
    return replace(
        answer,
        standalone_question="Whom does staff tell?",
        notices=(Notice("superseded", "Rules 2025 was replaced."),),
        model="m1",
        prompt_id="p-9",
        library="official",
    )


def test_every_quotation_reference_and_fact_is_in_each_form() -> None:
    answer = two_sources()
    pack = pack_of(answer, MADE, draws)
    references = [part for known in pack.references for row in reference_rows(known) for part in row]
    in_all(
        pack, "Whom do I tell?", "Whom does staff tell?", "1 October 2025", "Answered from the guidance",
        LIBRARIES["official"], "Rules 2025 was replaced.", "What statutory guidance says",
        *(f"“{citation.quote}” [{citation.marker}]" for citation in answer.citations),
        *references, "paragraph 7", "https://example.test/rules-2025.pdf#page=2", "https://example.test/rules",
        "0001-test", "m1", "p-9", "25 November 2026, 14:30", *DECISION_LINES,
    )  # fmt: skip


SUMMER = datetime(2026, 7, 1, 0, 30, tzinfo=ZoneInfo("Europe/London"))


def test_a_pack_says_when_it_was_answered_when_it_was_made_and_as_at_which_day() -> None:
    pack = pack_of(an_answer(), MADE, asked_at=SUMMER)
    assert dict(pack.facts) | {"Outcome": "", "Searched": ""} == {
        "Outcome": "", "Searched": "", "Guidance as at": "1 October 2025",
        "Answered on": "1 July 2026, 00:30", "Made on": "25 November 2026, 14:30",
    }  # fmt: skip
    in_all(pack, "1 October 2025", "1 July 2026, 00:30", "25 November 2026, 14:30")
    assert "Answered on" not in dict(pack_of(an_answer(), MADE).facts)


def test_the_files_themselves_say_when_they_were_made() -> None:
    pack = pack_of(an_answer(), SUMMER)
    word = docx.Document(io.BytesIO(as_docx(pack))).core_properties
    assert word.created == word.modified == datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    about = pypdf.PdfReader(io.BytesIO(as_pdf(pack))).metadata
    assert about is not None
    assert about.creation_date == about.modification_date == SUMMER
    bare = pypdf.PdfReader(io.BytesIO(as_pdf(replace(pack, made_at=MADE)))).metadata
    assert bare is not None
    assert bare.creation_date is not None
    assert bare.creation_date.replace(tzinfo=None) == MADE


def test_a_pack_is_filed_under_its_time_and_number() -> None:
    assert pack_of(an_answer("Where is she?"), MADE, number="7f3a").name == "guidance-2026-11-25-1430-7f3a"


def test_what_is_a_refusal() -> None:
    refused = a_fixed_answer(Outcome.ESCALATED, messages.REFUSED_HEADING, messages.REFUSED)
    assert is_refusal(refused)
    assert not is_refusal(an_answer())
    assert not is_refusal(a_fixed_answer(Outcome.ABSTAINED, messages.ABSTAINED_HEADING, messages.ABSTAINED))


def test_a_reference_has_its_five_parts() -> None:
    (known,) = pack_of(an_answer(), MADE).references
    assert (known.title, known.page, known.paragraph) == ("The rules-2025 book, first edition", "page 2", "paragraph 7")
    assert known.status == "Statutory guidance, in force on 1 October 2025"
    assert known.address == "https://example.test/rules-2025.pdf#page=2"


def test_the_decision_is_left_to_the_person() -> None:
    document = docx.Document(io.BytesIO(as_docx(pack_of(an_answer(), MADE))))
    (box,) = (table for table in document.tables if table.cell(0, 0).text == "To fill in")
    assert [row.cells[0].text for row in box.rows[1:]] == list(DECISION_LINES)
    assert all(not row.cells[1].text.strip() for row in box.rows[1:])


def test_urgent_help_comes_first_in_each_form() -> None:
    pack = pack_of(an_urgent_answer("He has a knife"), MADE, draws)
    urgent, question = squeezed("Call 999 if anyone is in immediate danger"), squeezed("He has a knife")
    for text in texts(pack).values():
        assert text.count(urgent) == 1
        assert text.index(squeezed(messages.URGENT_HEADING)) < text.index(urgent) < text.index(question)
        assert text.index(urgent) < text.index(squeezed(WORDS))
    in_all(pack, *(text.replace("**", "") for text in messages.URGENT_HELP))


def test_an_answer_alone_has_its_quotations_and_references_and_nothing_to_fill_in() -> None:
    answer = two_sources()
    text = answer_as_text(pack_of(answer, MADE))
    for citation in answer.citations:
        assert squeezed(citation.quote) in squeezed(text)
        assert f"[{citation.marker}] {citation.source.title}" in text
    assert not any(f"{line}: " in text for line in DECISION_LINES)


def test_an_answer_alone_begins_with_urgent_help_as_it_is_said_at_once() -> None:
    urgent = a_fixed_answer(Outcome.ESCALATED, messages.URGENT_HEADING, messages.URGENT_HELP)
    assert answer_as_text(pack_of(urgent, MADE)).startswith(urgent_as_text())


@pytest.mark.parametrize("outcome", [Outcome.ABSTAINED, Outcome.REFUSED, Outcome.FAILED])
def test_an_answer_without_quotations_makes_a_pack(outcome: Outcome) -> None:
    looked_for = messages.LOOKED_FOR.format(question="is **this** it", found="nothing was found")
    pack = pack_of(
        a_fixed_answer(
            outcome,
            "The library does not say",
            (messages.ABSTAINED[0], messages.WHERE_TO_ASK.format(whom="**them**"), looked_for),
        ),
        MADE,
        draws,
    )
    assert pack.references == pack.pictures == ()
    in_all(pack, "The library does not say", "Where to ask:", "is **this** it")


def test_hostile_text_is_text_in_each_form() -> None:
    citation = a_citation(HOSTILE, heading_path=(HOSTILE,))
    answer = replace(an_answer(HOSTILE, citation), notices=(Notice("x", HOSTILE),), standalone_question=f"{HOSTILE}?")
    pack = pack_of(answer, MADE, draws)
    for name, text in texts(pack).items():
        assert text.count(squeezed(HOSTILE)) >= 4, name
    links = [rel.target_ref for rel in docx.Document(io.BytesIO(as_docx(pack))).part.rels.values() if rel.is_external]
    assert links == ["https://example.test/rules-2025.pdf#page=2"]
    reader = pypdf.PdfReader(io.BytesIO(as_pdf(pack)))
    actions = [note.get_object()["/A"] for page in reader.pages for note in page.get("/Annots", ())]
    assert {(action["/S"], action["/URI"]) for action in actions} == {("/URI", links[0])}
    assert not {"/OpenAction", "/AA", "/Names"} & set(reader.trailer["/Root"])


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    citation = a_citation()
    odd = replace(citation, source=replace(citation.source, file_url="javascript:alert(1)"))
    pack = pack_of(an_answer("Whom?", odd), MADE)
    in_all(pack, "javascript:alert(1)")
    assert not [r for r in docx.Document(io.BytesIO(as_docx(pack))).part.rels.values() if r.is_external]
    assert not any("/Annots" in page for page in pypdf.PdfReader(io.BytesIO(as_pdf(pack))).pages)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_question_makes_a_file_that_opens(question: str) -> None:
    pack = pack_of(an_answer(question), MADE)
    assert squeezed(WORDS) in squeezed(word_text(as_docx(pack)))
    assert squeezed(WORDS) in squeezed(pdf_text(as_pdf(pack)))


def test_characters_that_the_print_lacks_are_marked_and_are_in_the_word_file() -> None:
    pack = pack_of(an_answer("Is 学校 told?\x00\x0b\u202e"), MADE)
    assert "学校" in word_text(as_docx(pack))
    assert "[?] stands for a character" in pdf_text(as_pdf(pack))
    assert "\u202e" not in as_text(pack)


def test_pages_are_pictured_once_with_all_that_is_quoted_from_them() -> None:
    drawn: list[tuple[str, int, int]] = []

    def draw(source_id: str, page: int, boxes: Sequence[Box]) -> bytes:
        drawn.append((source_id, page, len(boxes)))
        return draws(source_id, page, boxes)

    second = a_citation("Write it down at once.", marker=2, boxes=(Box(start=0, end=9, x0=1, y0=1, x1=9, y1=9),))
    stages: list[str] = []
    pack = pack_of(an_answer("Whom?", a_citation(), second), MADE, draw, stages.append)
    assert drawn == [("rules-2025", 2, 2)]
    assert stages == ["Drawing page 1 of 1"]
    (picture,) = pack.pictures
    assert picture.caption == "[1] [2] The rules-2025 book, page 2"
    assert "Write it down at once." in picture.alt
    assert WORDS in picture.alt


def test_pictures_have_alternative_text_in_both() -> None:
    pack = pack_of(an_answer(), MADE, draws)
    document = docx.Document(io.BytesIO(as_docx(pack)))
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [pack.pictures[0].alt]
    assert _alts(as_pdf(pack)) == [pack.pictures[0].alt]


def test_the_marked_words_of_a_real_page_are_yellow(tmp_path: Path) -> None:
    index = FakeIndex(tmp_path)
    pack = pack_of(an_answer(), MADE, lambda i, page, boxes: draw_page(index.pdf_path(i), page, boxes).png)
    with Image.open(io.BytesIO(pack.pictures[0].png)) as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1000)}
    assert any(red > 240 and green > 200 and blue < 140 for red, green, blue in colours)


def test_pages_that_cannot_be_drawn_are_named_and_the_rest_stands() -> None:
    pack = pack_of(an_answer(), MADE, damaged)
    assert pack.pictures == ()
    for form in (word_text(as_docx(pack)), pdf_text(as_pdf(pack))):
        assert squeezed("page 2 is not pictured: its PDF is missing.") in squeezed(form)
        assert squeezed(WORDS) in squeezed(form)


def test_no_more_pages_are_pictured_than_can_be_sent() -> None:
    many = [a_citation(f"Rule number {n} of the many.", marker=n, page=n, boxes=()) for n in range(1, 16)]
    pack = pack_of(an_answer("Whom?", *many), MADE, draws)
    assert len(pack.pictures) == MAX_PICTURES
    assert pack.problems[-1].startswith("3 more pages are quoted and not pictured")


def test_a_page_of_any_size_becomes_a_small_picture() -> None:
    def huge(source_id: str, page: int, boxes: Sequence[Box]) -> bytes:
        written = io.BytesIO()
        Image.effect_noise((4000, 3000), 90).save(written, "PNG")
        return written.getvalue()

    (picture,) = pack_of(an_answer(), MADE, huge).pictures
    assert max(picture.size) <= 1800


def test_the_same_answer_gives_the_same_bytes() -> None:
    pack = pack_of(two_sources(), MADE, draws)
    assert as_docx(pack) == as_docx(pack)
    assert as_pdf(pack) == as_pdf(pack)


def test_the_word_file_is_made_to_be_read_by_anyone() -> None:
    pack = pack_of(two_sources(), MADE, draws)
    data = as_docx(pack)
    document = docx.Document(io.BytesIO(data))
    about, section = document.core_properties, document.sections[0]
    assert (about.title, about.language, about.author) == ("Guidance evidence pack, 25 November 2026", "en-GB", "")
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert [name for name, _ in headings].count("Heading 1") == 1
    levels = [int(name[-1]) for name, _ in headings]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    styles = zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml").decode()
    assert 'w:lang w:val="en-GB"' in styles
    assert 'w:lang w:val="en-US"' not in styles
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)


def test_the_pdf_is_tagged_has_bookmarks_and_says_its_language() -> None:
    pack = pack_of(two_sources(), MADE, draws)
    reader = pypdf.PdfReader(io.BytesIO(as_pdf(pack)))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == pack.title
    assert "My reasons and decision" in {item["/Title"] for item in _flat(reader.outline)}
    roles = [element["/S"] for element in _elements(root["/StructTreeRoot"])]
    assert roles.count("/H1") == 1
    assert {"/H2", "/H3", "/P", "/Table", "/TR", "/TH", "/TD", "/Figure", "/BlockQuote"} <= set(roles)
    for page in reader.pages:  # what is marked on a page and what the tree knows of it are as many
        marked = page.get_contents().get_data().count(b"/MCID")
        numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        assert len(numbers[2 * page["/StructParents"] + 1]) == marked


def _elements(element: pypdf.generic.DictionaryObject) -> list[pypdf.generic.DictionaryObject]:
    inside = element.get("/K", [])
    found = [] if element["/Type"] == "/StructTreeRoot" else [element]
    for child in inside if isinstance(inside, list) else []:
        found += _elements(child.get_object())
    return found


def _alts(data: bytes) -> list[str]:
    root = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]
    return [element["/Alt"] for element in _elements(root) if "/Alt" in element]


def _flat(outline: list[object]) -> list[dict[str, str]]:
    return [one for item in outline for one in (_flat(item) if isinstance(item, list) else [item])]
