from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import StoreError
from assistant.store.database import evidence_snapshot, restored_answer
from assistant.types import Answer, ExpandedWording, Finding, Review, Section, Shaped, Statement, StatementKind
from corpus.register.register import Register
from corpus.types import RetrievedPassage
from tests.assistant.ui.doubles import a_citation, a_digest_citation, an_answer, an_urgent_answer
from tests.doubles import a_passage, a_source


def through_json(answer: Answer, pdfs: dict[str, Path] | None = None) -> Answer:
    shown = json.loads(json.dumps(evidence_snapshot.to_json(evidence_snapshot.of_answer(answer, pdfs or {}))))
    return restored_answer.restore(
        json.loads(json.dumps(restored_answer.as_record(answer))), evidence_snapshot.from_json(shown)
    )


def a_full_answer() -> Answer:
    quote = Statement(
        text=a_citation().quote,
        kind=StatementKind.QUOTE,
        citations=(1,),
        verified=True,
        label="Statutory guidance",
        answers="Do I tell?",
    )
    found = RetrievedPassage(passage=a_passage("Found too.", paragraph="3", heading_path=("Part",)), rank=1, score=0.5)
    return an_answer(
        "Whom?",
        a_citation(),
        a_digest_citation(marker=2),
        sections=(Section(heading="First", statements=(quote,)),),
        retrieved=(found,),
        review=Review((Finding("danger_now", True, ""),)),
        expansions=(ExpandedWording("mum", "mother"),),
        shapes=(Shaped("sharing", "“tell”"),),
        timings_ms={"retrieve": 1.5},
    )


@pytest.mark.parametrize("answer", [an_answer(), an_urgent_answer("He is here"), a_full_answer()])
def test_an_answer_comes_back_whole(answer: Answer) -> None:
    again = through_json(answer)
    assert again == answer
    assert again.text == answer.text
    assert again.as_dict() == answer.as_dict()


def test_what_was_stored_in_another_form_is_reported_without_quoting_it() -> None:
    record = restored_answer.as_record(an_answer("A private question"))
    shown = evidence_snapshot.of_answer(an_answer(), {})
    for broken in (
        {},
        record | {"sections": 3},
        record | {"outcome": "private"},
        record | {"citations": []} | {"gates": 1},
    ):
        with pytest.raises(StoreError) as raised:
            restored_answer.restore(broken, shown)
        assert "rivate" not in raised.value.message
    with pytest.raises(StoreError) as raised:
        evidence_snapshot.from_json([{"quote": "private"}])
    assert "private" not in raised.value.message


def test_fields_that_came_later_do_not_stop_an_older_snapshot() -> None:
    (row,) = evidence_snapshot.to_json(evidence_snapshot.of_answer(an_answer(), {}))
    del row["passage"]["address"], row["source"]["commencement_not_found"], row["marked"]
    row["passage"]["field_of_tomorrow"] = 1
    (shown,) = evidence_snapshot.from_json([row])
    assert shown.passage == a_citation().passage
    assert shown.marked == ()


def the_register() -> Register:
    old = a_source(in_force_from=date(2025, 9, 1))
    new = a_source("rules-2026", in_force_from=date(2026, 9, 1), supersedes=("rules-2025",))
    return Register({source.source_id: source for source in (old, new)})


@pytest.mark.parametrize(("on", "newer"), [(date(2026, 8, 31), ()), (date(2026, 9, 1), ("rules-2026",))])
def test_evidence_is_overtaken_on_the_day_a_newer_edition_begins(on: date, newer: tuple[str, ...]) -> None:
    shown = evidence_snapshot.of_answer(an_answer(), {})
    assert tuple(source.source_id for source in evidence_snapshot.overtaken(shown, the_register(), on)) == newer


def test_a_source_nobody_registered_is_not_overtaken() -> None:
    shown = evidence_snapshot.of_answer(an_answer("?", a_digest_citation()), {})
    assert evidence_snapshot.overtaken(shown, the_register(), date(2030, 1, 1)) == ()
