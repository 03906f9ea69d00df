"""The story before a question about sharing: who without doubt is meant, and where it may be one of two.

“Dad hit mum. I spoke to the nursery. He rang. What can I say?” What an encoder reads (sharing_encoder.py) is not to give a father
what a nursery may be told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.understand.asked_parts import AskedPart, asked_parts
from assistant.understand.sharing.sharing_names import FAMILY, PARENT, as_one, named_in_a_story
from corpus.statements import sentences_of

ANYONE = "anyone"
"""The id of somebody who asks, and is not named."""
_ABUSIVE = "abusive-parent"
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

    @property
    def everybody(self) -> frozenset[str]:
        """The ids that the story and what is asked name."""
        return frozenset((*self.named, *(who for sentence in self.told for who in _ID.findall(sentence))))

    @property
    def asking(self) -> frozenset[str]:
        """The ids of those who ask, ring or write, as far as the story says so."""
        return frozenset(match["who"] for sentence in self.told for match in _WANTS.finditer(sentence))

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
            one, wants = _ONE_WANTS.search(sentence), _WANTS.search(sentence)
            if wants and not (one and one.start() < wants.start()):
                is_a_parent = at == len(self.told) - 1 and set(_named(sentence)) == {PARENT} and not self.named
                return PARENT if is_a_parent and _a_parent_asks(sentence) else None
            if one:
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


def _named(sentence: str) -> list[str]:
    return [as_one(who) for who in _ID.findall(sentence)]


def _a_parent_asks(sentence: str) -> bool:
    return _PARENT_ASKS.search(sentence) is not None and not _ASKS_NOT_TO.search(sentence)


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
