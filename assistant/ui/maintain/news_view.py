"""What is new at the official sites, on the page that looks after the library: the last check, and one press to take in."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from assistant.ui.shared.answer_html import link_html, sentence
from assistant.ui.shared.frame import show_error
from corpus.days import day_words
from corpus.errors import ExplainedError
from ingest.fetch import SourceState
from ingest.upkeep import STATE_WORDS, CheckRecord, LibraryUpkeep, SeenChange, as_atom

_HEADING = "<h2>What is new at the official sites</h2>"
_NEVER = "No official site has been asked yet. “Ask what is new” asks about each source that is here."
_BY_HAND = "The register does not know that edition yet: it is to be registered first, as docs/adding-a-source.md says."


def show(library: LibraryUpkeep, take_in: Callable[[SeenChange], None], *, closed: bool) -> None:
    """Show what was seen when the official sites were asked last.

    Parameters
    ----------
    library : LibraryUpkeep
        The library.
    take_in : callable
        Fetches what is new and builds the library with it.
    closed : bool
        Whether the library cannot be written to.
    """
    try:
        seen = library.seen()
    except ExplainedError as error:
        show_error(error.message, error.hint)
        return
    st.html(f"{_HEADING}{asked_html(seen)}")
    for number, change in enumerate(seen.open, 1):
        st.html(change_html(change))
        if change.state is SourceState.NEWER_FILE or change.edition:
            st.button(
                f"Take it in ({number})", key=f"take-in-{number}", disabled=closed, on_click=take_in, args=(change,)
            )
        elif change.state is SourceState.NEWER_EDITION:
            st.html(f'<p class="dsl-hint">{_BY_HAND}</p>')
    if seen.asked is not None:
        st.download_button(
            "These changes as an Atom feed, for others to subscribe to", as_atom(seen), "changes.atom.xml",
            "application/atom+xml", key="news-atom", on_click="ignore",
        )  # fmt: skip


def asked_html(seen: CheckRecord) -> str:
    """Return when the sites were asked last, and what came of it."""
    why = "".join(f"<li>{escape(name)}: {escape(sentence(reason))}</li>" for name, reason in seen.not_asked.items())
    listed = f"<ul>{why}</ul></details>"
    not_asked = f"<details><summary>Could not be asked about ({len(seen.not_asked)})</summary>{listed}" if why else ""
    if seen.asked is None:
        return f"<p>{_NEVER}</p>{not_asked}"
    n_open, n_same = len(seen.open), len(seen.unchanged)
    what = "Nothing new was seen" if not n_open else f"{n_open} {'thing is' if n_open == 1 else 'things are'} new"
    asked = f"Asked on {day_words(seen.asked.date())}, {seen.asked:%H:%M} UTC. {what}; {n_same} unchanged."
    return f"<p>{asked}</p>{not_asked}"


def change_html(change: SeenChange) -> str:
    """Return one change: which source, what, since when, and what it does to our sentences."""
    words = STATE_WORDS[change.state]
    return (
        f'<article class="dsl-file dsl-news"><h3>{escape(change.name)}: {escape(words)}</h3>'
        f"<p>{escape(sentence(change.says))} Seen first on {day_words(change.seen.date())}.</p>"
        f"<p>{escape(change.effect)}</p>{link_html(change.url, 'Its official page')}</article>"
    )
