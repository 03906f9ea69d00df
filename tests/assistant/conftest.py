"""What the tests of the pages share: a desk's store of a test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import StoreSettings
from assistant.store.database.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store that a page under test opens, empty."""
    monkeypatch.setenv("DSL_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.sqlite'}")
    monkeypatch.setenv("DSL_EVIDENCE_DIR", str(tmp_path / "evidence"))
    opened = open_store(StoreSettings.read())
    yield opened
    opened.close()
