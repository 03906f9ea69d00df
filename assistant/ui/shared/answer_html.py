"""Answers, citations and sources as HTML and plain text. Pure: no Streamlit, no clock, no files.

Every text that comes from a PDF, a register or a person passes through ``html.escape`` here, so a question or a page
that holds HTML, Markdown or a script is shown as the characters it is made of.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from html import escape
from types import MappingProxyType
from urllib.parse import urlsplit

from assistant.export import LIBRARIES, OUTCOMES, standing, was_reworded
from assistant.messages import FAILED, LOOKED_FOR, URGENT_HEADING, URGENT_HELP
from assistant.types import Answer, Citation, Notice, Statement, StatementKind
from assistant.ui.shared.button_names import with_buttons
from corpus.days import day_words
from corpus.text import one_line
from corpus.types import Pinpoint

_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_TELEPHONE = re.compile(r"(?<![\d,])(?:0\d{2,4}(?: \d{2,4}){1,3}|999)(?![\d,]\d|\d)")
_REPEATING = tuple(template.split("{", maxsplit=1)[0] for template in (LOOKED_FOR, FAILED))
_OF_EDITIONS = MappingProxyType({
    "superseded": "one has been replaced or has ended",
    "not_yet": "one is not in force yet",
    "review_passed": "one is past the day for its review",
    "other_at_address": "there may be a newer one",
    "digest_date": "our digests were written later than the day asked about",
})
_NEW_ITEM = re.compile(r"\n(?=\s*(?:[•▪◦\uf0b7]|\([a-z0-9]{1,4}\)\s))")


def escape_markdown(text: str) -> str:
    r"""Escape a text for a label, which Streamlit reads as Markdown: all ASCII punctuation is set behind a backslash.

    Examples
    --------
    >>> print(escape_markdown("[1] s.3(2)"))
    \[1\] s\.3\(2\)
    """
    return _MARKDOWN.sub(r"\\\1", one_line(text))


def fixed_html(text: str, linked: set[str] | None = None) -> str:
    """Return a paragraph of our fixed text: ``**bold**`` is bold, telephone numbers can be tapped, the rest is as it is.

    The texts that repeat the question or an error take no bold, since the asterisks may be the person's own.

    Parameters
    ----------
    text : str
        One of ours.
    linked : set of str or None
        The numbers that can be tapped already, to which this paragraph's are added: each need be reached once with the keys.
    """

    def link(found: re.Match[str]) -> str:
        number = found.group().replace(" ", "")
        if linked is not None:
            if number in linked:
                return found.group()
            linked.add(number)
        return f'<a href="tel:{number}">{found.group()}</a>'

    bold = escape(text) if text.startswith(_REPEATING) else _BOLD.sub(r"<strong>\1</strong>", escape(text))
    return f"<p>{_TELEPHONE.sub(link, bold)}</p>"


def urgent_html(level: int = 2, *, folded: bool = False) -> str:
    """Return the urgent-help panel, which can be folded and opened.

    Parameters
    ----------
    level : int
        Of its heading, 1 to 6.
    folded : bool
        Whether it starts folded, which it may only once somebody has said that nobody is in danger.
    """
    linked: set[str] = set()
    paragraphs = "".join(fixed_html(text, linked) for text in URGENT_HELP)
    heading = f"<h{level}>{escape(URGENT_HEADING)}</h{level}>"
    return f'<details{"" if folded else " open"} class="dsl-urgent"><summary>{heading}</summary>{paragraphs}</details>'


def urgent_strip_html() -> str:
    """Return the one line of urgent help that stays on a small screen while the rest scrolls away."""
    first = URGENT_HELP[0].split(". ", maxsplit=1)[0]
    return f'<div class="dsl-strip">{fixed_html(f"{URGENT_HEADING}: {first}.")}</div>'


def question_html(text: str, as_at: date, number: int = 0) -> str:
    """Return a question, to be shown above its answer.

    Parameters
    ----------
    text : str
        As it may be shown.
    as_at : date
        The day asked about.
    number : int
        Of its exchange, by which ``questions_html`` leads to it; 0 if it has none yet.
    """
    lines = "<br>".join(escape(line) for line in text.strip().splitlines())
    anchor = f' id="question-{number}" tabindex="-1"' if number else ""
    return (
        f'<div class="dsl-question"{anchor}><p class="dsl-label">You asked, as at {day_words(as_at)}</p>'
        f"<h2>{lines}</h2></div>"
    )


def questions_html(questions: Sequence[tuple[int, str]]) -> str:
    """Return the questions of a conversation as links to them, by the numbers of their exchanges."""
    items = "".join(f'<li><a href="#question-{number}">{escape(one_line(text))}</a></li>' for number, text in questions)
    name = 'class="dsl-earlier" aria-label="Questions in this conversation"'
    return f"<nav {name}><h2>In this conversation</h2><ol>{items}</ol></nav>"


def outcome_html(answer: Answer) -> str:
    """Return the outcome in words, and how the question was understood if not as asked."""
    parts = [f'<h3 class="dsl-outcome dsl-{answer.outcome.value}">{escape(OUTCOMES[answer.outcome])}</h3>']
    if was_reworded(answer):
        parts.append(f'<p class="dsl-understood">Understood as: {escape(one_line(answer.standalone_question))}</p>')
    return "".join(parts)


def notices_html(notices: Sequence[Notice], said_before: Collection[Notice] = ()) -> str:
    """Return what the reader must know about the answer, set apart; what is said of editions once, and folded.

    Parameters
    ----------
    notices : sequence of Notice
        The answer's.
    said_before : collection of Notice
        Those of earlier answers of the conversation: what is said of editions is not said again.
    """
    known = dict.fromkeys(notices)
    of_editions = [notice for notice in known if notice.kind in _OF_EDITIONS]
    others = [notice for notice in known if notice.kind not in _OF_EDITIONS]
    boxes = "".join(f'<div class="dsl-notice"><p>{escape(one_line(notice.text))}</p></div>' for notice in others)
    return boxes + _editions_html(of_editions, said_before)


def _editions_html(notices: Sequence[Notice], said_before: Collection[Notice]) -> str:
    """Return what is new about the editions, folded beneath a line that says of what kind it is."""
    new = [notice for notice in notices if notice not in said_before]
    again = "What is said above about editions holds here too." if len(new) < len(notices) else ""
    if not new:
        return f'<p class="dsl-hint">{again}</p>' if again else ""
    kinds = "; ".join(dict.fromkeys(_OF_EDITIONS[notice.kind] for notice in new))
    texts = "".join(f"<p>{escape(one_line(text))}</p>" for text in (*(notice.text for notice in new), again) if text)
    return f'<details class="dsl-notice"><summary>About the editions: {kinds}</summary>{texts}</details>'


def error_html(message: str, hint: str = "") -> str:
    """Return an error summary: what happened and what to do, and nothing else."""
    sentences = "".join(f"<p>{escape(sentence(text))}</p>" for text in (message, hint) if text.strip())
    return f'<div class="dsl-error" role="alert"><h2>There is a problem</h2>{sentences}</div>'


def heading_html(heading: str) -> str:
    """Return the heading of an answer's section."""
    return f'<h4 class="dsl-section">{escape(heading)}</h4>'


def statement_html(statement: Statement) -> str:
    """Return a statement: a quotation as a block quotation, prose with its markers, our fixed text as a paragraph."""
    if statement.kind is StatementKind.FIXED:
        return fixed_html(statement.text)
    marks = "".join(f' <span class="dsl-mark">[{marker}]</span>' for marker in statement.citations)
    if statement.kind is StatementKind.QUOTE:
        asked = f'<p class="dsl-answers">On “{escape(one_line(statement.answers))}”:</p>' if statement.answers else ""
        said = "".join(f'<p class="dsl-hint">{escape(sentence(one))}</p>' for one in statement.elsewhere)
        return f"{asked}<blockquote>“{quote_lines(statement.text)}”{marks}</blockquote>{said}"
    weight = f' <span class="dsl-hint">({escape(statement.label)})</span>' if statement.label else ""
    elsewhere = "".join(f' <span class="dsl-hint">({escape(one)})</span>' for one in statement.elsewhere)
    return f"<p>{escape(one_line(statement.text))}{marks}{weight}{elsewhere}</p>"


def quote_lines(quote: str) -> str:
    """Return a quotation's words as HTML: each list item on its own line, other line ends run on."""
    return "<br>".join(escape(one_line(part)) for part in _NEW_ITEM.split(quote))


def where(citation: Citation) -> str:
    """Return where on paper a quotation is, such as ``page 16, paragraph 41``."""
    return ", ".join(citation.location)


def citation_label(citation: Citation) -> str:
    """Return the words of a citation's button, in Markdown: its number, its source's name, and where it is."""
    return escape_markdown(f"[{citation.marker}] {citation.source.name}, {where(citation)}: show the page")


def brief_label(citation: Citation) -> str:
    """Return the words of a citation's button beneath a sentence of ours, in Markdown: its number, its source, its place."""
    return escape_markdown(f"[{citation.marker}] {citation.source.name}, {where(citation)}")


def standing_html(citation: Citation, as_at: date) -> str:
    """Return a quotation's edition, weight and whether it applied, to be shown beneath it."""
    state = "yes" if citation.in_force else "no"
    known = citation.source.edition and citation.pinpoint is None
    edition = f". Edition: {citation.source.edition}" if known else ""
    words = f"{standing(citation, as_at)}{edition}"
    return f'<p class="dsl-standing dsl-in-force-{state}">{escape(words)}</p>'


def citation_html(citation: Citation, as_at: date) -> str:
    """Return what is known of a citation: the words, where they are, their weight and where else they are printed."""
    rows = [
        ("Source", citation.source.title),
        ("Edition", citation.source.edition),
        ("Published by", citation.source.publisher),
        ("Where", where(citation)),
        ("Heading", " › ".join(citation.passage.heading_path)),
        ("Status", standing(citation, as_at)),
        ("Applies to", citation.passage.jurisdiction or citation.source.jurisdiction),
        ("Also printed on", "; ".join(citation.also_on)),
        ("Note", citation.source.note),
    ]
    quote = f"<blockquote>“{quote_lines(citation.quote)}”</blockquote>"
    return quote + facts_html(rows)


def pinpoint_html(pinpoint: Pinpoint) -> str:
    """Return the official paragraph that a digest's statement rests on, and how it was read."""
    rows = [
        ("Document", pinpoint.document),
        ("Edition", pinpoint.edition),
        ("Reference", pinpoint.reference),
        ("How it was read", pinpoint.how_read.replace("_", " ")),
    ]
    link = link_html(pinpoint.url, f"Open {pinpoint.document}")
    return f'<div class="dsl-pinpoint"><h3>The official source of this statement</h3>{facts_html(rows)}{link}</div>'


def link_html(url: str, words: str) -> str:
    """Return a link that opens a new tab; nothing if the address is not one of the web."""
    if urlsplit(url).scheme not in {"http", "https"}:
        return ""
    return (
        f'<p><a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(words)}'
        ' <span class="dsl-hint">(opens in a new tab)</span></a></p>'
    )


def facts_html(rows: list[tuple[str, str]]) -> str:
    """Return names and values as a summary list, leaving out what has no value."""
    known = ((name, one_line(value)) for name, value in rows if value.strip())
    inner = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in known)
    return f'<dl class="dsl-facts">{inner}</dl>'


def provenance_html(answer: Answer) -> str:
    """Return what made the answer, so that it can be made again."""
    model = "no language model: quotations only" if answer.model == "none" else f"language model {answer.model}"
    searched = "" if answer.library == "all" else LIBRARIES[answer.library].lower()
    made = [
        f"As at {day_words(answer.as_at)}",
        searched,
        f"library {answer.generation}" if answer.generation else "",
        model,
    ]
    return f'<p class="dsl-provenance">{escape(" · ".join(part for part in made if part))}</p>'


def sentence(text: str) -> str:
    """Return a message with a capital and a full stop, and with buttons where it names commands; errors are written without."""
    line = with_buttons(one_line(text))
    ended = line if line.endswith((".", "!", "?")) else f"{line}."
    return ended[:1].upper() + ended[1:]
