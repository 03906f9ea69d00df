"""What a police notification says, leaves unclear and leaves out: by rules, field by field, that a trainer can read.

Nothing is concluded from it. What is said is given back in its own words; what is not said is asked for, of whoever knows it.
The fields are in corpus/statements/notifications.toml, the words that say them in notification_patterns.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.understand.case.notification_patterns import (
    AGES,
    BORN,
    HINTED,
    LABELS,
    MATTERS,
    NAMED,
    NOT_KNOWN,
    PRONOUNS,
    SHOWN,
    UNSURE,
)
from corpus.statements import AskedOf, ExpectedField, load_notifications
from corpus.statements import NotificationField as Field

_ENDS = re.compile(
    r"[.;](?=\s|$)|(?<!\d)[.;|](?!\d)|\n|\|| [–—] | - (?!(?:yes|no|y|n)\b)|, (?=(?:no|and|but|dash|risk|graded?)\b)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“]([^\"“”]{60,})[\"”]")
_OF_POLICE = re.compile(r"\b(?:attended|officers?|dash|encompass|nfa)\b", re.IGNORECASE)
_SENTENCES = re.compile(r"[^.?!\n]*(?:[.?!](?!['’\"”]?(?:\s|$))[^.?!\n]*)*(?:[.?!]['’\"”]?(?=\s|$)|\n|$)\s*")
_TELLS_OF_POLICE = re.compile(
    r"\b(?:police|officers?|pc|pcso|sergeant|encompass|notif\w+|voicemail|dash|dara|rang (?:me|us)|it says)\b"
    r"|\b(?:victim|suspect|female|male|ip)\b[^.?!\n]{0,60}\b(?:said|stated?s?|disclosed|report(?:s|ed)|told)\b"
    r"|^[^:\n|\d]{2,40}[:|](?!\d)",
    re.IGNORECASE,
)
_SPEECH = re.compile(r"[\"“‘][^\"“”’\n]{3,90}[\"”’]|(?<=\s)'[^'\n]{3,90}'(?!\w)")  # what is longer is the notice itself
_OF_A_SCHOOL = r"(?:form|list|system|files?|office|reception|class(?:room)?|log|records?|children|kids)"
_OF_STAFF = r"(?:form )?(?:tutor|teacher|ta|key ?(?:person|worker)|head of year|house(?:mistress|master))"
_OWN_WORDS = re.compile(
    rf"\b(?:i|i[’']\w+|my|me|our {_OF_A_SCHOOL}|told (?:his|her|their|the) {_OF_STAFF})\b"
    r"|\b(?:do|does|should|can|could|may|what|how|who|whom|when|is|are)\b(?: \S+){3,}\?",
    re.IGNORECASE,
)
_LONGEST = 90
_NEAR = 120  # letters before a pronoun in which a child may be named
_TELLS_OF_NO_INCIDENT = frozenset({Field.WHERE, Field.SENT, Field.SCHOOLS})
_CHILD_NOUN = re.compile(r"\b(?:child(?: [A-Z]\d?)?|boy|girl|lad|pupil|son|daughter|brother|sister)\b", re.IGNORECASE)
_ADULT_NOUN = re.compile(
    r"\b(?:mum|mother|dad|father|(?:step|grand)[- ]?\w+|wife|husband|(?:ex-?)?partner|boyfriend|girlfriend|victim|suspect|susp|ip"
    r"|female|male|person [A-Z]|aunt\w*|uncle|nan|woman|man)\b",
    re.IGNORECASE,
)
_OF_AN_INCIDENT = re.compile(r"\b(?:incident|event|occurred|offence)\b[^\n.]{0,20}\Z", re.IGNORECASE)
_A_CHILD = re.compile(
    r"\b(?:child|pupil|student)(?:[’']?s)?(?: full)?(?: name)?(?: ?\d)?\W{1,4}person (?P<labelled>[A-Z]\d?)\b"
    r"|\bperson (?P<pupil>[A-Z]\d?)[, ]{1,2}(?:who )?(?:is )?(?:an? |one of )?(?:your )?(?:pupil|student|child)\b"
    r"|\bperson (?P<aged>[A-Z]\d?)(?: [A-Z][\w’'-]+)?"
    r"(?=[\s,:(]{1,4}(?:\[date of birth\]|dob\b|d\.o\.b|date of birth|born\b|aged? \d{1,2}\b|\d{1,2}\b\)"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d\b))",
    re.IGNORECASE,
)
_AN_ADULT = re.compile(r"\b(?:victim|suspect|susp|perp\w*|ip|agg\w*|mother|father|mum|dad|adult)\b\W*$", re.IGNORECASE)
_EMPTY = re.compile(r"[:?][\s\"“”]*$")
_LABEL_WORDS = 5  # a line of more is no label
_HAS_LABEL = re.compile(r"[A-Z][\w’'/() -]{1,40}: ?\S")


class Held(StrEnum):
    """Whether a notification says something."""

    HAS = "has"
    UNCLEAR = "unclear"
    LACKS = "lacks"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadField:
    """What a notification says of one field.

    Parameters
    ----------
    expected : ExpectedField
        The field.
    held : Held
        Whether it says it.
    words : str
        The words that say it, or touch it; empty where there is no more than an empty box.
    """

    expected: ExpectedField
    held: Held
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceNotification:
    """What was found in a notification.

    Parameters
    ----------
    fields : tuple of ReadField
        What it says, leaves unclear and leaves out, in the order a school needs it; what does not matter here is not in it.
    """

    fields: tuple[ReadField, ...]

    @property
    def found(self) -> tuple[tuple[str, str], ...]:
        """What it says: the field's name, and the words that say it."""
        return tuple((one.expected.name, one.words) for one in self.fields if one.held is Held.HAS)

    @property
    def missing(self) -> dict[AskedOf, tuple[str, ...]]:
        """What it does not say, or not clearly, by whom to ask; not what people are asked to leave out here."""
        missing: dict[AskedOf, tuple[str, ...]] = {}
        for one in self.fields:
            ask = one.expected.ask
            if one.held is not Held.HAS and not one.expected.own_copy and ask is not AskedOf.NOBODY:
                missing[ask] = (*missing.get(ask, ()), one.expected.name)
        return missing

    @property
    def n_facts(self) -> int:
        """How much it says of an incident: an age is enough; where it was, when it was sent or who was told is nothing."""
        return sum(
            one.held is Held.HAS or (one.expected.field is Field.CHILD and AGES.search(one.words) is not None)
            for one in self.fields
            if one.expected.field not in _TELLS_OF_NO_INCIDENT
        )


def read_notification(text: str) -> PoliceNotification:
    """Return what a notification says, leaves unclear and leaves out.

    Parameters
    ----------
    text : str
        The notification, without details.
    """
    text = "\n".join(_lines(_with_children(text)))
    quoted = max(filter(_OF_POLICE.search, _QUOTED.findall(text)), key=len, default="")
    theirs = _of_the_police(text)
    read = []
    for expected in load_notifications().fields:
        if expected.field is Field.CHILD:
            read.append(_read_child(expected, text))
        elif expected.field not in MATTERS or MATTERS[expected.field].search(text):
            said = text if expected.field is Field.SENT else theirs
            read.append(_read_when(expected, quoted, said) if expected.field is Field.WHEN else _read(expected, said))
    return PoliceNotification(fields=tuple(read))


def _of_the_police(text: str) -> str:
    """Return a text without the sentences in which whoever passes it on speaks for themselves, or asks; speech is nobody's."""
    plain = _SPEECH.sub(lambda spoken: "x" * len(spoken[0]), text)
    return "".join(
        text[one.start() : one.end()]
        for one in _SENTENCES.finditer(plain)
        if _TELLS_OF_POLICE.search(one[0]) or not _OWN_WORDS.search(one[0])
    )


def _read_when(expected: ExpectedField, quoted: str, text: str) -> ReadField:
    """Return when it happened, where the police are quoted if they say it there: whoever passes it on tells when it came."""
    read = _read(expected, quoted)
    return read if read.held is Held.HAS else _read(expected, text)


def _read(expected: ExpectedField, text: str) -> ReadField:
    skipped = _other_dates(text) if expected.field is Field.WHEN else []
    unclear, is_named = "", False
    for match in SHOWN[expected.field].finditer(text):
        if any(match.start() < end and start < match.end() for start, end in skipped):
            continue
        if _is_said(expected.field, _around(text, match.start())):
            return ReadField(expected=expected, held=Held.HAS, words=_clause(text, match.start(), match.end()))
        unclear, is_named = unclear or _touching(text, match), True
    for match in PRONOUNS[expected.field].finditer(text) if expected.field in PRONOUNS else ():
        if _of_a_child(text, match.start()):
            return ReadField(expected=expected, held=Held.HAS, words=_clause(text, match.start(), match.end()))
    hint = HINTED[expected.field].search(text) if expected.field in HINTED else None
    if hint is not None and not unclear:
        unclear, is_named = _touching(text, hint), True
    return ReadField(expected=expected, held=Held.UNCLEAR if is_named else Held.LACKS, words=unclear)


def _touching(text: str, match: re.Match[str]) -> str:
    """Return the clause that touches a field; nothing of a box that is empty."""
    return "" if _EMPTY.search(_around(text, match.start())) else _clause(text, match.start(), match.end())


def _other_dates(text: str) -> list[tuple[int, int]]:
    """Return where a text says when it was sent, or when somebody was born."""
    sent = [match.span() for match in SHOWN[Field.SENT].finditer(text)]
    born = [match.span() for match in BORN.finditer(text) if not _OF_AN_INCIDENT.search(text[: match.start()])]
    return [*sent, *born]


def _read_child(expected: ExpectedField, text: str) -> ReadField:
    """Return whether it says which child it is about: a name and a date of birth, of which one alone is not clear."""
    named, aged = NAMED.search(text), AGES.search(text)
    born = next((one for one in BORN.finditer(text) if not _OF_AN_INCIDENT.search(text[: one.start()])), None)
    shown = born or aged or named
    if shown is None:
        return ReadField(expected=expected, held=Held.LACKS)
    words = _clause(text, shown.start(), shown.end())
    return ReadField(expected=expected, held=Held.HAS if named and born else Held.UNCLEAR, words=words)


def _is_said(field: Field, clause: str) -> bool:
    return not NOT_KNOWN.search(clause) and not (field in UNSURE and UNSURE[field].search(clause))


def _of_a_child(text: str, at: int) -> bool:
    """Whether who is “he” or “she” can only be a child: the last sentence before it that names anybody names children alone."""
    for sentence in reversed(re.split(r"[.;\n]", text[max(0, at - _NEAR) : at])):
        child, adult = _CHILD_NOUN.search(sentence), _ADULT_NOUN.search(sentence)
        if child or adult:
            return adult is None
    return False


def _with_children(text: str) -> str:
    """Return a text in which a person with an age or a date of birth beside the name is a child, unless a role says otherwise."""
    letters = {
        match["labelled"] or match["pupil"] or match["aged"]
        for match in _A_CHILD.finditer(text)
        if not _AN_ADULT.search(text[max(0, match.start() - 25) : match.start()])
    }
    for letter in letters:
        text = re.sub(rf"\bperson {letter}\b", f"Child {letter}", text, flags=re.IGNORECASE)
    return text


def _lines(text: str) -> Iterator[str]:
    """Return the lines, each label that stands alone joined with what stands under it.

    Yields
    ------
    str
    """
    label = ""
    for line in (*text.splitlines(), ""):
        bare = line.strip()
        alone = _is_label(bare)
        if label and bare and not alone and not _HAS_LABEL.match(bare):
            yield f"{label} {bare}" if label[-1] in ":?" else f"{label}: {bare}"
        elif label:
            yield label if label[-1] in ":?" else f"{label}:"
        if not alone and (not label or _HAS_LABEL.match(bare)):
            yield line
        label = bare if alone else ""


def _is_label(line: str) -> bool:
    words = line.rstrip(" :?")
    return bool(words) and (
        LABELS.fullmatch(words) is not None or (line[-1] in ":?" and len(words.split()) <= _LABEL_WORDS)
    )


def _span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the clause that words stand in begins and ends."""
    ends = [(match.start(), match.end()) for match in _ENDS.finditer(text)]
    first = max((after for at, after in ends if at < start and after <= start), default=0)
    return first, min((at for at, _ in ends if at >= end), default=len(text))


def _around(text: str, start: int) -> str:
    """Return the clause in which words begin: what is not known in the next says nothing of them."""
    first, last = _span(text, start, start + 1)
    return text[first:last]


def _clause(text: str, start: int, end: int) -> str:
    """Return the clause that words stand in, so that a "no" before them is not lost; what is long is cut around them."""
    first, last = _span(text, start, end)
    before = ""
    if end - first > _LONGEST:
        before, first = "…", text.rfind(" ", first, max(first + 1, start - _LONGEST // 3)) + 1 or start
    line = before + re.sub(r"[*_`\[\]]", "", " ".join(text[first:last].split())).strip(' ,;:-–.“”"')
    return line if len(line) <= _LONGEST else line[: line.rfind(" ", 0, _LONGEST)] + "…"
