"""Evidence that an answer should have cited: found with the assistant's own search, or typed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import escape

import streamlit as st

from assistant.errors import AssistantError
from assistant.safety import check_asked
from assistant.store.reviews import MAX_MISSING, Check, Missing
from assistant.types import Question
from assistant.ui.resources import open_assistant
from assistant.ui.review import queue_view, review_html, review_state
from assistant.ui.review.review_state import VerdictDraft
from assistant.ui.shared import focus
from assistant.ui.shared.answer_html import escape_markdown
from assistant.ui.shared.frame import show_error
from corpus.errors import CorpusError
from corpus.settings import LibrarySettings
from corpus.types import Passage

_FOUND = 8
_MOST_PAGES = 2_000


def show(check: Check, draft: VerdictDraft) -> None:
    """Show what was attached, and the two ways to attach more.

    Parameters
    ----------
    check : Check
        The answer.
    draft : VerdictDraft
        What the reviewer has entered so far.
    """
    st.html('<h3 class="dsl-missing">Evidence that is missing</h3>')
    for number, one in enumerate(draft.missing):
        st.html(review_html.missing_html(one))
        label = escape_markdown(f"Remove {one.source_id}, PDF page {one.page}")
        st.button(label, key=f"missing-drop-{number}", type="tertiary", on_click=_drop, args=(check.id, number))
    if not draft.missing:
        st.html('<p class="dsl-hint">None attached. If the answer left something out, find it and attach its page.</p>')
    if len(draft.missing) >= MAX_MISSING:
        st.write(f"No more than {MAX_MISSING} pages can be attached.")
        return
    _search(check)
    with st.expander("Or type the source, the page and the words"):
        _typed(check)


def _search(check: Check) -> None:
    """Search the library for the day asked about."""
    with st.form("missing-search", border=False):
        query = st.text_input("Search the library", key="missing-query", max_chars=300)
        searched = st.form_submit_button("Search", key="missing-go")
    asked = f"missing-found-{check.id}"
    if searched and query.strip():
        try:
            st.session_state[asked] = _found(query, date.fromisoformat(check.answer["as_at"]))
        except (AssistantError, CorpusError) as error:
            show_error(error.message, error.hint)
            return
    if asked in st.session_state:
        _list_found(check, st.session_state[asked])


def _found(query: str, as_at: date) -> tuple[tuple[Passage, str], ...]:
    """Return the passages found, each with what its source is called."""
    check_asked(Question(text=query, as_at=as_at))
    with st.spinner("Searching the guidance"):
        assistant = open_assistant(LibrarySettings.read())
        evidence = assistant.search(query, as_at, _FOUND)
    sources = assistant.index.sources
    return tuple((found.passage, sources[found.passage.source_id].name) for found in evidence.passages)


def _list_found(check: Check, found: Sequence[tuple[Passage, str]]) -> None:
    st.html(f'<p role="status">{len(found)} passages found.</p>')
    attached = {(one.source_id, one.page, one.quote) for one in review_state.draft(check.id).missing}
    for number, (passage, name) in enumerate(found, start=1):
        one = Missing(source_id=passage.source_id, page=passage.page, quote=passage.text)
        where = f"{number}. {name}, PDF page {passage.page}"
        st.html(f"<p><strong>{escape(where)}</strong></p>{review_html.quote_html(passage.text)}")
        if (one.source_id, one.page, one.quote) in attached:
            st.html(f'<p class="dsl-hint dsl-attached-{number}">Attached.</p>')
        else:
            label, key = f"Attach passage {number}", f"missing-add-{number}"
            st.button(label, key=key, on_click=_attach_found, args=(check.id, one, number))


def _typed(check: Check) -> None:
    """Take a source of the register, a page and its words."""
    known = queue_view.register()
    names = {source_id: f"{source.name} ({source_id})" for source_id, source in known.items()}
    names |= {one.source.source_id: f"{one.source.name} ({one.source.source_id})" for one in check.shown}
    with st.form("missing-typed", border=False, enter_to_submit=False, clear_on_submit=False):
        source_id = st.selectbox(
            "Source", sorted(names, key=names.__getitem__), None, format_func=names.__getitem__, key="missing-source"
        )
        page = st.number_input("PDF page, counted from the first", 1, _MOST_PAGES, 1, key="missing-page", width=260)
        quote = st.text_area("The words on that page", key="missing-quote", max_chars=2000)
        if not st.form_submit_button("Attach this page", key="missing-attach"):
            return
    if source_id is None or not quote.strip():
        show_error("the source or the words are missing", "choose a source and type the words that the page says")
        return
    _attach(check.id, Missing(source_id=source_id, page=int(page), quote=quote.strip()))
    st.rerun()


def _attach_found(check_id: str, one: Missing, number: int) -> None:
    """Attach a passage; its button goes, and what stands in its place has the focus."""
    _attach(check_id, one)
    full = len(review_state.draft(check_id).missing) >= MAX_MISSING  # then the passages found go too
    focus.move(".dsl-missing" if full else f".dsl-attached-{number}")


def _attach(check_id: str, one: Missing) -> None:
    draft = review_state.draft(check_id)
    review_state.store_draft(check_id, replace(draft, missing=tuple(dict.fromkeys((*draft.missing, one)))))


def _drop(check_id: str, number: int) -> None:
    draft = review_state.draft(check_id)
    review_state.store_draft(check_id, replace(draft, missing=draft.missing[:number] + draft.missing[number + 1 :]))
    focus.move(".dsl-missing")
