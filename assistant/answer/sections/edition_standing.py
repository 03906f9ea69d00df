"""Which edition applies on a day, from the register, for a question that names editions and asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant import messages
from assistant.safety import any_of
from corpus.days import day_words
from corpus.register import Register
from corpus.types import Source

_ASKS = any_of(
    r"\b(?:current|in force|replac\w+|supersed\w+|latest|newest|out of date|outdated|up to date|applies|apply)\b",
    r"\bstill (?:use|valid|right|the one|current)\b",
    r"\b(?:which|what) (?:edition|version|year|one)s?\b|\bnewer (?:one|edition|version)s?\b",
    r"\b(?:one|edition|version)s? to (?:cite|quote|use|follow|go by)\b",
    r"\bwhen (?:does|did) .{0,40}\b(?:start|begin|come in)\b",
)


def standing_lines(question: str, named: Iterable[Source], register: Register, as_at: date) -> tuple[str, ...]:
    """Return a sentence for each edition that a question names, if it asks which applies; none if it asks something else.

    Parameters
    ----------
    question : str
        The standalone question.
    named : iterable of Source
        The editions that it names.
    register : Register
        What replaced what.
    as_at : date
        The day asked about.
    """
    if not _ASKS.search(question):
        return ()
    return tuple(dict.fromkeys(_line(source, register, as_at) for source in named if not source.part_of))


def _line(source: Source, register: Register, as_at: date) -> str:
    begins = source.in_force_from
    if begins is not None and as_at < begins:
        return messages.STANDING_NOT_YET.format(name=source.name, date=day_words(begins))
    later = [one for one in register.successors(source.source_id) if one.in_force_from and one.in_force_from <= as_at]
    if not later:
        return messages.STANDING_NOW.format(name=source.name, date=day_words(as_at))
    first, last = later[0], later[-1]
    now = "" if first == last else messages.APPLIES_NOW.format(name=last.name)
    day = day_words(first.in_force_from) if first.in_force_from else ""
    return messages.STANDING_REPLACED.format(old=source.name, new=first.name, date=day, now=now)
