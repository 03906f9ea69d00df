from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.errors import NotAllowed, NotStored
from assistant.people import Person, Role
from assistant.settings import StoreSettings
from assistant.store.conversations import conversations
from assistant.store.conversations.conversations import KeepFor, StoredExchange
from assistant.store.database import evidence_snapshot
from assistant.store.database.schema import conversations as table
from assistant.store.database.store import Store, open_store
from tests.assistant.store.conftest import Clock, person
from tests.assistant.ui.doubles import an_answer

QUESTION = "Whom do I tell about [child A] zebra-crossing?"


def exchange(question: str = QUESTION, pdfs: dict[str, Path] | None = None) -> StoredExchange:
    answer = an_answer(question)
    return StoredExchange(
        question=question, as_at=date(2025, 10, 1), answer=answer, shown=evidence_snapshot.of_answer(answer, pdfs or {})
    )


def begun(store: Store, owner: Person, how_long: KeepFor = KeepFor.DAY) -> str:
    new = conversations.begin(store, owner, how_long)
    conversations.save(store, owner, new, [exchange()])
    return new


def test_an_answer_comes_back_as_it_was(store: Store, dsl: Person, pdfs: dict[str, Path]) -> None:
    new = conversations.begin(store, dsl, KeepFor.WEEK)
    problem = StoredExchange(question="And then?", as_at=date(2025, 10, 1), message="no index", hint="make one")
    conversations.save(store, dsl, new, [exchange(pdfs=pdfs), problem])
    read = conversations.read(store, dsl, new)
    assert read.exchanges == (exchange(pdfs=pdfs), problem)
    assert read.exchanges[0].answer == an_answer(QUESTION)
    assert read.exchanges[0].shown[0].sha256
    assert read.expires - read.created == timedelta(days=7)


def test_this_visit_only_stores_nothing(store: Store, dsl: Person) -> None:
    assert conversations.begin(store, dsl, KeepFor.SESSION) == ""
    conversations.save(store, dsl, "", [exchange()])
    with store.reading() as connection:
        assert connection.execute(select(table)).all() == []


@pytest.mark.parametrize("reader", [*Role, None])
def test_nobody_else_reads_it_whatever_their_role(store: Store, dsl: Person, reader: Role | None) -> None:
    new = begun(store, dsl)
    other = person("other", *([reader] if reader else Role))
    for touch in (
        lambda: conversations.read(store, other, new),
        lambda: conversations.save(store, other, new, []),
        lambda: conversations.keep_for(store, other, new, KeepFor.MONTH),
        lambda: conversations.keep_for(store, other, new, KeepFor.SESSION),
        lambda: conversations.remove(store, other, new),
    ):
        with pytest.raises(NotAllowed):
            touch()
    assert conversations.mine(store, other) == ()
    assert conversations.remove_all(store, other) == 0
    assert conversations.read(store, dsl, new).exchanges == (exchange(),)


def test_somebody_whose_roles_were_taken_away_reads_nothing(store: Store, dsl: Person) -> None:
    new = begun(store, dsl)
    former = person(dsl.id)
    for touch in (
        lambda: conversations.read(store, former, new),
        lambda: conversations.mine(store, former),
        lambda: conversations.begin(store, former, KeepFor.DAY),
    ):
        with pytest.raises(NotAllowed):
            touch()


@pytest.mark.parametrize(("how_long", "days"), [(KeepFor.DAY, 1), (KeepFor.WEEK, 7), (KeepFor.MONTH, 30)])
def test_it_is_gone_when_its_time_has_passed(
    store: Store, dsl: Person, clock: Clock, how_long: KeepFor, days: int
) -> None:
    new = begun(store, dsl, how_long)
    clock.pass_(days=days, seconds=-1)
    assert conversations.read(store, dsl, new)
    clock.pass_(seconds=1)
    with pytest.raises(NotStored):
        conversations.read(store, dsl, new)
    with store.reading() as connection:
        assert connection.execute(select(table)).all() == []


def test_what_has_expired_is_removed_at_opening(
    settings: StoreSettings, store: Store, dsl: Person, clock: Clock
) -> None:
    begun(store, dsl)
    clock.pass_(days=2)
    again = open_store(settings, clock)
    with again.reading() as connection:
        assert connection.execute(select(table)).all() == []
    again.close()


def test_one_person_reading_removes_what_another_let_expire(
    store: Store, dsl: Person, ann: Person, clock: Clock
) -> None:
    begun(store, dsl)
    clock.pass_(days=2)
    assert conversations.mine(store, ann) == ()
    with store.reading() as connection:
        assert connection.execute(select(table)).all() == []


def test_its_time_begins_anew_with_each_question(store: Store, dsl: Person, clock: Clock) -> None:
    new = begun(store, dsl)
    clock.pass_(hours=20)
    conversations.save(store, dsl, new, [exchange(), exchange("And then?")])
    clock.pass_(hours=20)
    assert len(conversations.read(store, dsl, new).exchanges) == 2


def test_how_long_can_be_changed(store: Store, dsl: Person, clock: Clock) -> None:
    new = begun(store, dsl)
    conversations.keep_for(store, dsl, new, KeepFor.MONTH)
    clock.pass_(days=29)
    assert conversations.read(store, dsl, new).keep_for is KeepFor.MONTH
    conversations.keep_for(store, dsl, new, KeepFor.SESSION)
    with pytest.raises(NotStored):
        conversations.read(store, dsl, new)


def test_a_persons_own_are_listed_newest_first(store: Store, dsl: Person, ann: Person, clock: Clock) -> None:
    first = begun(store, dsl)
    clock.pass_(hours=1)
    second = conversations.begin(store, dsl, KeepFor.DAY)
    begun(store, ann)
    listed = conversations.mine(store, dsl)
    assert [heading.id for heading in listed] == [second, first]
    assert [heading.first_question for heading in listed] == ["", QUESTION]
    assert conversations.remove_all(store, dsl) == 2
    assert conversations.mine(store, dsl) == ()
    assert len(conversations.mine(store, ann)) == 1


def test_ids_cannot_be_guessed(store: Store, dsl: Person) -> None:
    ids = {conversations.begin(store, dsl, KeepFor.DAY) for _ in range(20)}
    assert len(ids) == 20
    assert all(len(one) == 32 for one in ids)


@pytest.mark.parametrize("how", ["removed", "expired", "all", "shortened"])
def test_what_is_deleted_is_not_left_in_the_files(
    settings: StoreSettings, store: Store, dsl: Person, clock: Clock, how: str, tmp_path: Path
) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("how PostgreSQL lays out its files is not ours to look at")
    new = begun(store, dsl)
    files = list(tmp_path.glob("desk.sqlite*"))
    assert any(b"zebra-crossing" in file.read_bytes() for file in files)
    if how == "removed":
        conversations.remove(store, dsl, new)
    elif how == "all":
        conversations.remove_all(store, dsl)
    elif how == "shortened":
        conversations.keep_for(store, dsl, new, KeepFor.SESSION)
    else:
        clock.pass_(days=1)
        conversations.mine(store, dsl)
    assert not any(b"zebra-crossing" in file.read_bytes() for file in tmp_path.glob("desk.sqlite*"))


def test_each_length_of_time_has_its_words() -> None:
    assert len({how_long.label for how_long in KeepFor}) == 4
