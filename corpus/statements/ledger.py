"""The ledger of review: which practitioner read which sentence of ours, when, what they said, and until when it holds.

A review is of words: its key is the hash of the sentence, so a sentence that is worded anew has none. The ledger is a file of
the library (``DSL_REVIEW_LEDGER``); the one that comes with the project is empty, since nobody has reviewed anything yet.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from corpus.errors import StatementError
from corpus.spreadsheet import as_csv
from corpus.statements.anchors import sentence_key
from corpus.statements.sentences import OURS

COLUMNS = ("key", "reviewed_by", "verdict", "on", "until", "mend")
_EMPTY = OURS / "ledger.csv"


class ReviewVerdict(StrEnum):
    """What a practitioner said of a sentence: it stands, it does not, or it does with other words."""

    YES = "yes"
    NO = "no"
    MEND = "mend"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One practitioner's review of one sentence.

    Parameters
    ----------
    key : str
        Of the sentence’s words, as ``sentence_key`` makes it.
    reviewed_by : str
        A role, or a name if they wish.
    reviewed_on, until : date
        When, and the last day on which it counts.
    mend : str
        The words that they would have instead.
    """

    key: str
    reviewed_by: str
    verdict: ReviewVerdict
    reviewed_on: date
    until: date
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLedger:
    """All reviews."""

    entries: tuple[LedgerEntry, ...] = ()

    def of(self, sentence: str, as_at: date) -> tuple[LedgerEntry, ...]:
        """Return the reviews of a sentence's very words that count on a day, whatever they say."""
        key = sentence_key(sentence)
        return tuple(one for one in self.entries if one.key == key and one.reviewed_on <= as_at <= one.until)

    def n_practitioners(self, sentences: Iterable[str], as_at: date) -> int:
        """Return how many practitioners let at least one of these sentences stand, on a day."""
        return len({
            one.reviewed_by.casefold()
            for sentence in sentences
            for one in self.of(sentence, as_at)
            if one.verdict is ReviewVerdict.YES
        })

    def n_reviewed(self, sentences: Iterable[str], as_at: date) -> int:
        """Return how many of these sentences stand: a practitioner says so, and none says otherwise."""
        found = ({one.verdict for one in self.of(sentence, as_at)} for sentence in sentences)
        return sum(verdicts == {ReviewVerdict.YES} for verdicts in found)


def load_ledger(file: Path | None = None) -> ReviewLedger:
    """Load the ledger.

    Parameters
    ----------
    file : Path or None
        The library's; ``None``, or one that nobody has begun, for the empty one.

    Raises
    ------
    StatementError
        If it cannot be read; names the line.
    """
    source = file if file is not None and file.exists() else _EMPTY
    entries: list[LedgerEntry] = []
    try:
        with source.open(encoding="utf-8-sig", newline="") as opened:
            for number, row in enumerate(csv.DictReader(opened, strict=True), start=2):
                entries.append(_entry(row, f"line {number} of {source.name}"))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise StatementError(f"the ledger {source.name} cannot be read: {error}", "restore it from a backup") from error
    return ReviewLedger(entries=tuple(entries))


def save_ledger(ledger: ReviewLedger, file: Path) -> None:
    """Write the ledger; it appears whole or stays as it was."""
    file.parent.mkdir(parents=True, exist_ok=True)
    making = file.with_name(f".{file.name}.making")
    making.write_bytes(
        as_csv(
            COLUMNS,
            [(e.key, e.reviewed_by, e.verdict, str(e.reviewed_on), str(e.until), e.mend) for e in ledger.entries],
        )
    )
    making.replace(file)


def _entry(row: dict[str, str], where: str) -> LedgerEntry:
    if set(row) != set(COLUMNS) or None in row.values():
        raise StatementError(f"{where} has not the columns {', '.join(COLUMNS)}", "restore it from a backup")
    try:
        return LedgerEntry(
            key=row["key"],
            reviewed_by=row["reviewed_by"],
            verdict=ReviewVerdict(row["verdict"]),
            reviewed_on=date.fromisoformat(row["on"]),
            until=date.fromisoformat(row["until"]),
            mend=row["mend"],
        )
    except ValueError as error:
        raise StatementError(f"{where} cannot be used: {error}", "correct the line, or restore a backup") from error
