"""Whether a message tells of something made up, by its words: a story written in class, a play, a game.

A child may tell in a story what happens at home. So what is read in such a message may be told, and is never said to be.
"""

from __future__ import annotations

import re

_A_WORK = r"(?:story|stories|piece|scene|monologue|poem|play|script|sketch|comic)\b"
_MADE_UP = re.compile(
    rf"\b(?:wrote|writes?|writing|written|acted|devis(?:ed|ing)|perform(?:s|ed|ing)) (?:[\w’'-]+ ){{0,6}}?{_A_WORK}"
    rf"|\b(?:his|her|their|a|the) {_A_WORK} (?:where|in which|for (?:gcse|english|drama|homework))\b"
    r"|\b(?:gcse|a[- ]level|year \d+|english|drama) (?:piece|play|monologue|coursework|script)\b"
    r"|\bcreative writing\b|\b(?:recit(?:es|ed|ing)|acting out) (?:[\w’'-]+ ){0,3}?(?:scene|line|story|film|game)"
    r"|\b(?:video|computer|console|zombie|online|xbox) (?:[\w’'-]+ )?games?\b",
    re.IGNORECASE,
)


def tells_what_is_made_up(text: str) -> bool:
    """Whether it speaks of a work or a game in which something happens; of one that a child only plays or reads, seldom."""
    return bool(_MADE_UP.search(text))
