"""Whether a message names an act of violence against somebody, by its words.

Verbs that mean as much else (“throwing up”, “the baby kicks”, “school trips”) count only with whom or what they meet.
"""

from __future__ import annotations

import re

_WHOM = (
    r"(?:her|him|me|them|m[aou]m\w*|dad\w*|(?:(?:his|her|my|the|their) )?(?:late |ex-?|pregnant )?"
    r"(?:mother|wife|girlfriend|partner|victim|female|tummy|belly|stomach|abdomen|bump))\b"
)
_UNLESS = r"(?! (?:pram|buggy|pushchair|trolley|wheelchair|why|out)\b)"
_WHERE = r"(?:into|onto|against|down|over|in her|in the (?!end|night)|to (?:the )?(?:abdomen|floor|ground|wall))\b"
_AN_ACT = re.compile(
    r"\b(?:"
    r"shov(?:e[sd]?|ing)\b|punch(?:e[sd]|ing)?\b(?! the air)|slap(?:s|ped|ping)\b|thump(?:s|ed|ing)\b|whack(?:s|ed|ing)\b"
    r"|batter(?:s|ed|ing)\b|assault(?:s|ed|ing)?\b|beaten\b(?! to it)|beatings?\b|kneed\b"
    r"|(?:his|her|partner['’]s) (?:fists?|elbow)\b"
    rf"|(?:push(?:e[sd]|ing)?|(?<!baby )kick(?:s|ed|ing)?|hit(?:s|ting)?|beat(?:s|ing)?|grab(?:s|bed|bing)?|drag(?:s|ged|ging)?"
    r"|smack(?:s|ed|ing)?|st[ao]mp(?:s|ed|ing)? on|trip(?:s|ped)|knock(?:s|ed|ing)?|attack(?:s|ed|ing)?|elbow(?:s|ed)?"
    rf"|thr[eo]w(?:s|n|ing)?|flung|hurl(?:s|ed|ing)?) (?:{_WHOM}{_UNLESS}|{_WHERE})"
    r"|(?:threw|throw(?:s|n|ing)?|flung|hurl(?:s|ed|ing)?)(?: [\w’'-]+){0,4}? at\b"
    r"|(?:threw|throws|throwing) (?:things|the (?!towel|ball|party)|(?:her|his) (?!out\b)|stuff|plates"
    r"|a (?!party|ball|shower|do\b))"
    r"|had (?:her|him|me|mum|mam|dad) (?:up )?(?:against )?(?:the|a) (?:wall|door)"
    r")",
    re.IGNORECASE,
)


def names_an_act_of_violence(text: str) -> bool:
    """Return whether words of a message name an act of violence against somebody."""
    return _AN_ACT.search(text) is not None
