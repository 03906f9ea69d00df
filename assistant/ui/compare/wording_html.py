"""Two editions side by side as HTML: what was found, each edition's days, and the wordings with what changed marked. Pure.

A change is marked by colour, by a line through or under the words, and in words that only a screen reader says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from itertools import count
from types import MappingProxyType

from assistant.editions import PairKind, PassagePair, Side, SideBySide
from assistant.messages import IN_EDITION
from assistant.types import Answer, StatementKind
from assistant.ui.library.to_do_html import days
from assistant.ui.shared.answer_html import facts_html, link_html
from corpus.days import day_words
from corpus.text import one_line
from corpus.types import Source
from corpus.word_diff import WordChange, WordRun, compare_words

_NEW_ITEM = re.compile(r" (?=[•▪◦] )")
_KINDS = MappingProxyType({
    PairKind.CHANGED: "In other words",
    PairKind.ONLY_LATER: "Found in the later edition only",
    PairKind.ONLY_EARLIER: "Found in the earlier edition only",
    PairKind.MOVED: "The same, in other places",
    PairKind.UNCHANGED: "The same in both",
})
_MARKS = MappingProxyType({
    WordChange.REMOVED: ("del", "dsl-out", "taken out"),
    WordChange.ADDED: ("ins", "dsl-in", "put in"),
    WordChange.ELSEWHERE: ("span", "dsl-elsewhere", "stands elsewhere in the other edition"),
})


def numbered(compared: SideBySide) -> SideBySide:
    """Return a comparison whose citations are numbered from 1 in the order in which they are shown, each once."""
    numbers = count(1)
    pairs = (
        replace(pair, earlier=_numbered(pair.earlier, numbers), later=_numbered(pair.later, numbers))
        for pair in compared.pairs
    )
    return replace(compared, pairs=tuple(pairs))


def _numbered(side: Side | None, numbers: Iterator[int]) -> Side | None:
    return replace(side, citation=replace(side.citation, marker=next(numbers))) if side else None


def found_html(compared: SideBySide) -> str:
    """Return the subject, what was found in one sentence, and on which days each edition applied."""
    rows = [(edition["name"], days(edition, compared.as_at)) for edition in compared.editions]
    return (
        f'<div class="dsl-compared"><h2>{escape(one_line(compared.topic))}</h2>'
        f'<p role="status">{escape(compared.summary)}</p>{facts_html(rows)}</div>'
    )


def missing_html(missing: Source, as_at: date) -> str:
    """Return that the edition which applies is not in the library, so that nobody takes the newest here for it."""
    text = (
        f"{missing.name} applies as at {day_words(as_at)} and is not in the library: what follows compares earlier"
        " editions. Ask whoever looks after this computer to fetch it."
    )
    return f'<div class="dsl-notice"><p>{escape(text)}</p></div>'


def key_html() -> str:
    """Return what the marks mean, each shown as it is used."""
    marks = "".join(f"<li>{_mark(change, words)}</li>" for change, (_, _, words) in _MARKS.items())
    return f'<p class="dsl-label">How changes are marked</p><ul class="dsl-key">{marks}</ul>'


def pair_html(number: int, pair: PassagePair) -> str:
    """Return the heading of a pair and what changed, in sentences."""
    changes = "".join(f"<p>{escape(one_line(sentence))}</p>" for sentence in pair.description)
    return f'<div class="dsl-pair"><h3>{number}. {_KINDS[pair.kind]}</h3>{changes}</div>'


def wording_html(side: Side) -> str:
    """Return one edition's words with what changed marked, under its name."""
    name = escape(side.citation.source.name)
    return f'<h4 class="dsl-side">{name}</h4><blockquote>{words_html(side.words)}</blockquote>'


def reference_html(side: Side) -> str:
    """Return the reference of one edition's words: five parts, of which the last is a link."""
    citation = side.citation
    reference = citation.reference.removesuffix(f"; {citation.url}")
    link = link_html(citation.url, f"Official publication of {citation.source.name}")
    return f'<div class="dsl-reference"><p>{escape(one_line(reference))}</p>{link}</div>'


def absent_html(source: Source) -> str:
    """Return that an edition has nothing to set beside the other."""
    return f'<h4 class="dsl-side">{escape(source.name)}</h4><p class="dsl-absent">Nothing like it was found here.</p>'


def words_html(words: Sequence[WordRun]) -> str:
    """Return a wording with its changes marked, each list item on its own line."""
    return _NEW_ITEM.sub("<br>", " ".join(_mark(run.change, run.text) for run in words))


def changes_marked(answer: Answer) -> dict[tuple[int, int], str]:
    """Return the quotations of an answer about two editions with what changed between them marked.

    Parameters
    ----------
    answer : Answer
        Its sections "In KCSIE 2025" and "In KCSIE 2024" hold the same number of quotations, set against each other in order; an
        answer of other sections has nothing to mark.

    Returns
    -------
    dict
        HTML by the numbers, from 1, of section and statement.
    """
    names = {IN_EDITION.format(name=citation.source.name) for citation in answer.citations}
    editions = [
        [
            (number, place, statement)
            for place, statement in enumerate(section.statements, 1)
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
        for (number, place, statement), words in ((later, compared.later), (earlier, compared.earlier)):
            marks = "".join(f' <span class="dsl-mark">[{marker}]</span>' for marker in statement.citations)
            marked[number, place] = f"<blockquote>“{words_html(words)}”{marks}</blockquote>"
    return marked


def _mark(change: WordChange, text: str) -> str:
    shown = escape(one_line(text))
    if change is WordChange.SAME or not any(char.isalnum() for char in text):  # a bullet alone is no change
        return shown
    tag, look, said = _MARKS[change]
    said = "" if said == text else f'<span class="dsl-said">[{said}: </span>'
    end = '<span class="dsl-said">]</span>' if said else ""
    return f'<{tag} class="{look}">{said}{shown}{end}</{tag}>'
