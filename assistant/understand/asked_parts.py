"""What a message asks, one thing at a time: “can we refer, and does the parent have to agree?” asks two.

Each part is given as typed, and so that it can be read without the others: with what a part that leans on another leans on, and
with the story that it is asked about. A change here wants a line in tests/assistant/understand/test_asked_parts.py, and what
learns from these parts taught again: ``python -m evals sharing --train``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

_ASKING = (
    r"(?:what|which|whose|who|when|where|why|how|can|could|do|does|did|is|are|am|should|shall|must|will|would|may|has|"
    r"have (?:i|we|you|they))"
)
_ASKS = re.compile(
    rf"\s*(?:and |so |but |ok |please |also )*(?:{_ASKING}|any|write|draft|explain|give|recommend|number|phone)\b",
    re.IGNORECASE,
)
# “When she is in she asks to ring home” and “Has banged on the door” begin like questions and tell.
_TELLS = re.compile(
    r"\W*(?:(?:and|so|but|ok|also)\W+)*(?:"
    r"(?:when|where) (?:i|he|she|they|we|it|you|the|mum|dad|her|his|our|my|this|that|there)\b"
    r"|(?:has|is|are|am|will|may|would|can|could)"
    r" (?:been|not|now|also|still|only|very|quite|always|never|on|in|at|with|\w+ed|\w+ing)\b)",
    re.IGNORECASE,
)
_BEGINS_TO_ASK = re.compile(rf"^\W*(?:(?:and|so|but|ok|please|also|then|if so|if not)\W+)*{_ASKING}\b", re.IGNORECASE)
# “her aunt, who she trusts” and “the parent, who lives elsewhere” say who is meant, and ask nothing.
_SAYS_WHICH = (
    r"(?!(?:who|which|whom|where)"
    r" (?:she|he|they|we|has|have|had|lives?|works?|comes|cares?|wants?|knows?|sees|goes|looks"
    r"|(?:is|was|are|were) (?:the|also|actually|now|always|usually|her|his|their|our|an?|with|at|in|on))\b)"
)
_JOINED = re.compile(
    rf"(?:,?\s+(?:and|but|plus|&)(?: also)?,?\s+"
    rf"|,\s+{_SAYS_WHICH}(?=wh|how))(?=(?:(?:if so|if not|then|also),?\s+)?{_ASKING}(?:[’']s)?[\s?])",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"\b(?:it|its|they|them|their|that|this|those|these|one|ones|same|so|either|both|he|she|him|her|there)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^\W*(?:or|on|in|at|before|after|just|only|as|with|for|by|to|within|\d+)\b", re.IGNORECASE)
_LEADS_ON = re.compile(r"^\W*(?:if so|if not|then)\b", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.?!;])\s+|\s[-–]\s|\n")
# What stands in quotation marks is somebody else’s, or an entry: “improve this: ‘Child upset. Will monitor.’” asks one
# thing. Marks are paired by their kind. A single one opens after a space or a colon; “’cause” and “the boys’ mum” have none.
_QUOTED = re.compile(
    r"\"[^\"]+\"|“[^”]+”|‘(?:[^’]|’(?=\w))+’(?!\w)"
    r"|(?<![^\s:(\[])'(?!(?:cause|til|till|em|bout|tis|twas)\b)(?=\S)(?:[^'\n]|'(?=\w)|(?<=s)'(?= \w))+'(?!\w)",
    re.IGNORECASE,
)
_BEGINS_ANEW = re.compile(r"\s*(?:$|\s[A-Z“‘\"'])")
_FEWEST = 3  # words of a part that does not begin as a question does: “10 days? 20 days?” goes on with what was asked
_SAYS_LITTLE, _SAYS_LITTLE_ALONE = (
    5,
    9,
)  # words: a part of fewer is read with the one before; more are wanted without a story
_WHOLE_WORDS, _STORY_WORDS = 90, 60  # a longer message is read as the last words of its story with what is asked
_SEVERAL, _MOST = 2, 5  # parts; what is asked beyond is read with the last


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPart:
    """One thing that is asked.

    Parameters
    ----------
    words : str
        As typed.
    question : str
        With what it leans on.
    text : str
        So that it can be read by itself: after the story that it is asked about.
    """

    words: str
    question: str
    text: str


def asked_parts(message: str) -> tuple[AskedPart, ...]:
    """Return what a message asks, in its order; of one that asks nothing, or one thing, that alone, with the whole message."""
    message = _opened(message)
    line = " ".join(message.split())
    sentences = sentences_as_typed(message)
    asking = [sentence for sentence in sentences if asks(sentence)]
    if any("?" in _unquoted(sentence) for sentence in asking):  # then “Which drawer, what time.” tells
        asking = [sentence for sentence in asking if not sentence.endswith((".", ";"))]
    story = " ".join(" ".join(sentence for sentence in sentences if sentence not in asking).split()[-_STORY_WORDS:])
    words: list[str] = []
    for part in chain.from_iterable(map(_each, asking)):
        if words and (_GOES_ON.match(part) or not (_BEGINS_TO_ASK.match(part) or len(part.split()) > _FEWEST)):
            words[-1] += f" {part}"
        else:
            words.append(part)
    if len(words) < _SEVERAL:
        last = asked_part(message)
        return (
            AskedPart(
                words=last, question=last, text=line if len(line.split()) <= _WHOLE_WORDS else _joined(story, last)
            ),
        )
    words[_MOST - 1 :] = [" ".join(words[_MOST - 1 :])] if len(words) >= _MOST else []
    full: list[str] = []
    for part in words:
        full.append(_joined(full[-1], part) if full and _leans(part, story) else part)
    return tuple(
        AskedPart(words=part, question=one, text=_joined(story, one)) for part, one in zip(words, full, strict=True)
    )


def sentences_as_typed(message: str) -> list[str]:
    """Return the sentences of a message."""
    return [sentence.strip() for sentence in _sentences(message) if sentence.strip()]


def asked_part(question: str) -> str:
    """Return the sentence of a question that asks: the last that ends in a question mark or begins as a question does."""
    parts = [part for part in _sentences(_opened(question)) if part.strip()]
    return ([part for part in parts if asks(part)] or parts or [question])[-1]


def told_part(message: str) -> str:
    """Return the sentences of a message that ask nothing."""
    return " ".join(sentence.strip() for sentence in _sentences(_opened(message)) if not asks(sentence))


def asks(sentence: str) -> bool:
    """Whether a sentence asks something; what is quoted in it does not."""
    own = _unquoted(sentence)
    return "?" in own or begins_to_ask(own)


def begins_to_ask(sentence: str) -> bool:
    """Whether a sentence begins as a question or a request does."""
    return _ASKS.match(sentence) is not None and not ("?" not in sentence and _TELLS.match(sentence))


def _unquoted(text: str) -> str:
    """Return a text with what is quoted in it as crosses, as long as it was, and a full stop where that ends a sentence."""

    def crossed(found: re.Match[str]) -> str:
        ends = found.group()[-2] in ".?!;" and _BEGINS_ANEW.match(text, found.end())
        return "x" * (len(found.group()) - 1) + ("." if ends else "x")

    return _QUOTED.sub(crossed, text)


def _opened(message: str) -> str:
    """Return a message that is quoted whole without its marks: a case that is pasted so is what the person asks about."""
    whole = message.strip()
    return whole[1:-1] if _QUOTED.fullmatch(whole) else message


def _sentences(message: str) -> list[str]:
    """Return a message cut where sentences end, but not within quotation marks."""
    ends = [found.span() for found in _SENTENCES.finditer(_unquoted(message))]
    starts = [0, *(end for _, end in ends)]
    return [
        message[start:end] for start, end in zip(starts, [*(start for start, _ in ends), len(message)], strict=True)
    ]


def _each(sentence: str) -> list[str]:
    """Return the parts of a sentence that ask one thing each; what is told before the first stays with it."""
    own = _unquoted(sentence)
    parts: list[str] = []
    start = 0
    for joint in _JOINED.finditer(own):
        if _BEGINS_TO_ASK.match(own[start : joint.start()]):
            parts.append(sentence[start : joint.start()].strip())
            start = joint.end()
    return [*parts, sentence[start:].strip()]


def _leans(part: str, story: str) -> bool:
    """Whether a part says too little without the one before it; what “she” is, a story says."""
    few = len(part.split()) < (_SAYS_LITTLE if story else _SAYS_LITTLE_ALONE)
    return few or bool(_LEADS_ON.match(part)) or (not story and _LEANS.search(part) is not None)


def _joined(*texts: str) -> str:
    return " ".join(" ".join(text for text in texts if text).split())
