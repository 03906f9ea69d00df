"""Pointing staff’s questions to their paragraph, its twins, and the next edition."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.models import Calibration
from corpus.practice.practice_data import StaffQuestions
from corpus.register.register import Register
from corpus.types import Passage
from ingest.practice.find_passages import AnchorFinder, EmbeddedPassages
from ingest.practice.links import attach, relevant
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
