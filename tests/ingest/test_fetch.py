"""Fetching: what arrives is the official PDF, whole, or nothing under its name."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from corpus.register import load_register
from corpus.types import Authority, Source
from ingest import fetch as fetching
from ingest.errors import FetchError
from ingest.fetch import HOSTS, fetch, fetchable

PDF = b"%PDF-1.7\n" + b"a page of something " * 20_000
URL = "https://assets.publishing.service.gov.uk/media/1/Guidance.pdf"
Answer = Callable[[httpx.Request], httpx.Response]


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr(fetching.time, "sleep", slept.append)
    return slept


def source(**changes: Any) -> Source:
    return Source(**{
        "source_id": "guidance-2031",
        "title": "Guidance",
        "publisher": "A department",
        "edition": "2031",
        "authority": Authority.STATUTORY_GUIDANCE,
        "landing_url": "https://www.gov.uk/guidance",
        "file_url": URL,
        **changes,
    })


def answering(*answers: Answer) -> tuple[httpx.Client, list[httpx.Request]]:
    """Give a client whose requests are answered in turn (the last answer again and again), and what it was asked."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return answers[min(len(asked), len(answers)) - 1](request)

    return httpx.Client(transport=httpx.MockTransport(answer)), asked


def gives(status: int = 200, content: bytes = PDF, **headers: str) -> Answer:
    named = {"Content-Type": "application/pdf"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request: httpx.Response(status, content=content, headers=named)


def test_the_pdf_arrives_under_its_sources_id(tmp_path: Path) -> None:
    client, asked = answering(gives())
    assert fetch(source(), tmp_path / "new" / "folder", client) == tmp_path / "new" / "folder" / "guidance-2031.pdf"
    assert [file.name for file in (tmp_path / "new" / "folder").iterdir()] == ["guidance-2031.pdf"]
    assert (tmp_path / "new" / "folder" / "guidance-2031.pdf").read_bytes() == PDF
    assert asked[0].headers["User-Agent"].startswith("dsl-guidance-assistant/")
    assert not client.is_closed


def test_progress_is_told_up_to_the_whole(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    fetch(source(), tmp_path, answering(gives())[0], lambda done, total: told.append((done, total)))
    assert len(told) > 1
    assert told == sorted(told)
    assert told[-1] == (len(PDF), len(PDF))


def test_without_an_announced_length_the_total_is_not_known(tmp_path: Path) -> None:
    told: list[int | None] = []
    client, _ = answering(lambda request: httpx.Response(200, content=iter([PDF[:3], PDF[3:]])))
    path = fetch(source(), tmp_path, client, lambda done, total: told.append(total))
    assert path.read_bytes() == PDF
    assert set(told) == {None}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (gives(404), "assets.publishing.service.gov.uk answered 404; the file may have moved"),
        (gives(403), "answered 403"),
        (gives(content=b"<!doctype html><p>Sorry", Content_Type="text/html; charset=utf-8"), "a web page came instead"),
        (gives(content=b"%!PS-Adobe", Content_Type="application/postscript"), "not a PDF (application/postscript)"),
        (gives(content=b"not compressed", Content_Encoding="gzip"), "the answer cannot be read"),
        (gives(302, b"", Location="https://example.org/Guidance.pdf"), "https://example.org is not an official host"),
        (gives(302, b"", Location="http://www.gov.uk/Guidance.pdf"), "http://www.gov.uk is not an official host"),
        (gives(302, b"", Location="https://www.gov.uk:8443/Guidance.pdf"), "is not an official host"),
        (gives(302, b"", Location="https://[www.gov.uk/Guidance.pdf"), "is not an official host"),
        (gives(302, b"", Location=URL), "redirects more than 5 times"),
    ],
)
def test_what_is_not_the_file_is_refused_at_once(
    tmp_path: Path, no_waiting: list[float], answer: Answer, said: str
) -> None:
    client, asked = answering(answer)
    with pytest.raises(FetchError) as error:
        fetch(source(), tmp_path, client)
    assert error.value.message.startswith("guidance-2031: ")
    assert said in error.value.message
    assert "https://www.gov.uk/guidance" in error.value.hint
    assert not no_waiting
    assert {request.url.host for request in asked} <= HOSTS
    assert list(tmp_path.iterdir()) == []


def test_a_redirect_among_the_official_hosts_is_followed(tmp_path: Path) -> None:
    client, asked = answering(gives(301, b"", Location="https://www.gov.uk/files/Guidance.pdf"), gives())
    assert fetch(source(), tmp_path, client).read_bytes() == PDF
    assert [request.url.host for request in asked] == ["assets.publishing.service.gov.uk", "www.gov.uk"]


@pytest.mark.parametrize("url", ["https://example.org/Guidance.pdf", "http://www.gov.uk/Guidance.pdf", ""])
def test_an_address_that_is_not_official_is_not_asked(tmp_path: Path, url: str) -> None:
    client, asked = answering(gives())
    with pytest.raises(FetchError, match="guidance-2031"):
        fetch(source(file_url=url), tmp_path, client)
    assert asked == []


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, announced: bool) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 100_000)
    content = PDF if announced else None
    answer = lambda request: httpx.Response(200, content=content or iter([PDF]))  # noqa: E731
    with pytest.raises(FetchError, match="larger than"):
        fetch(source(), tmp_path, answering(answer)[0])
    assert list(tmp_path.iterdir()) == []


def lost(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no route", request=request)


def lost_midway(request: httpx.Request) -> httpx.Response:
    def blocks() -> Any:
        yield PDF[:100_000]
        raise httpx.ReadTimeout("no more came", request=request)

    return httpx.Response(200, content=blocks())


PASSING = [
    (gives(503), "answered 503"),
    (gives(Content_Length=str(len(PDF) + 9)), f"cut short ({len(PDF)} of {len(PDF) + 9} bytes came)"),
    (gives(content=b""), "empty file"),
    (lost, "the connection failed: no route"),
    (lost_midway, "the connection failed: no more came"),
]


@pytest.mark.parametrize(("failing", "said"), PASSING)
def test_a_failure_that_passes_is_tried_once_more(
    tmp_path: Path, no_waiting: list[float], failing: Answer, said: str
) -> None:
    client, asked = answering(failing, gives())
    assert fetch(source(), tmp_path, client).read_bytes() == PDF
    assert len(asked) == 2
    assert no_waiting == [2.0]


@pytest.mark.parametrize(("failing", "said"), PASSING)
def test_a_failure_that_stays_is_told_and_leaves_the_old_file(tmp_path: Path, failing: Answer, said: str) -> None:
    old = tmp_path / "guidance-2031.pdf"
    old.write_bytes(b"%PDF-1.4 the old one")
    client, asked = answering(failing)
    with pytest.raises(FetchError) as error:
        fetch(source(), tmp_path, client)
    assert said in error.value.message
    assert "tried twice" in error.value.message
    assert len(asked) == 2
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"%PDF-1.4 the old one"]


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(fetching.os, "fsync", full)
    with pytest.raises(FetchError, match=r"guidance-2031.*No space left on device") as error:
        fetch(source(), tmp_path, answering(gives())[0])
    assert "disk space" in error.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("not a folder")
    with pytest.raises(FetchError, match="cannot be written"):
        fetch(source(), tmp_path / "library", answering(gives())[0])


def test_an_interrupted_fetch_leaves_nothing(tmp_path: Path) -> None:
    def interrupt(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(source(), tmp_path, answering(gives())[0], interrupt)
    assert list(tmp_path.iterdir()) == []


def test_fetchable_are_the_pdfs_on_official_hosts() -> None:
    urls = [URL, "", "https://www.gov.uk/a-page", "https://example.org/a.pdf", "https://www.gov.uk/b.PDF?download=1"]
    register = load_register().with_sources(source(source_id=f"s-{n}", file_url=url) for n, url in enumerate(urls))
    found = {known.source_id for known in fetchable(register)}
    assert {known for known in found if known.startswith("s-")} == {"s-0", "s-4"}
    assert {"kcsie-2025", "kcsie-2026", "working-together-2023", "working-together-2026"} <= found
    assert "operation-encompass-2025" not in found
