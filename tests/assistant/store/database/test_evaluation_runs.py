from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import NotAllowed, NotStored, StoreError
from assistant.people import Person, Role
from assistant.store.database import evaluation_runs
from assistant.store.database.store import Store
from evals import records
from tests.assistant.store.conftest import Clock, person


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "run"
    made.mkdir()
    (made / "manifest.json").write_text(json.dumps({"n": 3}))
    return made


def test_a_run_is_noted_and_read_again_when_it_was_scored(
    store: Store, keeper: Person, folder: Path, clock: Clock
) -> None:
    first = evaluation_runs.add(store, keeper, folder)
    assert (first.manifest, first.scores, first.folder) == ({"n": 3}, None, folder)
    (folder / "scores.json").write_text(json.dumps({"nDCG@10": 0.5}))
    clock.pass_(hours=1)
    again = evaluation_runs.add(store, keeper, folder)
    assert (again.id, again.scores, again.added) == (first.id, {"nDCG@10": 0.5}, clock.now)
    assert evaluation_runs.listed(store, keeper) == (again,)
    assert evaluation_runs.read(store, keeper, first.id) == again
    evaluation_runs.remove(store, keeper, first.id)
    assert evaluation_runs.listed(store, keeper) == ()
    assert (folder / "manifest.json").is_file()
    with pytest.raises(NotStored):
        evaluation_runs.read(store, keeper, first.id)


@pytest.mark.parametrize("roles", [(), (Role.DSL,), (Role.TRAINER,), (Role.DSL, Role.TRAINER)])
def test_only_maintainers_see_runs(store: Store, keeper: Person, folder: Path, roles: tuple[Role, ...]) -> None:
    known, other = evaluation_runs.add(store, keeper, folder), person("other", *roles)
    for touch in (
        lambda: evaluation_runs.listed(store, other),
        lambda: evaluation_runs.read(store, other, known.id),
        lambda: evaluation_runs.add(store, other, folder),
        lambda: evaluation_runs.remove(store, other, known.id),
    ):
        with pytest.raises(NotAllowed):
            touch()


@pytest.mark.parametrize("content", [None, "{", "[]"])
def test_a_folder_that_holds_no_run_is_said(store: Store, keeper: Person, folder: Path, content: str | None) -> None:
    (folder / "manifest.json").unlink() if content is None else (folder / "manifest.json").write_text(content)
    with pytest.raises(StoreError, match=r"manifest\.json"):
        evaluation_runs.add(store, keeper, folder)


def test_the_files_are_named_as_the_evaluation_names_them() -> None:
    assert (evaluation_runs._MANIFEST, evaluation_runs._SCORES) == (records.MANIFEST, records.SCORES)
