"""What is stored of an answer that did not help, who reads it, and when it goes: on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.errors import NotAllowed, NotStored, NotTaken
from assistant.people import Person, Role
from assistant.safety.details.redaction import Redactor
from assistant.store.database.schema import feedback as table
from assistant.store.database.store import Store
from assistant.store.feedback import feedback
from assistant.store.feedback.feedback import (
    KEPT_DAYS,
    MAX_NOTE_CHARS,
    MAX_PLACES,
    Complaint,
    JudgedPlace,
    QuestionJudgement,
    WhyUnhelpful,
)
from assistant.store.reviews import totals
from assistant.types import Outcome
from corpus.types import Authority
from tests.assistant.store.conftest import Clock, person
from tests.assistant.ui.doubles import WORDS, a_citation, an_answer
from tests.doubles import a_source

PLACE = JudgedPlace(source_id="rules-2025", page=2, paragraph="7", relevance=3)
ANSWERED = QuestionJudgement(expected=Outcome.ANSWERED, places=(PLACE,), fact="Tell the lead at once.")


def a_complaint(
    question: str = "Whom do I tell?", note: str = "", why: WhyUnhelpful = WhyUnhelpful.MISSING
) -> Complaint:
    return Complaint(answer=an_answer(question), why=why, note=note)


def stored(store: Store) -> str:
    """All that the table holds, as text."""
    with store.reading() as connection:
        return repr(connection.execute(select(table)).all())


def test_what_was_said_comes_to_the_maintainer_and_does_not_say_who(store: Store, dsl: Person, keeper: Person) -> None:
    new = feedback.give(store, dsl, a_complaint(note="  No word\nof the nursery. "))
    (one,) = feedback.queue(store, keeper)
    assert (one.id, one.why, one.note) == (new, WhyUnhelpful.MISSING, "No word of the nursery.")
    assert (one.question, one.outcome, one.generation) == ("Whom do I tell?", Outcome.ANSWERED, "0001-test")
    assert one.cited == (replace(PLACE, relevance=0),)
    assert (one.expires - one.created).days == KEPT_DAYS
    assert one.judgement is None
    assert dsl.id not in repr(one)


def test_question_and_line_are_stored_without_details(store: Store, dsl: Person, keeper: Person) -> None:
    redactor = Redactor()
    redactor.redact("Our pupil Kayden told me.")
    feedback.give(
        store, dsl, a_complaint("What now for our pupil Kayden?", "Kayden has a sister at 07700 900123"), redactor
    )
    (one,) = feedback.queue(store, keeper)
    assert "Child A" in one.question
    assert "Child A" in one.note
    assert "Kayden" not in stored(store)
    assert "900123" not in stored(store)


def test_nothing_of_the_answer_nor_of_a_document_of_ones_own_is_stored(store: Store, dsl: Person) -> None:
    own = replace(
        a_citation("Ring the mast room.", 2),
        source=a_source("local-policy", title="Our policy", authority=Authority.LOCAL),
    )
    feedback.give(store, dsl, Complaint(answer=an_answer("Whom?", a_citation(), own), why=WhyUnhelpful.WRONG))
    assert "rules-2025" in stored(store)
    for words in (WORDS, "mast room", "local-policy", "Our policy"):
        assert words not in stored(store)


def test_a_line_is_a_line(store: Store, dsl: Person) -> None:
    with pytest.raises(NotTaken, match="301 characters"):
        feedback.give(store, dsl, a_complaint(note="x" * (MAX_NOTE_CHARS + 1)))
    with pytest.raises(ValueError, match="no_reason"):
        feedback.give(store, dsl, replace(a_complaint(), why="no_reason"))  # type: ignore[arg-type]
    assert stored(store) == "[]"


@pytest.mark.parametrize("role", [*Role, None])
def test_each_role_does_what_is_its_own(store: Store, dsl: Person, role: Role | None) -> None:
    new = feedback.give(store, dsl, a_complaint())
    other = person("other", *([role] if role else []))
    tries: dict[Callable[[], object], set[Role]] = {
        lambda: feedback.give(store, other, a_complaint()): {Role.DSL, Role.TRAINER},
        lambda: feedback.queue(store, other): {Role.MAINTAINER},
        lambda: feedback.judge(store, other, new, ANSWERED): {Role.MAINTAINER},
        lambda: feedback.remove(store, other, new): {Role.MAINTAINER},
    }
    for touch, allowed in tries.items():
        if role in allowed:
            touch()
        else:
            with pytest.raises(NotAllowed):
                touch()


def test_whoever_said_it_takes_it_back(store: Store, dsl: Person, keeper: Person) -> None:
    feedback.remove(store, dsl, feedback.give(store, dsl, a_complaint()))
    assert feedback.queue(store, keeper) == ()
    with pytest.raises(NotStored):
        feedback.remove(store, dsl, "0" * 32)


def test_a_judgement_comes_back_and_what_is_not_judged_comes_first(store: Store, dsl: Person, keeper: Person) -> None:
    first, second = (feedback.give(store, dsl, a_complaint(question)) for question in ("First?", "Second?"))
    assert totals.waiting(store, keeper).n_unhelpful == 2
    feedback.judge(store, keeper, first, replace(ANSWERED, fact="Ring our pupil Kayden's nursery."))
    listed = feedback.queue(store, keeper)
    assert [one.id for one in listed] == [second, first]
    judged = listed[1].judgement
    assert judged is not None
    assert (judged.expected, judged.places) == (Outcome.ANSWERED, (PLACE,))
    assert "Kayden" not in judged.fact
    assert totals.waiting(store, keeper).n_unhelpful == 1


def test_a_judgement_that_cannot_be_scored_is_not_taken(store: Store, dsl: Person, keeper: Person) -> None:
    new = feedback.give(store, dsl, a_complaint())
    weak = replace(ANSWERED, places=(replace(PLACE, relevance=1),))
    for wrong in (weak, replace(ANSWERED, places=()), replace(ANSWERED, places=(PLACE,) * (MAX_PLACES + 1))):
        with pytest.raises(NotTaken):
            feedback.judge(store, keeper, new, wrong)
    feedback.judge(store, keeper, new, QuestionJudgement(expected=Outcome.ABSTAINED))
    with pytest.raises(NotStored):
        feedback.judge(store, keeper, "0" * 32, ANSWERED)


def test_it_is_gone_when_its_time_has_passed_which_a_judgement_begins_anew(
    store: Store, dsl: Person, keeper: Person, clock: Clock
) -> None:
    judged, left = (feedback.give(store, dsl, a_complaint(question)) for question in ("Judged?", "Left?"))
    clock.pass_(days=KEPT_DAYS, seconds=-1)
    feedback.judge(store, keeper, judged, ANSWERED)
    clock.pass_(seconds=1)
    assert [one.id for one in feedback.queue(store, keeper)] == [judged]
    with pytest.raises(NotStored):
        feedback.judge(store, keeper, left, ANSWERED)
    assert "Left?" not in stored(store)
    clock.pass_(days=KEPT_DAYS)
    assert feedback.queue(store, keeper) == ()
    assert stored(store) == "[]"


@pytest.mark.parametrize("how", ["removed", "expired"])
def test_what_is_deleted_is_not_left_in_the_files(
    store: Store, dsl: Person, keeper: Person, clock: Clock, how: str, tmp_path: Path
) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("how PostgreSQL lays out its files is not ours to look at")
    new = feedback.give(store, dsl, a_complaint("Who minds the zebra-crossing?"))
    assert any(b"zebra-crossing" in file.read_bytes() for file in tmp_path.glob("desk.sqlite*"))
    if how == "removed":
        feedback.remove(store, keeper, new)
    else:
        clock.pass_(days=KEPT_DAYS)
        feedback.queue(store, keeper)
    assert not any(b"zebra-crossing" in file.read_bytes() for file in tmp_path.glob("desk.sqlite*"))


def test_there_are_four_reasons_each_with_its_words() -> None:
    assert len({why.words for why in WhyUnhelpful}) == 4
