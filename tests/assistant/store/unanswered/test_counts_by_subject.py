from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from assistant.errors import NotAllowed, NotTaken
from assistant.people import Person, Role
from assistant.store.database.schema import unanswered
from assistant.store.database.store import Store
from assistant.store.unanswered.counts_by_subject import UnansweredCount, add, counts
from assistant.store.unanswered.subjects import OUTSIDE
from tests.assistant.store.conftest import Clock, person

SHARING, ROLE = "digest-sharing-information", "digest-the-dsl-role"


def test_questions_are_counted_by_day_and_subject(store: Store, dsl: Person, keeper: Person, clock: Clock) -> None:
    for subject in (SHARING, ROLE, ROLE, OUTSIDE):
        add(store, dsl, subject)
    clock.pass_(days=40)
    add(store, dsl, SHARING)
    assert counts(store, keeper) == (
        UnansweredCount(subject=SHARING, n_recent=1, n=2),
        UnansweredCount(subject=ROLE, n_recent=0, n=2),
        UnansweredCount(subject=OUTSIDE, n_recent=0, n=1),
    )
    with store.reading() as connection:
        assert len(connection.execute(select(unanswered)).all()) == 4


def test_there_is_room_for_a_day_a_subject_and_a_number_and_nothing_else() -> None:
    assert [column.name for column in unanswered.columns] == ["day", "subject", "n"]


@pytest.mark.parametrize(
    "subject", ["Can I share this about Kayden Doyle?", "", "digest-", "digest-README", "kcsie-2025"]
)
def test_only_what_is_on_our_list_is_stored(store: Store, dsl: Person, keeper: Person, subject: str) -> None:
    with pytest.raises(NotTaken) as refused:
        add(store, dsl, subject)
    assert "Doyle" not in f"{refused.value.message}{refused.value.hint}"
    assert counts(store, keeper) == ()


def test_a_dsl_counts_and_a_maintainer_reads(store: Store, dsl: Person, ann: Person, keeper: Person) -> None:
    for who in (ann, keeper, person("none")):
        with pytest.raises(NotAllowed):
            add(store, who, SHARING)
    for who in (ann, dsl, person("both", Role.DSL, Role.TRAINER)):
        with pytest.raises(NotAllowed):
            counts(store, who)


def test_many_count_at_once(store: Store, dsl: Person, keeper: Person) -> None:
    threads = [threading.Thread(target=add, args=(store, dsl, SHARING)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.n for one in counts(store, keeper)] == [12]
