"""Pointing staff’s questions to their paragraph, its twins, and the next edition."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.models import Calibration
from corpus.practice.practice_data import Case, Point, Practice, StaffQuestions
from corpus.register.register import Register
from corpus.types import Passage
from ingest.crosswalk import crosswalks_of
from ingest.practice.find_passages import AnchorFinder, EmbeddedPassages
from ingest.practice.links import attach, relevant
from ingest.practice.written_for import written_for
from tests.doubles import WORD_CALIBRATION, WordEmbedder, a_passage, a_source

OLD = a_source("book-2025", in_force_from=date(2025, 9, 1))
NEW = a_source("book-2026", in_force_from=date(2026, 9, 1), supersedes=("book-2025",))
PART = a_source("book-2025-part", part_of="book-2025")
OTHER = a_source("other-2025")
REGISTER = Register({source.source_id: source for source in (OLD, NEW, PART, OTHER)})
WORDS = "Staff must hold more than one emergency contact number for each pupil where reasonably possible."


def passages(source_id: str, number: str = "101") -> list[Passage]:
    return [
        a_passage(f"{number}. {WORDS}", source_id, page=30, paragraph=number, heading_path=("Contacts",)),
        a_passage("The numbers are kept current and correct.", source_id, 30, 300, paragraph=number, heading_path=("Contacts",)),
        a_passage("The boiler is serviced.", source_id, page=31, paragraph="102", heading_path=("Contacts",)),
    ]  # fmt: skip


def asked(*questions: str, **changes: object) -> StaffQuestions:
    given: dict[str, object] = {"source_id": "book-2025", "paragraph": "101", "page": 30, "heading": "Contacts"}
    return StaffQuestions(**(given | changes), questions=questions)  # type: ignore[arg-type]


def pointed(
    rows: list[StaffQuestions], *present: Passage, calibration: Calibration | None = WORD_CALIBRATION
) -> list[tuple[str, str]]:
    embedder = WordEmbedder(calibration)
    library = EmbeddedPassages(
        passages=present,
        vectors=embedder.embed([p.embedded_text(p.source_id) for p in present]),
        register=REGISTER,
        calibration=embedder.calibration,
    )
    questions = [question for row in rows for question in row.questions]
    vectors = dict(zip(questions, embedder.embed(questions), strict=True))
    return [(pointer.question, pointer.passage_id) for pointer in attach(rows, vectors, AnchorFinder(library), present)]


def test_each_question_goes_to_the_nearest_passage_of_its_paragraph() -> None:
    present = passages("book-2025")
    rows = [asked("how many emergency contact numbers for each pupil", "are the numbers current and correct")]
    assert pointed(rows, *present) == [
        (rows[0].questions[0], present[0].passage_id),
        (rows[0].questions[1], present[1].passage_id),
    ]


def test_a_twin_in_an_extract_is_pointed_to_whatever_its_number() -> None:
    present = [*passages("book-2025"), *passages("book-2025-part", "7")]
    found = pointed([asked("how many emergency contact numbers for each pupil")], *present)
    assert [passage_id for _, passage_id in found] == [present[0].passage_id, present[3].passage_id]


def test_a_question_is_carried_to_the_next_edition_under_the_same_heading() -> None:
    present = passages("book-2026", "104")
    found = pointed([asked("how many emergency contact numbers must staff hold for each pupil")], *present)
    assert [passage_id for _, passage_id in found] == [present[0].passage_id]


def test_without_calibration_nothing_is_carried_under_the_same_heading() -> None:
    rows = [asked("how many emergency contact numbers must staff hold for each pupil")]
    assert pointed(rows, *passages("book-2026", "104"), calibration=None) == []
    assert len(pointed(rows, *passages("book-2025"), *passages("book-2025-part", "7"), calibration=None)) == 2


@pytest.mark.parametrize("row", [asked("zebra quagga okapi"), asked("emergency contact number", heading="Elsewhere")])
def test_what_is_not_near_enough_is_not_carried(row: StaffQuestions) -> None:
    assert pointed([row], *passages("book-2026")) == []


def test_a_paragraph_that_is_not_there_and_a_source_without_related_editions_get_nothing() -> None:
    assert pointed([asked("emergency contact", paragraph="999", page=99, heading="")], *passages("book-2025")) == []
    assert pointed([asked("emergency contact", source_id="unknown-2020")], *passages("other-2025")) == []


def test_only_questions_that_can_point_somewhere_are_embedded() -> None:
    rows = [asked("a"), asked("b", source_id="other-2025"), asked("c", source_id="digest-x")]
    assert relevant(rows, {"book-2026"}, REGISTER) == rows[:1]
    assert relevant(rows, {"digest-x", "other-2025"}, REGISTER) == rows[1:]


REWORDED = (
    "Staff must hold more than two emergency contact numbers for each pupil where possible. The numbers are kept current and"
    " correct."
)


def next_edition() -> list[Passage]:
    """The rule about numbers in other words, and a passage that is more like the question than it is."""
    return [
        a_passage(f"99. {REWORDED}", "book-2026", page=31, paragraph="99", heading_path=("Contacts",)),
        a_passage("The boiler is serviced.", "book-2026", page=31, start=400, paragraph="100", heading_path=("Contacts",)),
    ]  # fmt: skip


def carried_by_crosswalk(rows: list[StaffQuestions], present: list[Passage]) -> set[str]:
    embedder = WordEmbedder(None)  # without a calibration nothing is carried by likeness
    by_source: dict[str, list[Passage]] = {}
    for passage in present:
        by_source.setdefault(passage.source_id, []).append(passage)
    library = EmbeddedPassages(
        passages=present, vectors=embedder.embed([p.embedded_text(p.source_id) for p in present]), register=REGISTER,
        crosswalks=crosswalks_of(by_source, REGISTER),
    )  # fmt: skip
    questions = [question for row in rows for question in row.questions]
    vectors = dict(zip(questions, embedder.embed(questions), strict=True))
    return {pointer.passage_id for pointer in attach(rows, vectors, AnchorFinder(library), present)}


def test_a_question_is_carried_to_the_next_edition_by_the_crosswalk_and_back() -> None:
    old, new = passages("book-2025"), next_edition()
    rows = [asked("how many emergency contact numbers for each pupil")]
    assert carried_by_crosswalk(rows, [*old, *new]) == {old[0].passage_id, new[0].passage_id}
    back = [asked("how many emergency contact numbers for each pupil", source_id="book-2026", paragraph="99", page=31)]
    assert new[0].passage_id in carried_by_crosswalk(back, [*old, *new])
    assert {old[0].passage_id, old[1].passage_id} & carried_by_crosswalk(back, [*old, *new])


def test_a_question_about_what_is_gone_is_not_carried() -> None:
    old, new = passages("book-2025"), next_edition()[1:]
    assert carried_by_crosswalk([asked("how many emergency contact numbers for each pupil")], [*old, *new]) == {
        old[0].passage_id
    }


def test_words_written_for_an_edition_are_put_as_if_for_the_one_before() -> None:
    old, new = passages("book-2025"), next_edition()
    fresh = a_passage(
        "101. Phones are charged overnight.", "book-2026", page=32, paragraph="101", heading_path=("Phones",)
    )
    present = [*old, *new, fresh]
    embedder = WordEmbedder()
    library = EmbeddedPassages(
        passages=present, vectors=embedder.embed([p.text for p in present]), register=REGISTER,
        crosswalks=crosswalks_of({"book-2025": old, "book-2026": [*new, fresh]}, REGISTER),
    )  # fmt: skip
    rule = asked("how many numbers", source_id="book-2026", paragraph="99", page=31)
    phones = asked("are phones charged", source_id="book-2026", paragraph="101", page=32, heading="Phones")
    other = asked("what else", source_id="other-2025")
    case = Case(say="A mum gave one number.", points=(Point(anchor=rule, grade=3), Point(anchor=phones, grade=2)))
    before = written_for(Practice(questions=(rule, phones, other), cases=(case,)), "book-2025", "book-2026", library)
    assert [(row.source_id, row.paragraph, row.page, row.questions) for row in before.questions] == [
        ("book-2025", "101", 30, ("how many numbers",)), ("other-2025", "101", 30, ("what else",)),
    ]  # fmt: skip
    assert [point.anchor.source_id for point in before.cases[0].points] == ["book-2025"]
