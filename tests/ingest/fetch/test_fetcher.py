"""Fetching from servers that imitate the official ones: the edition asked for, whole, or nothing under its name."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from corpus.register.register import load_register
from ingest.errors import FetchError
from ingest.fetch.destination import FetchOutcome
from ingest.fetch.lockfile import read_lock
from ingest.fetch.route import fetchable
from tests.ingest.fetch.fetching import (
    EDITIONS,
    GUIDANCE,
    LANDING,
    PDF_2031,
    TODAY,
    Fetch,
    act,
    fetcher,
    guidance_pdf,
    library,
    lighthouse_pdf,
    lighthouses,
    register_of,
)
from tests.ingest.fetch.official_server import OfficialServer, Reply

pytestmark = pytest.mark.enable_socket


pytestmark = pytest.mark.enable_socket


def test_the_file_arrives_whole_and_the_lock_says_what_it_is(
    fetch: Fetch, folder: Path, server: OfficialServer, presented: bytes
) -> None:
    fetched = fetch(GUIDANCE)
    assert (fetched.outcome, fetched.notices) == (FetchOutcome.NEW, ())
    assert fetched.path == folder / "lighthouses-2031.pdf"
    assert fetched.path.read_bytes() == presented
    entry = read_lock(folder).fetched["lighthouses-2031"]
    assert (entry.url, entry.kind, entry.fetched_on, entry.n_bytes) == (PDF_2031, "pdf", TODAY, len(presented))
    assert (str(entry.updated), entry.dated) == ("2031-09-01", "September 2031")
    assert library(folder) == {"lighthouses-2031"}
    assert {file.name for file in folder.iterdir()} == {"lighthouses-2031.pdf", "fetch.lock.json"}
    assert all(asked.headers["User-Agent"].startswith("dsl-guidance-assistant/") for asked in server.asked)


def test_a_second_fetch_brings_nothing_that_has_not_changed(
    fetch: Fetch, folder: Path, server: OfficialServer, presented: bytes
) -> None:
    fetch(GUIDANCE)
    assert fetch(GUIDANCE).outcome is FetchOutcome.UNCHANGED
    assert server.requests(PDF_2031)[1]["If-None-Match"]
    assert (folder / "lighthouses-2031.pdf").read_bytes() == presented
    assert library(folder) == {"lighthouses-2031"}


def test_without_the_servers_marks_the_same_bytes_are_known_again(
    fetch: Fetch, folder: Path, server: OfficialServer, presented: bytes
) -> None:
    server.serve(PDF_2031, Reply(body=presented))
    fetch(GUIDANCE)
    assert fetch(GUIDANCE).outcome is FetchOutcome.UNCHANGED
    assert not list(folder.glob("*.part*"))


def test_a_file_altered_on_disk_is_brought_anew(
    fetch: Fetch, folder: Path, server: OfficialServer, presented: bytes
) -> None:
    fetch(GUIDANCE)
    (folder / "lighthouses-2031.pdf").write_bytes(presented[:-9])
    assert fetch(GUIDANCE).outcome is FetchOutcome.CHANGED
    assert (folder / "lighthouses-2031.pdf").read_bytes() == presented


def test_a_corrected_print_of_the_same_edition_replaces_it_with_a_notice(
    fetch: Fetch, folder: Path, server: OfficialServer, presented: bytes, tmp_path: Path
) -> None:
    fetch(GUIDANCE)
    server.pdf(PDF_2031, lighthouse_pdf(tmp_path, n_pages=61))
    fetched = fetch(GUIDANCE)
    assert fetched.outcome is FetchOutcome.CHANGED
    assert fetched.notices == ("it is not what it was on 2031-10-01",)


def test_a_file_saved_by_hand_is_replaced_with_a_notice(fetch: Fetch, folder: Path, presented: bytes) -> None:
    folder.mkdir()
    (folder / "lighthouses-2031.pdf").write_bytes(b"%PDF-1.4 by hand %%EOF")
    assert fetch(GUIDANCE).notices == ("it takes the place of a file that was not fetched",)


@pytest.mark.parametrize("year", [2030, 2032])
def test_another_edition_at_the_address_is_set_aside_and_the_old_file_stays(
    fetch: Fetch, folder: Path, server: OfficialServer, presented: bytes, tmp_path: Path, year: int
) -> None:
    fetch(GUIDANCE)
    other = lighthouse_pdf(tmp_path, year)
    server.pdf(PDF_2031, other)
    fetched = fetch(GUIDANCE)
    assert fetched.outcome is FetchOutcome.SET_ASIDE
    assert "what came is not Lighthouses 2031" in fetched.notices[0]
    assert fetched.path.parent.name == "set-aside"
    assert fetched.path.read_bytes() == other
    assert (folder / "lighthouses-2031.pdf").read_bytes() == presented
    aside = read_lock(folder).set_aside["lighthouses-2031"]
    assert (aside.is_source, aside.dated) == ("lighthouses-2030" if year == 2030 else "", f"September {year}")
    assert library(folder) == {"lighthouses-2031"}
    server.pdf(PDF_2031, presented)
    assert fetch(GUIDANCE).outcome is FetchOutcome.UNCHANGED
    assert not read_lock(folder).set_aside


def test_a_folder_that_is_a_file_is_reported(fetch: Fetch, folder: Path) -> None:
    folder.write_text("not a folder")
    with pytest.raises(FetchError, match="cannot be written"):
        fetch(GUIDANCE)


def test_another_publication_at_the_address_is_set_aside(
    fetch: Fetch, folder: Path, server: OfficialServer, presented: bytes, tmp_path: Path
) -> None:
    server.pdf(PDF_2031, guidance_pdf(tmp_path, "Keeping harbours", "September 2031"))
    fetched = fetch(GUIDANCE)
    assert fetched.outcome is FetchOutcome.SET_ASIDE
    assert "its title page reads “Keeping harbours September 2031" in fetched.notices[0]
    assert library(folder) == set()


def test_looking_says_what_changed_and_writes_nothing(
    folder: Path, client: httpx.Client, fetch: Fetch, server: OfficialServer, presented: bytes, tmp_path: Path
) -> None:
    looking = fetcher(folder, client, EDITIONS)
    with pytest.raises(FetchError, match="has not been fetched"):
        looking.look(GUIDANCE)
    fetch(GUIDANCE)
    before = {file: file.read_bytes() for file in folder.iterdir()}
    assert looking.look(GUIDANCE) == ()
    server.pdf(PDF_2031, lighthouse_pdf(tmp_path, n_pages=9))
    assert [one.says for one in looking.look(GUIDANCE)] == ["the file at its address has changed since 2031-10-01"]
    assert before == {file: file.read_bytes() for file in folder.iterdir()}


def test_fetchable_are_acts_addresses_of_pdfs_and_pages_of_editions_not_replaced() -> None:
    register = register_of(
        lighthouses(2029, file_url="https://www.gov.uk/old.PDF?download=1"),
        lighthouses(2030, supersedes=("lighthouses-2029",)),
        lighthouses(2031, supersedes=("lighthouses-2030",)),
        act(),
        act(source_id="act-as-enacted", edition="as enacted"),
        lighthouses(source_id="guide", landing_url="https://www.gov.uk/guidance/lamps"),
        lighthouses(source_id="keepers", landing_url="https://www.gov.uk/government/organisations/keepers"),
        lighthouses(source_id="csv", landing_url="https://www.gov.uk/media/a.csv"),
        act(source_id="act-on-govuk", landing_url=f"https://www.gov.uk{LANDING}"),
        lighthouses(source_id="elsewhere", landing_url="https://example.org/", file_url="https://example.org/a.pdf"),
        lighthouses(source_id="notes", landing_url="https://www.legislation.gov.uk/ukpga/2019/40/notes"),
    )
    assert [source.source_id for source in fetchable(register)] == [
        "lighthouses-2029",
        "lighthouses-2031",
        "lighthouse-act-2019",
        "act-as-enacted",
        "guide",
    ]


def test_what_must_arrive_by_one_command_can_be_asked_for() -> None:
    found = {source.source_id for source in fetchable(load_register())}
    assert {"kcsie-2026", "working-together-2026", "information-sharing-2026", "operation-encompass-2025"} <= found
    assert {"domestic-abuse-statutory-guidance-2022", "domestic-abuse-act-2021", "children-act-1989"} <= found
    assert {"crime-and-policing-act-2026", "vawg-strategy-2025", "eyfs-2026", "school-attendance-2026"} <= found
    assert not {"kcsie-2024", "working-together-2018", "safelives-dash", "panel-annual-report-2020"} & found
