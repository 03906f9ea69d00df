"""The ledger of review: which practitioner read which sentence of ours, when, what they said, and until when it holds.

A review is of words: its key is the hash of the sentence, so a sentence that is worded anew has none. The ledger is a file of
the library (``DSL_REVIEW_LEDGER``); the one that comes with the project is empty, since nobody has reviewed anything yet.

It also holds what somebody found of a sentence when a new edition changed the paragraph that it rests on (docs/adr/0047).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from filelock import FileLock

from corpus.errors import StatementError
from corpus.spreadsheet import as_csv
from corpus.statements.anchors import sentence_key
from corpus.statements.sentences import Binding, read_binding
from corpus.statements.statement_file import OURS

_FIRST_COLUMNS = ("key", "reviewed_by", "verdict", "on", "until", "mend")
COLUMNS = (*_FIRST_COLUMNS, "was", "against", "rests_on")
_BETWEEN = "; "
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
class EditionCheck:
    """What somebody found of a sentence that rests on a paragraph which a later edition has otherwise.

    Parameters
    ----------
    key : str
        Of our sentence’s words.
    verdict : ReviewVerdict
        Yes: it still holds. Mend: other words, or another binding, are proposed.
    checked_by : str
        A role, or a name if they wish.
    was : Binding
        What bore the sentence out.
    rests_on : tuple of Binding
        What bears it out in the later edition; may be empty where other words are proposed.
    later : str
        The id of the later edition.
    mend : str
        The words proposed.
    """

    key: str
    verdict: ReviewVerdict
    checked_by: str
    checked_on: date
    was: Binding
    later: str
    rests_on: tuple[Binding, ...] = ()
    mend: str = ""

    def __post_init__(self) -> None:
        if self.verdict is ReviewVerdict.NO or not (self.rests_on or self.mend):
            raise StatementError(
                "it is not said what bears the sentence out now", "name a sentence of the new edition, or other words"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLedger:
    """All reviews, and what was found of sentences when an edition changed, in the order in which it was written."""

    entries: tuple[LedgerEntry, ...] = ()
    checks: tuple[EditionCheck, ...] = ()

    def check_of(self, sentence: str, was: Binding, later: str) -> EditionCheck | None:
        """Return what was found last of a sentence’s very words against a later edition; ``None`` if nobody looked."""
        key = sentence_key(sentence)
        found = (one for one in self.checks if (one.key, one.was.key, one.later) == (key, was.key, later))
        return max(found, key=lambda one: one.checked_on, default=None)

    def with_check(self, check: EditionCheck) -> ReviewLedger:
        """Return the ledger with what was found of a sentence; what was found of it before against that edition goes."""
        which = (check.key, check.was.key, check.later)
        others = tuple(one for one in self.checks if (one.key, one.was.key, one.later) != which)
        return replace(self, checks=(*others, check))

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
    read: list[LedgerEntry | EditionCheck] = []
    try:
        with source.open(encoding="utf-8-sig", newline="") as opened:
            for number, row in enumerate(csv.DictReader(opened, strict=True), start=2):
                read.append(_row(row, f"line {number} of {source.name}"))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise StatementError(f"the ledger {source.name} cannot be read: {error}", "restore it from a backup") from error
    entries = tuple(row for row in read if isinstance(row, LedgerEntry))
    return ReviewLedger(entries=entries, checks=tuple(row for row in read if isinstance(row, EditionCheck)))


class LedgerFile:
    """A library’s ledger as whoever answers reads it: again when it has changed, and as an empty one if it cannot be read.

    Then nothing counts as checked. The library page says what is wrong with it.

    Parameters
    ----------
    file : Path
        The library's.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read: tuple[tuple[int, int], ReviewLedger] = (0, 0), ReviewLedger()

    def read(self) -> ReviewLedger:
        """Return the ledger as it is now."""
        try:
            now = self._file.stat()
        except OSError:
            return ReviewLedger()
        version = now.st_mtime_ns, now.st_size
        if self._read[0] != version:
            try:
                self._read = version, load_ledger(self._file)
            except StatementError:
                self._read = version, ReviewLedger()
        return self._read[1]


def record_checks(checks: Iterable[EditionCheck], file: Path) -> None:
    """Write what was found of sentences into the ledger; two that write at once follow one another.

    Raises
    ------
    StatementError
        If the ledger cannot be read.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(file.with_name(f".{file.name}.lock"), mode=0o600):
        ledger = load_ledger(file)
        for check in checks:
            ledger = ledger.with_check(check)
        save_ledger(ledger, file)


def save_ledger(ledger: ReviewLedger, file: Path) -> None:
    """Write the ledger; it appears whole or stays as it was."""
    file.parent.mkdir(parents=True, exist_ok=True)
    making = file.with_name(f".{file.name}.making")
    rows = [
        (e.key, e.reviewed_by, e.verdict, str(e.reviewed_on), str(e.until), e.mend, "", "", "") for e in ledger.entries
    ]
    rows += [
        (
            c.key, c.checked_by, c.verdict, str(c.checked_on), "", c.mend, str(c.was), c.later,
            _BETWEEN.join(map(str, c.rests_on)),
        )
        for c in ledger.checks
    ]  # fmt: skip
    making.write_bytes(as_csv(COLUMNS, rows))
    making.replace(file)


def _row(row: dict[str, str], where: str) -> LedgerEntry | EditionCheck:
    if set(row) not in (set(COLUMNS), set(_FIRST_COLUMNS)) or None in row.values():
        raise StatementError(f"{where} has not the columns {', '.join(COLUMNS)}", "restore it from a backup")
    try:
        return _check(row) if row.get("was") else _entry(row)
    except StatementError as error:
        raise StatementError(f"{where} cannot be used: {error.message}", error.hint) from error
    except ValueError as error:
        raise StatementError(f"{where} cannot be used: {error}", "correct the line, or restore a backup") from error


def _entry(row: dict[str, str]) -> LedgerEntry:
    return LedgerEntry(
        key=row["key"],
        reviewed_by=row["reviewed_by"],
        verdict=ReviewVerdict(row["verdict"]),
        reviewed_on=date.fromisoformat(row["on"]),
        until=date.fromisoformat(row["until"]),
        mend=row["mend"],
    )


def _check(row: dict[str, str]) -> EditionCheck:
    return EditionCheck(
        key=row["key"],
        verdict=ReviewVerdict(row["verdict"]),
        checked_by=row["reviewed_by"],
        checked_on=date.fromisoformat(row["on"]),
        was=read_binding(row["was"]),
        later=row["against"],
        rests_on=tuple(map(read_binding, filter(None, row["rests_on"].split(_BETWEEN)))),
        mend=row["mend"],
    )
