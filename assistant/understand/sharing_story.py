"""Whom a question about sharing means where only its story says it.

“The cook asked me straight out. How much do I tell her?” It is read only where it is sure that sharing is asked about
(sharing_direction.py). Who asked, rang or wrote last is meant first, then who was named first; where that may be somebody else,
nobody is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.understand.asked_parts import AskedPart, asked_parts
from assistant.understand.sharing_names import FAMILY, named_in_a_story
from corpus.statements import Direction, sentences_of

ANYONE = "anyone"
"""The id of the recipient who is somebody that asks."""
_LATELY = 3  # sentences before what is asked
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
    r"\b(?:(?:a|an|some|this|another) (?:\w+ )?(?:man|woman|lady|gentleman|bloke|guy|caller|person|stranger|voice)"
    rf"|someone|somebody)\b[^.?!<]{{0,60}}?\b{_ASKING}\b"
)
_SUBJECT = re.compile(r"\b(?:i|i've|we|we've|you|he|she|they|it|to)\b")
_SOMEBODY_WANTS = re.compile(rf"\b{_ASKING}\b")
_ACCESS = re.compile(
    r"\bsubject access|\bd?sars?\b|\beverything (?:we |you |the school |school )?(?:hold|on|have)\b"
    r"|\bcopy of (?:everything|the file|his file|her file|all|what)\b|\b(?:full|whole) (?:files?|records?)\b"
)
_INFORMATION = re.compile(
    r"\b(?:files?|records?|notes|reports?|cop(?:y|ies)|everything|information|info|details|address|logs?|statement|know|told|said"
    r"|say|tell|hold|where|which school|written|letter)\b"
)
_TO_SAY = re.compile(
    r"\b(?:tell|telling|told|inform|share|sharing|give|giving|send|sending|say|answer|reply|respond|confirm|disclose|pass"
    r"|passing|write|put|let|show|hand|knows?|talk|speak|ask|asking|hold back|withhold|keep|refuse|entitled|allowed|owed"
    r"|consent)\b"
)
_GIVES_TO = re.compile(
    r"\b(?:tell|inform|let|give|show|send|hand|ask|(?:say|talk|speak|write) to|(?:share|talk|speak) with)"
    r" (?:(?:the|his|her|their|our) )?<(?P<who>[a-z-]+)>"
)
_TELLING = re.compile(r"\b(?:tell|telling|inform|let|say|know|told)\b")
_PRONOUN = re.compile(r"\b(?:him|her|them|he|she|they|their)\b")
_ONE = re.compile(r"\b(?:him|her|he|she)\b")
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
        somebody = self._somebody_wants
        found = (
            others_want, family_wants, access, others, family, says, pronoun, others_told, somebody,
            others_want and says, others_want and pronoun, others_told and says, others_told and pronoun, says and pronoun,
            others and says, family and says, access and says, others_want and not says, family_wants and says,
            somebody and others_told, somebody and others_told and pronoun, somebody and others_told and says,
        )  # fmt: skip
        return tuple(map(float, found))

    def recipient(self, direction: Direction) -> str:
        """Return who is meant, by id.

        Empty if nobody is, or it may be one of two; but for somebody who asks, whose answer turns little on who they are.
        """
        if match := _GIVES_TO.search(self.asked):
            return match["who"]
        if direction is Direction.ASKED:
            return self._who_asks()
        others = [who for who in self.named if who not in FAMILY]
        if others:
            return others[0]
        if direction is Direction.TELL and self.named and _TELLING.search(self.asked):
            return self.named[0]
        wanted = self._who_wanted()
        return self._first_told() if wanted == "" else wanted or ""

    @property
    def _somebody_wants(self) -> bool:
        return any(_SOMEBODY_WANTS.search(sentence) for sentence in self.told[-2:])

    def _who_asks(self) -> str:
        for sentence in self.told:
            first = _ID.search(sentence)
            if _ACCESS.search(sentence) and first and first[1] in FAMILY | {"solicitor"}:
                return first[1]
        wanted = self._who_wanted()
        if wanted is None:
            return ""
        if wanted in FAMILY and not any(_INFORMATION.search(sentence) for sentence in (*self.told, self.asked)):
            return ""  # a parent who wants the child, and not what is known of it
        others = [who for who in self.named if who not in FAMILY]
        found = wanted or next(iter(others), "") or self._first_told()
        return found or (ANYONE if self._somebody_wants else "")

    def _who_wanted(self) -> str | None:
        """Return who asked or rang last, of one sentence who is outside the family; empty if nobody did.

        Of “he rang” it is who was named before; ``None`` where that may be a parent or somebody else.
        """
        sentences = (*self.told, self.asked)
        for at in range(len(sentences) - 1, -1, -1):
            sentence = sentences[at]
            if _STRANGER_WANTS.search(sentence):
                return ANYONE
            found = [match["who"] for match in _WANTS.finditer(sentence)]
            if found:
                return next((who for who in found if who not in FAMILY), found[0])
            if _ONE_WANTS.search(sentence):
                before = [who for earlier in sentences[:at] for who in _ID.findall(earlier)]
                family = not FAMILY.isdisjoint(before)
                return None if family and before[-1] not in FAMILY else next(reversed(before), "")
            if at < len(self.told) and _is_asked_by_nobody_known(sentence):
                return ANYONE
        return ""

    def _first_told(self) -> str:
        """Return who was named first, of those outside the family; else a parent, where one person is asked about.

        Of “him” or “her” nobody, where a parent was named last, or it is a body and no person.
        """
        names = [who for sentence in self.told for who in _ID.findall(sentence)]
        others = [who for who in names if who not in FAMILY]
        one = bool(_ONE.search(self.asked))
        if others:
            may_be_a_parent = one and len(others) < len(names) and (others[0] in _BODIES or names[-1] in FAMILY)
            return "" if may_be_a_parent else others[0]
        if "abusive-parent" in names:
            return "abusive-parent"
        return names[0] if names and one else next(iter(self.named), "")


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
    return next((told for told in (_only_told(before), _only_told(after)) if told.strip(" .")), "")


def _only_told(text: str) -> str:
    others: Sequence[AskedPart] = asked_parts(text) if "?" in text else ()
    for other in others:
        text = text.replace(other.words, " . ", 1)
    return text
