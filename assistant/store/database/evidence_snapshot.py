"""The evidence of an answer as it was when the answer was given, so that it opens later, whatever the library holds then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.errors import StoreError
from assistant.store.database.evidence_files import sha256_of
from assistant.types import Answer, Citation
from corpus.index import PassageIndex
from corpus.register import Register
from corpus.text import find_quote
from corpus.types import Authority, Box, Passage, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One citation with all it rests on: passage, source, what is marked on the page, and which PDF that is.

    Parameters
    ----------
    marked : tuple of Box
        The printed lines that the quotation covers, as they were found then.
    reference : str
        The five parts in one line, as they were shown then.
    sha256 : str
        Of the PDF; empty if it was not there to be copied.
    """

    marker: int
    passage: Passage
    source: Source
    in_force: bool
    quote: str
    marked: tuple[Box, ...] = ()
    reference: str = ""
    also_on: tuple[str, ...] = ()
    sha256: str = ""
    generation: str = ""

    @property
    def citation(self) -> Citation:
        """The citation itself.

        Raises
        ------
        CitationError
            If the quotation is no longer found in the passage, because the way they are compared has changed.
        """
        return Citation(
            marker=self.marker,
            passage=self.passage,
            source=self.source,
            in_force=self.in_force,
            quote=self.quote,
            also_on=self.also_on,
        )


_SHOWN = TypeAdapter(tuple[Shown, ...])


def of_answer(answer: Answer, pdfs: Mapping[str, Path]) -> tuple[Shown, ...]:
    """Return the evidence of an answer.

    Parameters
    ----------
    answer : Answer
        As it was given.
    pdfs : Mapping of str to Path
        The PDF of each cited source in the generation that answered, by source id.
    """
    hashes = {source_id: sha256_of(pdf) for source_id, pdf in pdfs.items()}
    return tuple(_shown(citation, hashes, answer.generation) for citation in answer.citations)


def of_record(record: Mapping[str, Any], index: PassageIndex) -> tuple[Shown, ...]:
    """Return the evidence of an answer that an evaluation run recorded.

    Parameters
    ----------
    record : Mapping
        A line of ``answers.jsonl``.
    index : PassageIndex
        The library; of a citation whose passage it no longer holds, there are the words and no page.
    """
    generation = record.get("generation", "")
    found = []
    for row in record["citations"]:
        entry = index.stats.get(row["source_id"])
        passages = index.get([row["passage_id"]]) if entry else []
        same = bool(passages) and find_quote(row["quote"], passages[0].text) is not None
        passage, source = (passages[0], entry.source) if entry and same else _words_alone(row)
        citation = Citation(
            marker=row["marker"],
            passage=passage,
            source=source,
            in_force=row["in_force"],
            quote=row["quote"],
            also_on=tuple(row.get("also_on", ())),
        )
        found.append(_shown(citation, {source.source_id: entry.sha256} if entry and same else {}, generation))
    return tuple(found)


def _words_alone(row: Mapping[str, Any]) -> tuple[Passage, Source]:
    """Return a passage and a source as far as an answer's JSON has them."""
    text, start = row.get("passage") or row["quote"], row["start"]
    passage = Passage(
        source_id=row["source_id"],
        page=row["page"],
        start=start,
        end=start + len(text),
        text=text,
        printed=row["printed_page"],
        paragraph=row["paragraph"] or "",
        heading_path=(row["heading"],) if row["heading"] else (),
    )
    authority = Authority(row["authority"])
    title, edition = row["title"], row["edition"]
    return passage, Source(
        source_id=row["source_id"], title=title, publisher="", edition=edition, authority=authority, file_url=row["url"]
    )


def _shown(citation: Citation, hashes: Mapping[str, str], generation: str) -> Shown:
    return Shown(
        marker=citation.marker,
        passage=citation.passage,
        source=citation.source,
        in_force=citation.in_force,
        quote=citation.quote,
        marked=citation.highlight(),
        reference=citation.reference,
        also_on=citation.also_on,
        sha256=hashes.get(citation.source.source_id, ""),
        generation=generation,
    )


def to_json(shown: Sequence[Shown]) -> list[dict[str, Any]]:
    """Return evidence as JSON."""
    rows: list[dict[str, Any]] = _SHOWN.dump_python(tuple(shown), mode="json")
    return rows


def from_json(rows: Any) -> tuple[Shown, ...]:
    """Return evidence that was stored as JSON.

    Raises
    ------
    StoreError
        If it is not in the form that this program keeps.
    """
    try:
        return _SHOWN.validate_python(rows)
    except ValidationError:  # its own message quotes what was stored
        raise StoreError("the evidence kept with an answer cannot be read", "run the version that wrote it") from None


def overtaken(shown: Iterable[Shown], register: Register, on: date) -> tuple[Source, ...]:
    """Return the editions that have replaced a cited one by a day; none if the evidence is still the newest."""
    newer: dict[str, Source] = {}
    for source_id in dict.fromkeys(one.source.source_id for one in shown):
        if source_id not in register:
            continue
        current = register.current(source_id, on)
        if current in register.successors(source_id):
            newer[current.source_id] = current
    return tuple(newer.values())
