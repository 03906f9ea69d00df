"""What has changed where a source was had from: each kind, as the sites answer."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from ingest.errors import FetchError
from ingest.fetch import SourceState
from ingest.fetch.fetcher import Fetcher
from tests.ingest.fetch.fetching import (
    ACT,
    ACT_TEXT,
    EDITIONS,
    GUIDANCE,
    LANDING,
    PDF_2031,
    Fetch,
    act_page,
    attachment,
    fetcher,
    lighthouse_pdf,
    lighthouses,
    register_of,
)
from tests.ingest.fetch.official_server import GOVUK, OfficialServer, Reply

pytestmark = pytest.mark.enable_socket

PDF_2032 = PDF_2031.replace("2031", "2032")
OURS = attachment("Looking after lighthouses 2031", PDF_2031)
NEXT = attachment("Looking after lighthouses 2032", PDF_2032)


@pytest.fixture
def looking(folder: Path, client: httpx.Client, fetch: Fetch, presented: bytes) -> Fetcher:
    """A fetcher whose folder has the guidance."""
    fetch(GUIDANCE)
    return fetcher(folder, client, EDITIONS)


def serve_page(server: OfficialServer, *files: dict[str, object], **content: object) -> None:
    server.page(LANDING, **{"title": "Looking after lighthouses", "details": {"attachments": list(files)}, **content})


def test_nothing_has_changed(looking: Fetcher) -> None:
    assert looking.look(GUIDANCE) == ()


def test_another_file_at_the_address_is_a_newer_file(looking: Fetcher, server: OfficialServer, tmp_path: Path) -> None:
    server.pdf(PDF_2031, lighthouse_pdf(tmp_path, n_pages=9))
    (change,) = looking.look(GUIDANCE)
    assert (change.state, change.file) == (SourceState.NEWER_FILE, PDF_2031)
    assert change.url == GOVUK + LANDING
    server.pdf(PDF_2031, lighthouse_pdf(tmp_path, n_pages=10))
    assert looking.look(GUIDANCE)[0].mark != change.mark, "one more change is another change"


def test_a_later_year_among_what_the_page_presents_is_a_newer_edition(looking: Fetcher, server: OfficialServer) -> None:
    summary = attachment("Looking after lighthouses 2032: summary of changes", f"{PDF_2032}.x.pdf")
    serve_page(server, OURS, NEXT, summary)
    (change,) = looking.look(GUIDANCE)
    assert (change.state, change.file, change.edition) == (SourceState.NEWER_EDITION, PDF_2032, "")
    assert change.says == "its page presents “Looking after lighthouses 2032”"


def test_an_edition_that_is_registered_is_named_and_one_that_is_here_is_no_news(
    looking: Fetcher, server: OfficialServer
) -> None:
    serve_page(server, OURS, NEXT)
    newer = lighthouses(2032, supersedes=("lighthouses-2031",))
    knowing = Fetcher(
        register=register_of(*EDITIONS, newer), folder=looking.folder, api=looking.api, today=looking.today
    )
    assert [one.edition for one in knowing.look(GUIDANCE)] == ["lighthouses-2032"]
    assert knowing.look(GUIDANCE, here={"lighthouses-2031", "lighthouses-2032"}) == ()


def test_a_page_that_presents_the_next_edition_alone_is_asked_no_more_for_this_one(
    looking: Fetcher, server: OfficialServer, client: httpx.Client, folder: Path
) -> None:
    by_page = lighthouses(2031, file_url="")
    serve_page(server, NEXT)
    (change,) = fetcher(folder, client, (by_page,)).look(by_page)
    assert change.state is SourceState.NEWER_EDITION


def test_withdrawn_moved_and_a_newer_file_are_said_of_one_source(
    looking: Fetcher, server: OfficialServer, tmp_path: Path
) -> None:
    there = f"{LANDING}--2"
    server.page(
        LANDING, schema_name="redirect", title=None, redirects=[{"path": LANDING, "type": "exact", "destination": there}]
    )  # fmt: skip
    server.page(
        there, title="Looking after lighthouses", details={"attachments": [OURS]},
        withdrawn_notice={"explanation": "", "withdrawn_at": "2031-09-15T00:00:00Z"},
    )  # fmt: skip
    server.pdf(PDF_2031, lighthouse_pdf(tmp_path, n_pages=9))
    changes = {one.state: one for one in looking.look(GUIDANCE)}
    assert set(changes) == {SourceState.WITHDRAWN, SourceState.MOVED, SourceState.NEWER_FILE}
    assert changes[SourceState.WITHDRAWN].says == "GOV.UK withdrew it on 15 September 2031"
    assert changes[SourceState.MOVED].url == GOVUK + there


def test_a_file_or_a_page_that_is_not_there_any_more_is_gone(looking: Fetcher, server: OfficialServer) -> None:
    server.serve(PDF_2031, Reply(status=404))
    assert [one.state for one in looking.look(GUIDANCE)] == [SourceState.GONE]
    server.page(LANDING, schema_name="gone", title=None, details={"explanation": "", "alternative_path": ""})
    again = Fetcher(
        register=looking.register, folder=looking.folder, api=type(looking.api)(looking.api.asker), today=looking.today
    )
    (change,) = again.look(GUIDANCE)
    assert (change.state, change.url) == (SourceState.GONE, GOVUK + LANDING)
    assert "taken" in change.says


def test_a_page_of_an_act_whose_words_changed_is_a_newer_file_without_an_address_to_compare(
    folder: Path, client: httpx.Client, fetch: Fetch, server: OfficialServer
) -> None:
    server.serve(ACT_TEXT, Reply(body=act_page(), kind="text/html; charset=utf-8"))
    fetch(ACT)
    assert fetcher(folder, client, EDITIONS).look(ACT) == ()
    server.serve(ACT_TEXT, Reply(body=act_page(words="A keeper may trim the wick."), kind="text/html; charset=utf-8"))
    (change,) = fetcher(folder, client, EDITIONS).look(ACT)
    assert (change.state, change.file) == (SourceState.NEWER_FILE, "")


def test_a_file_that_was_saved_by_hand_is_known_by_its_length(
    folder: Path, client: httpx.Client, server: OfficialServer, presented: bytes
) -> None:
    looking = fetcher(folder, client, EDITIONS)
    assert looking.look(GUIDANCE, len(presented)) == ()
    (change,) = looking.look(GUIDANCE, len(presented) - 1)
    assert "differs from the one that was saved by hand" in change.says


def test_what_does_not_answer_is_an_error_and_no_change(looking: Fetcher, server: OfficialServer) -> None:
    server.serve(PDF_2031, Reply(status=500))
    with pytest.raises(FetchError, match="500"):
        looking.look(GUIDANCE)
