from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.build import build_assistant
from assistant.errors import NotAllowed
from assistant.people import ALL_ROLES, Person, Role
from assistant.settings import StoreSettings
from assistant.store.database.store import Store, open_store
from assistant.store.reviews import checks, totals, verdicts
from assistant.store.reviews.checks import Origin, queue
from assistant.store.reviews.labels import CheckState
from assistant.store.reviews.verdicts import Judgement
from assistant.types import Outcome
from corpus.register import load_register
from corpus.settings import LibrarySettings
from evals.errors import NothingScored
from evals.judgements.practice_answers import N_PRACTICE, add_practice, practice_questions
from evals.judgements.review_exports import DrawResult, export_judged_questions, export_verdicts

ON = date(2026, 11, 26)
ANN = Person(id="ann", name="Ann", roles=ALL_ROLES)
BEA = Person(id="bea", name="Bea", roles=frozenset({Role.TRAINER}))
N = sum(N_PRACTICE.values())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    url = SecretStr(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    opened = open_store(StoreSettings(database_url=url, evidence_dir=tmp_path / "evidence"))
    yield opened
    opened.close()


def test_the_questions_are_the_same_for_everybody_and_stand_alone() -> None:
    chosen = practice_questions()
    assert chosen == practice_questions()
    assert {kind: sum(one.kind == kind for one in chosen) for kind in N_PRACTICE} == N_PRACTICE
    assert not any(one.history for one in chosen)


def test_the_bundled_digests_are_enough_and_nothing_of_practice_is_counted_or_exported(
    store: Store, bundled_index: Path
) -> None:
    """From the button to the exports, over the digests alone."""
    assistant = build_assistant(LibrarySettings(index_dir=bundled_index, reranker_model="none"))
    assert add_practice(store, ANN, assistant, assistant.index, ON) == DrawResult(n_new=N, n_known=0, n_unfit=0)
    assert add_practice(store, BEA, assistant, assistant.index, ON) == DrawResult(n_new=0, n_known=N, n_unfit=0)
    waiting = queue(store, ANN)
    assert {one.origin for one in waiting} == {Origin.PRACTICE}
    read = [checks.read(store, ANN, one.id) for one in waiting]
    assert Outcome.ANSWERED in {one.answer["outcome"] for one in read}
    first = next(one for one in read if one.shown)
    assert checks.page_pdf(store, ANN, first.id, first.shown[0].marker) is not None
    for one in read:
        for who in (ANN, BEA):
            labels = {statement.key: one.asks.labels[0] for statement in one.statements}
            verdicts.submit(store, who, one.id, Judgement(labels=labels))
    assert {one.state for one in queue(store, ANN)} == {CheckState.AGREED}
    assert checks.settled(store, ANN) == ()
    assert verdicts.first_labels(store, ANN) == {}
    assert totals.waiting(store, ANN).n_settled == 0
    for export in (
        lambda: export_verdicts(store, ANN),
        lambda: export_judged_questions(store, ANN, load_register(), ON),
    ):
        with pytest.raises(NothingScored):
            export()
    assert checks.remove_practice(store, BEA) == N
    assert queue(store, ANN) == ()
    assert list(store.files.folder.glob("*.pdf")) == []


@pytest.mark.parametrize("role", [Role.DSL, Role.MAINTAINER])
def test_practice_is_for_trainers(store: Store, role: Role) -> None:
    other = Person(id="x", name="X", roles=frozenset({role}))
    with pytest.raises(NotAllowed):
        add_practice(store, other, None, None, ON)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        checks.remove_practice(store, other)
