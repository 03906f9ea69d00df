"""Official texts that are not here, and PDFs of them that are dropped on the page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.errors import FetchError
from ingest.upkeep import official_files
from ingest.upkeep.official_files import OfficialFiles, files_in, missing_texts
from tests.ingest.fetch.fetching import LANDING, lighthouse_pdf, lighthouses, register_of

OLD = lighthouses(2030, file_url="https://www.gov.uk/media/2030.pdf")
NEW = lighthouses(2031, supersedes=("lighthouses-2030",))
BELLS = lighthouses(source_id="bells", title="Ringing bells", names=("Bells",), landing_url="https://example.org/")
REGISTER = register_of(OLD, NEW, BELLS)
DAY = date(2031, 10, 1)


@pytest.fixture(autouse=True)
def small_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(official_files, "load_register", lambda: REGISTER)


def test_what_is_missing_says_what_that_means_and_where_it_is() -> None:
    (alone,) = missing_texts(REGISTER, [NEW], set())
    assert (alone.source, alone.means, alone.address) == (
        NEW,
        "Answers cannot quote it",
        f"https://www.gov.uk{LANDING}",
    )
    (after,) = missing_texts(REGISTER, [NEW], {"lighthouses-2030"})
    assert after.means == "Answers quote Lighthouses 2030, which it replaced, and say so"
    assert missing_texts(REGISTER, [NEW], {"lighthouses-2031"}) == ()


def test_only_texts_that_apply_and_can_be_had_are_missed(folder: Path) -> None:
    files = OfficialFiles(folder)
    assert [one.source.source_id for one in files.missing(set(), DAY)] == ["lighthouses-2031"]
    assert files.missing({"lighthouses-2031"}, DAY) == ()
    folder.mkdir()
    (folder / "lighthouses-2031.pdf").write_bytes(b"%PDF")
    assert files_in(folder) == {"lighthouses-2031"}
    assert files.missing(set(), DAY) == ()


def test_a_dropped_pdf_is_recognised_and_its_name_becomes_no_path(folder: Path, tmp_path: Path) -> None:
    data = lighthouse_pdf(tmp_path, 2031)
    added = OfficialFiles(folder).add("../../evil name.pdf", data)
    assert added.source == NEW
    assert {file.name for file in folder.glob("*.pdf")} == {"lighthouses-2031.pdf"}
    assert not list(tmp_path.glob("**/evil*"))


def test_a_dropped_pdf_of_something_else_is_refused_by_its_name(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"mine\.pdf is no edition that the register knows: it seems to be another"):
        OfficialFiles(folder).add("mine.pdf", lighthouse_pdf(tmp_path, 2035))
    assert files_in(folder) == frozenset()


def test_a_folder_that_cannot_be_written_to_is_reported(folder: Path, tmp_path: Path) -> None:
    folder.write_text("no folder")
    with pytest.raises(FetchError, match="cannot be written to"):
        OfficialFiles(folder).add("a.pdf", lighthouse_pdf(tmp_path, 2031))
