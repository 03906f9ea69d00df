"""Legislation fetched: as enacted its static PDF, any other version by structure or as a page, and only the one asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from ingest.errors import FetchError
from ingest.fetch import legislation
from ingest.fetch.destination import FetchOutcome
from ingest.fetch.lockfile import read_lock
from ingest.web.web_pdf import read_anchors
from tests.ingest import pdfs
from tests.ingest.fetch.fetching import (
    ACT,
    ACT_PAGE,
    ACT_PDF,
    ACT_TEXT,
    ACT_XML,
    AS_ENACTED,
    Fetch,
    Time,
    act,
    act_page,
    fetcher,
    library,
)
from tests.ingest.fetch.official_server import OfficialServer, Reply
from tests.ingest.law.made_up_law import effect, law, section

pytestmark = pytest.mark.enable_socket

HOST = "https://www.legislation.gov.uk"
RULES = b"User-agent: *\nDisallow: */data.pdf\nCrawl-delay: 5\n"
BODY = section("1", "Keeping of lamps", "A keeper must trim the wick.", 'RestrictStartDate="2024-03-01"')
REGULATIONS = act(
    source_id="lighthouse-regulations-2020",
    title="Lighthouse Act 2019 (Commencement No. 3) Regulations 2020",
    edition="as made",
    landing_url=f"{HOST}/uksi/2020/77",
)


def act_pdf(folder: Path, title: str, *status: str) -> bytes:
    page = [
        *pdfs.lines(780, *status, size=9),
        *pdfs.lines(700, title, "2019 CHAPTER 40", "It refers to the Harbour Act 1999."),
    ]
    return pdfs.make(folder / "act.pdf", [page, pdfs.filler(2)]).read_bytes()


def page(server: OfficialServer, *given: str, **changes: str) -> None:
    """Serve it as a web page, and not by structure."""
    server.serve(ACT_TEXT, Reply(body=act_page(*given, **changes), kind="text/html; charset=utf-8"))


def test_an_act_as_enacted_is_its_static_pdf(
    fetch: Fetch, folder: Path, server: OfficialServer, tmp_path: Path
) -> None:
    made = act_pdf(tmp_path, "Lighthouse Act 2019")
    server.pdf(ACT_PDF, made)
    assert fetch(AS_ENACTED).path.read_bytes() == made
    entry = read_lock(folder).fetched[AS_ENACTED.source_id]
    assert (entry.kind, entry.url) == ("law", ACT_PDF)


def by_structure(server: OfficialServer, body: str = BODY, **changes: str) -> None:
    """Serve it as CLML."""
    data = law(body, **{"version": "/2030-05-05", **changes})
    server.serve(ACT_XML, Reply(body=data, kind="application/xml;charset=utf-8"))


def asked(server: OfficialServer) -> list[str]:
    """What was asked for of the Act, in order."""
    return [one.url.removeprefix(f"{HOST}/ukpga/2019/40/") for one in server.asked]


def test_a_revised_act_is_read_by_its_structure_and_printed_with_its_record(
    fetch: Fetch, folder: Path, server: OfficialServer, elapsing: Time
) -> None:
    server.serve(f"{HOST}/robots.txt", Reply(body=RULES, kind="text/plain"))
    by_structure(server)
    fetched = fetch(ACT)
    assert (fetched.outcome, fetched.notices) == (FetchOutcome.NEW, ())
    entry = read_lock(folder).fetched["lighthouse-act-2019"]
    assert (entry.kind, entry.url, entry.dated) == ("html", ACT_PAGE, "2030-05-05")
    anchors = read_anchors(fetched.path)
    assert [(one.heading, one.anchor) for one in anchors.headings] == [("1 Keeping of lamps", "section-1")]
    (keeping,) = anchors.provisions
    assert (keeping.label, keeping.days) == ("s.1", "in force from 1 March 2024")
    assert asked(server) == [f"{HOST}/robots.txt", "2030-05-05/data.xml"]
    assert fetch(ACT).outcome is FetchOutcome.UNCHANGED
    by_structure(server, effects=effect("section-1", "s. 1"))
    assert fetch(ACT).outcome is FetchOutcome.CHANGED, "a change that is on its way changes what is said of it"
    assert read_anchors(fetched.path).provisions[0].effects


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(status=404), "answered 404"),
        (Reply(body=b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", kind="application/xml"), "declares a document type"),
        (Reply(body=b"<html/>", kind="text/html"), "no legislation"),
    ],
)
def test_an_act_that_cannot_be_had_by_structure_is_printed_from_its_page(
    fetch: Fetch, folder: Path, server: OfficialServer, reply: Reply, why: str
) -> None:
    server.serve(ACT_XML, reply)
    page(server)
    fetched = fetch(ACT)
    assert fetched.outcome is FetchOutcome.NEW
    (notice,) = fetched.notices
    assert notice.startswith("nothing is recorded of its provisions")
    assert why in notice
    assert asked(server)[-2:] == ["2030-05-05/data.xml", "2030-05-05/data.htm"]
    anchors = read_anchors(fetched.path)
    (heading,) = [one for one in anchors.headings if "Keeping" in one.heading]
    assert (heading.heading, heading.anchor) == ("1 Keeping of lamps", "section-1")
    assert anchors.provisions == ()
    assert not [one.url for one in server.asked if one.url.endswith("/data.pdf")]
    assert fetch(ACT).outcome is FetchOutcome.UNCHANGED
    page(server, words="A keeper must trim the wick twice.")
    assert fetch(ACT).outcome is FetchOutcome.CHANGED


def test_where_neither_can_be_had_both_reasons_are_told(fetch: Fetch, server: OfficialServer) -> None:
    server.serve(ACT_XML, Reply(body=b"<Legislation>", kind="application/xml"))
    with pytest.raises(FetchError, match=r"is not read.*; .*answered 404"):
        fetch(ACT)


def test_a_site_that_keeps_programs_out_is_not_asked_for_the_page_either(fetch: Fetch, server: OfficialServer) -> None:
    server.serve(ACT_XML, Reply(status=202, headers={"x-amzn-waf-action": "challenge"}))
    page(server)
    with pytest.raises(FetchError, match="keeps programs out"):
        fetch(ACT)
    assert asked(server) == ["2030-05-05/data.xml"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"version": "/2030-06-06"}, "the version of 6 June 2030"),
        ({"version": "/enacted", "status": "final"}, "as enacted"),
    ],
)
def test_another_version_by_structure_is_set_aside(
    fetch: Fetch, server: OfficialServer, folder: Path, changes: dict[str, str], expected: str
) -> None:
    by_structure(server, **changes)
    fetched = fetch(ACT)
    assert fetched.outcome is FetchOutcome.SET_ASIDE
    assert expected in fetched.notices[0]
    assert library(folder) == set()


def test_an_instrument_as_amended_is_read_by_its_structure(fetch: Fetch, server: OfficialServer, folder: Path) -> None:
    source = replace(REGULATIONS, edition="as amended")
    body = section("2", "Lamps", "Section 4 comes into force.", 'RestrictStartDate="2020-06-01"', kind="regulation")
    data = law(body, title="The Lighthouse Act 2019 (Commencement No. 3) Regulations 2020", item="uksi/2020/77")
    server.serve(f"{HOST}/uksi/2020/77/data.xml", Reply(body=data, kind="application/xml"))
    fetched = fetch(source)
    assert fetched.outcome is FetchOutcome.NEW
    assert [one.label for one in read_anchors(fetched.path).provisions] == ["reg.2"]


def test_five_seconds_lie_between_two_requests_even_if_no_rules_are_there(
    folder: Path, client: httpx.Client, server: OfficialServer, elapsing: Time, tmp_path: Path
) -> None:
    page(server)
    server.pdf(ACT_PDF, act_pdf(tmp_path, "Lighthouse Act 2019"))
    one = fetcher(folder, client, (ACT, AS_ENACTED), elapsing)
    one.fetch(ACT)
    one.fetch(AS_ENACTED)
    assert elapsing.slept == [5.0, 5.0]


@pytest.mark.parametrize(
    ("title", "status", "expected"),
    [
        ("Lighthouse Act 2019", ("Status: Point in time view as at 06/06/2030.",), "the version of 6 June 2030"),
        ("Lighthouse Act 2019", ("This is the original version (as it was originally enacted).",), "as enacted"),
        ("Lamp Act 2019", (), "do not name"),
    ],
)
def test_another_version_of_an_act_is_set_aside(
    fetch: Fetch, server: OfficialServer, folder: Path, title: str, status: tuple[str, ...], expected: str
) -> None:
    page(server, title, *status)
    fetched = fetch(ACT)
    assert fetched.outcome is FetchOutcome.SET_ASIDE
    assert expected in fetched.notices[-1]
    assert library(folder) == set()


def test_a_page_without_any_legislation_is_refused(fetch: Fetch, server: OfficialServer) -> None:
    server.serve(ACT_TEXT, Reply(body=b"<html><title>Sorry</title><p>We cannot show this", kind="text/html"))
    with pytest.raises(FetchError, match="without the text of any legislation"):
        fetch(ACT)


def test_regulations_are_known_by_their_own_name_and_not_by_the_act_they_name(
    fetch: Fetch, server: OfficialServer, tmp_path: Path
) -> None:
    url = f"{HOST}/uksi/2020/77/pdfs/uksi_20200077_en.pdf"
    server.pdf(url, act_pdf(tmp_path, "The Lighthouse Act 2019 (Commencement No. 3) Regulations 2020"))
    assert fetch(REGULATIONS).outcome is FetchOutcome.NEW
    server.pdf(url, act_pdf(tmp_path, "The Lighthouse (Oil) Order 2020"))
    assert fetch(REGULATIONS).outcome is FetchOutcome.SET_ASIDE


@pytest.mark.parametrize(
    ("landing", "edition", "static", "page", "by_hand"),
    [
        ("/ukpga/2019/40", "as amended", "", "/ukpga/2019/40", "/ukpga/2019/40/data.pdf"),
        (
            "/ukpga/2019/40",
            "as enacted 1 June 2019",
            "/ukpga/2019/40/pdfs/ukpga_20190040_en.pdf",
            "/ukpga/2019/40/enacted",
            "/ukpga/2019/40/pdfs/ukpga_20190040_en.pdf",
        ),
        (
            "/ukpga/2019/40",
            "revised to 5 May 2030",
            "",
            "/ukpga/2019/40/2030-05-05",
            "/ukpga/2019/40/2030-05-05/data.pdf",
        ),
        (
            "/ukpga/2019/40/section/3/enacted",
            "as enacted",
            "",
            "/ukpga/2019/40/section/3/enacted",
            "/ukpga/2019/40/section/3/enacted/data.pdf",
        ),
        (
            "/uksi/2020/1168/made",
            "as made",
            "/uksi/2020/1168/pdfs/uksi_20201168_en.pdf",
            "/uksi/2020/1168/made",
            "/uksi/2020/1168/pdfs/uksi_20201168_en.pdf",
        ),
        ("/ukpga/2019/40/notes", "2019", "", "", ""),
    ],
)
def test_each_version_has_an_address_for_programs_and_one_for_people(
    landing: str, edition: str, static: str, page: str, by_hand: str
) -> None:
    source = replace(ACT, landing_url=HOST + landing, edition=edition)
    found = (legislation.static_pdf(source), legislation.page_url(source), legislation.pdf_for_a_person(source))
    assert found == tuple(HOST + path if path else "" for path in (static, page, by_hand))
