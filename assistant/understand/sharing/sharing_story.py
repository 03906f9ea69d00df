"""The story before a question about sharing: what shows which way it goes, and whom it may mean.

“The cook asked me straight out. How much do I tell her?” Which way it goes sharing_direction.py learned from the first signs, and
whom it means sharing_recipient.py from the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from assistant.understand.asked_parts import AskedPart, asked_parts
from assistant.understand.sharing.sharing_names import FAMILY, named_in_a_story
from corpus.statements import sentences_of

ANYONE, PARENT = "anyone", "parent"
"""The ids of somebody who asks, and of a parent of whom no more is known."""
_ABUSIVE = "abusive-parent"
_SELDOM = 2
_LATELY = 3  # sentences before what is asked
_GREETING = re.compile(
    r"\b(?:hi|hiya|hello|hey|dear|good|morning|afternoon|evening|all|everyone|everybody|team|there|quick|one|question|please"
    r"|help|thanks|sorry)\b",
    re.IGNORECASE,
)
_AROUND = " .,!;:-–—?"
_ID = re.compile(r"<([a-z-]+)>")
_ASKING = (
    r"(?:ask(?:s|ed|ing)?|wants?|wanted|wanting|wonder\w*|rang|rings?|phon(?:es?|ed|ing)|call(?:s|ed|ing)|e-?mail(?:s|ed|ing)?"
    r"|request\w*|put in|demand\w*|wr(?:ites?|ote|itten|iting)|text(?:s|ed|ing)|messag(?:es|ed|ing))"
)
_WANTS = re.compile(
    rf"<(?P<who>[a-z-]+)>[^.?!<]{{0,80}}?\b(?<!been )(?<!was )(?<!were )(?<!being )"
    rf"(?:{_ASKING}|stopped me|says|said|told|won't|wont|refus\w+|can't discuss)\b"
)
_ONE_WANTS = re.compile(rf"\b(?:he|she|they)\b(?:'s|'d|'ve)?[^.?!<]{{0,40}}?\b{_ASKING}\b")
# Of whom the story has no more than this, or a name that is none of ours: “a man rang”, “the lady from the agency asked”.
_STRANGER_WANTS = re.compile(
    r"\b(?:(?:a|an|the|some|this|another) (?:\w+ )?(?:man|woman|lady|gentleman|bloke|guy|caller|person|stranger|voice)"
    rf"|someone|somebody)\b[^.?!<]{{0,60}}?\b{_ASKING}\b"
)
# Who without doubt asks us: “dad has just rung”, and not “mum asked me to keep it to myself”.
_PARENT_ASKS = re.compile(
    r"<(?:parent|other-parent|abusive-parent)>(?:'s|'d)?"
    r"(?: (?:has|have|had|is|was|just|now|then|also|already|since|today|again|and|came?|in|on|at|the|door|phone)){0,5}"
    r" (?:rang|rung|ring(?:s|ing)|phon(?:es?|ed|ing)|e-?mail(?:s|ed|ing)?|ask(?:s|ed|ing)|request(?:s|ed|ing)"
    r"|want(?:s|ed|ing) (?:to (?:know|see|find out|speak|talk)|a copy|copies|the (?:file|records?|address)|information)"
    r"|put in|demand(?:s|ed|ing)|wr(?:ote|itten|ites|iting))\b"
)
_ASKS_NOT_TO = re.compile(r"\b(?:not to|not tell|don't (?:tell|say|send|pass)|to keep|could keep|to make|that we)\b")
_TELLS_ONE = re.compile(
    r"\b(?:tell|inform|give|show|send|hand|(?:say|talk|speak|write) to|(?:share|talk|speak) with)"
    r" (?:(?:the|his|her|their|our) )?<(?P<who>[a-z-]+)>(?!'s| first)"
)
_OR = re.compile(r"\bor\b")
# “Mum has asked us not to tell him. Do we tell him?” is of somebody else than who asked.
_NOT_TO_TELL = re.compile(r"\b(?:not to|don't|do not|not) (?:tell|say anything to) (?:him|her|them)\b")
_TELL_ONE = re.compile(r"\b(?:tell|say to|speak to) (?:him|her|them)\b")
_SUBJECT = re.compile(r"\b(?:i|i've|we|we've|you|he|she|they|it|to)\b")
_SOMEBODY_WANTS = re.compile(rf"\b{_ASKING}\b")
_ACCESS = re.compile(
    r"\bsubject access|\bd?sars?\b|\beverything (?:we |you |the school |school )?(?:hold|on|have)\b"
    r"|\bcopy of (?:everything|the file|his file|her file|all|what)\b|\b(?:full|whole) (?:files?|records?)\b"
)
_INFORMATION = re.compile(
    r"\b(?:files?|records?|notes|reports?|cop(?:y|ies)|documents?|correspondence|everything|anything|information|info|details"
    r"|address|logs?|statement|letter|minutes|chronology|cpoms|photos?|footage|cctv|whereabouts|where|which school|what time"
    r"|know|told|said|say|saying|timetable|attendance|class|list|written|names?|see|seen|prove|proof|confirm|given|evidence"
    r"|worried)\b"
)
_ASKS_OR_CLAIMS = re.compile(rf"\b(?:{_ASKING}|right to|entitled)\b")
_TO_SAY = re.compile(
    r"\b(?:tell|telling|told|inform|share|sharing|give|giving|send|sending|say|answer|reply|respond|confirm|disclose|pass"
    r"|passing|write|put|let|show|hand|knows?|talk|speak|ask|asking|hold back|withhold|keep|refuse|entitled|allowed|owed"
    r"|consent)\b"
)
_PRONOUN = re.compile(r"\b(?:him|her|them|he|she|they|their)\b")
_ONE = re.compile(r"\b(?:him|her|he|she)\b")
_THEY = re.compile(r"\b(?:them|they)\b")
_WHOSE = r"(?:(?:the|a|an|his|her|their|our|my|one of our) )?"
_POSITIONS = {
    "is told": re.compile(
        r"\b(?:to|with|give|tell|inform|let|show|send|hand|ask|for|ring|phone|call|contact|e-?mail|warn)"
        rf" {_WHOSE}<(?P<who>[a-z-]+)>"
    ),
    "is whom it comes from": re.compile(rf"\b(?:from|by) {_WHOSE}<(?P<who>[a-z-]+)>"),
    "is what it is about": re.compile(rf"\b(?:about|of|on) {_WHOSE}<(?P<who>[a-z-]+)>"),
    "begins a clause": re.compile(rf"(?:^|[,;:] |\band |\bbut ){_WHOSE}(?:\w+ ){{0,2}}<(?P<who>[a-z-]+)>"),
}
# Of these a school speaks to somebody, and seldom of “him” where a parent is told of as well.
_BODIES = frozenset({
    "nursery", "new-school", "previous-school", "other-school", "police", "social-care", "marac", "housing",
    "local-authority", "partners",
})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class StoryOfSharing:
    """What is asked, and what was told before it, with each recipient as its id.

    Parameters
    ----------
    asked : str
        The words that ask.
    told : tuple of str
        The sentences before it.
    """

    asked: str
    told: tuple[str, ...]

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The ids that what is asked names."""
        return tuple(_ID.findall(self.asked))

    def signs(self) -> tuple[float, ...]:
        """Return what shows which way it goes, each 0 or 1."""
        lately = self.told[-_LATELY:]
        wants = [match["who"] for sentence in lately for match in _WANTS.finditer(sentence)]
        others_want, family_wants = (not FAMILY.issuperset(wants)), not FAMILY.isdisjoint(wants)
        access = any(_ACCESS.search(sentence) for sentence in (*self.told, self.asked))
        others, family = (not FAMILY.issuperset(self.named)), not FAMILY.isdisjoint(self.named)
        says, pronoun = bool(_TO_SAY.search(self.asked)), bool(_PRONOUN.search(self.asked))
        others_told = any(who not in FAMILY for sentence in lately for who in _ID.findall(sentence))
        somebody = self.somebody_asks
        found = (
            others_want, family_wants, access, others, family, says, pronoun, others_told, somebody,
            others_want and says, others_want and pronoun, others_told and says, others_told and pronoun, says and pronoun,
            others and says, family and says, access and says, others_want and not says, family_wants and says,
            somebody and others_told, somebody and others_told and pronoun, somebody and others_told and says,
        )  # fmt: skip
        return tuple(map(float, found))

    @cached_property
    def candidates(self) -> tuple[str, ...]:
        """Whom it may mean, by id: each who is named, in that order, a parent as ``PARENT``; last, somebody who is not."""
        return (*dict.fromkeys(chain.from_iterable(map(_named, (*self.told, self.asked)))), ANYONE)

    @property
    def parent(self) -> str:
        """Which parent is named, by id: in what is asked, else the one who abuses, else the last; empty if none is."""
        told = [who for sentence in self.told for who in _ID.findall(sentence) if who in FAMILY]
        asked = [who for who in self.named if who in FAMILY]
        return next((who for who in (*asked, *told) if who == _ABUSIVE), next(reversed([*told, *asked]), ""))

    @property
    def certain(self) -> str | None:
        """Who without doubt is meant, by id: who alone is to be told, else who asked us last; ``None`` where that is not said.

        Empty where it may be one of two: of “he rang”, after a parent and then somebody else was named, so that nobody who
        abuses gets the answer for a nursery.
        """
        told = _TELLS_ONE.search(self.asked)
        if told and set(_named(self.asked)) == {as_one(told["who"])} and not _OR.search(self.asked):
            return as_one(told["who"])
        for at in range(len(self.told) - 1, -1, -1):
            sentence = self.told[at]
            if _STRANGER_WANTS.search(sentence):
                return ANYONE
            if _NOT_TO_TELL.search(sentence) and _TELL_ONE.search(self.asked):
                return ""
            if _WANTS.search(sentence):
                is_a_parent = at == len(self.told) - 1 and set(_named(sentence)) == {PARENT} and not self.named
                return PARENT if is_a_parent and _a_parent_asks(sentence) else None
            if _ONE_WANTS.search(sentence):
                before = [who for earlier in self.told[:at] for who in _named(earlier)]
                return "" if PARENT in before and before[-1] != PARENT else None
        return None

    @property
    def parent_asks(self) -> bool:
        """Whether a parent without doubt asked us something, and nobody is named in what is asked."""
        return not self.named and any(map(_a_parent_asks, self.told))

    @property
    def asks_to_know(self) -> bool:
        """Whether somebody asks for what is known or held: a parent may also ask for the child, or for advice."""
        return any(_ACCESS.search(one) for one in (*self.told, self.asked)) or any(
            _INFORMATION.search(one) and _ASKS_OR_CLAIMS.search(one) and not _ASKS_NOT_TO.search(one)
            for one in self.told
        )

    @property
    def somebody_asks(self) -> bool:
        """Whether the story ends with somebody who asks, rings or writes."""
        return any(_SOMEBODY_WANTS.search(sentence) for sentence in self.told[-2:])

    def signs_of(self, who: str) -> frozenset[str]:
        """Return what shows that one of ``candidates`` is meant, or is not."""
        return frozenset(sign for sign, holds in self._signs_by_name(who) if holds)

    def _signs_by_name(self, who: str) -> Iterator[tuple[str, bool]]:
        asked, story = _named(self.asked), [_named(sentence) for sentence in self.told]
        told = list(chain.from_iterable(story))
        outside = [one for one in self.candidates if one not in {PARENT, ANYONE}]
        yield "is named in what is asked", who in asked
        yield "is named first in what is asked", asked[:1] == [who]
        yield "is named last in what is asked", asked[-1:] == [who]
        yield "alone is named in what is asked", set(asked) == {who}
        yield "is named only before", who in told and not asked
        for position, pattern in _POSITIONS.items():
            yield f"{position} in what is asked", who in _in_position(pattern, [self.asked])
            yield f"{position} before", who in _in_position(pattern, self.told)
        yield "begins the story", who in _in_position(_POSITIONS["begins a clause"], self.told[:1])[:1]
        wants = [
            (at, as_one(match["who"]))
            for at, one in enumerate((*self.told, self.asked))
            for match in _WANTS.finditer(one)
        ]
        asking = [one for _, one in wants]
        yield "asks", who in asking
        yield "asks last", asking[-1:] == [who]
        yield "alone asks", set(asking) == {who}
        yield "asks just before", any(one == who and at >= len(self.told) - 2 for at, one in wants)
        yield "somebody else outside asks", any(one not in {who, PARENT} for one in asking)
        yield "is named first before", told[:1] == [who]
        yield "is named last before", told[-1:] == [who]
        yield "alone is named before", set(told) == {who}
        yield "is named twice before", told.count(who) > 1
        yield "is named more often before", told.count(who) > _SELDOM
        yield "is first outside the family", outside[:1] == [who]
        yield "is last outside the family", outside[-1:] == [who]
        yield "is alone outside the family", outside == [who]
        yield "is family and nobody else is named", who == PARENT and not outside
        yield "is family and others are named", who == PARENT and bool(outside)
        nobody_named_asks = any(_STRANGER_WANTS.search(one) or _is_asked_by_nobody_known(one) for one in self.told)
        yield "is not named, as nobody is", who == ANYONE and not outside
        yield "is not named, and somebody asks", who == ANYONE and nobody_named_asks
        yield "is named, and somebody who is not asks", who != ANYONE and nobody_named_asks
        access = [one for one in (*self.told, self.asked) if _ACCESS.search(one)]
        yield "access is asked for", bool(access)
        yield "asks for access", any(_named(one)[:1] == [who] for one in access)
        him, them = bool(_ONE.search(self.asked)), bool(_THEY.search(self.asked))
        yield "named last, and him or her", him and told[-1:] == [who]
        yield "a body, and him or her", him and who in _BODIES
        yield "a body, and them", them and who in _BODIES
        he_rings = any(map(_ONE_WANTS.search, self.told))
        yield "named last, and he or she rings", he_rings and told[-1:] == [who]
        yield "named first, and he or she rings", he_rings and told[:1] == [who]


def as_one(who: str) -> str:
    """Return the id by which a recipient is weighed: each parent is a parent."""
    return PARENT if who in FAMILY else who


def _named(sentence: str) -> list[str]:
    return [as_one(who) for who in _ID.findall(sentence)]


def _in_position(pattern: re.Pattern[str], sentences: Sequence[str]) -> list[str]:
    return [as_one(match["who"]) for sentence in sentences for match in pattern.finditer(sentence)]


def _a_parent_asks(sentence: str) -> bool:
    return _PARENT_ASKS.search(sentence) is not None and not _ASKS_NOT_TO.search(sentence)


def _is_asked_by_nobody_known(sentence: str) -> bool:
    """Whether somebody asks or rings in a sentence, and is neither named nor one of us."""
    match = _SOMEBODY_WANTS.search(sentence)
    before = sentence[: match.start()] if match else ""
    return bool(before.strip()) and not _ID.search(before) and not _SUBJECT.search(before)


def story_of_sharing(message: str, part: AskedPart) -> StoryOfSharing:
    """Return what a part of a message asks and what was told before it, with each recipient as its id.

    Parameters
    ----------
    message : str
        The whole, without details.
    part : AskedPart
        One thing that it asks.
    """
    return StoryOfSharing(
        asked=" ".join(map(named_in_a_story, sentences_of(part.words))),
        told=tuple(named_in_a_story(one) for one in sentences_of(told_around(message, part)) if one.strip(" .")),
    )


def told_around(message: str, part: AskedPart) -> str:
    """Return what was told before what is asked, without what else is asked; what was told after it, where nothing was before."""
    whole = message if part.words in message else part.text
    before, _, after = whole.partition(part.words)
    return next(
        (told for told in (_only_told(before), _only_told(after)) if _GREETING.sub("", told).strip(_AROUND)), ""
    )


def all_told(message: str, part: AskedPart) -> str:
    """Return all but what is asked: what was told before and after it, and what else is asked, since it may change the answer."""
    before, _, after = (message if part.words in message else part.text).partition(part.words)
    return f"{before} . {after}"


def _only_told(text: str) -> str:
    others: Sequence[AskedPart] = asked_parts(text) if "?" in text else ()
    for other in others:
        text = text.replace(other.words, " . ", 1)
    return text
