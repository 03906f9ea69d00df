"""The lock file: read as written, whole or not at all, and one fetch at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.errors import FetchError
from ingest.fetch.lockfile import LOCK_NAME, Lock, Locked, SetAside, fetching_alone, read_lock, write_lock

ENTRY = Locked(
    url="https://www.gov.uk/a",
    kind="html",
    fetched_on=date(2031, 10, 1),
    sha256="ab",
    n_bytes=2,
    updated=date(2031, 9, 1),
)
ASIDE = SetAside(
    url="https://www.gov.uk/a", on=date(2031, 10, 2), file="set-aside/a.pdf", sha256="cd", reason="it is B"
)


def test_a_lock_is_read_as_written_and_without_one_it_is_empty(tmp_path: Path) -> None:
    assert read_lock(tmp_path) == Lock()
    lock = Lock().with_fetched("a", ENTRY).with_set_aside("b", ASIDE)
    write_lock(tmp_path, lock)
    assert read_lock(tmp_path) == lock
    assert [file.name for file in tmp_path.iterdir()] == [LOCK_NAME]


def test_what_came_instead_is_forgotten_once_the_source_came() -> None:
    lock = Lock().with_set_aside("a", ASIDE).with_set_aside("b", ASIDE).with_fetched("a", ENTRY)
    assert set(lock.set_aside) == {"b"}


@pytest.mark.parametrize("content", ["", "{", '{"fetched": {"a": {}}}', "[]"])
def test_a_lock_that_cannot_be_read_is_reported(tmp_path: Path, content: str) -> None:
    (tmp_path / LOCK_NAME).write_text(content)
    with pytest.raises(FetchError, match="not in the expected form") as error:
        read_lock(tmp_path)
    assert "move it away" in error.value.hint


def test_two_fetches_do_not_write_to_one_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    with fetching_alone(folder), pytest.raises(FetchError, match="another fetch"), fetching_alone(folder):
        pytest.fail("two at a time")
    with fetching_alone(folder):
        assert folder.is_dir()
