"""One statement of what needs doing: the same, word for word, on each page that shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit as st
from pydantic import SecretStr
from streamlit.testing.v1 import AppTest

from assistant.settings import StoreSettings
from assistant.ui.shared import needs_doing
from corpus.index import generations
from corpus.settings import LibrarySettings
from ingest.upkeep import LibraryNotice

NOTICES = (
    LibraryNotice(text="The handbook was replaced. Ask somebody to run 'make index'.", url="", to_do=True),
    LibraryNotice(text="Soon.", url="", to_do=False),
)


def _library(library: object, desks: object) -> None:
    from assistant.ui.library import library_page

    library_page.show(library)  # type: ignore[arg-type]


def _look_after(library: object, desks: object) -> None:
    from assistant.people import ALL_ROLES, Person
    from assistant.ui.maintain import upkeep_page
    from ingest.upkeep import LibraryUpkeep

    person = Person(id="meg", name="Meg", roles=ALL_ROLES)
    upkeep_page.show(LibraryUpkeep(library), person, None, library)  # type: ignore[arg-type]


def _health(library: object, desks: object) -> None:
    from assistant.people import ALL_ROLES, Person
    from assistant.ui.maintain import health_page

    health_page.show(library, desks, Person(id="meg", name="Meg", roles=ALL_ROLES))  # type: ignore[arg-type]


PAGES = (_library, _look_after, _health)


def statements(library: LibrarySettings, tmp_path: Path) -> list[str]:
    """What each page says needs doing."""
    url = SecretStr(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    desks = StoreSettings(database_url=url, evidence_dir=tmp_path / "evidence")
    st.cache_data.clear()
    found = []
    for page in PAGES:
        shown = AppTest.from_function(page, args=(library, desks), default_timeout=60).run()
        assert not shown.exception
        html = "\n".join(element.proto.body for element in shown.get("html"))
        found += re.findall(r'<div class="dsl-upkeep"><h2>What needs doing.*?</div>', html, re.DOTALL)
        assert "<dt>Problems</dt>" not in html  # a second count of them, which may say none
    return found


def test_every_page_says_the_same(bundled_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs_doing, "library_notices", lambda settings, as_at: NOTICES)
    library = LibrarySettings(index_dir=bundled_index, library_dir=tmp_path)
    first, second, third = statements(library, tmp_path)
    assert first == second == third
    assert "What needs doing (1)" in first
    assert "press “Build the library again”" in first
    assert "make index" not in first


def test_a_library_that_is_not_there_is_part_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs_doing, "library_notices", lambda settings, as_at: ())
    library = LibrarySettings(index_dir=tmp_path / "none", library_dir=tmp_path)
    first, second, third = statements(library, tmp_path)
    assert first == second == third
    assert "What needs doing (1)" in first
    assert "There is no index" in first


def test_what_could_not_be_read_is_part_of_it(
    bundled_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needs_doing, "library_notices", lambda settings, as_at: ())
    manifest = generations.read_manifest(bundled_index, generations.current(bundled_index))
    generations.write_manifest(bundled_index, manifest.model_copy(update={"problems": ("a.pdf cannot be read",)}))
    try:
        first, second, third = statements(LibrarySettings(index_dir=bundled_index, library_dir=tmp_path), tmp_path)
    finally:
        generations.write_manifest(bundled_index, manifest)
    assert first == second == third
    assert "1 file or page could not be read when the library was built" in first
