"""The ledger of review: empty as it comes, kept as it was written, and of the very words alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.statements import (
    Binding,
    EditionCheck,
    LedgerEntry,
    LedgerFile,
    ReviewLedger,
    ReviewVerdict,
    load_ledger,
    record_checks,
    save_ledger,
    sentence_key,
)

TODAY = date(2026, 11, 27)


def review(text: str = "Refer today.", by: str = "DSL", verdict: ReviewVerdict = ReviewVerdict.YES) -> LedgerEntry:
    return LedgerEntry(
        key=sentence_key(text), reviewed_by=by, verdict=verdict, reviewed_on=TODAY, until=date(2027, 11, 26), mend=""
    )


def test_nobody_has_reviewed_anything_yet() -> None:
    assert load_ledger().entries == ()
    assert load_ledger(Path("not-begun.csv")).n_practitioners(["Refer today."], TODAY) == 0


def test_it_is_kept_as_it_was_written(tmp_path: Path) -> None:
    ledger = ReviewLedger(entries=(review(), review("Write, “today”.", by="Social worker, LA")))
    save_ledger(ledger, tmp_path / "ledger.csv")
    assert load_ledger(tmp_path / "ledger.csv") == ledger


def test_a_sentence_that_is_worded_anew_loses_its_review() -> None:
    ledger = ReviewLedger(entries=(review(),))
    assert ledger.of("Refer today.", TODAY)
    assert ledger.of("Refer tomorrow.", TODAY) == ()


def test_a_review_ends() -> None:
    ledger = ReviewLedger(entries=(review(),))
    assert ledger.of("Refer today.", date(2027, 11, 27)) == ledger.of("Refer today.", date(2026, 11, 26)) == ()


def test_practitioners_are_counted_once_and_one_no_takes_a_sentence_out() -> None:
    ledger = ReviewLedger(
        entries=(review(), review("Write it down."), review(by="Social worker", verdict=ReviewVerdict.NO))
    )
    texts = ["Refer today.", "Write it down."]
    assert ledger.n_practitioners(texts, TODAY) == 1
    assert ledger.n_reviewed(texts, TODAY) == 1


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("a,b\n1,2\n", "line 2 of ledger.csv has not the columns"),
        (
            "key,reviewed_by,verdict,on,until,mend\nk,DSL,perhaps,2026-01-01,2027-01-01,\n",
            "line 2 of ledger.csv cannot be used",
        ),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, written: str, words: str) -> None:
    (tmp_path / "ledger.csv").write_text(written)
    with pytest.raises(StatementError, match=words):
        load_ledger(tmp_path / "ledger.csv")


WAS = Binding(source_id="book-2025", where="page 3, paragraph 57", key="0123456789")
NOW = Binding(source_id="book-2026", where="page 4, paragraph 61", key="abcdef0123")


def check(text: str = "Refer today.", *, mend: str = "", rests_on: tuple[Binding, ...] = (NOW,)) -> EditionCheck:
    return EditionCheck(
        key=sentence_key(text), verdict=ReviewVerdict.MEND if mend else ReviewVerdict.YES, checked_by="a trainer",
        checked_on=TODAY, was=WAS, later="book-2026", rests_on=rests_on, mend=mend,
    )  # fmt: skip


def test_what_was_found_when_an_edition_changed_is_kept_beside_the_reviews(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "ledger.csv"
    ledger = ReviewLedger(entries=(review(),), checks=(check(), check("Write.", mend="Write, today.", rests_on=())))
    save_ledger_in(ledger, file)
    assert load_ledger(file) == ledger
    assert ledger.n_practitioners(["Refer today.", "Write."], TODAY) == 1, "a check of an edition is no review"


def save_ledger_in(ledger: ReviewLedger, file: Path) -> None:
    file.parent.mkdir()
    save_ledger(ledger, file)


def test_a_ledger_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    file = tmp_path / "ledger.csv"
    file.write_text("key,reviewed_by,verdict,on,until,mend\nabc,DSL,yes,2026-01-01,2027-01-01,\n", encoding="utf-8")
    record_checks([check()], file)
    ledger = load_ledger(file)
    assert [entry.reviewed_by for entry in ledger.entries] == ["DSL"]
    assert ledger.checks == (check(),)


def test_the_last_finding_takes_the_place_of_the_one_before() -> None:
    ledger = ReviewLedger().with_check(check()).with_check(check(mend="Refer at once.")).with_check(check("Write."))
    assert len(ledger.checks) == 2
    found = ledger.check_of("Refer today.", WAS, "book-2026")
    assert found is not None
    assert found.mend == "Refer at once."
    assert ledger.check_of("Refer today.", WAS, "book-2027") is None
    assert ledger.check_of("Refer, today.", WAS, "book-2026") is None


def test_nothing_is_found_without_what_bears_it_out_or_other_words() -> None:
    with pytest.raises(StatementError, match="bears the sentence out"):
        check(rests_on=())


def test_whoever_answers_reads_the_ledger_again_when_it_changed_and_nothing_if_it_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / "ledger.csv"
    reads = LedgerFile(file)
    assert reads.read() == ReviewLedger()
    record_checks([check()], file)
    assert reads.read().checks == (check(),)
    assert reads.read() is reads.read()
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    assert reads.read() == ReviewLedger()
    with pytest.raises(StatementError):
        record_checks([check()], file)
