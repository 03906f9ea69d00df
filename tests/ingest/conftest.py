"""Fixtures of the tests of fetching: a server that imitates the official ones, and a fetcher whose waiting takes no time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.ingest.fetch.fetching import EDITIONS, LANDING, PDF_2031, Fetch, Time, attachment, fetcher, lighthouse_pdf
from tests.ingest.fetch.official_server import OfficialServer, official_client


@pytest.fixture
def server() -> Iterator[OfficialServer]:
    with OfficialServer() as server:
        yield server


@pytest.fixture
def client(server: OfficialServer) -> Iterator[httpx.Client]:
    with official_client(server.port) as client:
        yield client


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def elapsing() -> Time:
    return Time()


@pytest.fixture
def fetch(folder: Path, client: httpx.Client, elapsing: Time) -> Fetch:
    return lambda source: fetcher(folder, client, EDITIONS, elapsing).fetch(source)


@pytest.fixture
def presented(server: OfficialServer, tmp_path: Path) -> bytes:
    """The page of the guidance, which presents the file registered; gives the file."""
    data = lighthouse_pdf(tmp_path, n_pages=60)
    server.pdf(PDF_2031, data)
    titles = [attachment("Looking after lighthouses 2031", PDF_2031)]
    server.page(LANDING, title="Looking after lighthouses", details={"attachments": titles})
    return data
