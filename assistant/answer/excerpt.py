"""The words of a passage that show a step: one sentence, chosen by rules, with those around it that it leans on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.quotations import own_words
from assistant.answer.situation_sections import SituationStep
from assistant.safety import Cue, any_of
from corpus.index import tokens
from corpus.text import sentences
from corpus.types import Passage, PassageKind

_LONGEST_CHARS, _JOINED_CHARS, _ROOM_CHARS = 420, 480, 300
_MIN_WORDS, _MIN_WORDS_ITEM = 8, 5
_ENDS = ".!?:;”’\"')"
_STEP_SHARE, _QUESTION_SHARE = (
    0.5,
    1.5,
)  # what the question’s words count, in a step’s own passages and in the question’s
_LEANING = 0.6  # a sentence that leans on another counts less
_LEANS = re.compile(
    r"(?:This|That|These|Those|They|It|Such|In th\w+|However|Therefore|Similarly|For example|Where this|All of which"
    r"|Either way|Both|Any such)\b"
)
_GOES_ON = re.compile(r"(?:They|All of which|However)\b")
_ITEM = re.compile(r"\s*(?:[•▪◦]|o\s|–\s|\(\w{1,3}\))")
# What somebody else is to do is no step for a school.
_OTHERS = re.compile(
    r"\s*(?:[•o]\s)?(?:the |a |an )?(?:local authorit\w+|social workers?|lead practitioners?|police|officers?"
    r"|safeguarding partners?|"
    r"case manager|conference|governing bod\w+|proprietors?|lado|health)\b[^.]{0,70}\b(?:must|should|will|has|have)\b",
    re.IGNORECASE,
)
# Guidance on staff, on couples of sixteen, on images online shares words with a worry and is about another matter: what such a
# sentence says, and what a question must say for it to be quoted.
_OFF_TOPIC: tuple[tuple[Cue, Cue], ...] = (
    (
        any_of(
            r"\bteenage relationship\b|\byoung (?:victims|perpetrators)\b|\bboth parties\b|\baged? 16\b"
            r"|\bchild-on-child\b"
        ),
        any_of(
            r"\b(?:boyfriend|girlfriend|relationship|dating|going out|teen\w*|college|sixth|couple)\b|\b(?:y|yr"
            r"|year) ?(?:9|1[0-3])\b|\b1[3-9]\b"
        ),
    ),
    (
        any_of(r"\bchild[- ]to[- ]parent\b|\b(?:towards|against|harms?) (?:a |their |the )?parents?\b"),
        any_of(
            r"\b(?:hit|hits|hitting|punch\w*|push\w*|kick\w*|attack\w*|threaten\w*|hurt\w*|violent|aggress\w+|control\w*)\b"
            r".{0,30}\b(?:his|her|their) (?:own )?(?:mum|mother|dad|father|parents?|nan|gran\w*)\b"
        ),
    ),
    (
        any_of(r"\b(?:case manager|lado|designated officer|staff member|member of staff|allegation)s?\b"),
        any_of(r"\b(?:staff|teacher|ta|head|colleague|coach|governor|volunteer|supply)\b"),
    ),
    (
        any_of(r"\b(?:fgm|genital|forced marriage|honour)\b"),
        any_of(r"\b(?:fgm|genital|cut|marri\w+|wedding|honour|abroad|holiday|flight|izzat|shame)\b"),
    ),
    (
        any_of(
            r"\b(?:radicalis\w+|extremis\w+|county lines|gang|serious violence|trafficking"
            r"|private(?:ly)? foster\w+|homeless\w*)\b"
        ),
        any_of(
            r"\b(?:radicali\w+|extrem\w+|prevent|county lines|gangs?|knife|knives|weapon|traffick\w+|foster\w*"
            r"|homeless\w*|evict\w*)\b"
        ),
    ),
    (
        any_of(r"\b(?:missing|absen\w+|attendance|elective home education|home educat\w+)\b"),
        any_of(r"\b(?:missing|absen\w+|attend\w*|off school|home ?educat\w*|turn\w* up|late)\b"),
    ),
    (
        any_of(r"\b(?:online|nudes?|images?|sexual\w*|rape|harass\w+)\b"),
        any_of(r"\b(?:online|phone|nudes?|pictures?|images?|photos?|sex\w*|rape\w*|harass\w+|touch\w*|snap\w*)\b"),
    ),
)


def chosen_words(step: SituationStep, passage: Passage, question: str, guidance_words: str = "") -> tuple[str, float]:
    """Return the words of a passage that show a step, and the share of what the step should say that is in them.

    Both are empty where no sentence shows it. A short list is quoted whole.

    Parameters
    ----------
    step : SituationStep
        What is to be shown.
    passage : Passage
        Where it is looked for.
    question : str
        The standalone question.
    guidance_words : str
        What guidance calls the things that the question speaks of; it is looked for as the question's own words are.
    """
    text = own_words(passage)
    spans = sentences(text)
    wanted, asked = set(tokens(step.says or step.words)), set(tokens(f"{question} {guidance_words}"))
    question_share = _STEP_SHARE if step.words else _QUESTION_SHARE
    best, score = -1, 0.0
    for at, (start, end) in enumerate(spans):
        sentence = " ".join(text[start:end].split())
        cut = at == len(spans) - 1 and passage.kind is PassageKind.BODY and sentence[-1] not in _ENDS
        if cut or not _can_stand(sentence) or not step.shows.search(sentence) or is_off_topic(sentence, question):
            continue
        stems = set(tokens(sentence))
        shared = (
            0.01
            + len(stems & wanted) / (len(wanted) + 1)
            + question_share * len(stems & asked - wanted) / (len(asked) + 1)
        )
        shared *= _LEANING if _LEANS.match(sentence) else 1.0
        if shared > score:
            best, score = at, shared
    return ("", 0.0) if best < 0 else (_with_neighbours(text, spans, best), score)


def _can_stand(sentence: str) -> bool:
    fewest = _MIN_WORDS_ITEM if _ITEM.match(sentence) else _MIN_WORDS
    readable = len(sentence) <= _LONGEST_CHARS and len(sentence.split()) >= fewest
    return readable and not sentence[0].islower() and not _OTHERS.match(sentence)


def _with_neighbours(text: str, spans: Sequence[tuple[int, int]], best: int) -> str:
    """Return a sentence with the one it leans on, a list's item with its list; as far as there is room."""
    (start, end), first, last = spans[best], spans[0][0], spans[-1][1]
    listed = _ITEM.match(text[start:]) is not None or (best + 1 < len(spans) and _ITEM.match(text[end:].lstrip()))
    if listed and not text[first].islower() and last - first <= _LONGEST_CHARS:
        return text[first:last]
    if text[end - 1] == ":" and best + 1 < len(spans):  # what it announces
        end = max((stop for _, stop in spans[best + 1 :] if stop - start <= _JOINED_CHARS), default=end)
    if best and _LEANS.match(text[start:]):
        before = spans[best - 1][0]
        start = before if end - before <= _JOINED_CHARS and not text[before].islower() else start
    elif best + 1 < len(spans) and _GOES_ON.match(text[spans[best + 1][0] :]):
        after = spans[best + 1][1]
        end = after if after - start <= _ROOM_CHARS else end
    return re.sub(r"(?:[,;]?\s(?:or|and)|[,;])$", "", text[start:end])


def is_off_topic(sentence: str, question: str) -> bool:
    """Whether a sentence is about something more particular, of which the question does not speak."""
    return any(about.search(sentence) and not asked.search(question) for about, asked in _OFF_TOPIC)
