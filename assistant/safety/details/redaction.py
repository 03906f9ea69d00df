"""A person's details are taken out of what was typed before it is logged, stored, searched with or sent.

``Redactor`` remembers, for one conversation, who has which placeholder: "Kayden" is "Child A" in every turn, so the answer
still reads. It holds names in memory and nowhere else; drop it with the conversation. What is found is described by
``corpus.pii`` (its ``recognisers``, details with a shape, and ``names``, people) and by the tagger beside it
(assistant/safety/details/detail_tagger.py). Ages, year groups and roles stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from assistant.safety.details.detail_tagger import Tag, load_detail_tagger, no_tags
from assistant.safety.details.found_details import LABEL_OF, found_by_both
from corpus.pii import (
    DATE_AFTER_NAME,
    DetailKind,
    Find,
    NameRole,
    NameSpan,
    Span,
    counted,
    fold,
    no_hints,
    presidio_hints,
)

_USED = re.compile(r"\b(?:Child|Adult|Person) ([A-Z]\d*)\b")
_ROLE_BEFORE = re.compile(r"\b(child|pupil|student)\s*$", re.IGNORECASE)
_PARENT_BEFORE = re.compile(
    r"\b(?:mum|dad|mother|father|parent|partner|step-?(?:mum|dad|mother|father))\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """A text without details, and where they stood in the text as typed."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What stands for something in a redacted text, and what was typed there: never shown, logged or stored."""

    placeholder: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactorMemory:
    """What a redactor knows of one conversation, names in it: handed over with a question, never logged or stored.

    Parameters
    ----------
    people : dict
        The placeholder and the role of each name.
    schools : dict
        The letter of each school.
    letters : tuple of str
        Those that somebody has.
    taken : dict
        What was taken out of each text, by the text without it.
    left : tuple of str
        Words that are nobody's.
    """

    people: dict[str, tuple[str, NameRole]] = field(default_factory=dict, repr=False)
    schools: dict[str, str] = field(default_factory=dict, repr=False)
    letters: tuple[str, ...] = ()
    taken: dict[str, tuple[Taken, ...]] = field(default_factory=dict, repr=False)
    left: tuple[str, ...] = field(default=(), repr=False)


class Redactor:
    """Takes details out of the turns of one conversation; the same person keeps the same placeholder.

    Parameters
    ----------
    hints : callable
        Returns spans that a language model takes for people. Without it the rules and the name list work alone.
    tag : callable
        Returns what the tagger of details makes of a message (``load_detail_tagger``). Without it the rules work alone.
    """

    def __init__(self, hints: Find = no_hints, tag: Tag = no_tags) -> None:
        self._hints = hints
        self._tag = tag
        self._people: dict[str, tuple[str, NameRole]] = {}
        self._schools: dict[str, str] = {}
        self._letters: set[str] = set()
        self._taken: dict[str, tuple[Taken, ...]] = {}
        self._left: set[str] = set()

    def redact(self, text: str, *, only_met: bool = False) -> Redacted:
        """Return the text with every detail replaced, and the spans of what was replaced.

        Parameters
        ----------
        text : str
            One turn of the conversation.
        only_met : bool
            Replace nobody's name who was not met before.
        """
        self._letters.update(_USED.findall(text))
        found = found_by_both(text, no_tags if only_met else self._tag, self._hints(text), self._people.keys())
        details = found.details
        met = (name for name in found.names if not only_met or self._met(name.keys, titled=name.titled))
        names = [part for name in met for part in _outside_details(name, details, text)]
        births = [
            birth for name in names if (birth := _birth_after(text, name.end)) and not any(map(birth.overlaps, details))
        ]
        placed = {detail: self._placeholder(text, detail) for detail in (*details, *births)}
        for name in names:
            span = Span(start=name.start, end=name.end, kind=DetailKind.NAME)
            if not any(map(span.overlaps, births)):  # "Jan" of "4 Jan 1984"
                label = self._person(name.keys, name.role, titled=name.titled)
                owned = len(name.keys) == 1 and fold(text[name.start : name.end]) == f"{name.keys[0]}s"
                placed[span] = f"{label}'s" if owned else label  # "jadens mum"
        placed = {span: other for span, other in placed.items() if fold(text[span.start : span.end]) not in self._left}
        redacted = _replaced(text, placed)
        if redacted.spans and not only_met:  # a turn that is redacted again, as it reads already, has none
            self._taken[redacted.text] = tuple(
                Taken(placeholder=placed[span], words=text[span.start : span.end]) for span in redacted.spans
            )
        return redacted

    @property
    def memory(self) -> RedactorMemory:
        """What is known of the conversation, so that another redactor can go on with it."""
        return RedactorMemory(
            people=dict(self._people),
            schools=dict(self._schools),
            letters=tuple(sorted(self._letters)),
            taken=dict(self._taken),
            left=tuple(sorted(self._left)),
        )

    def remember(self, memory: RedactorMemory) -> None:
        """Go on with a conversation as another redactor knows it, beside what is known here."""
        self._people.update(memory.people)
        self._schools.update(memory.schools)
        self._letters.update(memory.letters)
        self._taken.update(memory.taken)
        self._left.update(memory.left)

    def taken_from(self, redacted: str) -> tuple[Taken, ...]:
        """Return what was taken out of a text of this conversation, which is given as it reads without it."""
        return self._taken.get(redacted, ())

    def put_back(self, redacted: str, words: str) -> str:
        """Return a text of this conversation with some words again, which are nobody's from now on.

        Parameters
        ----------
        redacted : str
            The text as it reads without details.
        words : str
            As ``taken_from`` returned them.
        """
        self._left.add(fold(words))
        parts, at = [], 0
        for taken in self.taken_from(redacted):
            start = redacted.index(taken.placeholder, at)
            again = fold(taken.words) == fold(words)
            parts += [redacted[at:start], taken.words if again else taken.placeholder]
            at = start + len(taken.placeholder)
        return "".join([*parts, redacted[at:]])

    def _placeholder(self, text: str, detail: Span) -> str:
        """Return what stands for a detail that is no name."""
        words = text[detail.start : detail.end]
        if detail.kind is DetailKind.INITIALS:
            before = text[: detail.start]
            child = bool(_ROLE_BEFORE.search(before))
            role = NameRole.CHILD if child else NameRole.ADULT if _PARENT_BEFORE.search(before) else NameRole.PERSON
            label = self._person((re.sub(r"\W", "", words),), role, titled=False)
            return label.split()[-1] if child else label  # "child KW" becomes "child A"
        if detail.kind is DetailKind.SCHOOL:
            letter = self._schools.setdefault(words.casefold(), "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[len(self._schools) % 26])
            return f"[school {letter}]"
        return f"[{LABEL_OF[detail.kind]}]"

    def _person(self, keys: tuple[str, ...], role: NameRole, *, titled: bool) -> str:
        """Return a person's placeholder, the one they have already or a new one."""
        known = self._met(keys, titled=titled)
        label, role = known or (f"{role.value} {self._next_letter()}", role)
        self._people[" ".join(keys)] = (label, role)
        for key in keys:
            self._people.setdefault(key, (label, role))
        return label

    def _met(self, keys: tuple[str, ...], *, titled: bool) -> tuple[str, NameRole] | None:
        """Return the person who was met under this name: all of it, else the first name, else a family name after a title."""
        if whole := self._people.get(" ".join(keys)):
            return whole if not (titled and whole[1] is NameRole.CHILD) else None
        if titled:
            family = self._people.get(keys[-1])
            return family if family and family[1] is not NameRole.CHILD else None
        first = self._people.get(keys[0])
        names = [name for name, person in self._people.items() if person == first and " " in name]
        return None if len(keys) > 1 and names else first  # "Ollie B" is not "Ollie C"

    def _next_letter(self) -> str:
        """Return the first letter nobody has: A to Z, then A2 to Z2, and so on."""
        turn = 1
        while True:
            for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
                mark = letter if turn == 1 else f"{letter}{turn}"
                if mark not in self._letters:
                    self._letters.add(mark)
                    return mark
            turn += 1


def new_redactor() -> Redactor:
    """Return a redactor with all that is installed: rules, the tagger, and Presidio where it is."""
    return Redactor(presidio_hints().find, load_detail_tagger().tag)


def describe(spans: Iterable[Span]) -> str:
    """Return how many details of which kinds were replaced, such as ``2 names, 1 postcode``; holds none of them."""
    return counted(span.kind for span in spans)


def _outside_details(name: NameSpan, details: Iterable[Span], text: str) -> list[NameSpan]:
    """Return the parts of a name outside the details that reach into it, such as an e-mail address; all of it, if none does."""
    hidden = {at for detail in details for at in range(detail.start, detail.end)}
    parts, at = [], name.start
    while at < name.end:
        end = next((index for index in range(at, name.end) if index in hidden), name.end)
        words = text[at:end]
        if re.search(r"\w", words):
            start = at + len(words) - len(words.lstrip())
            parts.append(replace(name, start=start, end=at + len(words.rstrip())))
        at = next((index for index in range(end, name.end) if index not in hidden), name.end)
    return parts


def _birth_after(text: str, end: int) -> Span | None:
    """Return a date that stands directly after a name, as police notifications write a date of birth."""
    match = DATE_AFTER_NAME.match(text, end)
    return Span(start=match.start(1), end=match.end(1), kind=DetailKind.DATE_OF_BIRTH) if match else None


def _replaced(text: str, placed: dict[Span, str]) -> Redacted:
    """Put placeholders where the details stood."""
    spans = tuple(sorted(placed, key=lambda span: span.start))
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], placed[span]]
        at = span.end
    return Redacted(text="".join([*parts, text[at:]]), spans=spans)
