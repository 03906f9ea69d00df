"""The digest linter: each statement's pinpoint can be followed, its words are ours, and its review date has not passed.

``load_digests`` refuses a digest that is not in the expected form. What is looked at here can go wrong later, while the file
stays as it is: a day passes, an edition is replaced, a PDF comes in whose words a statement shares.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.days import day_words
from corpus.register import Register, pages
from corpus.text import clean
from ingest.digests.load import Digest, DigestStatement
from ingest.errors import IngestError
from ingest.pdf import parse

RUN_WORDS = 12
_WORD = re.compile(r"[a-z0-9]+")
_POINTED = re.compile(r"\d|“|whole document")  # the last for what a document does not say
_YEAR = re.compile(r"(?:19|20)\d\d")
Run = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceText:
    """A PDF at hand: how many pages it has, and its runs of twelve words."""

    n_pages: int
    runs: frozenset[Run]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """Something to mend in a digest; ``number`` is the statement's, or 0 for the digest itself."""

    source_id: str
    number: int
    rule: str
    text: str


def lint(digest: Digest, register: Register, as_at: date, guidance: Mapping[str, GuidanceText]) -> Iterator[Lint]:
    """Look a digest over.

    Parameters
    ----------
    digest : Digest
        A loaded digest.
    register : Register
        What pinpoints resolve in, and what replaced what.
    as_at : date
        The day on which it is looked over.
    guidance : mapping of str to GuidanceText
        The official PDFs at hand, by source; see ``read_guidance``.

    Yields
    ------
    Lint
        In the order of the statements.
    """
    source_id = digest.source.source_id
    if digest.review_by < as_at:
        text = f"was to be reviewed by {day_words(digest.review_by)}"
        yield Lint(source_id=source_id, number=0, rule="review", text=text)
    for statement in digest.statements:
        for rule, text in _faults(statement, register, as_at, guidance):
            yield Lint(source_id=source_id, number=statement.number, rule=rule, text=text)


def how_read(digests: Iterable[Digest]) -> dict[str, int]:
    """Count statements by how they were read: checked in the PDF, read, or reported by somebody else."""
    counts = Counter(s.pinpoint.how_read.split()[0].lower() for digest in digests for s in digest.statements)
    return {how: counts[how] for how in ("checked", "read", "reported")}


def read_guidance(pdfs: Iterable[Path]) -> tuple[dict[str, GuidanceText], list[str]]:
    """Read the PDFs that statements are compared with, and say which could not be read.

    Parameters
    ----------
    pdfs : iterable of Path
        PDFs named by their source's id.
    """
    found: dict[str, GuidanceText] = {}
    unread: list[str] = []
    for pdf in pdfs:
        try:
            printed = parse(pdf, pdf.stem).pages
        except IngestError as error:
            unread.append(f"{pdf.name}: {error.message}")
            continue
        numberless = (re.sub(r"\A\s*\d{1,3}\s*\n", "", page.text) for page in printed)
        found[pdf.stem] = GuidanceText(n_pages=len(printed), runs=frozenset(runs(" ".join(numberless))))
    return found, unread


def runs(text: str) -> Iterator[Run]:
    """Go through the runs of twelve words of a text, whatever its case and punctuation.

    Yields
    ------
    tuple of str
        Twelve words.
    """
    words = _WORD.findall(clean(text).lower().replace("’", "").replace("'", ""))
    return (tuple(words[at : at + RUN_WORDS]) for at in range(len(words) - RUN_WORDS + 1))


def _faults(
    statement: DigestStatement, register: Register, as_at: date, guidance: Mapping[str, GuidanceText]
) -> Iterator[tuple[str, str]]:
    pin = statement.pinpoint
    if pin.source_id and pin.source_id not in register:
        yield "pinpoint", f"{pin.source_id} is not registered"
    newer = _replaced_by(pin.source_id, register, as_at)
    if newer and not _names_edition(statement.text, register, pin.source_id):
        old = register[pin.source_id].name
        yield "edition", f"{old} was replaced by {newer}, and the statement does not say so"
    if pin.how_read.startswith("Checked in") and not _POINTED.search(pin.reference):
        yield "pinpoint", f"it was checked, yet “{pin.reference}” gives no page, paragraph or heading"
    beyond = max(pages(pin.reference), default=0)
    if pin.source_id in guidance and beyond > guidance[pin.source_id].n_pages:
        yield "pinpoint", f"{pin.source_id} has no page {beyond}"
    shared = sorted(name for name, theirs in guidance.items() if not theirs.runs.isdisjoint(runs(statement.text)))
    if shared:
        yield "words", f"it has {RUN_WORDS} words in a row in common with {', '.join(shared)}"


def _replaced_by(source_id: str, register: Register, as_at: date) -> str:
    if source_id not in register:
        return ""
    newer = register.current(source_id, as_at)
    return newer.name if newer in register.successors(source_id) else ""


def _names_edition(text: str, register: Register, source_id: str) -> bool:
    """Whether a text names an edition by its year, or the one that replaced it."""
    source = register[source_id]
    named: Sequence[str] = _YEAR.findall(" ".join(source.names))
    return any(year in text for year in named) or "replaced" in text or "earlier edition" in text
