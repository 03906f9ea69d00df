"""The ledger of review: empty as it comes, kept as it was written, and of the very words alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.statements import LedgerEntry, ReviewLedger, ReviewVerdict, load_ledger, save_ledger, sentence_key

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
