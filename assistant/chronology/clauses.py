"""Whether words in an entry tell of something on its day: not denied, not of the past, not supposed, not only spoken about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.safety import Cue, any_of

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+|(?<=\w)\.(?=[A-Z])")
_CONTRAST = re.compile(r"[;:]|\b(?:but|however|although|though|except|then|so|because|only)\b", re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?:no|not|never|nor|neither|nil|without|nobody|no one|none|deni(?:es|ed)|cannot|rule[sd] out|free of|\w+n['’]t|(?:did|does|do|was|were|is|are|has|have|had|could|would|should|wo|ca)nt)\b",
    re.IGNORECASE,
)
_NOT_REALLY = re.compile(r"\bnot (?:only|just|the first|for the first|always)\b|\bno longer\b", re.IGNORECASE)
_LIST_ENDS = re.compile(r"^[^.;:]{0,40}?\b(?:or|nor)\b", re.IGNORECASE)
_NEGATED_AFTER = re.compile(
    r"^\s?(?:was |were |is |are |has |have )?(?:[:=–-]\s?|\()?(?:none|nil|n/?a\b|not (?:seen|noted|observed|present|visible|reported|disclosed|mentioned)"
    r"|(?:was|were|is|are) (?:ruled out|denied|not\b)|ruled out|denied|: ?no\b|\? ?no\b)",
    re.IGNORECASE,
)
_PAST = any_of(
    r"\b(?:history of|historic(?:al|ally)?|previously|in the past|years ago|months ago|used to|last year|a year ago|as a (?:baby|toddler|child)"
    r"|when (?:he|she|they|mum|dad|mother) (?:was|were)(?: (?:\w+ )?(?:\d+|small|little|young(?:er)?|a baby|pregnant))?(?! (?:at|in) school))\b",
    r"\b(?:in|since|back in|during) (?:19|20)\d\d\b(?!-)",
    r"\b(?:at (?:her|his|their|the) (?:old|last|previous|former) (?:school|nursery|setting|address|house))\b",
    r"\bprevious (?:relationship|partner|address|referral|school|involvement|incidents?|notifications?|concerns?|domestic)\b",
    r"\b(?:before (?:he|she|they) (?:was|were) born|records? from (?:the )?(?:previous|old|last) (?:school|nursery)|file from (?:the )?previous)\b",
)
_SUPPOSED = any_of(
    r"\b(?:if|in case|whether|what if|unless|should (?:he|she|they|mum|dad|this|it|there|anything|any)|in the event)\b",
    r"\b(?:may|might|could) (?:be|have|become|lead|need|happen|hurt|try|come|go|get|also|even|well)\b",
    r"\b(?:risk|possibility|fear|danger|chance|likelihood) (?:of|that|he|she)\b",
    r"\b(?:will|to|would|shall|must|please) (?:\w+ ){0,2}(?:monitor|watch|look out|ring|call|phone|email|contact|refer|ask|chase|check|inform|notify|discuss|speak|request"
    r"|follow|consider|arrange|update|complete|send|record|report|be alert|listen|keep an eye)\b",
    r"\b(?:monitor|watch|look(?:ing)? out|keep an eye(?: out)?|reminded|training|policy|assembly|lesson|workshop|leaflet|poster|advised to|agreed to|plans? to|planned"
    r"|need(?:s|ed)? to|considered|considering|thinking (?:of|about)) (?:on |for |about )?\b",
    r"\b(?:signs? of|any (?:further|more|other|new)|further|no concerns? (?:about|re(?:garding)?))\b(?= \w)",
)
_ABOUT = re.compile(
    r"\b(?:about|regarding|re|re:|following|after|since|because of|due to|given|discuss(?:ed|ing|ion of)|mention(?:ed|s|ing)? of|shared|update(?:d)? on|in response to|in light of"
    r"|linked to|in view of|as per|outcome of|copy of|the (?:earlier|recent|last|previous|first|second|other)|previous|earlier|recent|chas(?:ed|ing)|explain(?:ed)?|talk(?:ed)? through"
    r"|aware of|details of|reviewed|forwarded|sent|asked for|requested|context of|referr?(?:ed|ing) to|on the back of|seen|read|despite|for)"
    r"[\s:]+(?:(?:the|a|an|his|her|their|all|this|these|those|that|latest|recent|last|previous|first|second|third|\d+|two|three|four|of|mum['’]s|dad['’]s|child['’]s|school['’]s|and|bruise|mark|absences?)\s+){0,5}$",
    re.IGNORECASE,
)
SPEECH = (
    r"(?:said|says|told|tells|explain(?:ed|s)|report(?:ed|s)|state[ds]|ask(?:ed|s)|think(?:s)?|thought|rang|rung|called|phoned|noticed|saw|claim(?:ed|s)|emailed|texted|messaged"
    r"|mentioned|disclosed|shared|wrote|admitted|confirmed|denied|denies)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Words that were found, and the sentence they stand in.

    Parameters
    ----------
    sentence : str
        As written.
    start, end : int
        Of the words, in the sentence.
    at : int
        Where the sentence begins in the entry.
    """

    sentence: str
    start: int
    end: int
    at: int = 0

    @property
    def words(self) -> str:
        """What was found."""
        return self.sentence[self.start : self.end]

    @property
    def before(self) -> str:
        """What stands before it in its sentence."""
        return self.sentence[: self.start]

    @property
    def after(self) -> str:
        """What stands after it in its sentence."""
        return self.sentence[self.end :]

    @property
    def nearer(self) -> str:
        """What stands before it and after the last word that turns the sense round."""
        ends = [match.end() for match in _CONTRAST.finditer(self.before)]
        return self.before[ends[-1] :] if ends else self.before

    @property
    def is_denied(self) -> bool:
        """Whether it is said not to be: "no injuries", "injuries: none"."""
        return _denied_before(self.nearer, self.after) or _NEGATED_AFTER.match(self.after) is not None

    @property
    def is_past(self) -> bool:
        """Whether it is said to be of long ago."""
        return any(self._is_near(match) for match in _PAST.finditer(self.sentence))

    @property
    def is_supposed(self) -> bool:
        """Whether it is only thought of: "if", "may", "will ring", "watch for"."""
        clause = re.split(r"[;:.]|, (?=and |but |then )", self.before)[-1]
        return _SUPPOSED.search(clause + self.words[:12]) is not None

    @property
    def is_only_spoken_about(self) -> bool:
        """Whether it is something that others speak about, such as "about the notification"."""
        return _ABOUT.search(self.before) is not None

    @property
    def is_told(self) -> bool:
        """Whether it tells of something on the day of its entry."""
        return not (self.is_denied or self.is_past or self.is_supposed)

    def _is_near(self, match: re.Match[str]) -> bool:
        """Whether words stand in the same clause as what was found."""
        first, last = sorted(((match.start(), match.end()), (self.start, self.end)))
        return re.search(r"[.;:!?]|, (?:and |but |so )|\bbut\b", self.sentence[first[1] : last[0]]) is None


def sentences_in(text: str) -> Iterator[tuple[int, str]]:
    """Return the sentences of an entry, each with where it begins.

    Yields
    ------
    tuple of int and str
    """
    start = 0
    for match in [*_SENTENCE_END.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[start:end].strip():
            yield start, text[start:end]
        start = match.end() if match else end


def found_in(text: str, cue: Cue) -> Iterator[Clause]:
    """Return every place in an entry where words of a cue stand.

    Yields
    ------
    Clause
    """
    plain = text.replace("’", "'").replace("‘", "'")
    for at, sentence in sentences_in(plain):
        for match in cue.finditer(sentence):
            yield Clause(sentence=text[at : at + len(sentence)], start=match.start(), end=match.end(), at=at)


def _denied_before(before: str, after: str) -> bool:
    for match in _NEGATION.finditer(before):
        if _NOT_REALLY.match(before, match.start()):
            continue
        gap = before[match.end() :]
        if (
            "," not in gap
            and len(gap.split()) <= 5
            and not re.search(r"\band (?:he|she|they|was|is|has|had|mum|dad)\b", gap)
        ):
            return True
        if "," in gap and len(gap) < 60 and (re.search(r"\b(?:or|nor)\b", gap) or _LIST_ENDS.match(after)):
            return True
    return False
