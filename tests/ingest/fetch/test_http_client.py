"""Asking the official hosts: only them, politely, and with patience that ends."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from ingest.errors import FetchError
from ingest.fetch.destination import FetchOutcome
from ingest.fetch.http_client import HOSTS, Asker
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
        (432, {}, [2.0]),
        (436, {"Retry-After": "290"}, [290.0]),
        (503, {"Retry-After": "300"}, [300.0]),
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
    with pytest.raises(FetchError, match=r"answered 503 \(tried 8 times in 254 seconds\)") as error:
        fetch(GUIDANCE)
    assert error.value.hint.startswith("try again later")
    assert elapsing.slept == [2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0], "five minutes and no more"
    assert library(folder) == set()


def test_a_server_out_of_order_is_tried_four_times(
    fetch: Fetch, server: OfficialServer, presented: bytes, elapsing: Time
) -> None:
    server.serve(PDF_2031, Reply(status=502))
    with pytest.raises(FetchError, match=r"answered 502 \(tried 4 times\)"):
        fetch(GUIDANCE)
    assert elapsing.slept == [2.0, 4.0, 8.0]


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


WALLS = {
    "it says so": Reply(status=202, headers={"x-amzn-waf-action": "challenge"}),
    "it says so with 405": Reply(status=405, headers={"x-amzn-waf-action": "captcha"}),
    "a web page": Reply(status=202, body=html("Checking your browser"), kind="text/html"),
    "nothing": Reply(status=202),
    "its own number": Reply(status=437),
}


@pytest.mark.parametrize("wall", WALLS)
def test_a_host_that_keeps_programs_out_is_asked_once_and_its_address_is_given(
    folder: Path, client: httpx.Client, server: OfficialServer, presented: bytes, elapsing: Time, wall: str
) -> None:
    server.serve(PDF_2031, WALLS[wall])
    one = fetcher(folder, client, EDITIONS, elapsing)
    for n in range(3):
        with pytest.raises(FetchError, match="keeps programs out") as error:
            one.fetch(GUIDANCE)
        assert f"open {PDF_2031} in a browser" in error.value.hint
        assert ("is not asked again in this run" in error.value.message) is (n > 0)
    assert len(server.requests(PDF_2031)) == 1
    assert [seconds for seconds in elapsing.slept if seconds > 0.5] == []


def test_a_file_in_the_making_is_asked_for_again(
    fetch: Fetch, server: OfficialServer, presented: bytes, elapsing: Time
) -> None:
    good = server.replies[PDF_2031][0]
    making = (Reply(status=202, body=b"made soon", kind="text/plain"), Reply(status=202, headers={"Retry-After": "3"}))
    server.serve(PDF_2031, *making, good)
    assert fetch(GUIDANCE).outcome is FetchOutcome.NEW
    assert [seconds for seconds in elapsing.slept if seconds > 0.5] == [10.0, 3.0]


@pytest.mark.parametrize("reply", [Reply(status=503), Reply(status=429, headers={"Retry-After": "3600"})])
def test_a_host_that_stays_busy_is_left_alone_for_the_rest_of_the_run(
    folder: Path, client: httpx.Client, server: OfficialServer, presented: bytes, elapsing: Time, reply: Reply
) -> None:
    server.serve(PDF_2031, reply)
    one = fetcher(folder, client, EDITIONS, elapsing)
    with pytest.raises(FetchError):
        one.fetch(GUIDANCE)
    n_asked = len(server.asked)
    with pytest.raises(FetchError, match="is not asked again in this run"):
        one.fetch(GUIDANCE)
    assert len(server.asked) == n_asked


def test_without_a_connection_a_host_is_given_up_once(folder: Path, elapsing: Time) -> None:
    def no_line(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        raise httpx.ConnectError("no line")

    asked: list[str] = []
    source = lighthouses(file_url=PDF_2031, landing_url="")
    with httpx.Client(transport=httpx.MockTransport(no_line)) as client:
        one = fetcher(folder, client, (source,), elapsing)
        for _ in range(5):
            with pytest.raises(FetchError, match="the connection failed: no line"):
                one.fetch(source)
    assert len(asked) == 4, "four tries in all, not for each source"


@pytest.mark.parametrize("status", [403, 432, 436])
def test_the_limits_of_legislation_are_waited_for(status: int, client: httpx.Client, server: OfficialServer) -> None:
    url = "https://www.legislation.gov.uk/ukpga/2019/40/data.htm"
    server.serve(url, Reply(status=status, headers={"Retry-After": "20"}), Reply(body=b"the text"))
    time = Time()
    asker = Asker(client=client, sleep=time.sleep, clock=time.clock)
    assert asker.patiently(lambda: asker.read(url, "text/html", 100)) == b"the text"
    assert time.slept == [20.0]


def test_rules_are_read_once_and_kept(
    folder: Path, client: httpx.Client, server: OfficialServer, presented: bytes, elapsing: Time
) -> None:
    rules = "https://assets.publishing.service.gov.uk/robots.txt"
    server.serve(rules, Reply(body=b"User-agent: *\nDisallow: /secret\nCrawl-delay: 7\n", kind="text/plain"))
    one = fetcher(folder, client, EDITIONS, elapsing)
    one.fetch(GUIDANCE)
    one.fetch(GUIDANCE)
    assert len(server.requests(rules)) == 1
    assert elapsing.slept == [7.0]
    hidden = lighthouses(file_url="https://assets.publishing.service.gov.uk/secret/a.pdf", landing_url="")
    with pytest.raises(FetchError, match="asks programs not to fetch this address"):
        one.fetch(hidden)
    assert not server.requests(hidden.file_url)


def test_who_asks_says_so_and_whom_to_write_to(client: httpx.Client, server: OfficialServer) -> None:
    url = server.serve("https://www.gov.uk/a", Reply(body=b"a"))
    Asker(client=client, contact="dsl@school.example").read(url, "text/html", 10)
    Asker(client=client).read(url, "text/html", 10)
    named, unnamed = (headers["User-Agent"] for headers in server.requests(url))
    assert named.startswith("dsl-guidance-assistant/")
    assert named.endswith(" (dsl@school.example)")
    assert unnamed.endswith(" (no contact given)")
