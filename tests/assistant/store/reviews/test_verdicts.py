from __future__ import annotations

import threading

import pytest

from assistant.errors import NotAllowed, NotStored, NotTaken
from assistant.people import Person, Role
from assistant.store.database.store import Store
from assistant.store.reviews import checks, decisions, submission, verdicts
from assistant.store.reviews.decisions import Ruling
from assistant.store.reviews.labels import WHOLE, Aspect, CheckState, Label
from assistant.store.reviews.submission import Sending
from assistant.store.reviews.verdict_rows import Importance, Missing, Nugget
from assistant.store.reviews.verdicts import Judgement
from tests.assistant.store.checked import FIRST, NO, OLD, PARTLY, SECOND, YES, judged, sent
from tests.assistant.store.conftest import Clock, person
from tests.assistant.ui.doubles import an_answer


def test_a_verdict_is_stored_as_given(store: Store, dsl: Person, ann: Person) -> None:
    check_id = sent(store, dsl)
    missing = Missing(source_id="rules-2024", page=4, quote="Tell <b>nobody</b>.")
    judgement = Judgement(labels={FIRST: PARTLY, SECOND: OLD}, missing=(missing,), comment="As Kayden Marsh said")
    verdict = verdicts.submit(store, ann, check_id, judgement)
    assert (verdict.version, verdict.reviewer_name, verdict.submitted) == (1, "Ann", store.now())
    assert (verdict.labels, verdict.missing) == ({FIRST: PARTLY, SECOND: OLD}, (missing,))
    assert verdict.comment.startswith("As ")
    assert "Kayden" not in verdict.comment
    assert verdicts.own(store, ann, check_id) == verdict


@pytest.mark.parametrize("roles", [(), (Role.DSL,), (Role.MAINTAINER,)])
def test_only_trainers_judge_and_read_verdicts(store: Store, dsl: Person, roles: tuple[Role, ...]) -> None:
    check_id, other = sent(store, dsl), person("other", *roles)
    for touch in (
        lambda: judged(store, other, check_id),
        lambda: verdicts.own(store, other, check_id),
        lambda: verdicts.seen(store, other, check_id),
        lambda: verdicts.visible(store, other),
        lambda: verdicts.first_labels(store, other),
        lambda: decisions.decide(store, other, check_id, Ruling(statement=FIRST, label=YES, reason="so")),
        lambda: decisions.of_check(store, other, check_id),
    ):
        with pytest.raises(NotAllowed):
            touch()


def test_another_reviewers_verdict_is_seen_only_after_ones_own(
    store: Store, dsl: Person, ann: Person, bea: Person
) -> None:
    check_id = sent(store, dsl)
    judged(store, ann, check_id, YES, NO)
    for look in (verdicts.seen, verdicts.history, verdicts.disagreements, decisions.of_check):
        with pytest.raises(NotAllowed, match=r"once your own is in|your own"):
            look(store, bea, check_id)
    assert verdicts.visible(store, bea) == ()
    assert verdicts.first_labels(store, bea) == {}
    assert verdicts.own(store, bea, check_id) is None
    judged(store, bea, check_id, YES, PARTLY)
    assert [verdict.reviewer for verdict in verdicts.seen(store, bea, check_id)] == ["ann", "bea"]
    assert verdicts.disagreements(store, bea, check_id) == {SECOND: {"Ann": NO, "Bea": PARTLY}}


def test_an_amendment_keeps_what_was_said_first(
    store: Store, dsl: Person, ann: Person, bea: Person, clock: Clock
) -> None:
    check_id = sent(store, dsl)
    judged(store, ann, check_id, YES, NO)
    judged(store, bea, check_id, YES, YES)
    clock.pass_(minutes=5)
    judged(store, bea, check_id, YES, NO)
    assert [(one.reviewer, one.version) for one in verdicts.history(store, ann, check_id)] == [
        ("ann", 1),
        ("bea", 1),
        ("bea", 2),
    ]
    assert [one.labels[SECOND] for one in verdicts.seen(store, ann, check_id)] == [NO, NO]
    assert verdicts.first_labels(store, ann) == {
        "ann": {(check_id, FIRST): YES, (check_id, SECOND): NO},
        "bea": {(check_id, FIRST): YES, (check_id, SECOND): YES},
    }
    assert checks.read(store, ann, check_id).state is CheckState.AGREED


@pytest.mark.parametrize(
    ("labels", "reason"),
    [
        ({FIRST: YES}, "1 of 2 statements"),
        ({}, "2 of 2 statements"),
        ({FIRST: YES, SECOND: YES, "9.9": YES}, r"no statement 9\.9"),
    ],
)
def test_every_statement_has_one_verdict(
    store: Store, dsl: Person, ann: Person, labels: dict[str, Label], reason: str
) -> None:
    check_id = sent(store, dsl)
    with pytest.raises(NotTaken, match=reason):
        verdicts.submit(store, ann, check_id, Judgement(labels=labels))
    assert verdicts.own(store, ann, check_id) is None


def test_too_much_is_refused(store: Store, dsl: Person, ann: Person) -> None:
    check_id = sent(store, dsl)
    labels = {FIRST: YES, SECOND: YES}
    page = Missing(source_id="rules-2024", page=4, quote="x")
    for judgement in (
        Judgement(labels=labels, missing=(page,) * 21),
        Judgement(labels=labels, missing=(Missing(source_id="a", page=1, quote="x" * 4001),)),
        Judgement(labels=labels, comment="x" * 4001),
    ):
        with pytest.raises(NotTaken):
            verdicts.submit(store, ann, check_id, judgement)


def test_a_check_that_was_deleted_is_said(store: Store, dsl: Person, ann: Person) -> None:
    check_id = sent(store, dsl)
    checks.remove(store, dsl, check_id)
    with pytest.raises(NotStored):
        judged(store, ann, check_id)


def test_two_reviewers_of_one_name_are_numbered(store: Store, dsl: Person) -> None:
    check_id = sent(store, dsl)
    for name, label in (("one", YES), ("two", NO), ("three", NO)):
        judged(store, Person(id=name, name="Sam", roles=frozenset({Role.TRAINER})), check_id, label)
    look = person("one", Role.TRAINER)
    assert verdicts.disagreements(store, look, check_id) == {FIRST: {"Sam": YES, "Sam (2)": NO, "Sam (3)": NO}}


def test_two_who_submit_at_once_leave_the_right_state(store: Store, dsl: Person, ann: Person, bea: Person) -> None:
    for _ in range(5):
        check_id = sent(store, dsl)
        threads = [
            threading.Thread(target=judged, args=(store, who, check_id, YES, label))
            for who, label in ((ann, YES), (bea, NO))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert checks.read(store, ann, check_id).state is CheckState.DISPUTED


def test_one_reviewer_in_two_windows_has_two_versions(store: Store, dsl: Person, ann: Person) -> None:
    check_id = sent(store, dsl)
    threads = [threading.Thread(target=judged, args=(store, ann, check_id)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.version for one in verdicts.history(store, ann, check_id)] == [1, 2, 3, 4]


def whole(store: Store, reviewer: Person, check_id: str, label: Label, *nuggets: Nugget) -> None:
    verdicts.submit(store, reviewer, check_id, Judgement(labels={WHOLE: label}, nuggets=nuggets))


def vital(text: str) -> Nugget:
    return Nugget(text=text, importance=Importance.VITAL)


def okay(text: str) -> Nugget:
    return Nugget(text=text, importance=Importance.OKAY)


def test_an_answer_that_quotes_is_judged_as_a_whole_with_what_it_leaves_out(
    store: Store, dsl: Person, ann: Person, bea: Person
) -> None:
    check_id = submission.send(store, dsl, Sending(answer=an_answer()))
    assert checks.read(store, ann, check_id).asks is Aspect.ANSWER
    whole(store, ann, check_id, Label.ANSWERS_PARTLY, vital("Ring 999, as Kayden Marsh did."), okay("Write it down."))
    whole(store, bea, check_id, Label.ANSWERS_PARTLY, okay("Ask for the lead."), vital("write it DOWN."))
    (done,) = checks.settled(store, ann)
    assert done.labels == {WHOLE: Label.ANSWERS_PARTLY}
    first, second, third = done.nuggets
    assert "Kayden" not in first.text
    assert (second, third) == (vital("write it DOWN."), okay("Ask for the lead."))


def test_what_was_asked_is_what_is_answered(store: Store, dsl: Person, ann: Person, bea: Person) -> None:
    quoted, written = submission.send(store, dsl, Sending(answer=an_answer())), sent(store, dsl)
    with pytest.raises(NotTaken, match="another question"):
        whole(store, ann, quoted, YES)
    with pytest.raises(NotTaken, match="another question"):
        judged(store, ann, written, Label.MISLEADING)
    whole(store, ann, quoted, Label.ANSWERS_FULLY)
    whole(store, bea, quoted, Label.MISLEADING)
    with pytest.raises(NotTaken, match="another question"):
        decisions.decide(store, ann, quoted, Ruling(statement=WHOLE, label=YES, reason="so"))
    ruling = Ruling(statement=WHOLE, label=Label.ANSWERS_PARTLY, reason="The exception is left out.")
    assert decisions.decide(store, ann, quoted, ruling) is CheckState.DECIDED


@pytest.mark.parametrize("nuggets", [(vital("x"),) * 21, (vital(" "),), (vital("x" * 4001),)])
def test_too_many_facts_and_empty_ones_are_refused(
    store: Store, dsl: Person, ann: Person, nuggets: tuple[Nugget, ...]
) -> None:
    check_id = submission.send(store, dsl, Sending(answer=an_answer()))
    with pytest.raises(NotTaken):
        whole(store, ann, check_id, Label.ANSWERS_PARTLY, *nuggets)
    assert verdicts.own(store, ann, check_id) is None
