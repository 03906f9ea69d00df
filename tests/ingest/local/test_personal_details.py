"""Personal details are noticed page by page: forms that were filled in and children's details, not policies and templates."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.pii.recognisers import DetailKind
from ingest.local.form_labels import filled, filled_field
from ingest.local.personal_details import PageNotice, Weight, asked_about, by_weight, notice
from ingest.pdf.parsed import LeftOut, Scan
from ingest.pdf.parser import parse_closely
from tests.ingest import own_documents as own


def noticed(text: str, *typed: tuple[str, str]) -> PageNotice | None:
    found = notice(own.parsed(text, typed={1: typed} if typed else None))
    return found[0] if found else None


@pytest.mark.parametrize("name", own.ORDINARY)
def test_policies_contacts_minutes_and_empty_forms_ask_nothing(name: str) -> None:
    found = noticed(own.ORDINARY[name])
    assert found is None or found.weight is Weight.CONTACT


@pytest.mark.parametrize("name", own.FORMS)
def test_a_form_that_was_filled_in_is_recognised(name: str) -> None:
    found = noticed(own.FORMS[name])
    assert found is not None
    assert found.weight is Weight.FORM


@pytest.mark.parametrize("name", own.OF_A_CHILD)
def test_a_childs_details_in_running_text_are_noticed(name: str) -> None:
    found = noticed(own.OF_A_CHILD[name])
    assert found is not None
    assert found.weight is Weight.CHILD


@pytest.mark.parametrize(
    "line",
    [
        "Date of birth: 12/03/2015",
        "UPN: H801200001042",
        "NHS number 943 476 5919",
        "The pupil Kayden Doyle has a plan.",
        "Kayden (Y4) is looked after.",
        "Ollie's mum rang again.",
        "Pupil’s name: Zuzanna Lis",
        "Kayden Doyle (12/03/2015) was seen.",
        "Home address: 27 Cobden Street",
        "DOB: 4 Jan 2012",
        "KD (Y4) came in with a bruise.",
        "kayden told me what had happened",
        "Name DOB Class\nKayden Doyle 12/03/2015 4B",
        "Grace (Year 3) was upset.",
    ],
)
def test_one_line_is_enough(line: str) -> None:
    found = noticed(f"A page of the policy.\n{line}\nIt goes on.")
    assert found is not None
    assert found.weight.asks


@pytest.mark.parametrize(
    "line",
    [
        "The date of birth of the child is recorded on the form.",
        "Date of birth: DD/MM/YYYY",
        "Name of child: ____________",
        "Child’s name: Please use capitals",
        "Name: Insert name",
        "Mrs Patel told the governors.",
        "Amira Khan said that the plan stands.",
        "Our school is in Will Lane. May is a busy month.",
        "Year group: ____ Class: ____ Date of birth: ____",
        "Gender: Male / Female",
        "Name Role Trained on\nSusan Whitfield Teacher 01/09/2025",
        "51 Grants (1) The Secretary of State may pay grants.",
        "Ring 01632 960123 or write to office@oakhurst.example.",
    ],
)
def test_what_a_policy_says_is_no_childs_detail(line: str) -> None:
    found = noticed(f"A page of the policy.\n{line}\nIt goes on.")
    assert found is None or not found.weight.asks


def test_the_words_are_held_to_be_shown_and_are_in_no_sentence_or_repr() -> None:
    found = noticed(own.FILLED_FORM)
    assert found is not None
    assert {"Kayden Doyle", "12/03/2015", "H801200001042"} <= set(found.words)
    assert "1 date of birth" in found.sentence
    assert not [word for word in found.words if word in found.sentence or word in repr(found)]


def test_each_page_is_shown_by_its_number_and_the_heaviest_first() -> None:
    found = notice(own.parsed(own.POLICY, "Nothing.", own.FILLED_FORM, own.CHRONOLOGY))
    assert [(one.page, one.weight) for one in found] == [(1, Weight.CONTACT), (3, Weight.FORM), (4, Weight.CHILD)]
    assert [one.page for one in asked_about(found)] == [3, 4]
    assert list(by_weight(found)) == [Weight.FORM, Weight.CHILD, Weight.CONTACT]


def test_what_was_typed_into_a_form_counts_although_it_is_no_text_of_the_page(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "form.pdf"))
    canvas.drawString(50, 750, "Record of concern of the school, to be handed to the lead")
    for row, (name, value) in enumerate([("childName", "Kayden Doyle"), ("dob", "12/03/2015"), ("notes", "")]):
        canvas.acroForm.textfield(name=name, value=value, x=150, y=700 - 40 * row)
    canvas.save()
    parsed = parse_closely(tmp_path / "form.pdf", "local-x")
    assert "Kayden" not in parsed.document.pages[0].text
    (found,) = notice(parsed)
    assert found.weight is Weight.FORM
    assert {DetailKind.NAME, DetailKind.DATE_OF_BIRTH} <= set(found.kinds)


def test_a_form_with_nothing_typed_in_asks_nothing(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "form.pdf"))
    canvas.drawString(50, 750, "Record of concern of the school, to be handed to the lead")
    canvas.acroForm.textfield(name="childName", value="", x=150, y=700)
    canvas.save()
    assert notice(parse_closely(tmp_path / "form.pdf", "local-x")) == ()


def test_a_comment_that_names_a_child_is_noticed() -> None:
    found = noticed("A plain page.", ("", "ask Kayden's mum about this"))
    assert found is not None
    assert found.weight is Weight.CHILD


def test_a_picture_that_nobody_could_read_is_asked_about() -> None:
    parsed = own.parsed("A plain page.", "", "", scans={2: Scan.NOT_TRIED, 3: Scan.NOTHING})
    assert [(one.page, one.weight) for one in notice(parsed)] == [(2, Weight.UNREAD)]


def test_words_that_nobody_can_see_are_asked_about_and_change_no_heavier_weight() -> None:
    some = {1: LeftOut(unseen=65), 2: LeftOut(unseen=65), 3: LeftOut(turned=20), 4: LeftOut(unseen=2)}
    parsed = own.parsed(own.POLICY, own.FILLED_FORM, "A plain page.", "A plain page.", left_out=some)
    found = notice(parsed)
    assert [(one.page, one.weight) for one in found] == [(1, Weight.HIDDEN), (2, Weight.FORM), (3, Weight.HIDDEN)]
    assert all(one.weight.asks and one.left_out for one in found)
    assert found[2].sentence == (
        "page 3: words that nobody can see; it has text whose order is turned by control characters (20 characters),"
        " which is left out in any case"
    )


def test_a_label_needs_a_value_of_its_own_kind() -> None:
    assert [(one.label, one.value) for one in filled("Name of child: Kayden Doyle DOB: 12/03/2015")] == [
        ("Name of child", "Kayden Doyle"),
        ("DOB", "12/03/2015"),
    ]
    assert filled("Date of birth: Kayden") == []
    assert filled_field("child_name", "Kayden Doyle") is not None
    assert filled_field("favouriteColour", "Kayden Doyle") is None


@pytest.mark.corpus
@pytest.mark.slow
def test_official_guidance_has_no_childs_details(corpus_dir: Path) -> None:
    for pdf in sorted(corpus_dir.glob("*.pdf")):
        found = asked_about(notice(parse_closely(pdf, pdf.stem)))
        assert not found, f"{pdf.name}: {[one.sentence for one in found]}"
