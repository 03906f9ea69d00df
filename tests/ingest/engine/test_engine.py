"""Engines: each does all tasks, and says which result is whose; what is no engine is named."""

from __future__ import annotations

import sys

import pytest

from ingest.engine import LocalEngine, open_engine
from ingest.errors import BuildError


def test_this_process_does_tasks_in_their_order_and_takes_one_at_a_time() -> None:
    taken: list[int] = []

    def tasks() -> object:
        for task in range(3):
            taken.append(task)
            yield task

    results = LocalEngine().run(lambda task: task * 2, tasks())  # type: ignore[arg-type]
    assert next(results) == (0, 0)
    assert taken == [0]
    assert list(results) == [(1, 2), (2, 4)]


def test_without_an_address_the_work_is_done_here() -> None:
    with open_engine("") as engine:
        assert not engine.sends


@pytest.mark.parametrize("address", ["ray://head:10001", "http://127.0.0.1:8786", "head:8786"])
def test_an_address_of_another_kind_is_named(address: str) -> None:
    with pytest.raises(BuildError, match=address):
        open_engine(address)


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "ingest.engine.dask_engine", raising=False)
    with pytest.raises(BuildError) as raised:
        open_engine("tcp://127.0.0.1:8786")
    assert "[engine]" in raised.value.hint
