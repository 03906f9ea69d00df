from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.errors import NotAllowed, NotStored
from assistant.people import Person, Role
from assistant.store.database.schema import check_pdfs, reviews, verdicts
from assistant.store.database.store import Store
from assistant.store.reviews import checks
from assistant.store.reviews.checks import Origin
from assistant.store.reviews.labels import CheckState
from tests.assistant.store.checked import FIRST, NO, SECOND, YES, judged, sent
from tests.assistant.store.conftest import Clock, person


@pytest.mark.parametrize("roles", [(), (Role.DSL,), (Role.MAINTAINER,), (Role.DSL, Role.MAINTAINER)])
def test_only_trainers_read_checks(store: Store, dsl: Person, roles: tuple[Role, ...]) -> None:
    check_id, other = sent(store, dsl), person("other", *roles)
    for touch in (
        lambda: checks.read(store, other, check_id),
        lambda: checks.page_pdf(store, other, check_id, 1),
        lambda: checks.queue(store, other),
    ):
        with pytest.raises(NotAllowed):
            touch()


def test_a_sender_sees_how_far_their_own_has_come_and_no_one_elses(
    store: Store, dsl: Person, ann: Person, bea: Person, clock: Clock
) -> None:
    check_id = sent(store, dsl)
    clock.pass_(minutes=1)
    newer = sent(store, dsl)
    sent(store, ann)
    assert [(one.id, one.state, one.labels) for one in checks.sent(store, dsl)] == [
        (newer, CheckState.OPEN, {}),
        (check_id, CheckState.OPEN, {}),
    ]
    judged(store, ann, check_id, YES, NO)
    judged(store, bea, check_id, YES, YES)
    assert checks.sent(store, dsl)[1].labels == {}
    judged(store, bea, check_id, YES, NO)
    seen = checks.sent(store, dsl)[1]
    assert (seen.state, seen.labels) == (CheckState.AGREED, {FIRST: YES, SECOND: NO})
    assert "ann" not in repr(seen).casefold()
    with pytest.raises(NotAllowed):
        checks.sent(store, person("keeper", Role.MAINTAINER))


def test_a_check_is_deleted_with_its_verdicts_by_its_sender_or_a_trainer(
    store: Store, dsl: Person, ann: Person, pdfs: dict[str, Path]
) -> None:
    mine, theirs = sent(store, dsl, pdfs), sent(store, dsl)
    judged(store, ann, mine)
    with pytest.raises(NotAllowed):
        checks.remove(store, person("other", Role.DSL), mine)
    with pytest.raises(NotAllowed):
        checks.remove(store, person("keeper", Role.MAINTAINER), mine)
    checks.remove(store, dsl, mine)
    checks.remove(store, ann, theirs)
    for check_id in (mine, theirs):
        with pytest.raises(NotStored):
            checks.read(store, ann, check_id)
    with store.reading() as connection:
        for table in (check_pdfs, reviews, verdicts):
            assert connection.execute(select(table)).all() == []


def test_what_was_deleted_is_not_left_in_the_file(store: Store, dsl: Person, tmp_path: Path) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("how PostgreSQL lays out its files is not ours to look at")
    check_id = sent(store, dsl, note="zebra-crossing")
    checks.remove(store, dsl, check_id)
    assert not any(b"zebra-crossing" in file.read_bytes() for file in tmp_path.glob("desk.sqlite*"))


def test_the_queue_is_oldest_first_and_says_what_is_mine(
    store: Store, dsl: Person, ann: Person, bea: Person, clock: Clock
) -> None:
    first = sent(store, dsl)
    clock.pass_(minutes=1)
    second = sent(store, dsl)
    judged(store, ann, first)
    judged(store, bea, first, second=NO)
    one, two = checks.queue(store, ann)
    assert (one.id, one.state, one.n_reviewers, one.mine, one.n_statements) == (first, CheckState.DISPUTED, 2, True, 2)
    assert (two.id, two.state, two.n_reviewers, two.mine) == (second, CheckState.OPEN, 0, False)
    assert [check.id for check in checks.queue(store, ann, state=CheckState.OPEN)] == [second]
    assert checks.queue(store, ann, origin=Origin.RUN) == ()
    assert len(checks.queue(store, ann, origin=Origin.SENT)) == 2
