"""A sheet goes out, is signed, and comes back: taken whole or not at all, and only for the very words that were read."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.statements import Binding, ReviewedSentence, ReviewLedger, sentence_key
from ingest import signing_sheet
from ingest.signing_sheet import HEAD, sheet, taken
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

SOURCE = a_source()
INDEX = MemoryIndex([a_passage("Refer at once.", page=4)], {SOURCE.source_id: SOURCE}, WordEmbedder())
BOUND = ReviewedSentence(
    text="Refer today.", bindings=(Binding(source_id="rules-2025", where="page 4", key=sentence_key("Refer at once.")),)
)
RULE = ReviewedSentence(text="Write it down.", ours=True)
TODAY = date(2026, 11, 27)
SIGNED = ("yes", "", "DSL", "2026-11-27", "2027-11-26")


@pytest.fixture(autouse=True)
def two_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_sheet, "sentences_to_sign", lambda: [("one", BOUND), ("two", RULE)])


def rows_of(printed: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(printed.decode("utf-8-sig"), newline="")))


def signed(folder: Path, *rows: list[str], head: tuple[str, ...] = HEAD) -> Path:
    file = folder / "sheet.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([head, *rows])
    return file


def row(text: str = "Refer today.", *said: str) -> list[str]:
    return [sentence_key(text), "one", text, "", "", *(said or SIGNED)]


def test_a_sheet_has_each_sentence_its_place_and_the_words_quoted() -> None:
    head, first, second = rows_of(sheet(INDEX, ReviewLedger(), TODAY))
    assert tuple(head) == HEAD
    assert first[1:5] == ["one", "Refer today.", "rules-2025, page 4", "Refer at once."]
    assert second[3] == "our rule: no page says it"
    assert len(rows_of(sheet(INDEX, ReviewLedger(), TODAY, most=1))) == 2
    assert rows_of(sheet(INDEX, ReviewLedger(), TODAY, only={"two"}))[1][2] == "Write it down."


def test_what_is_signed_is_taken_and_not_printed_again_until_it_ends(tmp_path: Path) -> None:
    ledger, n = taken(signed(tmp_path, row()), ReviewLedger())
    assert n == 1
    assert [one[2] for one in rows_of(sheet(INDEX, ledger, TODAY))[1:]] == ["Write it down."]
    assert len(rows_of(sheet(INDEX, ledger, date(2027, 11, 27)))) == 3


def test_a_row_without_a_verdict_is_left_and_a_spreadsheets_day_is_read(tmp_path: Path) -> None:
    file = signed(
        tmp_path,
        row("Write it down.", "", "", "", "", ""),
        row("Refer today.", "Yes", "", "DSL", "27/11/2026", "26/11/2027"),
    )
    ledger, n = taken(file, ReviewLedger())
    assert (n, ledger.entries[0].reviewed_on) == (1, TODAY)


def test_a_later_review_by_the_same_person_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    ledger, _ = taken(signed(tmp_path, row()), ReviewLedger())
    ledger, _ = taken(signed(tmp_path, row("Refer today.", "no", "", "dsl", "2026-12-01", "2027-12-01")), ledger)
    assert [one.verdict for one in ledger.entries] == ["no"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row("Refer tomorrow.")], "worded anew since"),
        ([[sentence_key("Refer today."), "one", "Refer soon.", "", "", *SIGNED]], "was changed"),
        ([row("Refer today.", "maybe", *SIGNED[1:])], "'maybe' is not yes, no or mend"),
        ([row("Refer today.", "mend", "", *SIGNED[2:])], "not which words"),
        ([row("Refer today.", "yes", "", "", *SIGNED[3:])], "nobody has signed"),
        ([row("Refer today.", "yes", "", "DSL", "soon", "2027-01-01")], "“on” is 'soon'"),
        ([row("Refer today.", "yes", "", "DSL", "2026-11-27", "2026-11-26")], "ends before it begins"),
        ([row(), row()], "row 3: DSL has signed this sentence"),
        ([["one", "cell"]], "has 2 cells"),
    ],
)
def test_a_mistake_is_named_with_its_row_and_nothing_is_taken(
    tmp_path: Path, rows: list[list[str]], words: str
) -> None:
    with pytest.raises(StatementError, match=words):
        taken(signed(tmp_path, *rows), ReviewLedger())


def test_another_table_is_no_sheet(tmp_path: Path) -> None:
    with pytest.raises(StatementError, match="no sheet of ours"):
        taken(signed(tmp_path, head=("a", "b")), ReviewLedger())
