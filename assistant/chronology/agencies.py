"""Who was told or asked, who answered, and who has not: each agency by itself, in the order of the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.chronology.agency_patterns import (
    ACTS_AFTER,
    AGENCIES,
    ANSWER_AFTER,
    ANSWER_BEFORE,
    ASKS_US,
    BARE_ANSWER,
    BARE_REFERRAL,
    BY_OTHERS,
    CAME_FOR_NOTHING,
    CHASED_AFTER,
    CHASES,
    INTENDED,
    MEETING,
    NAMES,
    NO_ANSWER,
    NOT_THE_AGENCY,
    OTHERS,
    OURS,
    POLICE_CALLED,
    REFERRED_THEN,
    SPOKEN_OF_BEFORE,
    TALK_ANSWERED,
    TALKS,
    TOLD_AFTER,
    TOLD_BEFORE,
    WE_DID,
    WHO_ANSWERED,
    Agency,
)
from assistant.chronology.clauses import Clause, sentences_in
from assistant.chronology.record import Entry, with_text

_NEAR = 70  # characters
_REFERRED_TO = frozenset({"domestic-abuse-service", "early-help", "camhs", "attendance"})


class Step(StrEnum):
    """What an entry says of an agency."""

    TOLD = "told"
    AGAIN = "asked again"
    WAITING = "no answer"
    ANSWERED = "answered"
    ACTS = "acts"
    """It does something: whether that is an answer is not known, so that no silence is told either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyStep:
    """One thing that the record says of an agency, with the entry and the words that say it."""

    agency: Agency
    step: Step
    entry: Entry
    words: str


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


def steps_in(entry: Entry, *, is_notification: bool = False) -> Iterator[AgencyStep]:
    """Return what an entry says of agencies, in the order of its words.

    Parameters
    ----------
    entry : Entry
        One entry, without details.
    is_notification : bool
        Whether it passes on what the police wrote: what the police did then is no answer to the school.

    Yields
    ------
    AgencyStep
    """
    last: Agency | None = None
    for at, sentence in sentences_in(entry.text.replace("’", "'")):
        words = _shown(entry.text, at, sentence)
        named: list[tuple[int, Agency, Step]] = []
        for agency in AGENCIES:
            matches = NAMES[agency.agency_id].finditer(sentence)
            found_steps = [(match, step) for match in matches if (step := _step_of(sentence, match))]
            if len(found_steps) > 1:  # "Police: police rung" says nothing by its heading
                found_steps = [one for one in found_steps if not _is_heading(sentence, one[0])] or found_steps
            named += [(match.start(), agency, step) for match, step in found_steps]
        found = list(_not_twice(sorted(named, key=lambda one: one[0])))
        if not found:
            found = list(_bare(sentence, last))
        elif not any(step is Step.TOLD for _, step in found) and (bare := _referral(sentence)):
            found = _referred(bare, found)
        for agency, step in found:
            if is_notification and agency.agency_id == "police" and not (step is Step.TOLD and WE_DID.search(sentence)):
                continue
            last = agency
            yield AgencyStep(agency=agency, step=step, entry=entry, words=words)


def _referred(bare: tuple[Agency, Step], found: Sequence[tuple[Agency, Step]]) -> list[tuple[Agency, Step]]:
    """Return the steps of a sentence with its referral: to the service that it names, or else to social care."""
    at = next((at for at, (agency, _) in enumerate(found) if agency.agency_id in _REFERRED_TO), None)
    if at is None:
        return [bare, *found]
    return [*found[:at], (found[at][0], Step.TOLD), *found[at + 1 :]]


def _is_heading(sentence: str, match: re.Match[str]) -> bool:
    """Whether a name is only the heading of an entry."""
    return not sentence[: match.start()].strip() and sentence[match.end() :].startswith(":")


def _step_of(sentence: str, match: re.Match[str]) -> Step | None:
    """Return what a sentence says of an agency that is named in it."""
    before, after = sentence[: match.start()], sentence[match.end() :]
    waits, told = NO_ANSWER.search(sentence), TOLD_BEFORE.search(before)
    is_others = waits is not None and not told and OTHERS.search(sentence[: waits.start()]) is not None
    if is_others or NOT_THE_AGENCY.match(sentence, match.start()):  # "mum is waiting for housing"
        return None
    if told and not waits and WHO_ANSWERED.match(after):
        return Step.ANSWERED
    if told and _is_ours(before[: told.start()]):
        return _told(told, after, waits=waits is not None)
    if CHASED_AFTER.match(after):
        return Step.AGAIN
    return _passive(sentence, match, waits)


def _passive(sentence: str, match: re.Match[str], waits: re.Match[str] | None) -> Step | None:
    """Return what stands after the name of an agency: that it was told or asked, or what it did."""
    before, after = sentence[: match.start()], sentence[match.end() :]
    if BY_OTHERS.match(after) or ASKS_US.match(after):
        return Step.ACTS if ASKS_US.match(after) else None
    by_police_call = match.group().casefold() == "police" and POLICE_CALLED.match(after)
    if (TOLD_AFTER.match(after) or by_police_call) and not INTENDED.search(before):
        answered = (BARE_ANSWER.search(after) or TALK_ANSWERED.search(after)) and not REFERRED_THEN.search(after)
        return Step.ANSWERED if answered and not waits else Step.TOLD
    return _heard(before, after, waits=waits is not None and abs(waits.start() - match.start()) < _NEAR)


def _told(told: re.Match[str], after: str, *, waits: bool) -> Step:
    """Return whether an agency was told, asked again, or spoken to, which is an answer of its own."""
    chased = re.fullmatch(CHASES, told["verb"], re.IGNORECASE)
    if chased or re.search(r"\bagain\b", told["gap"] + after[:25], re.IGNORECASE):
        return Step.AGAIN
    talked = re.match(TALKS, told["verb"], re.IGNORECASE) is not None or bool(
        TALK_ANSWERED.search(after) and not REFERRED_THEN.search(after)
    )
    return Step.ANSWERED if talked and not waits else Step.TOLD


def _heard(before: str, after: str, *, waits: bool) -> Step | None:
    """Return whether an agency answered, or is said not to have."""
    if waits:
        return Step.ACTS if CAME_FOR_NOTHING.match(after) else Step.WAITING
    told = TOLD_BEFORE.search(before)
    if ANSWER_BEFORE.search(before) or (ANSWER_AFTER.match(after) and not told):
        return Step.ANSWERED
    acts = SPOKEN_OF_BEFORE.search(before) or (ACTS_AFTER.match(after) and not told)
    return Step.ACTS if acts else None


def _is_ours(before: str) -> bool:
    """Whether the school does what follows: not a parent, not another agency, and not only intended."""
    if INTENDED.search(before):
        return False
    clause = re.split(r"[.;\n]|, (?=(?:i|we|dsl|then|and) )", before, flags=re.IGNORECASE)[-1]
    others = [match.end() for match in OTHERS.finditer(clause)]
    others += [match.end() for pattern in NAMES.values() for match in pattern.finditer(clause)]
    ours = [match.end() for match in OURS.finditer(clause)]
    return (
        not others or max(ours, default=-1) > max(others) or re.search(r"[,–—-]\s*(?:and |then )?$", clause) is not None
    )


def _referral(sentence: str) -> tuple[Agency, Step] | None:
    """Return that social care was told, where a referral is said to be made to nobody in particular."""
    match = BARE_REFERRAL.search(sentence)
    if match is None or INTENDED.search(sentence[: match.start()]) or not _is_ours(sentence[: match.start()]):
        return None
    return AGENCIES[0], Step.TOLD


def _bare(sentence: str, last: Agency | None) -> Iterator[tuple[Agency, Step]]:
    """Return what a sentence that names no agency says of the one that is spoken of, or of social care.

    Yields
    ------
    tuple of Agency and Step
    """
    if referral := _referral(sentence):
        yield referral
    answered = BARE_ANSWER.search(sentence)
    if MEETING.search(sentence) and not answered:
        yield AGENCIES[0], Step.ACTS
    elif NO_ANSWER.search(sentence):
        if OTHERS.search(sentence):  # "mum has made no decision"
            return
        if last is not None or re.search(r"\breferral|outcome\b", sentence, re.IGNORECASE):
            yield last or AGENCIES[0], Step.WAITING
    elif answered and (last is None and OTHERS.search(sentence)):
        return  # "rang back, mum and dad both on the line"
    elif answered and not Clause(sentence=sentence, start=answered.start(), end=answered.end()).is_denied:
        yield last or AGENCIES[0], Step.ANSWERED
    elif last is not None and TALK_ANSWERED.match(sentence.strip()):
        yield last, Step.ANSWERED


def _not_twice(named: Sequence[tuple[int, Agency, Step]]) -> Iterator[tuple[Agency, Step]]:
    """Return steps without one agency's that repeat each other in a sentence.

    Yields
    ------
    tuple of Agency and Step
    """
    before: dict[str, Step] = {}
    for _, agency, step in named:
        if before.get(agency.agency_id) != step:
            yield agency, step
        before[agency.agency_id] = step


def _shown(text: str, at: int, sentence: str) -> str:
    return " ".join(text[at : at + len(sentence)].split())
