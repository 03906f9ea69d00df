"""What needs doing on this computer, notices for the library page: nobody is asked, and no PDF is read."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from corpus.register.register import Register
from corpus.settings import LibrarySettings
from ingest.errors import FetchError
from ingest.fetch.lockfile import LOCK_NAME, Lock, SetAside, write_lock
from ingest.files import sha256_of
from ingest.index.builder import Builder
from ingest.index.inputs import Item
from ingest.upkeep import check_offline
from tests.doubles import WordEmbedder, a_source
from tests.ingest import pdfs

TODAY = date(2031, 10, 1)
OLD = a_source("h-2030", names=("Handbook 2030",), in_force_from=date(2030, 9, 1), in_force_to=date(2031, 8, 31))
NEW = a_source("h-2031", names=("Handbook 2031",), in_force_from=date(2031, 9, 1), supersedes=("h-2030",))
DUE = a_source("advice", review_by=date(2031, 8, 31), landing_url="https://www.gov.uk/advice")
SHUT = a_source("rota", title="Rota", edition="one", publisher="The office", review_by=date(2031, 8, 31), file_url="")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LibrarySettings:
    monkeypatch.setattr(check_offline, "load_register", lambda: Register({s.source_id: s for s in (OLD, NEW, DUE)}))
    monkeypatch.setattr(check_offline, "load_digests", lambda: ())
    return LibrarySettings(index_dir=tmp_path / "index", library_dir=tmp_path)


def test_a_finding_says_whom_to_ask_for_what_in_words(settings: LibrarySettings, tmp_path: Path) -> None:
    items = [
        Item(
            source=source,
            pdf=(pdf := pdfs.make(tmp_path / f"{source.source_id}.pdf", [pdfs.filler(1)])),
            sha256=sha256_of(pdf),
        )
        for source in (OLD, DUE, SHUT)
    ]
    Builder(settings.index_dir, WordEmbedder()).build(items)
    notices = {one.text.split()[0]: one for one in check_offline.library_notices(settings, TODAY)}
    assert all(one.to_do for one in notices.values())
    assert notices["Handbook"].text == (
        "Handbook 2031 has applied since 1 September 2031, and here is only Handbook 2030."
        " Ask whoever looks after this computer to run 'python -m ingest fetch h-2031' and then 'make index'."
    )
    assert "Look at its official page, and tell whoever looks after this computer" in notices["The"].text
    assert notices["The"].url == "https://www.gov.uk/advice"
    assert notices["Rota,"].text.endswith(
        "Ask The office whether it still stands, and tell whoever looks after this computer."
    )
    assert notices["Rota,"].url == ""


def test_what_needs_doing_comes_before_what_is_worth_knowing(settings: LibrarySettings, tmp_path: Path) -> None:
    aside = SetAside(url="https://x.test", on=TODAY, file="set-aside/h.pdf", sha256="1", reason="it is of 2033")
    write_lock(tmp_path, Lock(set_aside={"h-2031": aside}))
    notices = check_offline.library_notices(settings, TODAY)
    assert [one.to_do for one in notices] == [True, False]
    assert "Ask whoever looks after this computer to look at set-aside/h.pdf" in notices[0].text


def test_a_lock_file_that_cannot_be_read_is_an_error_with_a_hint(settings: LibrarySettings, tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).write_text("{", encoding="utf-8")
    with pytest.raises(FetchError, match="cannot be read"):
        check_offline.library_notices(settings, TODAY)


def test_the_real_register_and_digests_are_looked_over_in_under_a_second(tmp_path: Path) -> None:
    started = time.perf_counter()
    check_offline.library_notices(
        LibrarySettings(index_dir=tmp_path / "none", library_dir=tmp_path), date(2026, 11, 25)
    )
    assert time.perf_counter() - started < 1
