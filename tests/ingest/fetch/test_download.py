"""A PDF brought to disk: whole, gone on with after a break, or refused; never half of it under its name."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import httpx
import pytest

from ingest.errors import FetchError
from ingest.fetch import download
from ingest.fetch import fetcher as fetching
from tests.ingest.fetch.fetching import EDITIONS, GUIDANCE, PDF_2031, Fetch, fetcher, library, lighthouse_pdf
from tests.ingest.fetch.official_server import OfficialServer, Reply

pytestmark = pytest.mark.enable_socket


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_that_is_too_large_is_refused(
    fetch: Fetch,
    folder: Path,
    server: OfficialServer,
    presented: bytes,
    monkeypatch: pytest.MonkeyPatch,
    announced: bool,
) -> None:
    monkeypatch.setattr(download, "MAX_BYTES", 10_000)
    if not announced:
        monkeypatch.setattr(download, "version_of", lambda url, response: download.Version(url=url))
    with pytest.raises(FetchError, match="larger than"):
        fetch(GUIDANCE)
    assert not list(folder.glob("*.pdf*"))
    assert library(folder) == set()


def test_a_file_cut_short_goes_on_from_where_it_broke_off(
    fetch: Fetch, server: OfficialServer, presented: bytes
) -> None:
    good = server.replies[PDF_2031][0]
    cut = Reply(body=presented, headers=good.headers, stops_after=10_000)
    server.serve(PDF_2031, cut, good)
    assert fetch(GUIDANCE).path.read_bytes() == presented
    second = server.requests(PDF_2031)[1]
    assert second["Range"] == "bytes=10000-"
    assert second["If-Range"] == good.headers["ETag"]


def test_a_file_that_stays_cut_short_is_no_file(
    fetch: Fetch, folder: Path, server: OfficialServer, presented: bytes
) -> None:
    server.serve(PDF_2031, Reply(body=presented, stops_after=10_000))
    with pytest.raises(FetchError, match=r"the connection failed.*\(tried 4 times\)"):
        fetch(GUIDANCE)
    assert library(folder) == set()
    assert not list(folder.glob("*.part*")), "without a mark of the version no try can go on"


def test_what_came_before_a_break_stays_for_the_next_fetch(
    fetch: Fetch, folder: Path, server: OfficialServer, presented: bytes
) -> None:
    good = server.replies[PDF_2031][0]
    server.serve(PDF_2031, Reply(body=presented, headers=good.headers, stops_after=9_000, ranges=False))
    with pytest.raises(FetchError, match="tried 4 times"):
        fetch(GUIDANCE)
    assert library(folder) == set()
    server.serve(PDF_2031, good)
    assert fetch(GUIDANCE).path.read_bytes() == presented
    assert server.requests(PDF_2031)[-1]["Range"] == "bytes=9000-"


def test_a_file_that_changed_meanwhile_is_begun_anew(
    fetch: Fetch, server: OfficialServer, presented: bytes, tmp_path: Path
) -> None:
    other = lighthouse_pdf(tmp_path, n_pages=70)
    cut = Reply(body=presented, headers={"ETag": '"old"'}, stops_after=10_000)
    server.serve(PDF_2031, cut, Reply(body=other, headers={"ETag": '"new"'}))
    assert fetch(GUIDANCE).path.read_bytes() == other


def test_a_part_of_nothing_known_is_not_gone_on_with(
    fetch: Fetch, folder: Path, server: OfficialServer, presented: bytes
) -> None:
    folder.mkdir()
    (folder / "lighthouses-2031.pdf.part").write_bytes(b"%PDF-1.7 of something else")
    (folder / "lighthouses-2031.pdf.part.json").write_text("{")
    assert fetch(GUIDANCE).path.read_bytes() == presented
    assert server.requests(PDF_2031)[0]["Range"] is None


def test_a_server_that_goes_on_from_elsewhere_is_asked_for_the_whole(
    fetch: Fetch, server: OfficialServer, presented: bytes
) -> None:
    good = server.replies[PDF_2031][0]
    cut = Reply(body=presented, headers=good.headers, stops_after=10_000)
    astray = {**good.headers, "Content-Range": f"bytes 5-{len(presented) - 1}/{len(presented)}"}
    server.serve(PDF_2031, cut, Reply(status=206, body=presented[5:], headers=astray), good)
    assert fetch(GUIDANCE).path.read_bytes() == presented


def test_a_part_that_was_whole_already_costs_one_byte(
    fetch: Fetch,
    folder: Path,
    client: httpx.Client,
    server: OfficialServer,
    presented: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(fetching, "parse", killed)
        with pytest.raises(KeyboardInterrupt):
            fetch(GUIDANCE)
    assert library(folder) == set()
    assert fetch(GUIDANCE).path.read_bytes() == presented
    assert server.requests(PDF_2031)[-1]["Range"] == f"bytes={len(presented) - 1}-"


def test_a_server_that_drips_is_not_waited_for_for_ever(
    folder: Path, client: httpx.Client, server: OfficialServer, presented: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = server.replies[PDF_2031][0]
    server.serve(PDF_2031, Reply(body=presented, headers=good.headers, block=1_000, pause_s=0.02))
    monkeypatch.setattr(download, "MAX_TRY_S", 0.1)
    slow = fetcher(folder, client, EDITIONS)
    slow.api.asker.clock = time.monotonic
    with pytest.raises(FetchError, match="comes too slowly"):
        slow.fetch(GUIDANCE)
    assert library(folder) == set()
    assert (folder / "lighthouses-2031.pdf.part").stat().st_size > 1_000, "the next fetch goes on"


def test_a_killed_fetch_leaves_nothing_to_index_and_resumes(
    folder: Path, fetch: Fetch, server: OfficialServer, presented: bytes
) -> None:
    good = server.replies[PDF_2031][0]
    slow = Reply(body=presented, headers=good.headers, block=1_000, pause_s=0.05)
    server.serve(PDF_2031, slow)
    program = textwrap.dedent(f"""
        from pathlib import Path
        from tests.ingest.fetch.fetching import EDITIONS, GUIDANCE, fetcher
        from tests.ingest.fetch.official_server import official_client
        with official_client({server.port}) as client:
            fetcher(Path({str(folder)!r}), client, EDITIONS).fetch(GUIDANCE)
    """)
    with subprocess.Popen([sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": "."}) as running:
        part = folder / "lighthouses-2031.pdf.part"
        deadline = time.monotonic() + 60
        while not (part.exists() and part.stat().st_size > 3_000) and time.monotonic() < deadline:
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL
    n_before = part.stat().st_size
    assert 3_000 < n_before < len(presented)
    assert library(folder) == set()
    assert not list(folder.glob("*.pdf"))
    server.serve(PDF_2031, good)
    assert fetch(GUIDANCE).path.read_bytes() == presented
    assert server.requests(PDF_2031)[-1]["Range"] == f"bytes={n_before}-"
    assert library(folder) == {"lighthouses-2031"}


def test_progress_is_reported_up_to_the_whole(folder: Path, client: httpx.Client, presented: bytes) -> None:
    calls: list[tuple[int, int | None]] = []
    watched = fetching.replace(fetcher(folder, client, EDITIONS), on_progress=lambda *so_far: calls.append(so_far))
    watched.fetch(GUIDANCE)
    assert calls == sorted(calls)
    assert calls[-1] == (len(presented), len(presented))


def test_a_full_disk_is_reported_and_leaves_nothing(
    fetch: Fetch, folder: Path, presented: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(download.os, "fsync", full)
    with pytest.raises(FetchError, match=r"lighthouses-2031.*No space left on device") as error:
        fetch(GUIDANCE)
    assert "disk space" in error.value.hint
    assert not list(folder.glob("*.pdf*"))
