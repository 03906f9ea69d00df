"""What a follow-up takes over from the conversation: the story, and the people, ages and edition in it, brought up to date.

Rules, so that the person can be shown how a question was understood and why. A new age, year group or edition replaces the
old one; a pronoun is resolved only where one person it can mean was mentioned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.understand.asked_parts import asked_part

_FEMALE = (
    r"(?:girl(?!friend)|girlfriend|mum|mummy|mam|mother|step-?mum|step-?mother|sister|daughter|wife|nan|gran(?:dma|ny)?"
    r"|aunt(?:ie)?|woman|lady)"
)
_MALE = (
    r"(?:boy(?!friend)|boyfriend|lad|dad|daddy|father|step-?dad|step-?father|brother|son|husband|grandad"
    r"|grandfather|uncle"
    r"|man|bloke)"
)
_MANY = r"(?:twins|parents|siblings|brothers|sisters|kids|children|girls|boys|lads)"
# Somebody who may be "he" or "she".
_EITHER = re.compile(
    r"\b(?:(?:child|adult|person) [A-Z]\d*\b(?<=[A-Z0-9])|child|pupil|student|kid|teen\w*|toddler|baby|infant|sibling"
    r"|\d{1,2}[- ]year[- ]old(?! (?:boy|girl|lad|son|daughter))|partner|parent|carer)(?![-\w])",
    re.IGNORECASE,
)
_GROWN = re.compile(
    r"(?:mum|mam|mother|dad|father|nan|gran|aunt|uncle|wife|husband|woman|lady|man|bloke)", re.IGNORECASE
)
_BARE = {"mum", "mummy", "mam", "dad", "daddy", "nan", "gran", "stepmum", "step-mum", "stepdad", "step-dad", "grandad"}
_AGE = re.compile(
    r"\b(?P<n>\d{1,2})(?=[- ]year[- ]olds?\b)|(?<=, )(?P<m>\d{1,2})(?=[,.]|\s|$)"
    r"|\b(?:aged|of|is|[’']s|turns|turned|was) (?:only |just |nearly |about )?(?P<k>\d{1,2})\b"
    r"(?! ?(?:%|per|am|pm|days?|weeks?|months?|hours?|minutes?|o[’']clock|of|children|pupils))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:,? ?\b(?:in|from) )?\b(?:year|yr|y) ?(?P<n>\d{1,2})\b(?! ?old)", re.IGNORECASE)
_EDITION = re.compile(
    r"\b(?P<title>KCSIE|Keeping children safe in education"
    r"|Working Together(?: to Safeguard Children)?) (?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_LAST_YEARS = re.compile(
    r"\b(?:(?:in )?last year[’']?s(?: (?:edition|version|one))?|the (?:previous|earlier|old) (?:edition|version|one)"
    r"|the (?:edition|version|one) before)\b",
    re.IGNORECASE,
)
_THAT_YEARS = re.compile(r"\b(?:in )?the (?P<year>20\d\d) (?:edition|version|one)\b", re.IGNORECASE)
_NEAR_CHARS = 18  # "in Year 10, aged 15": an age so close behind a year group is the same child's
# Somebody who is brought in beside the child spoken of: an age or year group behind them is theirs, and changes nobody else's.
_BESIDE = re.compile(
    r"\b(?:sisters?|brothers?|siblings?|step-?(?:sister|brother)s?|cousins?|twins?|friends?|baby|babies|toddler"
    r"|other (?:child|children|two|one|boy|girl|kids?)"
    r"|another|second|older|younger|little|big|half-)\b[^.?!]{0,40}\Z",
    re.IGNORECASE,
)
_COMPARES = re.compile(r"\b(?:as well|too|also|compar\w+|differ\w*|chang\w+|both|same)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody mentioned: the word for them, and where it stands."""

    word: str
    at: int
    kind: str


def story(turn: str) -> str:
    """Return the story in a turn, without the sentence that asks; or the whole of it, if it only asks."""
    asked = asked_part(turn)
    rest = turn.removesuffix(asked).strip() if turn.endswith(asked) else turn
    return rest if len(rest.split()) > 3 else turn


def edition_named(follow_up: str, context: str) -> str:
    """Return a follow-up with “the 2024 edition” named, where one publication alone was mentioned."""
    titles = {edition["title"].casefold(): edition["title"] for edition in _EDITION.finditer(context)}
    if len(titles) != 1:
        return follow_up
    (title,) = titles.values()
    return _THAT_YEARS.sub(lambda named: f"{title} {named['year']}", follow_up)


def brought_up_to_date(context: str, follow_up: str) -> str:
    """Return the context with the follow-up's ages, year group and edition in place of its own."""
    context = _with_ages(context, follow_up)
    new_year = _YEAR.search(follow_up)
    if new_year and not _BESIDE.search(follow_up[: new_year.start()]) and len(set(_YEAR.findall(context))) == 1:
        context = _YEAR.sub(lambda old: old.group().replace(old["n"], new_year["n"]), context)
    new_edition = _EDITION.search(follow_up)
    if new_edition and not _COMPARES.search(follow_up):
        titles = {edition["title"].casefold() for edition in _EDITION.finditer(context)}
        if titles == {new_edition["title"].casefold()}:
            context = _EDITION.sub(new_edition.group(), context)
    return context


def resolved(follow_up: str, context: str) -> str:
    """Return a follow-up with its first pronoun of each kind, and “last year’s”, replaced by what they must mean."""
    edition = list(_EDITION.finditer(context))
    if edition:
        before = f"in {edition[-1]['title']} {int(edition[-1]['year']) - 1}"
        follow_up = _LAST_YEARS.sub(before, follow_up, count=1)
    for kind, subject, other in (
        (_FEMALE, "she", "her"),
        (_MALE, "he", "him|his"),
        (_MANY, "they", "them|their"),
    ):
        named = {person.word for person in people(context) if person.kind == kind}
        pronoun = re.search(rf"\b(?:{subject}|{other})(?:(?=s\b)|\b)", follow_up, re.IGNORECASE)
        if len(named) == 1 and pronoun and not re.search(rf"\b{kind}\b", follow_up[: pronoun.start()], re.IGNORECASE):
            word = next(iter(named))
            if kind == _MANY or not (_EITHER.search(context) or (_GROWN.match(word) and _of_school_age(follow_up))):
                follow_up = _put(follow_up, pronoun, word)
    return follow_up


def _of_school_age(text: str) -> bool:
    return _YEAR.search(text) is not None or any(int(age) < 18 for _, age in _ages(text))


def people(text: str) -> list[Mention]:
    """Return who is mentioned, in the order of the text."""
    kinds = (_MANY, _FEMALE, _MALE)
    found = [
        Mention(match.group().casefold(), match.start(), kind)
        for kind in kinds
        for match in re.finditer(rf"\b{kind}\b", text, re.IGNORECASE)
    ]
    return sorted(found, key=lambda person: person.at)


def _put(text: str, pronoun: re.Match[str], word: str) -> str:
    """Put a person's word where a pronoun stands, with ’s where it is possessive."""
    typed = pronoun.group().casefold()
    name = word if word in _BARE else f"the {word}"
    rest = text[pronoun.end() :]
    owns = typed in {"his", "their"} or (
        typed == "her"
        and re.match(r" (?!to\b|at\b|in\b|on\b|from\b|if\b|and\b|or\b|about\b|that\b|is\b|was\b|for\b|with\b)\w", rest)
    )
    owns = owns or rest.startswith("s ")  # "hes" is written for "he's"
    return f"{text[: pronoun.start()]}{name}{'’s' if owns else ''}{rest.removeprefix('s') if owns else rest}"


def _with_ages(context: str, follow_up: str) -> str:
    """Replace the ages of those whose age the follow-up gives anew; a year group that no longer fits goes with it."""
    given = _ages(context)
    newer: dict[int, str] = {}
    for at, number in _ages(follow_up):
        if _BESIDE.search(follow_up[:at]):
            continue
        kind = _pronoun_before(follow_up, at) or _kind_before(follow_up, at)
        same = [position for position, _ in given if kind and kind == _kind_before(context, position)]
        same = same or [position for position, _ in given if "" in {kind, _kind_before(context, position)}]
        if len(same) == 1:
            newer.setdefault(same[0], number)
    for position, old in reversed(given):
        if newer.get(position, old) != old:
            context = context[:position] + newer[position] + context[position + len(old) :]
    year = _YEAR.search(context)
    if year and not _YEAR.search(follow_up) and any(0 < position - year.start() < _NEAR_CHARS for position in newer):
        context = context[: year.start()] + context[year.end() :]
    return context


def _ages(text: str) -> list[tuple[int, str]]:
    """Return where each age stands, and its digits."""
    found = []
    for match in _AGE.finditer(text):
        name = next(group for group in ("n", "m", "k") if match[group])
        if 1 <= int(match[name]) <= 25:
            found.append((match.start(name), match[name]))
    return found


def _kind_before(text: str, at: int) -> str:
    """Return the kind of the person mentioned last before a position, or first after it, or empty."""
    mentioned = people(text)
    before = [person.kind for person in mentioned if person.at < at]
    after = [person.kind for person in mentioned if person.at > at]
    return before[-1] if before else after[0] if after else ""


def _pronoun_before(text: str, at: int) -> str:
    pronouns = re.findall(r"\b(she|her|he|him|his)\b", text[:at], re.IGNORECASE)
    if not pronouns:
        return ""
    return _FEMALE if pronouns[-1].casefold() in {"she", "her"} else _MALE
