"""Saying that an answer did not help: one of four reasons and a line of text, for whoever looks after the assistant."""

from __future__ import annotations

import streamlit as st

from assistant.errors import NotAllowed, NotStored, NotTaken
from assistant.people import Role
from assistant.settings import StoreSettings
from assistant.store.feedback import KEPT_DAYS, MAX_NOTE_CHARS, Complaint, WhyUnhelpful, feedback
from assistant.types import Outcome
from assistant.ui.access import signin
from assistant.ui.resources import open_store_for_pages
from assistant.ui.shared import focus, session
from assistant.ui.shared.frame import show_error
from assistant.ui.shared.session import Exchange

_WHAT = (
    "Whoever looks after this assistant will see your question as it was understood, with details taken out, the reason and"
    f" your line, for {KEPT_DAYS} days. They do not see who you are, the rest of the conversation, or anything of your own"
    " documents."
)
_GIVEN = "Thank you. Whoever looks after this assistant will read it. Nobody will write back: if it matters for a child, ask."


def show(exchange: Exchange) -> None:
    """Offer to say that an answer did not help; nothing is stored before the person sends it.

    Parameters
    ----------
    exchange : Exchange
        A question and its answer.
    """
    answer, settings = exchange.answer, StoreSettings.read()
    if answer is None or answer.outcome is Outcome.FAILED or settings.feedback == "off":
        return
    number = exchange.number
    mark = (number, answer.standalone_question)
    if mark in _given():
        st.html(f'<p class="dsl-hint dsl-unhelpful-{number}" role="status">{_GIVEN}</p>')
        st.button("Take it back", key=f"unhelpful-back-{number}", type="tertiary", on_click=_take_back, args=(mark,))
    elif st.session_state.get("unhelpful_open") == number:
        with st.container(key=f"unhelpful-{number}-form"):
            if complaint := _filled_in(exchange):
                _give(complaint, mark, settings)
            label, key = "Do not send it", f"unhelpful-close-{number}"
            st.button(label, key=key, type="tertiary", on_click=_close, args=(number,))
    else:
        st.button("This did not help", key=f"unhelpful-open-{number}", on_click=_open, args=(number,))


def _filled_in(exchange: Exchange) -> Complaint | None:
    """Ask for the reason and a line of text; return them once they are sent."""
    assert exchange.answer is not None
    key = f"unhelpful-{exchange.number}"
    st.html(f"<h3>This did not help</h3><p>{_WHAT}</p>")
    with st.form(key, border=False, enter_to_submit=False):
        why = st.radio("What is wrong with it?", list(WhyUnhelpful), None, lambda one: one.words, key=f"{key}-why")
        label = "What did you need? One line (optional). Leave out names and other details."
        note = st.text_input(label, key=f"{key}-note", max_chars=MAX_NOTE_CHARS)
        if not st.form_submit_button("Send it", key=f"{key}-go", type="primary"):
            return None
    if why is None:
        show_error("no reason was chosen", "choose what is wrong with it, or do not send it")
        return None
    return Complaint(answer=exchange.answer, why=why, note=note)


def _give(complaint: Complaint, mark: tuple[int, str], settings: StoreSettings) -> None:
    """Store what was said, and say that it was."""
    try:
        person = signin.require(Role.DSL, Role.TRAINER)
        given = feedback.give(open_store_for_pages(settings), person, complaint, session.known_redactor())
    except (NotAllowed, NotTaken) as error:
        show_error(error.message, error.hint)
        return
    _given()[mark] = given
    st.session_state["unhelpful_open"] = 0
    focus.move(f".dsl-unhelpful-{mark[0]}")
    st.rerun()


def _take_back(mark: tuple[int, str]) -> None:
    """Delete what was said; it can be said again."""
    feedback_id = _given().pop(mark)
    focus.move(f".st-key-unhelpful-open-{mark[0]} button")
    try:
        person = signin.require(Role.DSL, Role.TRAINER)
        feedback.remove(open_store_for_pages(StoreSettings.read()), person, feedback_id)
    except NotStored:
        return  # it is gone, which is what was wanted


def _open(number: int) -> None:
    st.session_state["unhelpful_open"] = number
    focus.move(f".st-key-unhelpful-{number}-form h3")


def _close(number: int) -> None:
    st.session_state["unhelpful_open"] = 0
    focus.move(f".st-key-unhelpful-open-{number} button")


def _given() -> dict[tuple[int, str], str]:
    """Return the answers that this session said did not help, each with the id it is stored under."""
    given: dict[tuple[int, str], str] = st.session_state.setdefault("unhelpful_given", {})
    return given
