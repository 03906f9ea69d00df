"""Who is said to say it: editions named in a statement or its evidence, and the words that attribute and say nothing else.

A digest reports what other publications say, so an edition named is checked against the very sentence that a statement
rests on. There, "(now replaced by …)" names an edition that did not say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from corpus.text import fold

_REPLACED = re.compile(r"\s*\((?:now|since|later|then)\s+(?:replaced|superseded)\b[^)]*\)", re.IGNORECASE)
_NOT_A_NAME = (
    r"(?:In|From|Since|By|Under|Until|Before|After|On|At|As|During|The|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|Spring|Summer|Autumn|Winter|Section|Part|Paragraph|Page|Year|Annex)"
)
_EDITION = (
    rf"\b(?!{_NOT_A_NAME}\b)[A-Z][\w’'-]*(?:\s+(?:(?:of|for|and|the|on)\s+)*(?!{_NOT_A_NAME}\b)\(?[A-Z][\w’'-]*\)?)*"
    r",?\s+\(?(?:19|20)\d\d\b\)?"
)
_GENERIC = (
    r"(?i:\b(?:the|this)\s+(?:(?:19|20)\d\d\s+)?(?:guidance|advice|guide|digest|report|inspection|review|document))\b"
    r"(?:\s+of\s+(?:19|20)\d\d\b)?"
)
_GENERIC_YEAR = re.compile(
    r"\b(?:the|this)\s+((?:19|20)\d\d)\s+(?:guidance|advice|guide|digest|report|inspection|review|document|edition|version)\b"
    r"|\b(?:the|this)\s+(?:guidance|advice|guide|digest|report|inspection|review|document)\s+of\s+((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_SAY = (
    r"(?:also\s+)?(?:says?|said|states?|stated|notes?|noted|explains?|explained|reports?|reported|adds?|added|warns?|warned"
    r"|observes?|observed|confirms?|confirmed|recogni[sz]e[ds]?|calls?|called|found|makes\s+clear|made\s+clear)\b"
)
_ASK = (
    r"(?:wants?|wanted|expects?|expected|asks?|asked|advises?|advised|recommends?|recommended)\b(?:\s+(?:for|that)\b)?"
)
_SECTION = r"\b((?i:sub)?(?i:section|regulation|article|paragraph)\s+\d+\w*(?:\(\w+\))*)"
_WE = re.compile(r"\bwe\b", re.IGNORECASE)
_BODY = re.compile(r"\b[Tt]he (authors|researchers|reviewers|Panel|Inquiry|Commission|Commissioner|Committee|Board)\b")
_SUBSECTION = re.compile(r"\b(\d+\w*)\((\w+)\)")
_LABEL = re.compile(r"(?:^|(?<=\s)|(?<=\d))\((\d+\w*)\)(?=\s+[A-Z“])")
_STATUTE = re.compile(r"\b(?:act|regulations|order|rules|code)\s+(?:19|20)\d\d$")


@lru_cache(maxsize=1024)
def editions_named(text: str) -> frozenset[str]:
    """Return the editions that a text says something of, as a name and a year, folded; not those that replaced them."""
    names = (re.sub(r"[,()]", " ", match[0]) for match in re.finditer(_EDITION, _REPLACED.sub("", text)))
    return frozenset(" ".join(fold(name).split()) for name in names)


def not_its_own(editions: Iterable[str], own: Iterable[str]) -> frozenset[str]:
    """Return the editions that are not a publication itself, by whichever of its names."""
    mine = [" ".join(re.sub(r"[,()]", " ", fold(name)).split()) for name in own]
    return frozenset(edition for edition in editions if not any(_is_called(edition, name) for name in mine))


def stated_there(named: frozenset[str], evidence: str) -> bool:
    """Whether the evidence has every edition that a statement names, and none that could have said it instead.

    Parameters
    ----------
    named : frozenset of str
        The editions that the statement names; with none, any evidence will do.
    evidence : str
        The words it rests on.
    """
    there = editions_named(evidence)
    if not all(any(_is_called(edition, other) for other in there) for edition in named):
        return False
    guidance = {edition for edition in named if not _STATUTE.search(edition)}
    others = [edition for edition in there if not any(_is_called(edition, other) for other in named)]
    return not guidance or all(_STATUTE.search(edition) for edition in others)


def misreplaced(statement: str, passage: str) -> bool:
    """Whether a statement says of an edition that it was replaced in words that the passage does not have."""
    given = fold(" ".join(passage.split()))
    return any(fold(match[0]).strip() not in given for match in _REPLACED.finditer(statement))


def subsection_there(statement: str, evidence: str, paragraph: str) -> bool:
    """Whether the evidence is the subsection that a statement names, by the label before it or by its number in full.

    Parameters
    ----------
    statement : str
        With "section 4(2)" in it, or without any such number, for which any evidence will do.
    evidence : str
        The words it rests on.
    paragraph : str
        The number of the passage they are from.
    """
    named = _SUBSECTION.findall(statement)
    labels = _LABEL.findall(evidence)
    if named and labels:
        return {label for _, label in named} == set(labels)
    return all(f"{section}({label})" in f"{paragraph} {evidence}" for section, label in named)


def years_of_its_own(statement: str) -> frozenset[str]:
    """Return the years that a statement gives the publication it cites: "the 2022 advice", "the report of 2019"."""
    return frozenset(match[1] or match[2] for match in _GENERIC_YEAR.finditer(statement))


def authors_as_we(statement: str, own: Iterable[str], passage: str) -> str:
    """Call those who wrote a publication "we", if it does: "the Panel thinks", of a report of the Panel's.

    Parameters
    ----------
    statement : str
        What is said of a publication.
    own : iterable of str
        What that is called.
    passage : str
        Its words.
    """
    if not _WE.search(passage):
        return statement
    titles = " ".join(own)
    return _BODY.sub(lambda match: "we" if match[1].islower() or match[1] in titles else match[0], statement)


def unattributed(text: str, own: Iterable[str] = (), *, is_evidence: bool = False) -> str:
    """Take out the words that only say who says it.

    Parameters
    ----------
    text : str
        A statement, or a passage's own words.
    own : iterable of str
        What the publication cited is called.
    is_evidence : bool
        Whether the text is a passage's own, in which "the report" may be what it speaks of.
    """
    for pattern, instead in _patterns(tuple(own), is_evidence):
        text = pattern.sub(instead, text)
    return text


@lru_cache(maxsize=1024)
def _patterns(own: tuple[str, ...], is_evidence: bool) -> tuple[tuple[re.Pattern[str], str], ...]:
    names = "|".join(re.escape(name) for name in sorted(own, key=len, reverse=True))
    its_own = rf"|(?i:\b(?:{names})\b)" if names else ""
    exact = rf"(?:[Tt]he\s+)?(?:{_EDITION}{its_own})(?:['’]s\b)?"
    loose = exact if is_evidence else rf"(?:{exact}|{_GENERIC}(?:['’]s\b)?)"
    return tuple(
        (re.compile(pattern), instead)
        for pattern, instead in (
            (_REPLACED.pattern, ""),
            (rf"{loose}\s+(?:says?|said|tells?|told)(?:\s+\w+)?\s+to\b", " should "),
            (rf",?\s*\b{_SAY}\s+(?:by\s+)?{loose}", ""),
            (
                rf",?\s*\b(?i:according\s+to|in\s+the\s+words\s+of|as\s+reported\s+by|as\s+set\s+out\s+in)\s+{loose},?",
                "",
            ),
            (rf"\b(?i:under|in)\s+{loose},?", ""),
            (rf",?\s*{loose},?\s+{_SAY}(?:\s+(?:that|so)\b)?", ""),
            (rf"^\s*{loose}\s+(?=(?:lets?|allows?|permits?|requires?|prefers?|obliges?)\b)", ""),
            (rf"{loose}\s+(?:examples?|words?|terms?|account|description)\s+(?:of|for)\b", ""),
            (rf"{loose}\s+{_ASK}", " should "),
            (rf"{_SECTION},?\s+(?:{_SAY}(?:\s+that)?|{_ASK}|(?:sets?\s+out|provides?)(?:\s+that)?)", r"\1"),
            (exact, ""),
        )
    )


def _is_called(edition: str, name: str) -> bool:
    """Whether an edition is called by a name, in full or by its last words."""
    if _STATUTE.search(edition):
        return edition == name
    return edition == name or edition.endswith(f" {name}") or name.endswith(f" {edition}")
