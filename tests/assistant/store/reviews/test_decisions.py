from __future__ import annotations

import pytest

from assistant.errors import NotAllowed, NotTaken
from assistant.people import Person, Role
from assistant.store.database.store import Store
from assistant.store.reviews import checks, decisions, verdicts
from assistant.store.reviews.decisions import Ruling
from assistant.store.reviews.labels import CheckState
from assistant.store.reviews.verdict_rows import Missing
from assistant.store.reviews.verdicts import Judgement
from tests.assistant.store.checked import FIRST, NO, PARTLY, SECOND, YES, judged, sent
from tests.assistant.store.conftest import person


@pytest.fixture
def disputed(store: Store, dsl: Person, ann: Person, bea: Person) -> str:
    """A check on both of whose statements two reviewers differ."""
    check_id = sent(store, dsl)
    judged(store, ann, check_id, YES, NO)
    judged(store, bea, check_id, PARTLY, YES)
    return check_id


def test_a_check_is_decided_when_every_difference_is(store: Store, disputed: str, ann: Person, bea: Person) -> None:
    ruling = Ruling(statement=FIRST, label=PARTLY, reason="As Kayden Marsh says, the page is about nurseries.")
    assert decisions.decide(store, ann, disputed, ruling) is CheckState.DISPUTED
    assert decisions.decide(store, bea, disputed, Ruling(statement=SECOND, label=NO, reason="no")) is CheckState.DECIDED
    first, _ = decisions.of_check(store, ann, disputed)
    assert (first.statement, first.label, first.decided_by, first.decided_by_name) == (FIRST, PARTLY, "ann", "Ann")
    assert "nurseries" in first.reason
    assert "Kayden" not in first.reason
    assert checks.read(store, ann, disputed).state is CheckState.DECIDED
    assert dict(checks.sent(store, person("dsl", Role.DSL))[0].labels) == {FIRST: PARTLY, SECOND: NO}


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_decision_has_a_reason(store: Store, disputed: str, ann: Person, reason: str) -> None:
    with pytest.raises(NotTaken, match="reason"):
        decisions.decide(store, ann, disputed, Ruling(statement=FIRST, label=YES, reason=reason))


def test_it_is_made_once(store: Store, disputed: str, ann: Person) -> None:
    decisions.decide(store, ann, disputed, Ruling(statement=FIRST, label=YES, reason="so"))
    with pytest.raises(NotTaken, match="decided already"):
        decisions.decide(store, ann, disputed, Ruling(statement=FIRST, label=NO, reason="not so"))


def test_what_is_agreed_is_not_decided(store: Store, dsl: Person, ann: Person, bea: Person) -> None:
    check_id = sent(store, dsl)
    judged(store, ann, check_id)
    with pytest.raises(NotTaken, match="do not differ"):
        decisions.decide(store, ann, check_id, Ruling(statement=FIRST, label=YES, reason="so"))
    judged(store, bea, check_id)
    with pytest.raises(NotTaken, match="do not differ"):
        decisions.decide(store, ann, check_id, Ruling(statement=FIRST, label=YES, reason="so"))


def test_who_has_not_judged_does_not_decide(store: Store, disputed: str) -> None:
    with pytest.raises(NotAllowed, match="has judged"):
        decisions.decide(store, person("cat", Role.TRAINER), disputed, Ruling(statement=FIRST, label=YES, reason="so"))


def test_after_the_first_decision_no_verdict_is_added_or_changed(
    store: Store, disputed: str, ann: Person, bea: Person
) -> None:
    decisions.decide(store, ann, disputed, Ruling(statement=FIRST, label=YES, reason="so"))
    for reviewer in (bea, person("cat", Role.TRAINER)):
        with pytest.raises(NotTaken, match="a decision has been made"):
            judged(store, reviewer, disputed)
    assert [one.version for one in verdicts.history(store, ann, disputed)] == [1, 1]


def test_once_decided_any_trainer_sees_how(store: Store, disputed: str, ann: Person) -> None:
    cat = person("cat", Role.TRAINER)
    for statement in (FIRST, SECOND):
        decisions.decide(store, ann, disputed, Ruling(statement=statement, label=YES, reason="so"))
    assert len(verdicts.seen(store, cat, disputed)) == 2
    assert len(decisions.of_check(store, cat, disputed)) == 2
    assert len(verdicts.visible(store, cat)) == 2


def test_what_is_settled_names_no_reviewer(
    store: Store, disputed: str, dsl: Person, ann: Person, bea: Person, keeper: Person
) -> None:
    agreed, page = sent(store, dsl), Missing(source_id="rules-2025", page=9, quote="More.")
    for reviewer in (ann, bea):
        labels = {FIRST: YES, SECOND: NO}
        verdicts.submit(store, reviewer, agreed, Judgement(labels=labels, missing=(page,)))
    sent(store, dsl)
    (one,) = checks.settled(store, keeper)
    assert (one.check.id, one.labels, one.missing) == (agreed, {FIRST: YES, SECOND: NO}, (page,))
    for statement in (FIRST, SECOND):
        decisions.decide(store, ann, disputed, Ruling(statement=statement, label=PARTLY, reason="so"))
    assert {one.check.id: dict(one.labels) for one in checks.settled(store, ann)}[disputed] == {
        FIRST: PARTLY,
        SECOND: PARTLY,
    }
    with pytest.raises(NotAllowed):
        checks.settled(store, dsl)
