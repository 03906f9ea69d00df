"""What a statement may not write, whatever it says: addresses, pages, tokens, words misquoted, names and editions not cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assistant.entailment.attribution import authors_as_we, misreplaced, unattributed, years_of_its_own
from assistant.entailment.senses import sense
from assistant.entailment.vocabulary import concept
from corpus.register import editions_named_in
from corpus.text import find_quote, fold
from corpus.types import Passage, Source

_FORBIDDEN = (
    (re.compile(r"https?:|www\.|\S@\S|\b\w+\.(?:gov|org|co|com|net)\b", re.IGNORECASE), "writes a web address"),
    (re.compile(r"\bpages?\s+\d|\bpp?\.?\s?\d", re.IGNORECASE), "names a page"),
    (re.compile(r"\[\w*\d\w*\]|</?[a-z!]|\]\(|\bP[A-Z]{3}\d{3}\b"), "writes a reference or markup"),
)
_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]|(?<!\w)[‘']([^’']{3,}(?:[’'](?=\w)[^’']*)*)[’'](?!\w)")
_SAYS = re.compile(
    r"^\W*(?:(?:says?|said|states?|tells? (?:all )?\w+|reminds? \w+|makes clear|explains?|the guidance says)(?:\s+that)?\b)?",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,;:’'] )[A-Z][\w’'-]+|\b[A-Z]{2,}\w*\b")


def forbidden(statement: str) -> str:
    """Return what a statement writes that a model is never to write; empty if nothing."""
    return next((reason for pattern, reason in _FORBIDDEN if pattern.search(statement)), "")


def not_as_cited(statement: str, passage: Passage, sources: Mapping[str, Source]) -> str:
    """Return what a statement quotes or names that the passage it cites does not have; empty if nothing."""
    return (
        _misquoted(statement, passage)
        or _wrong_edition(statement, passage, sources)
        or _unknown_name(statement, passage, sources)
    )


def _misquoted(statement: str, passage: Passage) -> str:
    """Return which words in quotation marks are not in the passage."""
    for match in _QUOTED.finditer(statement):
        quoted = (match[1] or match[2]).strip(" .,;:")
        if quoted and find_quote(quoted, passage.text) is None:
            return "puts words in quotation marks that are not in the passage"
    return ""


def _wrong_edition(statement: str, passage: Passage, sources: Mapping[str, Source]) -> str:
    """Return a reason if a statement names another edition or publication than the one it cites."""
    named_editions = editions_named_in(statement, sources.values())
    named = {*named_editions.source_ids, *named_editions.unknown} - {passage.source_id}
    if named:
        named_inside = editions_named_in(passage.text, sources.values())
        named -= {*named_inside.source_ids, *named_inside.unknown}
    if named or named_editions.last_year or named_editions.previous or misreplaced(statement, passage.text):
        return "names an edition that it does not cite"
    if not _are_its_years(statement, passage, sources):
        return "names an edition that it does not cite"
    claim, inside = fold(statement), fold(passage.text)
    own = _titles([sources[passage.source_id]]) if passage.source_id in sources else set()
    for title in _titles(sources.values()) - own:
        if re.search(rf"\b{re.escape(title)}\b", claim) and title not in inside:
            return "names a publication that it does not cite"
    return ""


def _are_its_years(statement: str, passage: Passage, sources: Mapping[str, Source]) -> bool:
    """Whether the years that a statement gives what it cites are those of its edition."""
    source = sources.get(passage.source_id)
    return source is None or all(
        year in " ".join((source.edition, source.title, *source.names)) for year in years_of_its_own(statement)
    )


def own_names(passage: Passage, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Return what the publication that a passage is from is called, without the year of its edition too."""
    source = sources.get(passage.source_id)
    return tuple(sorted({*source.names, source.title, *_titles([source])})) if source else ()


def without_saying(statement: str, passage: Passage, sources: Mapping[str, Source]) -> str:
    """Take out a publication's own name and "says that", which say nothing of what it says."""
    names = own_names(passage, sources)
    plain = unattributed(authors_as_we(statement, names, passage.text), names)
    return _SAYS.sub("", plain) if names else plain


def _titles(sources: Iterable[Source]) -> set[str]:
    """Return what publications are called, without the year of an edition."""
    names = {fold(name) for source in sources for name in (*source.names, source.title)}
    return {short for name in names if len(short := re.sub(r"[\s,(]*(?:19|20)\d\d\)?$", "", name)) >= 5}


def _unknown_name(statement: str, passage: Passage, sources: Mapping[str, Source]) -> str:
    """Return which name, known by its capital, the passage does not have."""
    source = sources.get(passage.source_id)
    around = (passage.lead_in, *passage.heading_path, *(source.names if source else ()), source.title if source else "")
    given = fold(" ".join((passage.text, *around)))
    for match in _NAME.finditer(statement):
        name = fold(match[0]).removesuffix("'s")
        if name[:4] not in given and concept(name) not in sense(passage.text).concepts:
            return f"names {match[0]}, which the passage does not"
    return ""
