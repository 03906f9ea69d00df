"""A record in order as HTML: the facts with the words they rest on, what guidance says, the entries. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from assistant import messages
from assistant.chronology import FoundFact, OrderedRecord, facts_of, how_read, risk_first
from assistant.ui.shared import answer_html
from corpus.days import day_words
from corpus.text import one_line

TITLE = "The entries in order"


def above_html(ordered: OrderedRecord) -> str:
    """Return what stands above the facts: high risk first, what never to do, notices, what could not be read."""
    first = "".join(answer_html.fixed_html(text) for text in risk_first(ordered))
    first = f'<div class="dsl-first">{first}</div>' if first else ""
    fixed = "".join(
        _heading(section.heading) + "".join(answer_html.statement_html(statement) for statement in section.statements)
        for section in ordered.before
    )
    notices = answer_html.notices_html(ordered.notices) if ordered.notices else ""
    return f'<h2 class="dsl-record-now">{TITLE}</h2>{first}{fixed}{notices}'


def facts_html(ordered: OrderedRecord) -> str:
    """Return how the record was read, and the facts, section by section."""
    if ordered.refused:
        return ""
    unread = "".join(f"<li>“{_lines(part.text)}”: {escape(part.why)}.</li>" for part in ordered.record.unread)
    parts = [f'<p class="dsl-hint">{escape(messages.CHRONOLOGY_ABOUT)}</p>']
    if unread:
        parts.append(f"{_heading(messages.CHRONOLOGY_UNREAD_HEADING)}<ul>{unread}</ul>")
    parts.append(_heading(messages.CHRONOLOGY_READ_HEADING) + _list(map(escape, how_read(ordered))))
    for heading, facts, nothing in facts_of(ordered):
        words = _list(map(_fact_html, facts)) if facts else f"<p>{escape(nothing)}</p>"
        parts.append(_heading(heading) + words)
    return "".join(parts)


def guidance_html(ordered: OrderedRecord) -> str:
    """Return what guidance says of such a record."""
    if not ordered.guidance:
        return ""
    said = "".join(answer_html.statement_html(statement) for statement in ordered.guidance)
    return _heading(messages.CHRONOLOGY_GUIDANCE_HEADING) + said


def entries_html(ordered: OrderedRecord) -> str:
    """Return the entries in their order, folded: the facts are what is looked at."""
    if not ordered.record.entries:
        return ""
    rows = "".join(
        f"<li><strong>{day_words(entry.day)}:</strong> {_lines(entry.text)}</li>" for entry in ordered.record.entries
    )
    words = f"{messages.CHRONOLOGY_ENTRIES_HEADING} ({len(ordered.record.entries)})"
    return f'<details class="dsl-so-far"><summary>{words}</summary><ul>{rows}</ul></details>'


def _heading(words: str) -> str:
    return f'<h3 class="dsl-section">{escape(words)}</h3>'  # beneath no answer, whose sections are a level further down


def _fact_html(fact: FoundFact) -> str:
    quoted = "".join(
        f"<li>{day_words(one.day) if one.day else escape(messages.DAY_NOT_READ)}: “{escape(one_line(one.words))}”</li>"
        for one in fact.rests_on
    )
    return escape(fact.text) + (f"<ul>{quoted}</ul>" if quoted else "")


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())
