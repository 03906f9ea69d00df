"""Tables for spreadsheets: nothing in them is run, numbers stay numbers, and no other code writes any."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from corpus.spreadsheet import as_csv

ROOT = Path(__file__).parents[2]
ATTACKS = (
    '=HYPERLINK("http://evil.test","x")', "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1",
    "\tplain", "\rplain", "  =1+1", "\u00a0=1+1", "\u3000=1+1", "\u200b=1+1", "\ufeff=1+1", "\x00=1+1", "\x01=1+1",
    "\u00ad=1+1", '"=1+1', "'=1+1", "＝1+1", "＋1+1", "－1+1", "＠x", "﹦1+1", "−1+1",
)  # fmt: skip


def read(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_is_a_formula_wherever_it_stands(attack: str) -> None:
    for row in read(as_csv((attack, "b"), [("a", attack), (f"{attack}", "c")])):
        assert [cell for cell in row if cell[0] not in "'abc"] == []


@pytest.mark.parametrize("plain", ["a=b", "“Quoted”", "1.1", "", "'already", "-0.5", "+0.100", "a, b", "two\nlines"])
def test_numbers_and_plain_text_stay(plain: str) -> None:
    assert read(as_csv(("head",), [(plain, plain)])) == [["head"], [plain, plain]]


def test_a_comma_or_a_line_end_begins_no_further_cell() -> None:
    assert read(as_csv(("head",), [("a,=1+1", "b\r\n=1+1")])) == [["head"], ["a,=1+1", "b\r\n=1+1"]]


def test_no_other_code_writes_tables_for_spreadsheets() -> None:
    files = [path for room in ("assistant", "corpus", "evals", "ingest") for path in (ROOT / room).rglob("*.py")]
    wrote = [
        path
        for path in [*files, ROOT / "app.py"]
        if "csv.writer" in (text := path.read_text(encoding="utf-8")) or "DictWriter" in text or "openpyxl" in text
    ]
    assert [path.relative_to(ROOT).as_posix() for path in wrote] == ["corpus/spreadsheet.py"]
