"""Who was told or asked, who answered, and who has not: each agency by itself, in the order of the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.chronology.agency_patterns import AGENCIES, NAMES, NOT_THE_AGENCY, Agency
from assistant.chronology.clauses import sentences_in
from assistant.chronology.entry_encoder import MARK, Step, steps_said
from assistant.chronology.record import Entry, with_text

_NOT_DONE = re.compile(
    r"\b(?:will|would|should|if|consider(?:ed|ing)?|no referral|not (?:yet )?referred"
    rf"|(?:dsl|ddsl|hoy|head|office|we|i|staff) to)\b(?!['’])[^.;,]*(?:{MARK}|$)",
    re.IGNORECASE,
)
"""To tell somebody that is only meant, or is not done: "DSL to email the HV"."""
_OURS = frozenset({Step.TOLD, Step.AGAIN})
_NO_REFERRAL = re.compile(r"\b(?:no referral|not (?:yet )?referred)\b", re.IGNORECASE)
_OF_A_REFERRAL = re.compile(r"\b(?:re)?-?refer\w*|\boutcome\b|\bnfa\b|\bmarf\b|\bthreshold\b", re.IGNORECASE)
"""What is said of social care, where nobody is named."""
_OUTCOME = re.compile(r"^\W*outcome\b", re.IGNORECASE)
"""An answer of whoever was asked, where nobody is named: “Outcome: NFA”."""
_IS_THE_OUTCOME = re.compile(rf"\boutcome\s*(?:[:–-]|is|was)?\s*(?:step(?:ped)? (?:down|up) to )?{MARK}", re.IGNORECASE)
"""What somebody else decided, and not who answered: “MASH outcome: early help”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyStep:
    """One thing that the record says of an agency, with the entry and the words that say it."""

    agency: Agency
    step: Step
    entry: Entry
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSentence:
    """A sentence, an agency that it names if any, and the sentence with the mark in place of that name."""

    sentence: str
    agency: Agency | None
    marked: str


_SHORT = re.compile(
    r"\b(?P<short>[A-Z][A-Za-z]{1,4})\s?=\s?(?P<long>(?:(?!\s+(?:and\s+)?[A-Z][A-Za-z]{1,4}\s?=)[^=,;.()\n]){3,60})"
)
_ARTICLE = re.compile(r"^(?:LA|the)\s+", re.IGNORECASE)


def short_names(heads: Iterable[str]) -> dict[str, str]:
    """Return what a record says at its head of how it shortens the names of agencies: "AS = LA attendance service"."""
    found: dict[str, str] = {}
    for match in (one for head in heads for one in _SHORT.finditer(head)):
        long = match["long"].strip()
        forms = (long, _ARTICLE.sub("", long))
        name = next((name for one in NAMES.values() for form in forms if (name := one.fullmatch(form))), None)
        if name and not any(pattern.fullmatch(match["short"]) for pattern in NAMES.values()):
            found[match["short"]] = name.group()
    return found


def written_out(entry: Entry, short: Mapping[str, str]) -> Entry:
    """Return an entry in which shortened names of agencies are written out."""
    if not short:
        return entry
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, short))})\b")
    return with_text(entry, pattern.sub(lambda match: short[match.group()], entry.text))


def steps_in(entry: Entry, last: Agency | None = None) -> Iterator[AgencyStep]:
    """Return what an entry says of agencies, in the order of its words.

    Parameters
    ----------
    entry : Entry
        One entry, without details.
    last : Agency or None
        Of whom an earlier entry spoke last: a sentence that names nobody speaks of the one named before it.

    Yields
    ------
    AgencyStep
    """
    sentences = list(marked_sentences(entry.text))
    said: set[tuple[str, Step, str]] = set()
    for one, steps in zip(sentences, steps_said([one.marked for one in sentences]), strict=True):
        agency = one.agency or last or (AGENCIES[0] if _OF_A_REFERRAL.search(one.sentence) else None)
        if agency is None or _NO_REFERRAL.search(one.sentence) or _IS_THE_OUTCOME.search(one.marked):
            continue
        is_answer = one.agency is None and _OUTCOME.search(one.sentence)
        if one.agency is not None and steps:
            last = one.agency
        for step in dict.fromkeys((*steps, Step.ANSWERED)) if is_answer else steps:
            key = (agency.agency_id, step, one.sentence)
            if key in said or (step in _OURS and _NOT_DONE.search(one.marked)):
                continue
            said.add(key)
            yield AgencyStep(agency=agency, step=step, entry=entry, words=" ".join(one.sentence.split()))


def marked_sentences(text: str) -> Iterator[MarkedSentence]:
    """Return each sentence once for each agency that it names, or as it is where it names none.

    Yields
    ------
    MarkedSentence
    """
    for _, sentence in sentences_in(text):
        plain = sentence.replace("’", "'").replace(MARK, "at")
        named = sorted(
            (
                (match.start(), match.end(), agency)
                for agency in AGENCIES
                for match in NAMES[agency.agency_id].finditer(plain)
                if not NOT_THE_AGENCY.match(plain, match.start())
            ),
            key=lambda one: one[:2],
        )
        for start, end, agency in named:
            if any(start >= one[0] and end <= one[1] and end - start < one[1] - one[0] for one in named):
                continue  # a part of a longer name: "hub" in "early help hub"
            marked = " ".join((plain[:start] + MARK + plain[end:]).split())
            yield MarkedSentence(sentence=sentence, agency=agency, marked=marked)
        if not named:
            yield MarkedSentence(sentence=sentence, agency=None, marked=" ".join(plain.split()))
