"""The rows of the library page: each edition with its standing on a day, and their HTML. Pure, as ``answer_html`` is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from assistant.ui.shared.answer_html import facts_html, link_html
from corpus.days import day_words
from corpus.index import IndexedSource, Manifest
from corpus.register import Register
from corpus.types import Authority, Source, Verified

_VERIFIED = {
    Verified.FULL_TEXT: "Full text read",
    Verified.PART_OF_TEXT: "Part of the text read",
    Verified.SECONDARY: "Known from secondary sources; text not read",
    Verified.URL_SEEN: "Address seen; text not read",
    Verified.NOT_VERIFIED: "Not verified",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """One edition: what it is, its standing on a day, and what the index has of it (``None``: nothing).

    Parameters
    ----------
    took_over, taken_over : str
        Which edition it replaced, and which replaces it, with the days; empty if none or if the standing says it.
    """

    source: Source
    standing: str
    applies: bool
    indexed: IndexedSource | None
    took_over: str = ""
    taken_over: str = ""

    @property
    def is_indexed(self) -> bool:
        """Whether the index has the edition."""
        return self.indexed is not None


def known(register: Register, manifest: Manifest | None) -> Register:
    """Return the register with the digests and local sources that only the index knows.

    Raises
    ------
    RegisterError
        If the index's own sources do not fit with the register.
    """
    indexed = [entry.source for entry in manifest.sources] if manifest else []
    return register.with_sources(source for source in indexed if source.source_id not in register)


def rows_of(register: Register, manifest: Manifest | None, as_at: date) -> list[EditionRow]:
    """Return a row for every registered edition, and for digests and local sources that only the index knows.

    Raises
    ------
    RegisterError
        If the index's own sources do not fit with the register.
    """
    indexed = {entry.source.source_id: entry for entry in manifest.sources} if manifest else {}
    editions = known(register, manifest)
    return [_row(editions, source, indexed.get(source_id), as_at) for source_id, source in editions.items()]


def _row(register: Register, source: Source, indexed: IndexedSource | None, as_at: date) -> EditionRow:
    words, applies = standing(register, source, as_at)
    before = [register[earlier] for earlier in source.supersedes if earlier in register]
    after = [later for later in register.successors(source.source_id) if source.source_id in later.supersedes]
    since = _on(source)
    return EditionRow(
        source=source,
        standing=words,
        applies=applies,
        indexed=indexed,
        took_over="; ".join(f"{earlier.name}{since}" for earlier in before),
        taken_over="; ".join(f"{later.name}{_on(later)}" for later in after if later.name not in words),
    )


def _on(later: Source) -> str:
    """Return from when an edition replaced another."""
    return f", on {day_words(later.in_force_from)}" if later.in_force_from else ""


def standing(register: Register, source: Source, as_at: date) -> tuple[str, bool]:
    """Return an edition's standing on a day in words, and whether it applies."""
    if source.in_force_from and as_at < source.in_force_from:
        return f"Not yet in force: from {day_words(source.in_force_from)}", False
    newer = register.current(source.source_id, as_at)
    if newer.source_id != source.source_id and newer in register.successors(source.source_id):
        since = f" on {day_words(newer.in_force_from)}" if newer.in_force_from else ""
        return f"Superseded by {newer.name}{since}", False
    if source.in_force_to and source.in_force_to < as_at:
        return f"No longer in force: until {day_words(source.in_force_to)}", False
    return _applying(source), True


def matching(rows: Iterable[EditionRow], words: str) -> list[EditionRow]:
    """Return the rows whose title, edition, names or publisher have every word."""
    wanted = words.casefold().split()
    return [row for row in rows if all(word in _haystack(row.source) for word in wanted)]


def counts_html(rows: Sequence[EditionRow], manifest: Manifest | None) -> str:
    """Return the library in numbers: editions known and indexed, pages, passages, and which build this is."""
    facts = [("Editions known", f"{len(rows):,}")]
    if manifest:
        facts += [
            ("In the library", f"{len(manifest.sources):,}"),
            ("Pages", f"{manifest.n_pages:,}"),
            ("Passages", f"{manifest.n_passages:,}"),
            ("Built", f"{day_words(manifest.built_at.date())}, {manifest.built_at:%H:%M}"),
            ("Generation", manifest.generation),
            ("Embedding model", manifest.embedder),
        ]
    return facts_html(facts)


def group_html(authority: Authority, rows: Sequence[EditionRow]) -> str:
    """Return the editions of one kind under a heading."""
    cards = "".join(map(row_html, rows))
    return f'<section class="dsl-group"><h2>{escape(authority.label)} ({len(rows)})</h2>{cards}</section>'


def row_html(row: EditionRow) -> str:
    """Return one edition: title, edition, standing in words, what is indexed, and where it is published."""
    source, entry = row.source, row.indexed
    indexed = "Not in the library"
    if entry:
        pictures = f", {entry.n_image_only_pages:,} of them pictures only" if entry.n_image_only_pages else ""
        indexed = f"In the library: {entry.n_pages:,} pages{pictures}; {entry.n_passages:,} passages"
    facts = [
        ("Status today", row.standing),
        ("Replaced", row.took_over),
        ("Replaced by", row.taken_over),
        ("Indexed", indexed),
        ("Published by", source.publisher),
        ("Applies to", source.jurisdiction),
        ("Verified", _VERIFIED[source.verified]),
        ("Licence", source.licence),
        ("Note", source.note),
    ]
    state = "yes" if row.applies else "no"
    link = link_html(source.landing_url or source.file_url, f"Where {source.name} is published")
    edition = f'<p class="dsl-edition">{escape(source.edition)}</p>' if source.edition else ""
    return (
        f'<article class="dsl-source dsl-applies-{state}"><h3>{escape(source.title)}</h3>'
        f"{edition}{facts_html(facts)}{link}</article>"
    )


def _applying(source: Source) -> str:
    if source.authority is Authority.DIGEST:
        return "Our own digest of official sources"
    if source.authority is Authority.LOCAL:
        return f"Local procedure, added here{'; no dates given' if source.undated else ''}"
    since = f" since {day_words(source.in_force_from)}" if source.in_force_from else ""
    if source.authority in {Authority.REVIEW, Authority.RESEARCH, Authority.CONSULTATION_RESPONSE}:
        return f"Current{since}" if since else "Current"
    return f"In force{since}"


def _haystack(source: Source) -> str:
    return " ".join((source.title, source.edition, source.publisher, *source.names)).casefold()
