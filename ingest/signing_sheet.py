"""A sheet for practitioners to sign off sentences of ours, and what they signed taken back into the ledger.

Each row has a sentence, where it rests and the words of guidance that bear it out. They write yes, no or mend. What comes back
is taken whole or not at all: a row that cannot be used, or whose sentence was changed since, is named.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corpus.errors import StatementError
from corpus.index import PassageIndex
from corpus.spreadsheet import as_csv
from corpus.statements import (
    LedgerEntry,
    ReviewedSentence,
    ReviewLedger,
    ReviewVerdict,
    load_findings,
    sentence_key,
    sentence_spans,
)
from corpus.text import one_line
from ingest.sentences import our_sentences

HEAD = (
    "key", "statement", "sentence", "pinpoint", "words quoted", "yes / no / mend", "mended words", "reviewed by (role or name)",
    "on (YYYY-MM-DD)", "until (YYYY-MM-DD)",
)  # fmt: skip
AN_AFTERNOON = 100  # sentences: two minutes each
_NOT_HERE = "not in this library"
_OUR_RULE = "our rule: no page says it"
_SHOWN = 10  # mistakes


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRow:
    """A row of a sheet that came back, as it was written."""

    number: int
    key: str
    sentence: str
    verdict: str
    mend: str
    reviewed_by: str
    reviewed_on: str
    until: str


def sentences_to_sign() -> Iterator[tuple[str, ReviewedSentence]]:
    """Return every sentence that a practitioner can sign off, with what it belongs to: the findings without a page too.

    Yields
    ------
    tuple of str and ReviewedSentence
    """
    yield from our_sentences()
    for finding in load_findings().findings:
        if not finding.bindings:
            yield finding.finding_id, ReviewedSentence(text=finding.says, ours=True)


def sheet(
    index: PassageIndex, ledger: ReviewLedger, as_at: date, *, most: int = AN_AFTERNOON, only: Collection[str] = ()
) -> bytes:
    """Return a sheet of sentences that nobody has reviewed, as CSV that a spreadsheet opens.

    Parameters
    ----------
    index : PassageIndex
        Has the words that bear them out.
    ledger : ReviewLedger
        What is reviewed already.
    as_at : date
        The day on which a review counts or not.
    most : int
        How many sentences.
    only : collection of str
        The ids of the answers, cards and others whose sentences are wanted; none for all.
    """
    rows: dict[str, Sequence[str]] = {}
    keyed: dict[str, Mapping[str, str]] = {}
    for statement_id, sentence in sentences_to_sign():
        key = sentence_key(sentence.text)
        if len(rows) >= most:
            break
        if (only and statement_id not in only) or key in rows or ledger.of(sentence.text, as_at):
            continue
        pinpoints = "\n".join(f"{one.source_id}, {one.where}" for one in sentence.bindings) or _OUR_RULE
        quoted = "\n".join(_words(index, one.source_id, one.key, keyed) for one in sentence.bindings)
        rows[key] = (key, statement_id, sentence.text, pinpoints, quoted, "", "", "", "", "")
    return as_csv(HEAD, rows.values())


def _words(index: PassageIndex, source_id: str, key: str, keyed: dict[str, Mapping[str, str]]) -> str:
    if source_id not in index.sources:
        return _NOT_HERE
    if source_id not in keyed:
        keyed[source_id] = {key: words for one in index.of_source(source_id) for key, words in sentence_spans(one)}
    return one_line(keyed[source_id].get(key, _NOT_HERE))


def taken(file: Path, ledger: ReviewLedger) -> tuple[ReviewLedger, int]:
    """Return the ledger with what a signed sheet says, and how many reviews that are; rows without a verdict are left.

    Raises
    ------
    StatementError
        If the file is no such sheet, or any of its rows cannot be used; names them.
    """
    current = {sentence_key(sentence.text) for _, sentence in sentences_to_sign()}
    found: dict[tuple[str, str], LedgerEntry] = {}
    mistakes: list[str] = []
    for row in _signed(file):
        if not row.verdict:
            continue
        try:
            entry = _entry(row, current)
        except StatementError as error:
            mistakes.append(f"row {row.number}: {error.message}")
            continue
        place = (entry.key, entry.reviewed_by.casefold())
        if place in found:
            mistakes.append(f"row {row.number}: {entry.reviewed_by} has signed this sentence in another row")
        found[place] = entry
    if mistakes:
        more = f"; and {len(mistakes) - _SHOWN} more" if len(mistakes) > _SHOWN else ""
        raise StatementError(
            f"nothing was taken from {file.name}: {'; '.join(mistakes[:_SHOWN])}{more}", "correct them"
        )
    before = (one for one in ledger.entries if (one.key, one.reviewed_by.casefold()) not in found)
    return replace(ledger, entries=(*before, *found.values())), len(found)


def _signed(file: Path) -> Iterator[SignedRow]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in text.split("\n", 1)[0] else ","))
    except (UnicodeDecodeError, csv.Error) as error:
        raise StatementError(f"{file.name} cannot be read: {error}", "save it as CSV in UTF-8") from error
    if not rows or tuple(cell.strip() for cell in rows[0]) != HEAD:
        raise StatementError(f"{file.name} is no sheet of ours", "its first row names the columns; leave it as it is")
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(HEAD):
            raise StatementError(f"row {number} of {file.name} has {len(row)} cells", f"a row has {len(HEAD)}")
        key, _, sentence, _, _, verdict, mend, by, on, until = (cell.strip() for cell in row)
        yield SignedRow(
            number=number, key=key, sentence=sentence, verdict=verdict.casefold(), mend=mend, reviewed_by=by,
            reviewed_on=on, until=until,
        )  # fmt: skip


def _entry(row: SignedRow, current: Collection[str]) -> LedgerEntry:
    if sentence_key(row.sentence.removeprefix("'")) != row.key:
        raise StatementError("the sentence in the sheet was changed; write other words into “mended words”")
    if row.key not in current:
        raise StatementError("the sentence is worded anew since, so this review is of words that are gone")
    if row.verdict not in set(ReviewVerdict):
        raise StatementError(f"{row.verdict!r} is not yes, no or mend")
    if row.verdict == ReviewVerdict.MEND and not row.mend:
        raise StatementError("it says mend, and not which words")
    if not row.reviewed_by:
        raise StatementError("nobody has signed it; a role is enough")
    reviewed_on, until = _day(row.reviewed_on, "on"), _day(row.until, "until")
    if until < reviewed_on:
        raise StatementError("it ends before it begins")
    return LedgerEntry(
        key=row.key, reviewed_by=row.reviewed_by, verdict=ReviewVerdict(row.verdict), reviewed_on=reviewed_on, until=until,
        mend=row.mend,
    )  # fmt: skip


def _day(written: str, column: str) -> date:
    british = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", written)  # as a spreadsheet turns it
    try:
        return date(int(british[3]), int(british[2]), int(british[1])) if british else date.fromisoformat(written)
    except ValueError as error:
        raise StatementError(f"“{column}” is {written!r} and no day like 2026-11-27") from error
