"""What is new at the official sites: asked, compared, noted; and once more, with what was seen before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest

from corpus.register import Register
from corpus.statements import ReviewLedger
from corpus.types import Source
from ingest.changes import TouchedEdition
from ingest.errors import FetchError
from ingest.fetch import Asker, ContentApi, Fetcher, Lock, SourceChange, SourceState
from ingest.fetch.lockfile import Locked
from ingest.index.builder import Builder
from ingest.index.inputs import from_folder
from ingest.upkeep.atom import as_atom
from ingest.upkeep.check_record import CheckRecord, change_id_of, read_record, write_record
from ingest.upkeep.types import LibraryState
from ingest.upkeep.whats_new import Asked, FileComparer, ask_sites
from tests.doubles import WordEmbedder, a_source
from tests.ingest import pdfs
from tests.ingest.changes import editions
from tests.ingest.changes.editions import BELL, BOAT, OIL, WICK, WICK_NOW
from tests.ingest.fetch.fetching import Time
from tests.ingest.fetch.official_server import GOVUK, OfficialServer, official_client

NOW, LATER = datetime(2031, 10, 1, 8, tzinfo=UTC), datetime(2031, 11, 1, 8, tzinfo=UTC)
NEWER = SourceChange(state=SourceState.NEWER_FILE, says="the file has changed", url=f"{GOVUK}/h", file="f", mark="2")
ENTRY = Locked(url="u", kind="pdf", fetched_on=date(2031, 9, 1), sha256="0" * 64, n_bytes=9)
SOURCES = tuple(
    a_source(one, names=(one.title(),), landing_url=f"{GOVUK}/{one}") for one in ("bells", "lamps", "ropes")
)
REGISTER = Register({source.source_id: source for source in SOURCES})
LIBRARY = LibraryState(lock=Lock(fetched={"bells": ENTRY, "lamps": ENTRY}), indexed=frozenset({"bells"}))


class Site:
    """Answers as scripted."""

    def __init__(self, found: Mapping[str, Sequence[SourceChange]], down: Collection[str] = ()) -> None:
        self.found, self.down = found, down
        self.asked: list[str] = []

    def look(self, source: Source, n_bytes: int = 0, here: Collection[str] = ()) -> Sequence[SourceChange]:
        self.asked.append(source.source_id)
        assert set(here) == {"bells", "lamps"}
        if source.source_id in self.down:
            raise FetchError("it answered 503")
        return self.found.get(source.source_id, ())


def ask(site: Site, before: CheckRecord = CheckRecord(), now: datetime = NOW) -> Asked:  # noqa: B008  # frozen
    return ask_sites(REGISTER, LIBRARY, site, before, now=now, resting=lambda _: {"short answer": 3})


def test_each_source_that_is_here_is_asked_about_and_no_other() -> None:
    site = Site({"lamps": [NEWER]})
    record = ask(site).record
    assert site.asked == ["bells", "lamps"]
    assert record.unchanged == ("Bells",)
    (change,) = record.open
    assert (change.name, change.seen, change.n_resting) == ("Lamps", NOW, 3)
    assert change.effect == "3 of our sentences rest on it (short answer 3)."


def test_one_that_cannot_be_asked_about_is_named_and_what_was_seen_of_it_stays() -> None:
    before = ask(Site({"lamps": [NEWER]})).record
    record = ask(Site({}, down=["lamps"]), before, LATER).record
    assert record.not_asked == {"Lamps": "it answered 503"}
    assert [one.seen for one in record.open] == [NOW]


def test_a_change_keeps_the_day_it_was_seen_first_and_is_over_when_it_is_not_seen_any_more() -> None:
    before = ask(Site({"lamps": [NEWER]})).record
    again = ask(Site({"lamps": [NEWER]}), before, LATER).record
    assert [(one.seen, one.is_open) for one in again.changes] == [(NOW, True)]
    over = ask(Site({}), again, LATER).record
    assert over.open == ()
    assert [one.change_id for one in over.changes] == [before.changes[0].change_id]
    another = ask(Site({"lamps": [replace(NEWER, mark="3")]}), over, LATER).record
    assert len(another.changes) == 2
    assert another.changes[0].seen == LATER, "the newest first"


def test_what_is_new_is_compared_once_and_its_count_is_kept() -> None:
    compared: list[str] = []

    def compare(source: Source, change: SourceChange) -> TouchedEdition | None:
        compared.append(change.mark)
        return TouchedEdition(earlier=source, later=source, n_resting=3)

    site = Site({"lamps": [NEWER]})
    first = ask_sites(REGISTER, LIBRARY, site, CheckRecord(), now=NOW, compare=compare)
    assert [one.n_touched for one in first.record.changes] == [0]
    assert len(first.touched) == 1
    second = ask_sites(REGISTER, LIBRARY, site, first.record, now=LATER, compare=compare)
    assert (second.touched, compared) == ((), ["2"])
    assert [one.n_touched for one in second.record.changes] == [0]


def test_a_record_is_read_as_it_was_written_and_damage_is_named(tmp_path: Path) -> None:
    assert read_record(tmp_path) == CheckRecord()
    record = ask(Site({"lamps": [NEWER]}, down=["bells"])).record
    write_record(tmp_path, record)
    assert read_record(tmp_path) == record
    (tmp_path / "checks.json").write_text("[]", encoding="utf-8")
    with pytest.raises(FetchError, match="cannot be read"):
        read_record(tmp_path)


def test_a_change_has_the_same_name_wherever_and_whenever_it_is_seen() -> None:
    assert change_id_of("lamps", NEWER) == change_id_of("lamps", replace(NEWER, says="in other words"))
    assert change_id_of("lamps", NEWER) != change_id_of("bells", NEWER)
    one, other = ask(Site({})).record, ask(Site({})).record
    assert one.feed_id != other.feed_id, "each library has a feed of its own"
    assert ask(Site({}), one, LATER).record.feed_id == one.feed_id


# The journey: a library of one fetched edition; then another file stands at its address.

PATH, PDF = "/government/publications/book", "https://assets.publishing.service.gov.uk/media/1/book_2025.pdf"
BOOK = replace(editions.OLD, title="Book: statutory guidance", landing_url=GOVUK + PATH, file_url=PDF)
BOOKS = Register({BOOK.source_id: BOOK})


def book(folder: Path, *texts: str) -> bytes:
    lines = [f"{number}. {text}" for number, text in enumerate(texts, 1)]
    cut = [" ".join(line.split()[at : at + 12]) for line in lines for at in range(0, len(line.split()), 12)]
    cover = pdfs.lines(600, "Book", "2025", "Statutory guidance", size=24, bold=True)
    pages = [cover, pdfs.lines(700, *cut), pdfs.filler(3), pdfs.filler(4)]
    return pdfs.make(folder / "made.pdf", pages).read_bytes()


def asked_of(client: httpx.Client, tmp_path: Path, before: CheckRecord, now: datetime) -> Asked:
    time = Time()
    asker = Asker(client=client, sleep=time.sleep, clock=time.clock)
    looker = Fetcher(register=BOOKS, folder=tmp_path / "library", api=ContentApi(asker), today=now.date())
    comparer = FileComparer(tmp_path / "index", BOOKS, WordEmbedder(), asker, ReviewLedger())
    library = LibraryState(indexed=frozenset(BOOKS), lock=Lock(fetched={"book-2025": ENTRY}))
    return ask_sites(
        BOOKS, library, looker, before, now=now, resting=comparer.resting, compare=comparer.compare
    )  # fmt: skip


@pytest.mark.enable_socket
def test_the_journey_from_a_fetched_file_to_what_the_next_one_does_to_our_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions.with_our_sentences(monkeypatch)
    with OfficialServer() as server, official_client(server.port) as client:
        presents = {
            "attachments": [
                {"attachment_type": "file", "title": "Book 2025", "url": PDF, "content_type": "application/pdf"}
            ]
        }
        server.page(PATH, title="Book", details=presents)
        server.pdf(PDF, book(tmp_path, BELL, f"{WICK} {OIL}", BOAT))
        time = Time()
        asker = Asker(client=client, sleep=time.sleep, clock=time.clock)
        Fetcher(register=BOOKS, folder=tmp_path / "library", api=ContentApi(asker), today=NOW.date()).fetch(BOOK)
        Builder(tmp_path / "index", WordEmbedder(), BOOKS).build(from_folder(tmp_path / "library", BOOKS)[0])

        first = asked_of(client, tmp_path, CheckRecord(), NOW)
        assert first.record.unchanged == ("Book 2025",)
        assert first.record.open == ()

        server.pdf(PDF, book(tmp_path, BELL, f"{WICK_NOW} {OIL}"))
        before = {file: file.read_bytes() for file in (tmp_path / "library").iterdir() if file.is_file()}
        second = asked_of(client, tmp_path, first.record, LATER)
        (change,) = second.record.open
        assert (change.state, change.n_resting, change.seen) == (SourceState.NEWER_FILE, 4, LATER)
        (touched,) = second.touched
        assert {one.text for one in touched.sentences} >= {
            "Trim the wick before dusk.", "Fill it with whale oil.", "Do not paint in winter.",
        }  # fmt: skip
        assert change.n_touched == len(touched.sentences)
        assert before == {f: f.read_bytes() for f in (tmp_path / "library").iterdir() if f.is_file()}, (
            "nothing was taken in"
        )
        feed = as_atom(second.record).decode()
        assert "Book 2025: a newer file at its address" in feed
        assert "4 of our sentences rest on it" in feed
