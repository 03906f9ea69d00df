"""The commencement table as a person opens it on the library page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from corpus.index import generations
from corpus.provisions import Provision, Standing
from ingest.files import sha256_of
from ingest.index.builder import Builder
from ingest.index.inputs import Item
from ingest.web.web_pdf import Anchors
from tests.doubles import WordEmbedder
from tests.ingest import pdfs
from tests.ingest.fetch.fetching import ACT

PROVISIONS = (
    Provision(
        anchor="section-1", label="s.1", title="Keeping of lamps <b>", in_force_from=date(2024, 3, 1), extent="E+W"
    ),
    Provision(anchor="section-2", label="s.2", title="Foghorns", standing=Standing.PROSPECTIVE, extent="S"),
)


def _page() -> None:
    from assistant.ui.library import commencement_view
    from assistant.ui.resources import manifest_now
    from corpus.settings import LibrarySettings

    settings = LibrarySettings.read()
    commencement_view.show(settings, manifest_now(settings))


def shown(index_dir: Path, monkeypatch: pytest.MonkeyPatch, *provisions: Provision) -> AppTest:
    pdf = pdfs.make(index_dir.parent / f"{ACT.source_id}.pdf", [pdfs.filler(1), pdfs.filler(2)])
    item = Item(source=ACT, pdf=pdf, sha256=sha256_of(pdf), anchors=Anchors("https://example.org", (), provisions))
    Builder(index_dir, WordEmbedder()).build([item])
    monkeypatch.setenv("DSL_INDEX_DIR", str(index_dir))
    st.cache_data.clear()
    page = AppTest.from_function(_page, default_timeout=30).run()
    assert not page.exception
    return page


def html(page: AppTest) -> str:
    return " ".join(one.proto.body for one in page.get("html"))


def test_it_shows_each_section_with_its_day_its_extent_and_its_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(tmp_path / "index", monkeypatch, *PROVISIONS)
    assert page.selectbox(key="commencement-of").options == [ACT.full_title]
    table = html(page)
    assert "2 provisions, 1 of them marked" in table
    assert "Keeping of lamps &lt;b&gt;" in table
    for words in ("1 March 2024", "England, Wales", "Scotland", "not yet in force; not England"):
        assert words in table


def test_where_nothing_is_recorded_nothing_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(tmp_path / "index", monkeypatch)
    assert not page.selectbox
    assert html(page) == ""


def test_a_record_that_is_damaged_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index_dir = tmp_path / "index"
    shown(index_dir, monkeypatch, *PROVISIONS)
    file = generations.folder_of(index_dir, generations.current(index_dir)) / "provisions.json"
    file.write_bytes(b"{}")
    page = AppTest.from_function(_page, default_timeout=30).run()
    assert not page.selectbox
    assert "provisions.json has changed" in html(page)
