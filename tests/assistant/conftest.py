"""What the tests of this room share: a store of a test's own, and scripts that must be used up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import StoreSettings
from assistant.store.database.store import Store, open_store
from tests.assistant.scripted_model import ScriptedModel, fail_if_unused


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store that a page under test opens, empty."""
    monkeypatch.setenv("DSL_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.sqlite'}")
    monkeypatch.setenv("DSL_EVIDENCE_DIR", str(tmp_path / "evidence"))
    opened = open_store(StoreSettings.read())
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def scripts_used_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that scripts more replies of a chat model than it asks for."""
    made: list[ScriptedModel] = []
    monkeypatch.setattr(ScriptedModel, "made", made)
    yield
    fail_if_unused(made)
