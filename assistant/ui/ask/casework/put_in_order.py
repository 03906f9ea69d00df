"""Putting the dated entries of a record in order on the page: a box to paste them into, and what they show over time.

What is pasted is read once and kept nowhere: the session has the entries without details, until they are cleared.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import streamlit as st

from assistant.chronology import MAX_RECORD_CHARS, OrderedRecord, hears_danger, sheet_of
from assistant.errors import AssistantError
from assistant.export import OUTCOMES, RECORD_FORMATS, record_as_text
from assistant.pipeline import Assistant
from assistant.safety import Redactor
from assistant.types import Citation, Outcome
from assistant.ui.ask.casework import record_html, sheet_files, think_through
from assistant.ui.ask.casework.problem import show_problem
from assistant.ui.shared import answer_html, focus, session
from assistant.ui.shared.announce import announce
from corpus.errors import CorpusError, ExplainedError

_OPEN, _PASTED, _PROBLEM, _SAID = "record", "record_pasted", "record_problem", "record_said"
_STEP = "record_step"
_NOW = ".dsl-record-now"
_HINT = (
    "Paste the dated entries of one child’s record, a line each, as an export or as a table. Facts come back in the order of"
    " their dates: no score and no diagnosis. Leave out names where you can. Nothing is stored."
)
_FILES_ABOUT = (
    "It has the entries without the details that were noticed. A name that was not noticed is in it too: read it before you"
    " file it. It is no referral."
)
_UNEXPECTED = (
    "the entries could not be put in order",
    "try again; if it fails again, read them through with a colleague today",
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRecord:
    """A record on this page; the other fields are as an ``Exchange`` has them.

    Parameters
    ----------
    ordered : OrderedRecord or None
        In order; nothing before it is pasted.
    number : int
        One that no exchange has, so that a citation that is open is known to be of this.
    """

    ordered: OrderedRecord | None = None
    pdfs: Mapping[str, Path] = field(default_factory=dict)
    number: int = -2

    @property
    def as_at(self) -> date:
        """The day whose editions count."""
        return self.ordered.as_at if self.ordered else session.as_at()

    def citation(self, marker: int) -> Citation | None:
        """Return the citation with a marker."""
        every = self.ordered.citations if self.ordered else ()
        return next((citation for citation in every if citation.marker == marker), None)


def shown() -> tuple[OpenRecord, ...]:
    """Return the record that is on the page, if one is."""
    opened: OpenRecord | None = st.session_state.get(_OPEN)
    return (opened,) if opened else ()


def offer() -> None:
    """Offer to put entries in order, beside the box."""
    if not shown() and not think_through.shown():
        st.button("Put dated entries in order", key="put-in-order", on_click=_open)


def show() -> None:
    """Show the box to paste into, or what was pasted in order."""
    for opened in shown():
        with st.container(key="record"):
            if opened.ordered is None:
                show_problem(_PROBLEM, level=2)
                _ask_for_entries()
            else:
                _show_ordered(opened, opened.ordered)


def act(assistant: Assistant | ExplainedError, new_redactor: Callable[[], Redactor]) -> bool:
    """Put in order what was pasted, once the library is open; return whether the page is to be drawn anew.

    Parameters
    ----------
    assistant : Assistant or ExplainedError
        The library, or why it cannot be opened.
    new_redactor : callable
        Makes what takes details out, where the conversation has none yet.
    """
    pasted: str | None = st.session_state.pop(_PASTED, None)
    if pasted is None or not shown():
        return False
    try:
        if isinstance(assistant, ExplainedError):
            raise assistant
        with st.spinner("Putting the entries in order"):
            ordered = assistant.chronologist.put_in_order(pasted, session.as_at(), session.redactor(new_redactor))
        _take(assistant, ordered)
    except (AssistantError, CorpusError) as error:
        _set_problem(error.message, error.hint, pasted)
    except Exception as error:  # a page without a traceback, and a log without a word of the record
        _log.error("putting entries in order failed: %s", type(error).__qualname__)
        _set_problem(*_UNEXPECTED, pasted)
    return True


def say_what_changed() -> None:
    """Have what has just come read aloud, once."""
    words, urgent = st.session_state.pop(_SAID, ("", False))
    if words:
        announce(words, urgent=urgent)


def clear() -> None:
    """Forget the record."""
    for key in (_OPEN, _PASTED, _PROBLEM):
        st.session_state.pop(key, None)
    session.close_citation()
    focus.move(".st-key-put-in-order button")


def _ask_for_entries() -> None:
    st.html(f'<h2 class="dsl-record-now">Which entries?</h2><p class="dsl-hint">{_HINT}</p>')
    text = f"record-text-{st.session_state.get(_STEP, 0)}"
    with st.form("record-form", border=False, enter_to_submit=False):
        st.text_area("The dated entries, without names", key=text, max_chars=MAX_RECORD_CHARS, height=260)
        with st.container(horizontal=True, key="record-ask-buttons"):
            st.form_submit_button(
                "Put them in order", key="record-order", on_click=_paste, args=(text,), type="primary"
            )
            st.form_submit_button("Not now", key="record-not-now", on_click=clear)


def _show_ordered(opened: OpenRecord, ordered: OrderedRecord) -> None:
    """Show urgent help first if danger was heard, then what the record shows, and the ways to take it."""
    if ordered.danger:
        st.html(f'<div class="dsl-record-urgent">{answer_html.urgent_html(level=2)}</div>')
    st.html(record_html.above_html(ordered))
    if not ordered.refused:
        st.html(record_html.facts_html(ordered))
        st.html(record_html.guidance_html(ordered))
        _show_pinpoints(opened, ordered)
        st.html(record_html.entries_html(ordered))
        sheet = sheet_of(ordered, session.now(), number=secrets.token_hex(2))
        text = record_as_text(sheet)
        sheet_files.show(sheet, RECORD_FORMATS, text, about=_FILES_ABOUT, label="Take it away", key="record")
    with st.container(horizontal=True, key="record-buttons"):
        st.button("Put other entries in order", key="record-other", on_click=_open)
        st.button("Clear", key="record-clear", on_click=clear)


def _show_pinpoints(opened: OpenRecord, ordered: OrderedRecord) -> None:
    with st.container(horizontal=True, gap="small", key="record-pinpoints"):
        for citation in ordered.citations:
            st.button(
                answer_html.brief_label(citation),
                key=f"cite-{opened.number}-guidance-{citation.marker}",
                type="tertiary",
                on_click=session.show_citation,
                args=(opened.number, citation.marker, citation.passage.page),
            )


def _open() -> None:
    st.session_state[_OPEN] = OpenRecord()
    st.session_state.pop(_PROBLEM, None)
    _next_step()
    session.close_citation()
    focus.move(_NOW)


def open_with(text: str) -> None:
    """Open the box with entries in it, which are not sent; what is in order already stays."""
    if not any(opened.ordered for opened in shown()):
        _open()
        st.session_state[f"record-text-{st.session_state[_STEP]}"] = text


def _paste(key: str) -> None:
    st.session_state[_PASTED] = str(st.session_state.get(key, ""))


def _take(assistant: Assistant, ordered: OrderedRecord) -> None:
    """Store the record with what its pinpoints open; the focus goes to what it shows, or to urgent help."""
    sources = {citation.source.source_id for citation in ordered.citations}
    pdfs = {source_id: assistant.index.pdf_path(source_id) for source_id in sources}
    st.session_state[_OPEN] = OpenRecord(ordered=ordered, pdfs=pdfs)
    session.close_citation()
    _next_step()
    if ordered.danger:
        st.session_state[_SAID] = (OUTCOMES[Outcome.ESCALATED], True)
        focus.move(".dsl-record-urgent summary")
        return
    st.session_state[_SAID] = ("Refused" if ordered.refused else record_html.TITLE, False)
    focus.move(_NOW)


def _set_problem(message: str, hint: str, pasted: str) -> None:
    danger = bool(pasted.strip()) and hears_danger(pasted, session.as_at())
    st.session_state[_PROBLEM] = (message, hint, danger)
    st.session_state[_SAID] = (OUTCOMES[Outcome.ESCALATED] if danger else message, danger)


def _next_step() -> None:
    """Give the next record a box of its own, so that nothing of the one before stands in it."""
    st.session_state[_STEP] = st.session_state.get(_STEP, 0) + 1
