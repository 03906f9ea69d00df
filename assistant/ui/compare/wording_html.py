"""Two editions side by side as HTML: what was found, each edition's days, and the wordings with what changed marked. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import escape
from itertools import count
from types import MappingProxyType

from assistant.editions import PairKind, PassagePair, Side, SideBySide
from assistant.ui.shared.answer_html import facts_html, link_html
from assistant.ui.shared.editions_html import days_in_force, words_html
from corpus.days import day_words
from corpus.text import one_line
from corpus.types import Source

_KINDS = MappingProxyType({
    PairKind.CHANGED: "In other words",
    PairKind.ONLY_LATER: "Found in the later edition only",
    PairKind.ONLY_EARLIER: "Found in the earlier edition only",
    PairKind.MOVED: "The same, in other places",
    PairKind.UNCHANGED: "The same in both",
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
    rows = [(edition["name"], days_in_force(edition, compared.as_at)) for edition in compared.editions]
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
    """Return that an edition has nothing like what the other says."""
    return f'<h4 class="dsl-side">{escape(source.name)}</h4><p class="dsl-absent">Nothing like it was found here.</p>'
