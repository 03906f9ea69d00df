"""A citation of a check next to its statement: the page as it was stored, with the words marked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import streamlit as st

from assistant.errors import CitationError
from assistant.people import Person
from assistant.store.database import Shown, Store
from assistant.store.reviews import Check, ToCheck, checks
from assistant.ui.review import review_html
from assistant.ui.shared.answer_html import escape_markdown, link_html
from assistant.ui.shared.frame import show_error
from assistant.ui.shared.page_view import SCALE, show_page
from corpus.drawing import draw_page
from corpus.errors import CorpusError


def show(store: Store, person: Person, check: Check, statement: ToCheck) -> None:
    """Show what a statement cites, one citation at a time.

    Parameters
    ----------
    store : Store
        Where the pages are stored.
    person : Person
        A trainer.
    check : Check
        The answer.
    statement : ToCheck
        The statement in view.
    """
    cited = [shown for marker in statement.markers if (shown := check.evidence(marker))]
    if not cited:
        st.write("The citation of this statement was not kept." if statement.markers else "The answer cites nothing.")
        return
    key = f"{check.id}-{statement.key}"
    chosen = cited[0]
    if len(cited) > 1:
        names = {one.marker: one for one in cited}
        marker = st.radio(
            "Page shown",
            list(names),
            format_func=lambda one: escape_markdown(
                f"[{one}] {names[one].source.name}, page {names[one].passage.page}"
            ),
            key=f"shown-{key}",
        )
        chosen = names.get(marker, chosen)
    st.html(review_html.evidence_html(chosen, date.fromisoformat(check.answer["as_at"])))
    pdf = checks.page_pdf(store, person, check.id, chosen.marker)
    if pdf is None:
        st.write("The page is not kept: its PDF was not there, or had to be forgotten. The words are.")
    else:
        _show_page(chosen, pdf, f"{key}-{chosen.marker}")
    with st.expander("The passage in words", expanded=pdf is None):
        st.html(review_html.quote_html(chosen.passage.text))


def _show_page(shown: Shown, pdf: Path, key: str) -> None:
    """Show the page in view, and the way to its neighbours; the words are marked on the page that is cited."""
    page: int = st.session_state.get(f"page-{key}", shown.passage.page)
    cited = page == shown.passage.page
    try:
        drawn = draw_page(pdf, page, shown.marked if cited else (), scale=SCALE)
    except CorpusError as error:
        show_error(error.message, error.hint)
        st.html(_link_html(shown))
        if not cited:
            _page_button("Page cited", key, shown.passage.page)
        return
    title = f"PDF page {page} of {drawn.n_pages}{', the page cited' if cited else ''}"
    words = f"{shown.source.title}, {title}." + (f" Marked on it: {shown.quote}" if cited else "")
    st.html(f'<p class="dsl-label">{title}</p>')
    show_page(drawn, words, larger=bool(st.session_state.get("trainer-larger")))
    with st.container(horizontal=True, vertical_alignment="center", key="evidence-pages"):
        if drawn.n_pages > 1:  # never disabled: a button that goes grey under the hand drops the keyboard's focus
            _page_button("Previous page", key, max(1, page - 1))
            _page_button("Next page", key, min(drawn.n_pages, page + 1))
            _page_button("Page cited", key, shown.passage.page)
        st.toggle("Larger print", key="trainer-larger")


def _link_html(shown: Shown) -> str:
    """Return the link to the official page, for when it cannot be shown here."""
    try:
        return link_html(shown.citation.url, "Open the official publication")
    except CitationError:  # the reference above has the address
        return ""


def _page_button(label: str, key: str, page: int) -> None:
    name = label.split(maxsplit=1)[0].lower()
    st.button(label, key=f"evidence-{name}", on_click=_turn, args=(f"page-{key}", page))


def _turn(key: str, page: int) -> None:
    st.session_state[key] = page
