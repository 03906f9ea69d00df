"""Editions as HTML: on which days one applied, and two wordings with what changed marked. Pure.

A change is marked by colour, by a line through or under the words, and in words that only a screen reader says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from types import MappingProxyType
from typing import Any

from assistant.messages import IN_EDITION
from assistant.types import Answer, StatementKind
from corpus.days import day_words
from corpus.register import EditionStanding
from corpus.text import one_line
from corpus.word_diff import WordChange, WordRun, compare_words

_NEW_ITEM = re.compile(r" (?=[•▪◦] )")
_STANDING_WORDS = MappingProxyType({
    EditionStanding.APPLIES: "applies",
    EditionStanding.NOT_YET: "does not apply yet",
    EditionStanding.REPLACED: "has been replaced",
    EditionStanding.ENDED: "no longer applies",
})
MARKS = MappingProxyType({
    WordChange.REMOVED: ("del", "dsl-out", "taken out"),
    WordChange.ADDED: ("ins", "dsl-in", "put in"),
    WordChange.ELSEWHERE: ("span", "dsl-elsewhere", "stands elsewhere in the other edition"),
})


def days_in_force(edition: Mapping[str, Any], as_at: date) -> str:
    """Return from when to when an edition applied, and its standing on a day.

    Parameters
    ----------
    edition : mapping of str to Any
        As ``corpus.register.succession.Link.as_dict`` gives it.
    as_at : date
        The day.
    """
    begins = f"From {_day(edition['from'])}" if edition["from"] else "From a day that is not known"
    until = f" to {_day(edition['to'])}" if edition["to"] else ""
    return f"{begins}{until}; {_STANDING_WORDS[EditionStanding(edition['standing'])]} as at {day_words(as_at)}"


def words_html(words: Sequence[WordRun]) -> str:
    """Return a wording with its changes marked, each list item on its own line."""
    return _NEW_ITEM.sub("<br>", " ".join(mark_html(run.change, run.text) for run in words))


def changes_marked(answer: Answer) -> dict[tuple[int, int], str]:
    """Return the quotations of an answer about two editions with what changed between them marked.

    Parameters
    ----------
    answer : Answer
        Its sections "In KCSIE 2025" and "In KCSIE 2024" have the same number of quotations, paired in order; an
        answer of other sections has nothing to mark.

    Returns
    -------
    dict
        HTML by the numbers, from 1, of section and statement.
    """
    names = {IN_EDITION.format(name=citation.source.name) for citation in answer.citations}
    editions = [
        [
            (number, position, statement)
            for position, statement in enumerate(section.statements, 1)
            if statement.kind is StatementKind.QUOTE
        ]
        for number, section in enumerate(answer.sections, 1)
        if section.heading in names
    ]
    if len(editions) != 2 or len(editions[0]) != len(editions[1]):
        return {}
    marked = {}
    for later, earlier in zip(*editions, strict=True):
        compared = compare_words(earlier[2].text, later[2].text)
        for (number, position, statement), words in ((later, compared.later), (earlier, compared.earlier)):
            marks = "".join(f' <span class="dsl-mark">[{marker}]</span>' for marker in statement.citations)
            marked[number, position] = f"<blockquote>“{words_html(words)}”{marks}</blockquote>"
    return marked


def key_html(changes: Sequence[WordChange] = tuple(MARKS)) -> str:
    """Return what the marks mean, each shown as it is used."""
    marks = "".join(f"<li>{mark_html(change, MARKS[change][2])}</li>" for change in changes)
    return f'<p class="dsl-label">How changes are marked</p><ul class="dsl-key">{marks}</ul>'


def mark_html(change: WordChange, text: str) -> str:
    """Return words with their change marked."""
    shown = escape(one_line(text))
    if change is WordChange.SAME or not any(char.isalnum() for char in text):  # a bullet alone is no change
        return shown
    tag, look, words = MARKS[change]
    before = "" if words == text else f'<span class="dsl-reader-only">[{words}: </span>'
    after = '<span class="dsl-reader-only">]</span>' if before else ""
    return f'<{tag} class="{look}">{before}{shown}{after}</{tag}>'


def _day(iso: str) -> str:
    return day_words(date.fromisoformat(iso))
