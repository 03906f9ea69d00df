"""The library page as HTML: editions that follow one another, and the school's own documents. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from html import escape

from assistant.ui.shared.answer_html import facts_html, link_html, sentence
from assistant.ui.shared.editions_html import days_in_force
from corpus.days import day_words
from corpus.index import IndexedSource
from corpus.pii import counted
from corpus.register import Link
from ingest.local import PageNotice, Weight, pages_in_words
from ingest.upkeep import MissingText


def chains_html(chains: Sequence[Sequence[Link]], here: Collection[str], as_at: date) -> str:
    """Return each publication's editions in their order: from when to when, its standing, and whether it is here."""
    parts = []
    for links in chains:
        items = "".join(_edition(link, here, as_at) for link in links)
        parts.append(f"<h3>{escape(links[-1].source.title)}</h3><ol>{items}</ol>")
    return f'<div class="dsl-chains">{"".join(parts)}</div>'


def step_html(heading: str) -> str:
    """Return a step's heading, which takes the focus when the step begins."""
    return f'<h2 class="dsl-step" tabindex="-1">{escape(heading)}</h2>'


def paragraph_html(text: str) -> str:
    """Return a paragraph."""
    return f"<p>{escape(text)}</p>"


def problems_html(problems: Sequence[tuple[str, str]]) -> str:
    """Return an error summary of several things that are wrong."""
    items = "".join(f"<li>{escape(sentence(message))} {escape(sentence(hint))}</li>" for message, hint in problems)
    return f'<div class="dsl-error" role="alert"><h2>There is a problem</h2><ul>{items}</ul></div>'


def asked_html(asked: Sequence[PageNotice]) -> str:
    """Return a table of the pages about which a person must decide: the page, what it looks like, what was counted on it."""
    rows = "".join(
        f'<tr><th scope="row">Page {one.page}</th><td>{escape(_capital(one.weight))}</td>'
        f"<td>{escape('; '.join(filter(None, (counted(one.kinds), one.left_out))) or '–')}</td></tr>"
        for one in sorted(asked, key=lambda one: one.page)
    )
    return (
        '<table class="dsl-noticed"><thead><tr><th scope="col">Page</th><th scope="col">It looks like</th>'
        f'<th scope="col">Noticed</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def words_html(asked: Sequence[PageNotice]) -> str:
    """Return the details themselves, by page."""
    rows = [(f"Page {one.page}", "; ".join(one.words)) for one in sorted(asked, key=lambda one: one.page) if one.words]
    return facts_html(rows)


def hidden_words(notices: Sequence[PageNotice]) -> str:
    """Return on which pages the file has words that nobody can see, and that they are left out; empty if on none."""
    pages = [one.page for one in notices if one.left_out]
    if not pages:
        return ""
    return (
        f"The file has words on {pages_in_words(pages)} that nobody can read there. They are left out and never quoted,"
        " whatever you choose. Ask whoever made the document why they are there."
    )


def contacts(notices: Sequence[PageNotice]) -> str:
    """Return on which pages staff or contact details are; empty if on none."""
    pages = [one.page for one in notices if one.weight is Weight.CONTACT]
    if not pages:
        return ""
    return f"Names of staff or contact details stand on {pages_in_words(pages)}. Policies have them, and they stay."


def missing_heading_html(n_missing: int) -> str:
    """Return the heading over the official texts, with how many are missing."""
    if not n_missing:
        return '<div class="dsl-group"><h2>Official texts</h2></div><p>Every official text with a known address is here.</p>'
    texts = "text is" if n_missing == 1 else "texts are"
    return f'<div class="dsl-group"><h2>{n_missing} official {texts} not here</h2></div>'


def missing_html(missing: Sequence[MissingText]) -> str:
    """Return the official texts that are not here, each with what that means and where it is found."""
    items = (
        f"<li><p><strong>{escape(one.source.name)}</strong>. {escape(sentence(one.means))}</p>"
        f"{link_html(one.address, one.address)}</li>"
        for one in missing
    )
    return f'<div class="dsl-upkeep"><ul>{"".join(items)}</ul></div>'


def document_html(entry: IndexedSource) -> str:
    """Return one of the school's own documents."""
    source = entry.source
    first, last = source.in_force_from, source.in_force_to
    days = [f"from {day_words(first)}" if first else "", f"until {day_words(last)}" if last else ""]
    facts = [
        ("Published by", source.publisher),
        ("In force", " ".join(filter(None, days))),
        ("Pages", f"{entry.n_pages:,}"),
        ("Note", source.note),
    ]
    edition = f'<p class="dsl-edition">{escape(source.edition)}</p>' if source.edition else ""
    return f'<article class="dsl-source"><h3>{escape(source.title)}</h3>{edition}{facts_html(facts)}</article>'


def _edition(link: Link, here: Collection[str], as_at: date) -> str:
    indexed = "in the library" if link.source.source_id in here else "not in the library"
    words = f"{days_in_force(link.as_dict(), as_at)}; {indexed}"
    return f"<li><strong>{escape(link.source.name)}</strong>. {escape(words)}.</li>"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
