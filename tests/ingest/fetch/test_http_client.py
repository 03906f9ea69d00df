"""Asking the official hosts: only them, politely, and with patience that ends."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from ingest.errors import FetchError
from ingest.fetch.destination import FetchOutcome
from ingest.fetch.http_client import HOSTS
from tests.ingest.fetch.fetching import (
    EDITIONS,
    GUIDANCE,
    LANDING,
    PDF_2031,
    Fetch,
    Time,
    fetcher,
    library,
    lighthouses,
)
from tests.ingest.fetch.official_server import OfficialServer, Reply

pytestmark = pytest.mark.enable_socket


def html(title: str = "Sorry") -> bytes:
    return f"<!doctype html><title>{title}</title><p>There is a problem".encode()


REFUSED = {
    "404": (Reply(status=404), "assets.publishing.service.gov.uk answered 404; the file may have moved"),
    "410": (Reply(status=410), "answered 410; the file may have moved"),
    "403": (Reply(status=403), "answered 403"),
    "html": (Reply(body=html(), kind="text/html; charset=utf-8"), "a web page came instead of a PDF"),
    "ps": (Reply(body=b"%!PS-Adobe-3.0", kind="application/postscript"), "not a PDF (application/postscript)"),
    "tiny": (Reply(body=b"%P"), "what came is not a PDF"),
    "elsewhere": (Reply(status=302, headers={"Location": "https://example.org/a.pdf"}), "not an official host"),
    "http": (
        Reply(status=302, headers={"Location": "http://www.gov.uk/a.pdf"}),
        "http://www.gov.uk is not an official",
    ),
    "port": (Reply(status=302, headers={"Location": "https://www.gov.uk:8443/a.pdf"}), "not an official host"),
    "nowhere": (Reply(status=302, headers={"Location": "https://[www.gov.uk/a.pdf"}), "not an official host"),
    "circle": (Reply(status=302, headers={"Location": PDF_2031}), "redirects more than 5 times"),
    "no end": (Reply(body=b"%PDF-1.7 begun and not ended"), "cannot be read: lighthouses-2031.pdf.part is cut short"),
    "damaged": (Reply(body=b"%PDF-1.7 nothing in it\n%%EOF"), "cannot be read: lighthouses-2031.pdf.part"),
    "gzip": (Reply(body=b"not packed", headers={"Content-Encoding": "gzip"}), "the answer cannot be read"),
    "coffee": (Reply(status=418), "answered 418"),
}


@pytest.mark.parametrize("wrong", REFUSED)
@pytest.mark.parametrize("on_disk", [False, True])
def test_what_is_not_the_file_is_refused_at_once_and_nothing_of_it_stays(
    fetch: Fetch, folder: Path, server: OfficialServer, presented: bytes, elapsing: Time, wrong: str, on_disk: bool
) -> None:
    if on_disk:
        fetch(GUIDANCE)
    elapsing.slept.clear()
    reply, expected = REFUSED[wrong]
    server.serve(PDF_2031, reply)
    with pytest.raises(FetchError) as error:
        fetch(GUIDANCE)
    assert error.value.message.startswith("lighthouses-2031: ")
    assert expected in error.value.message
    assert f"https://www.gov.uk{LANDING}" in error.value.hint
    assert all(seconds <= 0.5 for seconds in elapsing.slept), "only the pause between requests"
    assert {asked.url.split("/")[2] for asked in server.asked} <= HOSTS
    assert library(folder) == ({"lighthouses-2031"} if on_disk else set())
    assert not list(folder.glob("*.part*"))
    if on_disk:
        assert (folder / "lighthouses-2031.pdf").read_bytes() == presented


def test_a_redirect_among_the_official_hosts_is_followed(
    fetch: Fetch, server: OfficialServer, presented: bytes
) -> None:
    moved = "https://www.gov.uk/files/moved.pdf"
    server.pdf(moved, presented)
    server.serve(PDF_2031, Reply(status=301, headers={"Location": moved}))
    assert fetch(GUIDANCE).path.read_bytes() == presented


@pytest.mark.parametrize(
    ("status", "headers", "waits"),
    [
        (503, {}, [2.0]),
        (500, {}, [2.0]),
        (429, {"Retry-After": "7"}, [7.0]),
        (503, {"Retry-After": "0"}, [0.0]),
        (429, {"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"}, [0.0]),
        (503, {"Retry-After": "soon"}, [2.0]),
    ],
)
def test_a_busy_server_is_given_the_time_it_asks_for(
    fetch: Fetch,
    server: OfficialServer,
    presented: bytes,
    elapsing: Time,
    status: int,
    headers: dict[str, str],
    waits: list[float],
) -> None:
    good = server.replies[PDF_2031][0]
    server.serve(PDF_2031, Reply(status=status, headers=headers), good)
    assert fetch(GUIDANCE).outcome is FetchOutcome.NEW
    assert [seconds for seconds in elapsing.slept if seconds != 0.5] == waits


def test_a_server_that_stays_busy_is_left_alone_after_ever_longer_waits(
    fetch: Fetch, server: OfficialServer, presented: bytes, elapsing: Time, folder: Path
) -> None:
    server.serve(PDF_2031, Reply(status=503))
    with pytest.raises(FetchError, match=r"answered 503 \(tried 4 times\)") as error:
        fetch(GUIDANCE)
    assert error.value.hint.startswith("try again later")
    assert elapsing.slept == [2.0, 4.0, 8.0]
    assert library(folder) == set()


def test_more_patience_than_a_person_has_is_not_shown(
    fetch: Fetch, server: OfficialServer, presented: bytes, elapsing: Time
) -> None:
    server.serve(PDF_2031, Reply(status=429, headers={"Retry-After": "3600"}))
    with pytest.raises(FetchError, match="asks to be left alone for 3600 seconds"):
        fetch(GUIDANCE)
    assert len(server.requests(PDF_2031)) == 1


def test_no_host_has_two_requests_at_a_time_and_each_a_pause_between(
    folder: Path, client: httpx.Client, server: OfficialServer, presented: bytes, elapsing: Time
) -> None:
    same = fetcher(folder, client, EDITIONS, elapsing)
    assert [same.fetch(GUIDANCE).outcome for _ in range(3)] == [
        FetchOutcome.NEW,
        FetchOutcome.UNCHANGED,
        FetchOutcome.UNCHANGED,
    ]
    assert set(server.most_at_once.values()) == {1}
    assert len(server.asked) == 4, "the page once, the file each time"
    assert elapsing.slept == [0.5, 0.5]


@pytest.mark.parametrize("url", ["https://example.org/a.pdf", "http://www.gov.uk/a.pdf", "https://[x/a.pdf", ""])
def test_an_address_that_is_not_official_is_not_asked(fetch: Fetch, server: OfficialServer, url: str) -> None:
    with pytest.raises(FetchError, match="no address for its PDF that can be asked"):
        fetch(lighthouses(file_url=url, landing_url="https://example.org/"))
    assert server.asked == []
