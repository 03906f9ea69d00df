from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import NotAllowed, NotTaken, StoreError
from assistant.people import Person, Role
from assistant.safety.details.redaction import Redactor
from assistant.store.database.store import Store
from assistant.store.reviews import checks, submission
from assistant.store.reviews.checks import Origin
from assistant.store.reviews.labels import CheckState
from assistant.store.reviews.submission import Recorded, Sending
from corpus.index.index import PassageIndex
from tests.assistant.store.checked import sent, two_statements
from tests.assistant.store.conftest import person
from tests.assistant.ui.doubles import a_citation
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source


def test_an_answer_is_stored_with_all_that_it_rests_on(
    store: Store, dsl: Person, ann: Person, pdfs: dict[str, Path]
) -> None:
    check = checks.read(store, ann, sent(store, dsl, pdfs, "Is the second right?"))
    assert (check.origin, check.state, check.note) == (Origin.SENT, CheckState.OPEN, "Is the second right?")
    assert check.question == "Whom do I tell?"
    assert check.created == store.now()
    assert [(one.key, one.markers) for one in check.statements] == [("1.1", (1,)), ("1.2", (2,))]
    assert [one.citation for one in check.shown] == list(two_statements().citations)
    assert check.shown[0].marked == a_citation().highlight()
    assert check.shown[0].reference == a_citation().reference
    assert {one.generation for one in check.shown} == {"0001-test"}
    pdf = checks.page_pdf(store, ann, check.id, 1)
    assert pdf is not None
    assert pdf.read_bytes() == pdfs["rules-2025"].read_bytes()
    assert pdf.name == f"{check.shown[0].sha256}.pdf"


def test_without_the_pdf_the_words_are_stored_alone(store: Store, dsl: Person, ann: Person, tmp_path: Path) -> None:
    check_id = sent(store, dsl, {"rules-2025": tmp_path / "gone.pdf"})
    assert checks.page_pdf(store, ann, check_id, 1) is None
    assert checks.page_pdf(store, ann, check_id, 99) is None
    assert checks.read(store, ann, check_id).shown[0].quote == a_citation().quote


def test_details_in_the_note_are_taken_out_as_in_the_conversation(store: Store, dsl: Person, ann: Person) -> None:
    redactor = Redactor()
    redactor.redact("A pupil, Aiden Marsh, told me.")
    answer = Sending(answer=two_statements(), note="Kayden Marsh lives at SW1A 1AA\x00 and Aiden Marsh does too")
    check = checks.read(store, ann, submission.send(store, dsl, answer, redactor))
    assert "Kayden" not in check.note
    assert "Aiden" not in check.note
    assert "SW1A" not in check.note
    assert redactor.redact("Aiden Marsh").text in check.note


def test_a_note_that_is_too_long_is_refused_and_leaves_no_pdf(store: Store, dsl: Person, pdfs: dict[str, Path]) -> None:
    with pytest.raises(NotTaken, match="4,001"):
        sent(store, dsl, pdfs, "x" * 4001)
    assert not list(store.files.folder.glob("*.pdf"))


@pytest.mark.parametrize("roles", [(), (Role.MAINTAINER,)])
def test_only_dsls_and_trainers_send(store: Store, roles: tuple[Role, ...]) -> None:
    with pytest.raises(NotAllowed):
        sent(store, person("other", *roles))


def test_nothing_of_who_sent_it_nor_the_conversation_is_in_a_check(store: Store, dsl: Person, ann: Person) -> None:
    check = checks.read(store, ann, sent(store, dsl))
    assert not hasattr(check, "sent_by")
    assert dsl.id not in repr(check)


def an_index() -> PassageIndex:
    passage = a_citation().passage
    return MemoryIndex([passage], {"rules-2025": a_source(names=("Rules 2025",))}, WordEmbedder())


def a_record() -> dict[str, object]:
    record: dict[str, object] = {"query_id": "Q1"} | json.loads(json.dumps(two_statements().as_dict()))
    return record


def test_a_runs_answer_finds_its_passages_in_the_library(store: Store, ann: Person, keeper: Person) -> None:
    check_id = submission.add_from_run(store, keeper, Recorded(record=a_record(), run_id="r1"), an_index())
    check = checks.read(store, ann, check_id)
    assert (check.origin, check.run_id) == (Origin.RUN, "r1")
    known, unknown = check.shown
    assert known.passage == a_citation().passage
    assert known.marked == a_citation().highlight()
    assert (unknown.quote, unknown.passage.page, unknown.marked, unknown.sha256) == (
        "Another rule altogether.",
        3,
        (),
        "",
    )


def test_a_sample_says_so(store: Store, ann: Person) -> None:
    recorded = Recorded(record=a_record(), origin=Origin.SAMPLE)
    assert checks.read(store, ann, submission.add_from_run(store, ann, recorded, an_index())).origin is Origin.SAMPLE


def test_a_question_on_which_the_run_failed_cannot_be_checked(store: Store, ann: Person) -> None:
    with pytest.raises(StoreError, match="not an answer"):
        submission.add_from_run(store, ann, Recorded(record={"query_id": "Q1", "error": "x"}), an_index())


def test_a_dsl_cannot_put_a_runs_answers_into_the_queue(store: Store, dsl: Person) -> None:
    with pytest.raises(NotAllowed):
        submission.add_from_run(store, dsl, Recorded(record=a_record()), an_index())


def test_a_pdf_that_is_another_than_its_name_says_is_not_stored(
    store: Store, dsl: Person, ann: Person, pdfs: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.store.database.evidence_snapshot.sha256_of", lambda pdf: "0" * 64)
    check_id = sent(store, dsl, pdfs)
    assert checks.page_pdf(store, ann, check_id, 1) is None
    assert not [file for file in store.files.folder.iterdir() if file.suffix in {".pdf", ".partial"}]


@pytest.mark.parametrize("start", [0, 500])
def test_a_library_of_other_passages_keeps_the_words_that_were_quoted(store: Store, ann: Person, start: int) -> None:
    words = "x" * len(a_citation().quote)  # at 0 its id is the cited passage's
    other = MemoryIndex([a_passage(words, page=2, start=start)], {"rules-2025": a_source()}, WordEmbedder())
    check = checks.read(store, ann, submission.add_from_run(store, ann, Recorded(record=a_record()), other))
    assert [one.quote for one in check.shown] == [one.quote for one in two_statements().citations]
    assert {one.sha256 for one in check.shown} == {""}
