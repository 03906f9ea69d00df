"""Who is not in a record: a brother, sister or baby in one entry and in none after it, and the child's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant import messages
from assistant.chronology.facts import Finding, FoundFact, QuotedEntry, shortened
from assistant.chronology.gaps import N_DATES
from assistant.chronology.record import Entry
from corpus.days import day_words

_RELATIVES = {
    "brother": r"(?:half-|half |step-|step |twin |younger |older |baby |little |big |elder )*brothers?",
    "sister": r"(?:half-|half |step-|step |twin |younger |older |baby |little |big |elder )*sisters?",
    "baby": r"(?:the |her |his |their |a |new |mum's )baby|baby (?:brother|sister|sibling)|newborn|toddler (?:brother|sister|sibling)|infant sibling|(?:and|with|re|of) baby(?! (?:room|doll|group|clinic|voice))",
    "sibling": r"(?:half-|half |step-|younger |older |elder |little )*siblings?|the twins|other (?:child|children) (?:in the (?:home|house|family)|at home)",
}
_GROUPS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _RELATIVES.items()}
_ALL_OF_THEM = re.compile(
    r"\b(?:siblings|twins|(?:all|both|the|three|four|two) (?:the )?(?:children|kids)|brothers and sisters|family of)\b",
    re.IGNORECASE,
)
_NAMED_RELATIVE = re.compile(
    r"\b(?P<words>(?:half-|step-|younger |older |baby |little |big |elder )*(?:brother|sister|sibling),? \(?(?P<who>(?:Child|Person) [A-Z]\d*))\b",
    re.IGNORECASE,
)


_WORRY = re.compile(
    r"\b(?:bruis\w*|marks?|injur\w+|hurt\w*|hit\w*|burn\w*|hungry|crying|cried|tearful|upset|withdrawn|scared|frightened|quiet|thin|dirty|unwell|poorly|asleep|tired|missing|absent|late|left home"
    r"|not (?:in|at|seen|been)|rough|shout\w*|took|taken|kept|rude|angry|worr\w+|said|says|told|looks? after|to (?:take|collect|fetch|feed|mind)|with us|alone|wet|soil\w*|no (?:shoes|coat|food|breakfast|sleep|nappy))\b",
    re.IGNORECASE,
)
_NO_CHILD_OF_THE_HOME = re.compile(
    r"\b(?:to|at|with|near|from|in|round) (?:his|her|their|my|mum's|dad's) (?:[\w-]+ )*(?:brother|sister)s?\b(?:'s)?(?!'s (?:school|nursery|class))|\b(?:mum|dad|mother|father|mam|partner|stepdad|adult [a-z]\d*)'s (?:[\w-]+ )*(?:brother|sister)|\bnew ?(?:baby|born)\b|\b(?:uncle|aunt\w*)\b",
    re.IGNORECASE,
)


def absent_from(entries: Sequence[Entry], words: Sequence[QuotedEntry]) -> list[FoundFact]:
    """Return who is not in the entries, or in one alone; and that the child's words are not, which stand where they are given."""
    return [*_absent_siblings(entries), *_absent_words(entries, words)]


def _absent_siblings(entries: Sequence[Entry]) -> list[FoundFact]:
    """Return who is named in one entry and in no later one."""
    facts: list[FoundFact] = []
    seen: set[tuple[date, str]] = set()
    for who, words in _once(entries):
        entry, match = words
        later = [one for one in entries if one.day > entry.day]
        key = (entry.day, entry.text)
        if len(later) < 2 or key in seen or not _is_worried_about(entry, match):
            continue
        seen.add(key)
        facts.append(
            FoundFact(
                finding=Finding.ABSENT,
                about=who,
                text=messages.NAMED_ONCE.format(who=match.group().strip(), day=day_words(entry.day), n=len(later)),
                rests_on=(QuotedEntry(day=entry.day, words=_around(entry.text, match)),),
                day=entry.day,
            )
        )
    return facts


def _is_worried_about(entry: Entry, match: re.Match[str]) -> bool:
    """Whether a child of the home is described with a worry, so that it matters who is not in the record any more."""
    sentence = _around(entry.text, match).replace("’", "'")
    return _WORRY.search(sentence) is not None and _NO_CHILD_OF_THE_HOME.search(sentence) is None


def _once(entries: Sequence[Entry]) -> list[tuple[str, tuple[Entry, re.Match[str]]]]:
    """Return relatives of the child that stand in one entry alone, each with the entry and the words."""
    found: list[tuple[str, tuple[Entry, re.Match[str]]]] = []
    named = {match["who"]: (entry, match) for entry in entries for match in _NAMED_RELATIVE.finditer(entry.text)}
    for who, (entry, match) in named.items():
        if sum(re.search(rf"\b{re.escape(who)}\b", one.text) is not None for one in entries) == 1 and len(named) > 1:
            found.append((who, (entry, match)))
    for group, pattern in _GROUPS.items():
        at = [(entry, first) for entry in entries if (first := pattern.search(entry.text))]
        later = [entry for entry in entries if at and entry.day > at[0][0].day]
        others = ("sibling",) if group != "sibling" else ("brother", "sister", "baby")
        if at and "baby" in at[0][1].group().casefold():
            others = (*others, "baby", "brother", "sister")
        spoken_of = any(
            _ALL_OF_THEM.search(entry.text) or any(_GROUPS[one].search(entry.text) for one in others) for entry in later
        )
        if len(at) == 1 and not spoken_of:
            found.append((group, at[0]))
    return found


def _absent_words(entries: Sequence[Entry], words: Sequence[QuotedEntry]) -> list[FoundFact]:
    """Return that the child's own words about home are in no entry, or in none of the last ones; nothing where some are undated."""
    if not words:
        return [FoundFact(finding=Finding.ABSENT, about="child-words", text=messages.NO_WORDS.format(n=len(entries)))]
    last = words[-1]
    if last.day is None or (n_later := sum(one.day > last.day for one in entries)) < N_DATES:
        return []
    text = messages.LAST_WORDS.format(day=day_words(last.day), n=n_later)
    return [FoundFact(finding=Finding.ABSENT, about="child-words-since", text=text, rests_on=(last,), day=last.day)]


def _around(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(mark, 0, match.start()) for mark in ".!?\n") + 1
    ends = [at for mark in ".!?\n" if (at := text.find(mark, match.end())) >= 0]
    end = min(ends, default=len(text))
    return shortened(text[start:end], match.start() - start, match.end() - start)
