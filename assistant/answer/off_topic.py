"""Sentences about something more particular than the question: guidance on staff, on couples of sixteen, on images online.

They share words with a worry and are about another matter, so a worry quotes them only if it speaks of that matter. A change
here wants a line in tests/assistant/answer/test_situations.py.
"""

from __future__ import annotations

from assistant.safety import Cue, any_of

# What a sentence says, and what a question must say for it to be quoted.
_BESIDE: tuple[tuple[Cue, Cue], ...] = (
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


def beside(said: str, question: str) -> bool:
    """Whether a sentence is about something more particular, of which the question does not speak."""
    return any(about.search(said) and not asked.search(question) for about, asked in _BESIDE)
