"""The digest linter: pinpoints that can be followed, words that are ours, review dates that have not passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.register.register import Register, load_register
from corpus.types import Authority, Pinpoint
from ingest.digests.linter import GuidanceText, how_read, lint, read_guidance, runs
from ingest.digests.load import Digest, DigestSection, DigestStatement, load_digests
from tests.doubles import a_source
from tests.ingest import pdfs

DAY = date(2031, 10, 1)
OLD = a_source("h-2030", names=("Handbook 2030",), in_force_from=date(2030, 9, 1))
NEW = a_source("h-2031", names=("Handbook 2031",), in_force_from=date(2031, 9, 1), supersedes=("h-2030",))
REGISTER = Register({"h-2030": OLD, "h-2031": NEW})
PIN = Pinpoint(
    document="Handbook", edition="2031", reference="page 3", url="", how_read="Checked in the PDF", source_id="h-2031"
)


def a_digest(text: str = "Trim the wick each night.", **pin: str) -> Digest:
    statement = DigestStatement(number=1, text=text, pinpoint=replace(PIN, **pin))
    source = a_source("digest-lamps", title="Lamps", authority=Authority.DIGEST)
    sections = (DigestSection(heading="Light", statements=(statement,)),)
    return Digest(source=source, summary="About lamps.", review_by=date(2031, 12, 1), sections=sections)


def rules(digest: Digest, guidance: dict[str, GuidanceText] | None = None, as_at: date = DAY) -> list[str]:
    return [fault.rule for fault in lint(digest, REGISTER, as_at, guidance or {})]


def test_a_sound_statement_has_no_fault() -> None:
    assert rules(a_digest()) == []


@pytest.mark.parametrize(
    ("pin", "rule"),
    [
        ({"reference": "the part on wicks"}, "pinpoint"),
        ({"source_id": "h-1999"}, "pinpoint"),
        ({"source_id": "h-2030"}, "edition"),
    ],
)
def test_a_pinpoint_that_cannot_be_followed_is_a_fault(pin: dict[str, str], rule: str) -> None:
    assert rules(a_digest(**pin)) == [rule]


def test_a_statement_known_second_hand_may_say_where_in_words() -> None:
    assert rules(a_digest(reference="aim, as reported", how_read="Reported by a journal")) == []


@pytest.mark.parametrize(
    "text", ["Handbook 2030 (now replaced by Handbook 2031) asked for a trimmed wick.", "In 2030 so."]
)
def test_a_statement_that_names_its_old_edition_is_no_fault(text: str) -> None:
    assert rules(a_digest(text, source_id="h-2030")) == []


def test_an_edition_not_yet_replaced_on_the_day_is_no_fault() -> None:
    assert rules(a_digest(source_id="h-2030"), as_at=date(2031, 8, 31)) == []


def test_the_review_date_is_a_fault_only_once_it_has_passed() -> None:
    assert rules(a_digest(), as_at=date(2031, 12, 1)) == []
    assert rules(a_digest(), as_at=date(2031, 12, 2)) == ["review"]


def test_twelve_words_in_a_row_and_a_page_that_is_not_there_are_found_in_a_pdf(tmp_path: Path) -> None:
    shared = "the keeper must trim the wick at dusk and again before the tide"
    pdfs.make(
        tmp_path / "h-2031.pdf", [pdfs.filler(1), pdfs.lines(700, f"Every night {shared} turns."), pdfs.filler(3)]
    )
    guidance, unread = read_guidance([tmp_path / "h-2031.pdf"])
    assert unread == []
    assert guidance["h-2031"].n_pages == 3
    assert rules(a_digest(f"On rocks, {shared.upper()} comes."), guidance) == ["words"]
    assert rules(a_digest("The keeper must trim the wick at dusk and again before bed."), guidance) == []
    assert rules(a_digest(reference="page 2 and page 3"), guidance) == []
    assert rules(a_digest(reference="pages 2 to 4"), guidance) == ["pinpoint"]


def test_a_file_that_cannot_be_read_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    good = pdfs.make(tmp_path / "good.pdf", [pdfs.filler(1)])
    guidance, unread = read_guidance([tmp_path / "bad.pdf", good])
    assert set(guidance) == {"good"}
    assert [line.split(":")[0] for line in unread] == ["bad.pdf"]


def test_runs_are_of_twelve_words_whatever_their_case_and_punctuation() -> None:
    assert len(list(runs(" ".join(map(str, range(13)))))) == 2
    assert list(runs("A child’s " + "x " * 10)) == list(runs("a Childs, " + "x; " * 10))


def test_every_bundled_statement_says_how_it_was_read() -> None:
    digests = load_digests()
    counts = how_read(digests)
    assert sum(counts.values()) == sum(len(digest.statements) for digest in digests)
    assert counts["checked"] > counts["reported"]


@pytest.mark.corpus
@pytest.mark.slow
def test_the_bundled_digests_have_no_fault_against_the_real_pdfs(corpus_dir: Path) -> None:
    guidance, unread = read_guidance(sorted(corpus_dir.glob("*.pdf")))
    assert unread == []
    register = load_register()
    faults = [fault for digest in load_digests() for fault in lint(digest, register, date(2026, 11, 25), guidance)]
    assert faults == []
