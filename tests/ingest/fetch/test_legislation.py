"""Acts fetched: waited for while they are made, and only the version asked for is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import FetchError
from ingest.fetch.destination import FetchOutcome
from ingest.fetch.lockfile import read_lock
from tests.ingest import pdfs
from tests.ingest.fetch.fetching import ACT, ACT_PDF, Fetch, Time, library
from tests.ingest.fetch.official_server import OfficialServer, Reply

pytestmark = pytest.mark.enable_socket


def act_pdf(folder: Path, title: str, *status: str) -> bytes:
    page = [
        *pdfs.lines(780, *status, size=9),
        *pdfs.lines(700, title, "2019 CHAPTER 40", "It refers to the Harbour Act 1999."),
    ]
    return pdfs.make(folder / "act.pdf", [page, pdfs.filler(2)]).read_bytes()


AS_AT = ("Status: Point in time view as at 05/05/2030.", "Changes to legislation: See end of document.")


def test_an_act_that_is_still_being_made_is_asked_for_again_at_the_pace_documented(
    fetch: Fetch, folder: Path, server: OfficialServer, elapsing: Time, tmp_path: Path
) -> None:
    made = act_pdf(tmp_path, "Lighthouse Act 2019", *AS_AT)
    server.serve(ACT_PDF, *[Reply(status=202)] * 6, Reply(status=202, headers={"Retry-After": "3"}), Reply(body=made))
    assert fetch(ACT).path.read_bytes() == made
    assert elapsing.slept == [*[10.0] * 6, 3.0]
    entry = read_lock(folder).fetched["lighthouse-act-2019"]
    assert (entry.kind, entry.url, entry.dated) == ("law", ACT_PDF, "2030-05-05")


def test_an_act_that_is_never_made_is_given_up(
    fetch: Fetch, server: OfficialServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.serve(ACT_PDF, Reply(status=202))
    with pytest.raises(FetchError, match=r"still making the file \(asked 31 times\)"):
        fetch(ACT)
    assert len(server.requests(ACT_PDF)) == 31


@pytest.mark.parametrize(
    ("title", "status", "expected"),
    [
        ("Lighthouse Act 2019", ("Status: Point in time view as at 06/06/2030.",), "the version of 6 June 2030"),
        (
            "Lighthouse Act 2019",
            ("Status: This is the original version (as it was originally enacted).",),
            "as enacted",
        ),
        ("Lamp Act 2019", AS_AT, "do not name"),
    ],
)
def test_another_version_of_an_act_is_set_aside(
    fetch: Fetch,
    folder: Path,
    server: OfficialServer,
    tmp_path: Path,
    title: str,
    status: tuple[str, ...],
    expected: str,
) -> None:
    server.pdf(ACT_PDF, act_pdf(tmp_path, title, *status))
    fetched = fetch(ACT)
    assert fetched.outcome is FetchOutcome.SET_ASIDE
    assert expected in fetched.notices[0]
    assert library(folder) == set()
