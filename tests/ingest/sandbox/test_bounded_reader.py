"""Reading in a process of its own: the same as reading here, and a file that does harm harms that process only."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from corpus.types import Authority, Source
from ingest.errors import EncryptedPdf, UnreadablePdf
from ingest.pdf.parser import parse
from ingest.sandbox.bounded_reader import BoundedReader, Limits
from ingest.structure.pages_to_blocks import structure
from tests.ingest import hostile, pdfs

SOURCE = Source(source_id="a", title="A guide", publisher="Us", edition="1", authority=Authority.LOCAL)
SHORT = Limits(seconds=4.0, memory_mb=1024)
SMALL = Limits(seconds=60.0, memory_mb=1024)


def test_what_is_read_there_is_what_is_read_here(tmp_path: Path) -> None:
    path = pdfs.numbered(tmp_path / "a.pdf")
    with BoundedReader() as reader:
        reading = reader.read(path, SOURCE)
    document = parse(path, "a")
    assert reading.parsed.document == document
    assert reading.blocks == structure(document, SOURCE)


def test_one_process_reads_many_files(tmp_path: Path) -> None:
    paths = [pdfs.make(tmp_path / f"{n}.pdf", [pdfs.filler(n)]) for n in range(3)]
    with BoundedReader() as reader:
        first = reader.read(paths[0], SOURCE)
        process = reader._process
        assert first.parsed.document.pages
        for path in paths[1:]:
            reader.read(path, SOURCE)
        assert reader._process is process
    assert process is not None
    assert not running(process.pid)


def test_an_error_comes_back_as_itself_and_the_process_goes_on(tmp_path: Path) -> None:
    locked = pdfs.make(tmp_path / "locked.pdf", [pdfs.filler(1)], password="secret")
    good = pdfs.make(tmp_path / "good.pdf", [pdfs.filler(1)])
    with BoundedReader() as reader:
        with pytest.raises(EncryptedPdf, match=r"locked\.pdf needs a password") as caught:
            reader.read(locked, SOURCE)
        process = reader._process
        assert reader.read(good, SOURCE).parsed.document.pages
        assert reader._process is process
    assert caught.value.hint == "Save a copy without a password."


@pytest.mark.parametrize(
    ("name", "limits", "expected"),
    [("slow", SHORT, "was not read within 4 seconds"), ("bomb", SMALL, "crash or run out of memory")],
)
def test_a_file_that_harms_its_reader_is_given_up_and_the_next_is_read(
    tmp_path: Path, name: str, limits: Limits, expected: str
) -> None:
    bad, good = tmp_path / f"{name}.pdf", pdfs.make(tmp_path / "good.pdf", [pdfs.filler(1)])
    hostile.FILES[name][0](bad)
    with BoundedReader(limits) as reader:
        with pytest.raises(UnreadablePdf, match=rf"{name}\.pdf .*{expected}"):
            reader.read(bad, SOURCE)
        assert "Sentence 1" in reader.read(good, SOURCE).parsed.document.pages[0].text


def test_a_reader_that_was_killed_between_files_is_noticed(tmp_path: Path) -> None:
    path = pdfs.make(tmp_path / "a.pdf", [pdfs.filler(1)])
    with BoundedReader() as reader:
        reader.read(path, SOURCE)
        assert reader._process is not None
        os.kill(reader._process.pid, signal.SIGKILL)
        with pytest.raises(UnreadablePdf, match="crash"):
            reader.read(path, SOURCE)
        assert reader.read(path, SOURCE).parsed.document.pages


def test_nothing_is_left_running_of_a_reader_that_was_given_up(tmp_path: Path) -> None:
    slow = tmp_path / "slow.pdf"
    hostile.FILES["slow"][0](slow)
    with BoundedReader(Limits(seconds=1.0)) as reader:
        process = reader._process = reader._start()
        with pytest.raises(UnreadablePdf):
            reader.read(slow, SOURCE)
    assert not running(process.pid)


def running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
