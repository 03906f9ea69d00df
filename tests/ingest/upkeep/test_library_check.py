"""What needs doing to keep the library current, found from the register, the lock file, the digests and whoever is asked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.register.register import Register, load_register
from corpus.settings import LibrarySettings
from corpus.types import Authority, Pinpoint
from ingest import __main__ as command
from ingest.changes import TouchedEdition
from ingest.digests.load import Digest, DigestSection, DigestStatement, load_digests
from ingest.fetch import SourceState
from ingest.fetch.lockfile import Lock, Locked, SetAside, write_lock
from ingest.upkeep import check_offline
from ingest.upkeep.check_record import CheckRecord, SeenChange, read_record, write_record
from ingest.upkeep.check_report import as_json, readable
from ingest.upkeep.library_check import check
from ingest.upkeep.types import Checked, Concern, LibraryFinding, LibraryState
from ingest.upkeep.whats_new import Asked
from tests.doubles import a_source
from tests.ingest.command_parts import replace_parts

TODAY = date(2031, 10, 1)
NOW = datetime(2031, 10, 1, 8, tzinfo=UTC)
OLD = a_source("h-2030", names=("Handbook 2030",), in_force_from=date(2030, 9, 1), in_force_to=date(2031, 8, 31))
NEW = a_source(
    "h-2031",
    names=("Handbook 2031",),
    in_force_from=date(2031, 9, 1),
    supersedes=("h-2030",),
    landing_url="https://www.gov.uk/h",
)
OVER = a_source("census-2029", in_force_to=date(2030, 3, 31))
DUE = a_source("advice", review_by=date(2031, 8, 31), landing_url="https://www.gov.uk/advice")
REGISTER = Register({source.source_id: source for source in (OLD, NEW, OVER, DUE)})
ENTRY = Locked(url="https://www.gov.uk/h.pdf", kind="pdf", fetched_on=date(2031, 9, 2), sha256="0" * 64, n_bytes=9)


def seen(state: SourceState, source_id: str = "h-2031", **changes: object) -> SeenChange:
    """A change that was seen at the official sites."""
    one = SeenChange(
        change_id=f"urn:{source_id}:{state}", source_id=source_id, name="Handbook 2031", state=state,
        says="the file at its address has changed since 2031-09-02", url="https://www.gov.uk/h", seen=NOW,
        kinds={"short answer": 4, "digest": 1}, n_touched=2,
    )  # fmt: skip
    return replace(one, **changes)  # type: ignore[arg-type]


def digest(*, review_by: date = date(2032, 1, 1)) -> Digest:
    """A digest of one statement that rests on the handbook of 2031."""
    pin = Pinpoint(
        document="Handbook", edition="2031", reference="page 3", url="", how_read="Read in it", source_id="h-2031"
    )
    source = a_source("digest-lamps", title="Lamps", authority=Authority.DIGEST)
    section = DigestSection(
        heading="Light", statements=(DigestStatement(number=1, text="Trim the wick.", pinpoint=pin),)
    )
    return Digest(source=source, summary="About lamps.", review_by=review_by, sections=(section,))


def checked(library: LibraryState, as_at: date = TODAY, record: CheckRecord | None = None, *digests: Digest) -> Checked:
    return check(REGISTER, library, digests, as_at, seen=record)


def of(result: Checked, concern: Concern) -> list[LibraryFinding]:
    return [one for one in result.found if one.concern is concern]


def test_an_edition_that_was_replaced_is_shown_with_how_to_get_the_one_that_applies() -> None:
    result = checked(LibraryState(indexed=frozenset({"h-2030"})))
    (found,) = of(result, Concern.NEWER)
    assert found.to_do
    assert "Handbook 2031 has applied since 1 September 2031, and here is only Handbook 2030." in found.text
    assert "ingest fetch h-2031" in found.text
    assert result.needs_doing


@pytest.mark.parametrize(
    "library", [LibraryState(indexed=frozenset({"h-2030", "h-2031"})), LibraryState(indexed=frozenset({"h-2031"}))]
)
def test_where_the_newest_is_here_nothing_needs_doing(library: LibraryState) -> None:
    result = checked(library)
    assert of(result, Concern.NEWER) == []
    assert not result.needs_doing


def test_before_its_first_day_a_coming_edition_is_worth_knowing_and_no_more() -> None:
    result = checked(LibraryState(indexed=frozenset({"h-2030"})), date(2031, 8, 1))
    assert [one.text for one in of(result, Concern.COMING)] == [
        "Handbook 2031 will replace Handbook 2030 on 1 September 2031."
    ]
    assert not result.needs_doing


def test_a_fetched_source_counts_as_here() -> None:
    result = checked(LibraryState(indexed=frozenset({"h-2030"}), lock=Lock(fetched={"h-2031": ENTRY})))
    assert of(result, Concern.NEWER) == []


def test_what_ended_without_a_later_edition_needs_looking_for() -> None:
    (found,) = of(checked(LibraryState(indexed=frozenset({"census-2029"}))), Concern.ENDED)
    assert found.to_do
    assert "ended on 31 March 2030" in found.text


@pytest.mark.parametrize(("here", "to_do"), [(frozenset({"advice"}), True), (frozenset(), False)])
def test_a_passed_review_date_needs_doing_where_the_source_is_here(here: frozenset[str], to_do: bool) -> None:
    (found,) = of(checked(LibraryState(indexed=here)), Concern.REVIEW)
    assert found.to_do is to_do
    assert "31 August 2031" in found.text
    assert of(checked(LibraryState(indexed=here), date(2031, 8, 31)), Concern.REVIEW) == []


def test_a_digest_past_its_review_date_needs_doing_and_on_that_day_not_yet() -> None:
    library = LibraryState()
    late = digest(review_by=date(2031, 9, 30))
    (found,) = [
        one for one in of(checked(library, TODAY, None, late), Concern.REVIEW) if one.source_id == "digest-lamps"
    ]
    assert found.text.startswith("The digest “Lamps” was to be reviewed by 30 September 2031. Review it, or")
    assert not checked(library, date(2031, 9, 30), None, late).needs_doing


@pytest.mark.parametrize(
    ("is_source", "indexed", "to_do"),
    [("h-2031", frozenset(), True), ("h-2031", frozenset({"h-2031"}), False), ("", frozenset(), True)],
)
def test_an_edition_noticed_at_an_old_address_needs_doing_unless_it_is_here(
    is_source: str, indexed: frozenset[str], to_do: bool
) -> None:
    aside = SetAside(
        url="https://www.gov.uk/h.pdf",
        on=TODAY,
        file="set-aside/h.pdf",
        sha256="1",
        reason="it is of 2033",
        is_source=is_source,
    )
    (found,) = of(checked(LibraryState(indexed=indexed, lock=Lock(set_aside={"h-2030": aside}))), Concern.NOTICED)
    assert found.to_do is to_do
    assert ("Handbook 2031" if is_source else "set-aside/h.pdf") in found.text


def test_a_change_at_an_official_site_needs_doing_and_says_what_it_does_to_our_sentences() -> None:
    lock = Lock(fetched={"h-2031": ENTRY, "advice": replace(ENTRY, remark="the date was not found")})
    result = checked(LibraryState(lock=lock), TODAY, CheckRecord(changes=(seen(SourceState.NEWER_FILE),)))
    (found,) = of(result, Concern.CHANGED)
    assert found.to_do
    assert found.text == (
        "Handbook 2031: the file at its address has changed since 2031-09-02. 5 of our sentences rest on it (short answer 4,"
        " digest 1); 2 on paragraphs that the new file has otherwise. Run 'python -m ingest fetch h-2031' and then 'make index'."
    )
    assert [one.to_do for one in of(result, Concern.NOTICED)] == [False]


@pytest.mark.parametrize(
    ("change", "concern", "do"),
    [
        (seen(SourceState.NEWER_EDITION, "h-2030", edition="h-2031"), Concern.ANNOUNCED, "ingest fetch h-2031"),
        (seen(SourceState.NEWER_EDITION), Concern.ANNOUNCED, "Look at https://www.gov.uk/h."),
        (seen(SourceState.WITHDRAWN), Concern.WITHDRAWN, "Look at https://www.gov.uk/h."),
        (seen(SourceState.MOVED), Concern.MOVED, "Look at https://www.gov.uk/h."),
        (seen(SourceState.GONE), Concern.GONE, "Look at https://www.gov.uk/h."),
    ],
)
def test_each_kind_of_change_says_what_to_do(change: SeenChange, concern: Concern, do: str) -> None:
    (found,) = of(checked(LibraryState(), TODAY, CheckRecord(changes=(change,))), concern)
    assert do in found.text


def test_a_change_that_is_over_is_not_shown() -> None:
    record = CheckRecord(changes=(seen(SourceState.NEWER_FILE, is_open=False),))
    assert of(checked(LibraryState(), TODAY, record), Concern.CHANGED) == []


def test_a_site_that_does_not_answer_is_no_change_and_is_shown() -> None:
    result = checked(LibraryState(), TODAY, CheckRecord(not_asked={"Handbook 2031": "www.gov.uk answered 503"}))
    assert of(result, Concern.CHANGED) == []
    (found,) = of(result, Concern.NOT_ASKED)
    assert found.to_do
    assert "answered 503" in found.text


def test_what_was_unchanged_is_named_and_without_a_network_the_day_of_the_last_check() -> None:
    record = CheckRecord(asked=NOW, unchanged=("Handbook 2031", "The advice"))
    assert readable(checked(LibraryState(), TODAY, record), record).endswith(
        "Unchanged at their addresses: Handbook 2031; The advice."
    )
    assert readable(checked(LibraryState()), record).endswith(
        "The official sites were not asked; last on 1 October 2031."
    )


def test_the_check_reads_as_words_and_as_json() -> None:
    result = checked(LibraryState(indexed=frozenset({"h-2030"})), TODAY, None, digest())
    reported, data = readable(result), json.loads(as_json(result))
    assert reported.startswith("To do:\n- Handbook 2031")
    assert (
        "Handbook 2030 (from 2030-09-01 to 2031-08-31; replaced), then Handbook 2031 (from 2031-09-01; applies)"
        in reported
    )
    assert "1 statements: 0 checked, 1 read, 0 reported" in reported
    assert "were not asked" in reported
    assert data["needs_doing"] is True
    assert data["chains"][0][1]["standing"] == "applies"
    assert {row["concern"] for row in data["found"]} == {"newer_edition", "past_review_date"}


def test_the_command_ends_with_1_when_something_needs_doing_and_0_when_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check_offline, "load_register", lambda: REGISTER)
    replace_parts(monkeypatch, load_digests=lambda: (digest(),))
    arguments = ["check", "--offline", "--index", str(tmp_path / "none"), "--library", str(tmp_path), "--json"]
    assert command.main([*arguments, "--as-at", "2031-10-01"]) == 0
    assert json.loads(capsys.readouterr().out)["official_sites_asked"] is False
    write_lock(tmp_path, Lock(fetched={"h-2030": ENTRY}))
    assert command.main([*arguments, "--as-at", "2031-10-01"]) == 1
    assert json.loads(capsys.readouterr().out)["found"][0]["concern"] == "newer_edition"


def test_the_command_writes_what_was_seen_as_a_feed_also_without_a_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check_offline, "load_register", lambda: REGISTER)
    replace_parts(monkeypatch, load_digests=lambda: (digest(),))
    feed = tmp_path / "changes.atom.xml"
    arguments = [
        "check",
        "--offline",
        "--index",
        str(tmp_path / "none"),
        "--library",
        str(tmp_path),
        "--atom",
        str(feed),
    ]
    assert command.main(arguments) == 1
    assert "have never been asked" in capsys.readouterr().err
    write_record(tmp_path, CheckRecord().with_seen(frozenset({"h-2031"}), (seen(SourceState.GONE),), NOW))
    assert command.main([*arguments, "--as-at", "2031-10-01"]) == 0
    assert b"Handbook 2031: gone from its address" in feed.read_bytes()


def test_the_command_asks_notes_what_was_seen_and_prints_what_new_files_touch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check_offline, "load_register", lambda: REGISTER)
    replace_parts(monkeypatch, load_digests=lambda: (digest(),))
    touched = TouchedEdition(earlier=OLD, later=NEW, n_resting=1, not_compared=(("wicks", "Trim the wick."),))

    def asked(settings: LibrarySettings, register: Register, library: LibraryState, progress: object) -> Asked:
        record = CheckRecord().with_seen(frozenset({"h-2031"}), (seen(SourceState.NEWER_FILE),), NOW)
        write_record(settings.library_dir, record)
        return Asked(record=record, touched=(touched,))

    replace_parts(monkeypatch, ask_and_record=asked)
    assert command.main(["check", "--index", str(tmp_path / "none"), "--library", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "the file at its address has changed" in out
    assert "What the new files do to our sentences:" in out
    assert "Trim the wick." in out
    assert len(read_record(tmp_path).open) == 1


def test_the_bundled_digests_and_the_register_need_nothing_on_the_day_they_were_written() -> None:
    register, digests = load_register(), load_digests()
    indexed = frozenset(one.source.source_id for one in digests)
    known = register.with_sources(one.source for one in digests)
    assert [
        one.text for one in check(known, LibraryState(indexed=indexed), digests, date(2026, 11, 25)).found if one.to_do
    ] == []
    late = check(known, LibraryState(indexed=indexed), digests, date(2027, 6, 2))
    assert sum(one.concern is Concern.REVIEW and one.to_do for one in late.found) >= len(digests)
