"""Fetching what a page of GOV.UK presents: the right attachment, a web page as a print, or a plain refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from corpus.index import generations
from corpus.practice.practice_data import Practice
from corpus.types import Authority, Source
from ingest import __main__ as command
from ingest.errors import FetchError
from ingest.fetch.destination import Fetched, FetchOutcome
from ingest.fetch.govuk import GovUkPage, choose
from ingest.fetch.http_client import Asker
from ingest.fetch.lockfile import read_lock
from ingest.passages.chunker import TokenLimit, chunk
from ingest.pdf.parser import parse
from ingest.structure.pages_to_blocks import structure
from ingest.web.web_pdf import read_anchors
from tests.doubles import WordEmbedder
from tests.ingest.command_parts import replace_parts
from tests.ingest.fetch.fetching import (
    LANDING,
    PDF_2031,
    Time,
    attachment,
    fetcher,
    lighthouse_pdf,
    lighthouses,
    register_of,
)
from tests.ingest.fetch.official_server import GOVUK, OfficialServer, Reply

pytestmark = pytest.mark.enable_socket

GUIDANCE = lighthouses()
PART_ONE = lighthouses(
    source_id="lighthouses-2031-part-one",
    title="Looking after lighthouses: part one, information for boat crews",
    names=("Lighthouses part one 2031",),
)
WEB_PATH = f"{LANDING}/looking-after-lighthouses-accessible"
PARAGRAPH = "The keeper trims the wick each evening and writes the hour of it in the book of the tower."
BODY = (
    '<div class="govspeak"><h2 id="the-lamp"><span class="number">1. </span>The lamp</h2>'
    f"<p>{PARAGRAPH}</p><ul><li>oil is kept dry</li><li>glass is kept clean</li></ul>"
    '<h3 id="fog">Fog</h3><p>In fog the bell is rung every minute until the fog has gone.</p>'
    + "".join(
        f'<h2 id="year-{n}">Year {n}</h2>' + "<p>The tower stands and the sea is wide about it.</p>" * 12
        for n in range(1, 6)
    )
    + "</div>"
)
Fetch = Callable[[Source], Fetched]


@pytest.fixture
def fetch(folder: Path, client: httpx.Client) -> Fetch:
    return lambda source: fetcher(folder, client, (GUIDANCE, PART_ONE), Time()).fetch(source)


def url(name: str) -> str:
    return f"https://assets.publishing.service.gov.uk/media/9/{name}.pdf"


def presents(server: OfficialServer, *attachments: dict[str, Any], **content: Any) -> None:
    server.page(LANDING, title="Looking after lighthouses", details={"attachments": list(attachments)}, **content)


def web_page(server: OfficialServer, body: str = BODY, **content: Any) -> None:
    shape = {"schema_name": "html_publication", "document_type": "html_publication", "details": {"body": body}}
    server.page(WEB_PATH, **{"title": "Looking after lighthouses: statutory guidance for keepers", **shape, **content})


def html_attachment() -> dict[str, Any]:
    return {"attachment_type": "html", "id": "1", "title": "Looking after lighthouses (accessible)", "url": WEB_PATH}


def test_the_attachment_most_like_the_source_is_taken(fetch: Fetch, server: OfficialServer, tmp_path: Path) -> None:
    data = lighthouse_pdf(tmp_path)
    for name in ("part", "whole", "welsh", "old", "summary"):
        server.pdf(url(name), data)
    presents(
        server,
        attachment("Looking after lighthouses 2031: part one, information for boat crews", url("part")),
        attachment("Looking after lighthouses 2031", url("whole")),
        attachment("Looking after lighthouses 2031", url("welsh"), locale="cy"),
        attachment("Looking after lighthouses 2030", url("old")),
        attachment("Table of changes", url("summary")),
        attachment("Looking after lighthouses 2031", url("sheet"), content_type="application/vnd.ms-excel"),
    )
    assert fetch(GUIDANCE).path.read_bytes() == data
    assert [asked.url for asked in server.asked if "media" in asked.url] == [url("whole")]
    taken = fetch(PART_ONE)
    assert server.asked[-1].url == url("part")
    assert taken.outcome is FetchOutcome.SET_ASIDE, "its title page says that it is the whole"


def test_a_page_that_presents_other_editions_only_says_so(fetch: Fetch, server: OfficialServer) -> None:
    presents(server, attachment("Looking after lighthouses 2032", url("new")))
    with pytest.raises(FetchError, match="does not present this edition; it presents “Looking after lighthouses 2032”"):
        fetch(GUIDANCE)


@pytest.mark.parametrize(
    "beside",
    [
        "Looking after lighthouses 2031: summary of changes",
        "Looking after lighthouses",
        "Looking after lighthouses 2031: frequently asked questions",
        "Looking after lighthouses 2031 (primary)",
        "Looking after lighthouses 2031 (Welsh)",
        "Looking after lighthouses 2031 (large print)",
        "Looking after lighthouses 2031: easy read",
        "Looking after lighthouses 2031: young people’s version",
    ],
)
def test_what_stands_beside_the_text_is_not_taken_for_it(
    fetch: Fetch, server: OfficialServer, tmp_path: Path, beside: str
) -> None:
    """The whole bears a long subtitle; what stands beside it a short title that is more like the source's."""
    whole = "Looking after lighthouses 2031: a guide to working with boat crews, harbours and towns for all keepers"
    other = f"{beside}: summary" if beside == "Looking after lighthouses" else beside
    server.pdf(url("whole"), lighthouse_pdf(tmp_path))
    presents(server, attachment(other, url("other")), attachment(whole, url("whole")))
    assert fetch(GUIDANCE).outcome is FetchOutcome.NEW
    assert not server.requests(url("other"))


def test_a_summary_is_taken_if_it_is_what_is_wanted() -> None:
    source = lighthouses(title="Looking after lighthouses: summary of changes", names=("Changes 2031",))
    listed = [
        attachment("Looking after lighthouses 2031", url("whole")),
        attachment("Looking after lighthouses 2031: summary of changes", url("changes")),
    ]
    page = GovUkPage.model_validate({"base_path": LANDING, "title": "x", "details": {"attachments": listed}})
    assert choose(source, page).url == url("changes")


def redirect(path: str, *to: tuple[str, str, str]) -> dict[str, Any]:
    """A page that moved, as the API gives it: with 200, without a title."""
    return {
        "base_path": path, "content_id": None, "document_type": "redirect", "schema_name": "redirect", "title": None,
        "description": None, "details": {}, "links": {}, "withdrawn_notice": {},
        "redirects": [{"path": at, "type": kind, "destination": there} for at, kind, there in to],
    }  # fmt: skip


def test_a_page_that_moved_is_followed_where_its_content_says(
    fetch: Fetch, server: OfficialServer, tmp_path: Path
) -> None:
    first, second = "/government/publications/lamps", f"{LANDING}--2"
    for path, there in ((LANDING, f"{first}?from=old#top"), (first, second)):
        exact = (path, "exact", there)
        server.page(path, **redirect(path, (f"{path}/x", "prefix", "/elsewhere"), exact))
    server.page(second, details={"attachments": [attachment("Looking after lighthouses 2031", PDF_2031)]})
    server.pdf(PDF_2031, lighthouse_pdf(tmp_path))
    fetched = fetch(GUIDANCE)
    assert fetched.outcome is FetchOutcome.NEW
    assert fetched.notices == (f"its page has moved to {GOVUK}{second}: correct the register",)


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ((LANDING, "exact", "https://lamps.example.org/guide"), "has moved to https://lamps.example.org/guide"),
        ((LANDING, "prefix", "/government/publications/lamps"), "has moved to a place that is not said"),
        ((LANDING, "exact", LANDING), "has moved to"),
    ],
)
def test_a_page_that_moved_off_gov_uk_is_not_followed(
    fetch: Fetch, server: OfficialServer, to: tuple[str, str, str], expected: str
) -> None:
    server.page(LANDING, **redirect(LANDING, to))
    with pytest.raises(FetchError, match=expected):
        fetch(GUIDANCE)


def test_pages_that_move_in_a_circle_are_given_up(fetch: Fetch, server: OfficialServer) -> None:
    other = f"{LANDING}--2"
    server.page(LANDING, **redirect(LANDING, (LANDING, "exact", other)))
    server.page(other, **redirect(other, (other, "exact", LANDING)))
    with pytest.raises(FetchError, match="moved more than 5 times"):
        fetch(GUIDANCE)


def test_a_page_that_is_gone_says_so_and_what_took_its_place(fetch: Fetch, server: OfficialServer) -> None:
    gone = {"schema_name": "gone", "document_type": "gone", "title": None, "content_id": None}
    server.page(LANDING, **gone, details={"explanation": "<p>Wrong title</p>", "alternative_path": "/guidance/lamps"})
    with pytest.raises(FetchError, match=f"has taken {GOVUK}{LANDING} away; it names {GOVUK}/guidance/lamps instead"):
        fetch(GUIDANCE)


OLD_FORM = (
    '<section class="attachment embedded" id="attachment_1"><div class="attachment-thumb">'
    '<a aria-hidden="true" class="thumbnail" href="{href}"><img alt="" src="/t.png" /></a></div>'
    '<div class="attachment-details"><h2 class="title"><a href="{href}">{title}</a></h2></div></section>'
)


def test_attachments_in_the_older_form_are_read(fetch: Fetch, server: OfficialServer, tmp_path: Path) -> None:
    whole = f"{GOVUK}/government/uploads/system/uploads/attachment_data/file/7/Lighthouses.pdf"
    listed = [
        OLD_FORM.format(href="/government/uploads/system/uploads/attachment_data/file/8/Faq.pdf", title="Lighthouses 2031: FAQ"),
        OLD_FORM.format(href=httpx.URL(whole).path, title="Looking after lighthouses 2031"),
    ]  # fmt: skip
    server.page(LANDING, details={"body": "<p>About it</p>", "documents": listed})
    server.pdf(whole, lighthouse_pdf(tmp_path))
    assert fetch(GUIDANCE).outcome is FetchOutcome.NEW
    assert server.asked[-1].url == whole


def test_an_attachment_kept_elsewhere_is_named_and_not_asked_for(fetch: Fetch, server: OfficialServer) -> None:
    there = "https://lamps.example.org/lighthouses-2031.pdf"
    presents(server, attachment("Looking after lighthouses 2031", there, attachment_type="external"))
    with pytest.raises(FetchError, match=f"on another site, which is not asked: {there}"):
        fetch(GUIDANCE)
    assert {asked.url.split("/")[2] for asked in server.asked} == {"www.gov.uk"}


@pytest.mark.parametrize(
    "schema", ["detailed_guide", "news_article", "manual_section", "guide", "statistical_data_set"]
)
def test_a_page_of_another_kind_that_has_a_text_is_printed(fetch: Fetch, server: OfficialServer, schema: str) -> None:
    parts = [{"slug": "lamp", "title": "The lamp", "body": "<p>Trim the wick.</p>"}]
    details = {"parts": parts} if schema == "guide" else {"body": BODY}
    path = "/guidance/looking-after-lighthouses"
    server.page(path, title=GUIDANCE.title, schema_name=schema, document_type=schema, details=details)
    fetched = fetch(replace(GUIDANCE, landing_url=f"{GOVUK}{path}"))
    assert fetched.outcome is FetchOutcome.NEW
    assert next(heading.anchor for heading in read_anchors(fetched.path).headings) == (
        "lamp" if schema == "guide" else "the-lamp"
    )


def test_a_guide_with_the_file_beside_its_text_gives_the_file(
    fetch: Fetch, server: OfficialServer, tmp_path: Path
) -> None:
    path = "/guidance/lamps-census"
    listed = [
        attachment("Looking after lighthouses 2031", PDF_2031),
        attachment("Looking after lighthouses 2030", url("a")),
    ]
    server.page(path, schema_name="detailed_guide", details={"body": "<p>Choose a year.</p>", "attachments": listed})
    server.pdf(PDF_2031, lighthouse_pdf(tmp_path))
    fetch(replace(GUIDANCE, landing_url=f"{GOVUK}{path}"))
    assert server.asked[-1].url == PDF_2031


def test_the_outcome_of_a_consultation_is_read_in_both_forms(
    fetch: Fetch, server: OfficialServer, tmp_path: Path
) -> None:
    path = "/government/consultations/lamps"
    details = {
        "body": "<p>We asked.</p>",
        "final_outcome_documents": [OLD_FORM.format(href=PDF_2031, title=GUIDANCE.title)],
    }
    server.page(path, schema_name="consultation", document_type="consultation_outcome", details=details)
    server.pdf(PDF_2031, lighthouse_pdf(tmp_path))
    assert fetch(replace(GUIDANCE, landing_url=f"{GOVUK}{path}")).outcome is FetchOutcome.NEW


def test_of_a_collection_the_page_that_bears_the_title_is_asked(
    fetch: Fetch, server: OfficialServer, tmp_path: Path
) -> None:
    path = "/government/collections/lamps"
    named = [
        {"title": "Keeping bells", "base_path": "/government/publications/bells", "document_type": "guidance"},
        {"title": "Looking after lighthouses", "base_path": LANDING, "document_type": "guidance"},
    ]
    groups = {"collection_groups": [{"title": "All", "documents": ["5e5dc1ab"]}], "documents": [{"not": "html"}]}
    server.page(path, schema_name="document_collection", details=groups, links={"documents": named})
    presents(server, attachment("Looking after lighthouses 2031", PDF_2031))
    server.pdf(PDF_2031, lighthouse_pdf(tmp_path))
    assert fetch(replace(GUIDANCE, landing_url=f"{GOVUK}{path}")).outcome is FetchOutcome.NEW
    server.page(path, schema_name="document_collection", links={"documents": named[:1]})
    with pytest.raises(FetchError, match="a collection of 1 pages, and none bears"):
        fetch(replace(GUIDANCE, landing_url=f"{GOVUK}{path}"))


def test_a_page_of_a_kind_without_text_says_which(fetch: Fetch, server: OfficialServer) -> None:
    path = "/guidance/lamps-manual"
    server.page(path, schema_name="manual", details={"child_section_groups": []})
    with pytest.raises(FetchError, match=r"a page of another kind \(manual\)"):
        fetch(replace(GUIDANCE, landing_url=f"{GOVUK}{path}"))


def test_a_choice_between_equals_is_left_to_a_person(fetch: Fetch, server: OfficialServer) -> None:
    presents(server, attachment("Lighthouses 2031", url("a")), attachment("Lighthouses 2031", url("b")))
    with pytest.raises(FetchError, match="presents several that could be it") as error:
        fetch(GUIDANCE)
    assert "file_url of lighthouses-2031" in error.value.hint


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(status=404, body=b"{}"), "www.gov.uk answered 404"),
        (Reply(status=410, body=b"{}"), "www.gov.uk answered 410"),
        (Reply(body=b"<!doctype html>", kind="text/html"), "not in the expected form"),
        (Reply(body=b'{"title": "x"}', kind="application/json"), r"not in the expected form \(base_path\)"),
        (Reply(body=b"[" * 500, kind="application/json"), "not in the expected form"),
        (Reply(status=303, headers={"Location": "https://example.org/api"}), "not an official host"),
    ],
)
def test_an_answer_that_is_not_the_apis_is_refused(
    fetch: Fetch, folder: Path, server: OfficialServer, reply: Reply, expected: str
) -> None:
    server.serve(f"{GOVUK}/api/content{LANDING}", reply)
    with pytest.raises(FetchError, match=expected):
        fetch(GUIDANCE)
    assert list(folder.iterdir()) == []


def test_an_answer_without_end_is_refused(
    fetch: Fetch, server: OfficialServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    presents(server, attachment("Looking after lighthouses 2031", PDF_2031))
    monkeypatch.setattr("ingest.fetch.govuk._MAX_BYTES", 100)
    with pytest.raises(FetchError, match="is larger than"):
        fetch(GUIDANCE)


def test_a_page_that_presents_nothing_says_so(fetch: Fetch, server: OfficialServer) -> None:
    presents(server)
    with pytest.raises(FetchError, match="presents no PDF and no web page"):
        fetch(GUIDANCE)


def test_a_moved_page_is_followed(fetch: Fetch, server: OfficialServer, tmp_path: Path) -> None:
    moved = "/government/publications/looking-after-lighthouses--2"
    server.serve(f"{GOVUK}/api/content{LANDING}", Reply(status=303, headers={"Location": f"/api/content{moved}"}))
    server.page(moved, details={"attachments": [attachment("Looking after lighthouses 2031", PDF_2031)]})
    server.pdf(PDF_2031, lighthouse_pdf(tmp_path))
    assert fetch(GUIDANCE).outcome is FetchOutcome.NEW


def test_a_page_that_cannot_be_read_does_not_keep_a_registered_file_away(
    fetch: Fetch, server: OfficialServer, tmp_path: Path
) -> None:
    server.pdf(PDF_2031, lighthouse_pdf(tmp_path))
    fetched = fetch(replace(GUIDANCE, file_url=PDF_2031))
    assert fetched.outcome is FetchOutcome.NEW
    assert fetched.notices == ("its official page could not be read: www.gov.uk answered 404; the file may have moved",)


def test_a_later_upload_of_the_same_edition_is_taken_with_a_notice(
    fetch: Fetch, folder: Path, server: OfficialServer, tmp_path: Path
) -> None:
    server.pdf(url("later"), lighthouse_pdf(tmp_path))
    presents(server, attachment("Looking after lighthouses 2031", url("later")))
    fetched = fetch(replace(GUIDANCE, file_url=PDF_2031))
    assert "presents another file of this edition than the register" in fetched.notices[0]
    assert read_lock(folder).fetched["lighthouses-2031"].url == url("later")


def test_a_registered_file_next_to_a_newer_edition_is_fetched_with_a_notice(
    fetch: Fetch, server: OfficialServer, tmp_path: Path
) -> None:
    server.pdf(PDF_2031, lighthouse_pdf(tmp_path))
    presents(
        server,
        attachment("Looking after lighthouses 2032", url("new")),
        withdrawn_notice={"explanation": "Replaced", "withdrawn_at": "2032-09-01T00:00:00Z"},
    )
    fetched = fetch(replace(GUIDANCE, file_url=PDF_2031))
    assert fetched.outcome is FetchOutcome.NEW
    assert fetched.notices == (
        "GOV.UK withdrew it on 2032-09-01",
        f"{GOVUK}{LANDING} does not present the file registered; it presents “Looking after lighthouses 2032”",
    )


@pytest.mark.parametrize("by", ["attachment", "child", "itself"])
def test_guidance_that_is_a_web_page_is_printed_and_cited_by_anchor(
    fetch: Fetch, folder: Path, server: OfficialServer, by: str
) -> None:
    web_page(server)
    child = {"title": "Looking after lighthouses", "base_path": WEB_PATH, "document_type": "html_publication"}
    presents(
        server,
        *([html_attachment()] if by == "attachment" else []),
        links={"children": [child]} if by == "child" else {},
    )
    source = replace(GUIDANCE, landing_url=f"{GOVUK}{WEB_PATH}") if by == "itself" else GUIDANCE
    fetched = fetch(source)
    assert (fetched.outcome, fetched.notices) == (FetchOutcome.NEW, ())
    entry = read_lock(folder).fetched["lighthouses-2031"]
    assert (entry.kind, entry.url, entry.dated) == ("html", f"{GOVUK}{WEB_PATH}", "1 September 2031")
    document = parse(fetched.path, source.source_id)
    passages = chunk(document, structure(document, source), source.title, TokenLimit(256, WordEmbedder().n_tokens))
    (found,) = [passage for passage in passages if PARAGRAPH in " ".join(passage.text.split())]
    assert found.heading == "1. The lamp"
    anchors = read_anchors(fetched.path)
    assert anchors.address(found.page, found.boxes[0].y1) == f"{GOVUK}{WEB_PATH}#the-lamp"
    (fog,) = [passage for passage in passages if "In fog the bell" in passage.text]
    assert anchors.address(fog.page, fog.boxes[0].y1).endswith("#fog")
    assert not any("official text" in passage.text for passage in passages), "the line at the head is no guidance"


def test_a_pdf_is_preferred_to_a_web_page_that_is_as_like(fetch: Fetch, server: OfficialServer, tmp_path: Path) -> None:
    web_page(server)
    server.pdf(PDF_2031, lighthouse_pdf(tmp_path))
    alike = "Looking after lighthouses"
    presents(server, {**html_attachment(), "title": alike}, attachment(alike, PDF_2031))
    fetch(GUIDANCE)
    assert server.asked[-1].url == PDF_2031


def test_a_web_page_is_printed_again_only_when_it_changed(fetch: Fetch, folder: Path, server: OfficialServer) -> None:
    web_page(server)
    presents(server, html_attachment())
    first = fetch(GUIDANCE).path.read_bytes()
    assert fetch(GUIDANCE).outcome is FetchOutcome.UNCHANGED
    web_page(server, BODY.replace("every minute", "every second minute"))
    changed = fetch(GUIDANCE)
    assert changed.outcome is FetchOutcome.CHANGED
    assert changed.path.read_bytes() != first
    web_page(server)
    assert fetch(GUIDANCE).path.read_bytes() == first, "the same page gives the same bytes"
    assert not list(folder.glob("*.part*"))


def test_looking_sees_that_a_web_page_changed(folder: Path, client: httpx.Client, server: OfficialServer) -> None:
    web_page(server)
    presents(server, html_attachment())
    fetcher(folder, client, (GUIDANCE,)).fetch(GUIDANCE)

    def says() -> list[str]:
        return [change.says for change in fetcher(folder, client, (GUIDANCE,)).look(GUIDANCE)]

    assert says() == []
    web_page(server, BODY.replace("every minute", "every second minute"))
    assert says() == ["the web page has changed since 2031-10-01"]
    presents(server, attachment("Looking after lighthouses 2031", PDF_2031))
    assert says() == [f"its page names another file now: {PDF_2031}"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"public_updated_at": "2029-02-01T09:00:00Z"}, "it is dated 1 February 2029"),
        ({"title": "Keeping harbours"}, "its title page reads “Keeping harbours”"),
    ],
)
def test_a_web_page_that_is_something_else_now_is_set_aside(
    fetch: Fetch, folder: Path, server: OfficialServer, content: dict[str, Any], expected: str
) -> None:
    presents(server, html_attachment())
    web_page(server, **content)
    fetched = fetch(GUIDANCE)
    assert fetched.outcome is FetchOutcome.SET_ASIDE
    assert expected in fetched.notices[0]
    assert not list(folder.glob("*.pdf"))
    assert not list(folder.glob("*.anchors.json"))


def test_a_web_page_updated_in_another_month_is_taken_with_a_remark(fetch: Fetch, server: OfficialServer) -> None:
    presents(server, html_attachment())
    web_page(server, public_updated_at="2031-12-05T09:00:00Z")
    assert "look whether it is the same" in fetch(GUIDANCE).notices[0]


def test_a_web_page_without_text_is_refused(fetch: Fetch, server: OfficialServer) -> None:
    presents(server, html_attachment())
    web_page(server, '<div class="govspeak"><img src="x.png" alt=""></div>')
    with pytest.raises(FetchError, match="has no text"):
        fetch(GUIDANCE)


def test_fetched_by_command_and_indexed_only_what_was_asked_for_is_in_the_library(
    client: httpx.Client,
    server: OfficialServer,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One command over a register of which each source goes another way; then a build of the folder."""
    sources = (
        lighthouses(2031, file_url=PDF_2031, landing_url=""),
        lighthouses(2030, file_url=url("2030"), landing_url=""),
        lighthouses(2029, file_url=url("2029"), landing_url=""),
        lighthouses(2028, file_url=url("2028"), landing_url=""),
        lighthouses(
            source_id="bells-2031", title="Ringing bells", names=("Bells 2031",), landing_url=f"{GOVUK}{WEB_PATH}",
            authority=Authority.NON_STATUTORY_ADVICE,
        ),
    )  # fmt: skip
    server.pdf(PDF_2031, lighthouse_pdf(tmp_path, 2031))
    server.pdf(url("2030"), lighthouse_pdf(tmp_path, 2032))  # another edition
    server.serve(url("2029"), Reply(body=b"<html>", kind="text/html"))
    server.serve(
        url("2028"), Reply(body=lighthouse_pdf(tmp_path, 2028), stops_after=900, headers={"ETag": '"a"'}, ranges=False)
    )
    web_page(server, title="Ringing bells")
    replace_parts(
        monkeypatch,
        load_register=lambda: register_of(*sources),
        open_asker=lambda _contact: _asker(client),
        SentenceTransformerEmbedder=lambda *_: WordEmbedder(),
        load_practice=Practice,
    )
    assert command.main(["fetch", "--to", str(folder)]) == 1
    out, err = capsys.readouterr()
    assert f"2 of 5 are in {folder}." in out
    assert "lighthouses-2030: what came is not Lighthouses 2030" in err
    assert "lighthouses-2029: a web page came instead of a PDF" in err
    assert "lighthouses-2028: the connection failed" in err
    assert (folder / "lighthouses-2028.pdf.part").exists(), "it goes on next time"
    index = tmp_path / "index"
    assert command.main(["build", "--from", str(folder), "--index", str(index)]) == 0
    manifest = generations.read_manifest(index, generations.current(index))
    assert {entry.source.source_id for entry in manifest.sources} == {"lighthouses-2031", "bells-2031"}


class _asker:  # noqa: N801 - stands for a function
    def __init__(self, client: httpx.Client) -> None:
        time = Time()
        self._asker = Asker(client=client, sleep=time.sleep, clock=time.clock)

    def __enter__(self) -> Asker:
        return self._asker

    def __exit__(self, *_: object) -> None:
        """Leave the client open."""
