"""A short round of ``make kills``: the writer, a replica and the server, each killed once."""

from __future__ import annotations

import pytest

from tests import kills


@pytest.mark.seldom
def test_nothing_is_lost_or_mixed_when_each_is_killed(vector_server: str) -> None:
    assert "3 kills" in kills.run(3)
