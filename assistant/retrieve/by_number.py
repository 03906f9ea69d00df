"""Paragraphs and sections that a question names by number: looked up exactly, or in the passages that mention them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from corpus.index import PassageIndex
from corpus.types import Authority, Passage, PassageKind, Source

_PARAGRAPH = re.compile(r"\b(?:para(?:graph)?s?\.?|¶)\s*(\d{1,3})\b", re.IGNORECASE)
_SECTION = re.compile(
    r"\b(?:sections?|sec\.?|ss?\.)\s*(\d{1,3}[A-Z]{0,2})(?:\s*\((\d{1,2})\))?|\bs(\d{2,3}[A-Z]?)\b", re.IGNORECASE
)
_OF_AN_INSTRUMENT = re.compile(
    r"\b(?P<kind>regulation|reg\.|article|art\.|rule)\s*(?P<number>\d{1,3}[A-Z]{0,2}(?:\.\d{1,3})?)(?:\s*\((?P<below>\d{1,2})\))?",
    re.IGNORECASE,
)
_STEMS = {"reg": "reg.", "art": "art.", "rul": "r."}
_CHILDREN_ACT_1989 = frozenset({"17", "20", "31", "44", "46", "47"})
_N_READ = 30


def look_up(
    index: PassageIndex, query: str, sources: Sequence[Source], answering: Collection[str]
) -> tuple[list[Passage], list[str]]:
    """Look up "para 43", "section 3" and "s.47" in the sources the question is about, and which a named source has not.

    "Regulation 2" is looked up where an instrument is named: so many have one.

    Parameters
    ----------
    index : PassageIndex
        The library.
    query : str
        The question.
    sources : sequence of Source
        The editions it names.
    answering : collection of str
        The editions that may answer.

    Returns
    -------
    tuple of list
        The passages, five at most, and what was not found: ``paragraph 900``.
    """
    found: list[Passage] = []
    missing: list[str] = []
    named = {source.source_id for source in sources} & set(answering)
    for match in _PARAGRAPH.finditer(query):
        here = index.with_paragraph(match.group(1), named or answering)
        missing += [f"paragraph {match.group(1)}"] if named and not here else []
        found += here
    acts = {i for i in answering if index.sources[i].authority is Authority.LAW}
    for match in _SECTION.finditer(query):
        number = (match.group(1) or match.group(3)).upper()
        if number in _CHILDREN_ACT_1989 and not named & acts:
            continue  # in schools this means the Children Act 1989, whatever Acts the library holds
        labels = [f"s.{number}({match.group(2)})"] if match.group(2) else []
        here = [p for label in [*labels, f"s.{number}"] for p in index.with_paragraph(label, (named & acts) or acts)]
        missing += [f"section {number}"] if named & acts and not here else []
        found += here
    for match in _OF_AN_INSTRUMENT.finditer(query if named & acts else ""):
        label = f"{_STEMS[match['kind'][:3].lower()]}{match['number'].upper()}"
        labels = [f"{label}({match['below']})"] if match["below"] else []
        found += [p for one in [*labels, label] for p in index.with_paragraph(one, named & acts)]
    body = [p for p in found if p.kind is not PassageKind.NOTE and p.jurisdiction in {"", "England"}]
    return list({passage.passage_id: passage for passage in body}.values())[:5], missing


def speaking_of(index: PassageIndex, missing: Sequence[str], scores: Mapping[str, float]) -> list[Passage]:
    """Return the best passages that mention a paragraph or section which its source here has not, or that rest on it.

    Parameters
    ----------
    index : PassageIndex
        The library.
    missing : sequence of str
        From ``look_up``.
    scores : mapping of str to float
        What was found for the question, by passage id.
    """
    if not missing:
        return []
    best = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))[:_N_READ]
    named = re.compile(rf"\b(?:{'|'.join(missing)})\b", re.IGNORECASE)
    return [
        passage
        for passage in index.get(best)
        if named.search(passage.text) or (passage.pinpoint and named.search(passage.pinpoint.reference))
    ][:3]


def resting_on(passages: Sequence[Passage], query: str, sources: Sequence[Source]) -> list[Passage]:
    """Return our statements that rest on an edition which a question names, and on the paragraphs or sections that it names.

    Parameters
    ----------
    passages : sequence of Passage
        What was found.
    query : str
        The question.
    sources : sequence of Source
        The editions that it names, none of which is here.
    """
    ids = {source.source_id for source in sources}
    numbers = [f"paragraph {match[1]}" for match in _PARAGRAPH.finditer(query)]
    numbers += [f"section {match[1] or match[3]}" for match in _SECTION.finditer(query)]
    named = re.compile(rf"\b(?:{'|'.join(numbers)})\b", re.IGNORECASE)
    resting = ((passage, passage.pinpoint) for passage in passages if passage.pinpoint is not None)
    return [
        passage
        for passage, pinpoint in resting
        if pinpoint.source_id in ids and (not numbers or named.search(pinpoint.reference))
    ]
