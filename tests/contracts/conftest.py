"""What the contracts run on: every back end of the index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.back_ends import BackEnd, embedded, served


@pytest.fixture(params=["embedded", "served"])
def back_end(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BackEnd]:
    if request.param == "embedded":
        yield embedded(tmp_path)
    else:
        yield request.getfixturevalue("a_served_one")


@pytest.fixture
def a_served_one(vector_server: str, tmp_path: Path) -> Iterator[BackEnd]:
    back_end = served(vector_server, tmp_path)
    yield back_end
    for computer in ("writer", "replica", "another"):
        back_end.open(computer).close()  # type: ignore[attr-defined]
