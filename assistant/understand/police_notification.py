"""What a police notification says, and what it leaves out: by rules, one line a fact, that a trainer can read.

Nothing is concluded from it. What is said is given back in its own words; what is not said is asked for, of whoever knows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.safety import Cue, any_of

Whom = Literal["the police team that sent it", "children’s social care"]
_POLICE: Whom = "the police team that sent it"
_SOCIAL_CARE: Whom = "children’s social care"

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*"
_CHILD = (
    r"(?:child(?:ren)?|kids?|boys?|girls?|lads?|pupils?|sons?|daughters?|bab(?:y|ies)|infants?|toddlers?|sib(?:ling)?s?"
    r"|brothers?|sisters?|twins|ch ?\d)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fact:
    """One thing a school needs to know from a notification.

    Parameters
    ----------
    name : str
        As it is asked for.
    shown : Cue
        The words that say it.
    whom : str
        Who can be asked for it.
    when : Cue or None
        What the notification must say for it to matter.
    """

    name: str
    shown: Cue
    whom: Whom = _POLICE
    when: Cue | None = None


_FACTS = (
    _Fact(
        name="when it happened",
        shown=any_of(
            rf"\b(?:{_DAY}|mon|tues?|weds?|thurs?|fri|sat|sun)\W{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: \d{{4}})?",
            r"\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b(?:[^.\n]{0,12}\b\d{1,2}[:.]?\d{2} ?(?:hrs?|am|pm)?\b)?",
            rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)\b",
            rf"\b(?:last |this |on |early |late )?(?:{_DAY}s?|mon|tues?|weds?|thurs?|fri|sat|sun)(?: (?:night"
            rf"|evening|morning|afternoon|just gone))?\b",
            r"\b(?:last night|yesterday(?: \w+)?|this morning|overnight|tonight|(?:over|at) the weekend"
            r"|earlier today|early hours)\b",
            r"\b\d{1,2}[:.]\d{2} ?(?:hrs?|am|pm)?\b|\b\d{1,2} ?(?:am|pm)\b|\b\d{4} ?hrs\b",
            r"\b(?:at )?[012]\d[0-5]\d (?:today|yesterday|this morning|last night)\b|\b(?:at|attended) [012]\d[0-5]\d\b",
        ),
    ),
    _Fact(
        name="what happened",
        shown=any_of(
            r"\b(?:verbal(?: \w+)?|argument|altercation|assault\w*|strangl\w*|chok\w*|punch\w*|hit|kick\w*|push\w*"
            r"|slap\w*|grabb\w*|bit|dragged"
            r"|threaten\w*|threats?|shout\w*|smash\w*|damage\w*|broke\w*|knife|weapon|harass\w*|stalk\w*|breach\w*"
            r"|hands? (?:a?round|on)|thr[eo]w\w*|row(?:ed|ing)?|f(?:ight\w*|ought)|dispute|drunk|drinking)\b"
            r"[^.;\n]{0,60}"
        ),
    ),
    _Fact(
        name="whether children were there, and what they saw or heard",
        shown=any_of(
            r"\b(?:child(?:ren)?(?:\(ren\))?(?:/\w+)? )?(?:present|witness\w*|seen|at (?:address|property))"
            r"[\s:?=-]{1,6}(?:yes|no|y|n|\d)\b[^.;\n|]{0,40}",
            rf"\b{_CHILD}\b[^.;\n]{{0,40}}\b(?:present|in bed|asleep|upstairs|downstairs|in (?:the )?(?:room|house"
            rf"|car|veh(?:icle)?|address|property|(?:rear|back|front) seat)"
            rf"|at (?:home|school)|witness\w*|saw|seen|heard|hid\w*|safe and well|rang|called"
            rf"|c[ao]me down|struck|answered|not present|home|stepped|got (?:in )?between)\b",
            rf"\b(?:present|witness\w*|in front of|seen by|heard by|no|with (?:the|both|her|his|their))\b"
            rf"[^.;\n]{{0,25}}\b{_CHILD}\b",
            r"\b\d{1,2} ?(?:yrs?|years?|yo|y/o)\b[^.;\n]{0,14}"
            r"\b(?:asleep|present|upstairs|in bed|made the|rang|hid|saw|heard|witness\w*)\b",
        ),
    ),
    _Fact(
        name="the children’s ages",
        shown=any_of(
            r"\b(?:aged?s?|ages)\W{0,3}\d{1,2}\b(?:(?:, | and | & |/|,)\d{1,2}\b)*",
            r"\b\d{1,2}[- ]?(?:yo|y/o|yrs?|year)s?[- ]?(?:olds?)?\b",
            rf"\b{_CHILD}[,( ]{{1,3}}(?:aged )?\d{{1,2}}\b(?:(?:, | and | & )\d{{1,2}}\b)*",
            r"\b(?:y|yr|year) ?\d{1,2}\b|\breception\b|\bnursery\b",
            r"\b[MF],? ?\d{1,2}\b",
            r"\b(?:dob|d\.o\.b|born)\b[^;\n]{0,4}(?:\d{1,2}[/.-]){0,2}(?:19|20)?\d\d\b|\bdob\b[^;\n]{0,3}\[",
            r"(?<!in\s)(?<!last\s)(?<!past\s)\b\d{1,2} ?(?:months?|mths?|m/o|weeks?|wks?)(?:[- ]?olds?)?"
            r"\b(?! (?:ago|pregnant|gone))",
        ),
    ),
    _Fact(
        name="the risk grade",
        shown=any_of(
            r"\b(?:standard|medium|high)[- ]?(?:risk|grade)\b|/ ?(?:standard|medium|high)\b",
            r"\b(?:risk|dash|grad\w+|level)\b[^.;\n]{0,25}\b(?:standard|medium|high)\b",
            r"^[^\n.]{0,40}\b(?:domestic|ppn|vist|merlin|notification|encompass)\b[^\n.]{0,30}\b(?:standard|medium|high)\b",
        ),
    ),
    _Fact(
        name="what the police did: arrest, bail and its conditions",
        shown=any_of(
            r"\b(?:arrest\w*|in custody|bail\w*|charged|released|remanded|cautioned|nfa|no further action"
            r"|no (?:arrests?|offences?|complaints?|crimes?)|words of advice|advice given"
            r"|voluntary (?:interview|attendance)|(?:not|yet to be)(?: been| yet)? (?:located|found|traced)|outstanding"
            r"|removed from|left (?:the )?(?:address|property|prior)|dvpn|dvpo|dapn|non[- ]mol\w*"
            r"|restraining order)\b[^.;\n]{0,50}"
        ),
    ),
    _Fact(
        name="whether anybody was hurt",
        shown=any_of(
            r"\b(?:injur\w+|hospital|ambulance|bruis\w*|cuts?|bleed\w*|scratch\w*|marks?|no visible|unhurt"
            r"|uninjured|a ?& ?e|convey\w*|black eye|lip|red(?:ness|den\w*)|sw[eo]ll\w*|sore|pain|lump|hurt|fractur\w*"
            r"|strangl\w*|suffocat\w*|stabb\w*|hands? (?:a?round|to|on) (?:\w+ )?(?:throat|neck)"
            r"|by (?:the )?(?:throat|neck))\b[^.;\n]{0,30}"
        ),
    ),
    _Fact(
        name="what the child said",
        shown=any_of(
            rf"\bvoice of (?:the )?child\b[^\n]{{0,60}}"
            rf"|\b{_CHILD}[^.;\n]{{0,80}} (?:said|told|stated|states|disclosed|says|reported)\b[^.;\n]{{0,50}}"
        ),
    ),
    _Fact(
        name="whether they know of the family and of this",
        shown=any_of(
            r"\b(?:csc|children[’']?s social care|social (?:care|services|worker)|mash|edt)\b[^.;\n?]{0,30}"
            r"\b(?:informed|notified|aware|told|open|referr\w+|contacted|involved|allocated|known)\b",
            r"\b(?:informed|notified|referr\w+ to|shared with|copied to)\W{1,3}(?:\w+ ){0,2}"
            r"(?:csc|children[’']?s social care|social (?:care|services)|mash|edt|marac)\b",
            r"\breferral to (?:mash|csc|social care|marac)\b|\bcontact(?:ed)? (?:made )?(?:by|with) (?:mash|csc|edt|social)\b",
        ),
        whom=_SOCIAL_CARE,
    ),
    _Fact(
        name="which other schools or nurseries were told",
        shown=any_of(
            r"\b(?:(?:other|three|two|different|both|all) (?:\w+ )?(?:schools?|nurser\w+)|nursery"
            r"|siblings? at)\b[^.;\n]{0,30}"
        ),
        when=any_of(
            r"\b(?:children|kids|siblings?|brothers?|sisters?|twins|boys|girls)\b|\b\d{1,2} (?:and|&) \d{1,2}\b"
        ),
    ),
    _Fact(
        name="a reference number",
        shown=any_of(
            r"\b(?:ref(?:erence)?|log|occurrence|crime|incident) ?(?:no|number|ref)?\W{0,3}(?!\d{1,2}[/.])(?:\[|\d|[A-Z]{1,4}\d)",
            r"\breference\b|\[reference\]",
        ),
    ),
)


_ENDS = re.compile(r"(?<!\d)[.;|](?!\d)|\n|, (?=(?:no|and|but|dash|risk|graded?)\b)", re.IGNORECASE)
_NOT_KNOWN = any_of(r"\bnot (?:stated|known|recorded|specified|given)\b|\bunknown\b|\bn/?k\b")
_LONGEST = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceNotification:
    """What was found in a notification.

    Parameters
    ----------
    found : tuple of (str, str)
        What it says: the fact's name, and the words that say it.
    missing : dict of str to tuple of str
        What it does not say, by whom to ask.
    """

    found: tuple[tuple[str, str], ...]
    missing: dict[Whom, tuple[str, ...]]


def read_notification(text: str) -> PoliceNotification:
    """Return what a notification says and what it leaves out, in the order a school needs it."""
    found: list[tuple[str, str]] = []
    missing: dict[Whom, tuple[str, ...]] = {}
    for fact in _FACTS:
        match = fact.shown.search(text)
        clause = _clause(text, match.start(), match.end()) if match is not None else ""
        if clause and not _NOT_KNOWN.search(clause):
            found.append((fact.name, clause))
        elif fact.when is None or fact.when.search(text):
            missing[fact.whom] = (*missing.get(fact.whom, ()), fact.name)
    return PoliceNotification(found=tuple(found), missing=missing)


def _clause(text: str, start: int, end: int) -> str:
    """Return the clause that words stand in, so that a "no" before them is not lost; what is long is cut around them."""
    ends = [match.start() for match in _ENDS.finditer(text)]
    first = max((at + 1 for at in ends if at < start), default=0)
    last = min((at for at in ends if at >= end), default=len(text))
    before = ""
    if end - first > _LONGEST:
        before, first = "…", text.rfind(" ", first, max(first + 1, start - _LONGEST // 3)) + 1 or start
    line = before + re.sub(r"[*_`\[\]]", "", " ".join(text[first:last].split())).strip(' ,;:-–.“”"')
    return line if len(line) <= _LONGEST else line[: line.rfind(" ", 0, _LONGEST)] + "…"
