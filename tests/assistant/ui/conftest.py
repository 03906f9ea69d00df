"""What the tests of the pages share: a page in a test waits for its answer, which a browser would look for again and again."""

from __future__ import annotations

import pytest

from assistant.ui.ask.queue import running_view


@pytest.fixture(autouse=True)
def answers_awaited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one look at the questions under way last until one is done."""
    monkeypatch.setattr(running_view, "LOOK_S", 60.0)
