"""The whole of ``python -m ingest fetch`` over forty-one sources: a verdict each, nothing lost, and on again after a kill."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.fetch.lockfile import read_lock
from ingest.pdf.parser import parse
from ingest.web.web_pdf import read_anchors
from tests.ingest.fetch import journey
from tests.ingest.fetch.official_server import OfficialServer

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

ROOT = Path(__file__).parents[3]


def start(server: OfficialServer, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ingest.fetch.journey", str(server.port), str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_all_sources_each_have_a_verdict_and_a_kill_loses_nothing(
    server: OfficialServer, folder: Path, tmp_path: Path
) -> None:
    sources = journey.sources()
    assert len(sources) == 41
    journey.serve(server, tmp_path)
    file = next(source.file_url for source in sources if source.source_id == journey.SLOW)
    (whole,) = server.replies[file]
    server.serve(file, replace(whole, pause_s=0.5, block=1_000))
    killed = start(server, folder)
    part = folder / f"{journey.SLOW}.pdf.part"
    until = time.monotonic() + 120
    while not (part.exists() and part.stat().st_size) and time.monotonic() < until:
        time.sleep(0.1)
    killed.kill()
    killed.communicate()
    server.settle()
    assert part.stat().st_size < len(whole.body)
    assert not (folder / f"{journey.SLOW}.pdf").exists(), "nothing partial has a PDF's name"

    server.serve(file, whole)
    done = start(server, folder)
    out, err = done.communicate(timeout=600)
    assert server.requests(file)[-1]["Range"], "it went on from where it broke off"
    assert (folder / f"{journey.SLOW}.pdf").read_bytes() == whole.body
    assert done.returncode == 1, "some could not be had"
    lock = read_lock(folder)
    order = [source.source_id for source in sources]
    before = dict.fromkeys(order[: order.index(journey.SLOW)], ": unchanged")
    special = {**before, **journey.NOT_HAD, **journey.ASIDE, **journey.NOTICED}
    for source in sources:
        source_id = source.source_id
        told = "\n".join(line for line in (out + err).splitlines() if line.startswith(f"{source_id}:"))
        assert told, f"{source_id} has no verdict"
        assert special.get(source_id, ": new") in told
        is_had = source_id not in {*journey.NOT_HAD, *journey.ASIDE}
        assert ((folder / f"{source_id}.pdf").exists(), source_id in lock.fetched) == (is_had, is_had)
        if is_had:
            assert parse(folder / f"{source_id}.pdf", source_id).pages
    for source_id in journey.STRUCTURED:
        assert read_anchors(folder / f"{source_id}.pdf").provisions, f"{source_id} has no record of its provisions"
    assert f"34 of 41 are in {folder}." in out
    assert set(lock.set_aside) == set(journey.ASIDE)
    assert not list(folder.glob("*.part*"))
    assert not [asked.url for asked in server.asked if asked.url.endswith("/data.pdf")]
    assert set(server.most_at_once.values()) == {1}
