"""An answer sent to a trainer by the person who was given it, and what became of what they sent."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from assistant.errors import NotAllowed, NotStored, NotTaken
from assistant.people import Person, Role
from assistant.settings import StoreSettings
from assistant.store.database import MAX_CHARS
from assistant.store.reviews import WHOLE, CheckState, Label, Sending, Sent, checks, submission
from assistant.types import Outcome
from assistant.ui.access import signin
from assistant.ui.resources import open_store_for_pages, remote_assistant
from assistant.ui.shared import focus, session
from assistant.ui.shared.answer_html import escape_markdown
from assistant.ui.shared.frame import show_error
from assistant.ui.shared.session import Exchange, local_pdfs
from corpus.days import day_words

_WHAT = (
    "A trainer will see the question as it was understood, with details taken out, this answer, and the pages it quotes. They"
    " do not see the rest of your conversation. Two trainers judge it apart; this takes days, so do not wait for it to act."
)
_SENT = "Sent to the trainers. “Answers you sent to be checked”, below, says how far it has come."
_STATES = {
    CheckState.OPEN: "waiting for two trainers",
    CheckState.DISPUTED: "the trainers differ, and will decide",
    CheckState.AGREED: "the trainers agree",
    CheckState.DECIDED: "decided",
}


def show(exchange: Exchange) -> None:
    """Offer to send an answer; nothing is sent before the person confirms.

    Parameters
    ----------
    exchange : Exchange
        A question and its answer.
    """
    answer = exchange.answer
    if answer is None or answer.outcome is Outcome.FAILED or remote_assistant():
        return  # trainers see the pages, which are kept with what they check
    mark = (exchange.number, answer.standalone_question)
    if mark in _already():
        st.html(f'<p class="dsl-hint dsl-sent-{exchange.number}" role="status">{_SENT}</p>')
        return
    if st.session_state.get("send_open") != exchange.number:
        st.button(
            "Ask a trainer to check this", key=f"send-open-{exchange.number}", on_click=_open, args=(exchange.number,)
        )
        return
    with st.container(key=f"send-{exchange.number}-form"):
        if check_id := _confirmed(exchange, Sending(answer=answer, pdfs=local_pdfs(exchange))):
            _already()[mark] = check_id
            _open(0)
            focus.move(f".dsl-sent-{exchange.number}")
            st.rerun()
        key = f"send-close-{exchange.number}"
        st.button("Do not send", key=key, type="tertiary", on_click=_close, args=(exchange.number,))


def _open(number: int) -> None:
    """Open the form beneath an answer, and have the focus on its heading; 0 closes it."""
    st.session_state["send_open"] = number
    focus.move(f".st-key-send-{number}-form h3")


def _close(number: int) -> None:
    """Close the form; the button that opened it is there again, and has the focus."""
    _open(0)
    focus.move(f".st-key-send-open-{number} button")


def _confirmed(exchange: Exchange, sending: Sending) -> str:
    """Show what is sent, take a note, and send once the person confirms; return the check's id, or nothing."""
    st.html(f"<h3>Ask a trainer to check this answer</h3><p>{_WHAT}</p>")
    key = f"send-{exchange.number}"
    with st.form(key, border=False, enter_to_submit=False):
        label = "What should they look at? (optional) Leave out names and other details."
        note = st.text_area(label, key=f"{key}-note", max_chars=MAX_CHARS)
        if not st.form_submit_button("Send to the trainers", key=f"{key}-go", type="primary"):
            return ""
    try:
        store, person = open_store_for_pages(StoreSettings.read()), signin.require(Role.DSL, Role.TRAINER)
        return submission.send(store, person, replace(sending, note=note), session.known_redactor())
    except (NotAllowed, NotTaken) as error:
        show_error(error.message, error.hint)
        return ""


def show_sent(person: Person) -> None:
    """Offer the list of what the person has sent.

    Parameters
    ----------
    person : Person
        A DSL or a trainer.
    """
    if st.button("Answers you sent to be checked", key="sent-list", type="tertiary"):
        st.dialog("Answers you sent to be checked", width="large")(_list)(person)


def _list(person: Person) -> None:
    store = open_store_for_pages(StoreSettings.read())
    mine = checks.sent(store, person)
    if not mine:
        st.write("You have sent none.")
    for number, one in enumerate(mine, start=1):
        st.markdown(f"**{escape_markdown(one.question)}**")
        st.write(f"Sent on {day_words(one.created.date())}: {_state(one)}")
        _withdraw(person, one, number)


def _withdraw(person: Person, one: Sent, number: int) -> None:
    """Offer to take an answer back; it is asked again first, since the trainers' work on it goes too."""
    if st.session_state.get("sent_withdrawn") != one.id:
        label, key = f"Withdraw answer {number}", f"sent-withdraw-{one.id}"
        st.button(label, key=key, type="tertiary", on_click=_ask_again, args=(one.id,))
        return
    st.write("This deletes the answer from the queue, with what the trainers said of it. It cannot be brought back.")
    with st.container(horizontal=True):
        st.button("Yes, delete it", key=f"sent-remove-{one.id}", on_click=_remove, args=(person, one.id))
        st.button("No, leave it", key=f"sent-leave-{one.id}", type="tertiary", on_click=_ask_again, args=("",))


def _ask_again(check_id: str) -> None:
    st.session_state["sent_withdrawn"] = check_id


def _state(one: Sent) -> str:
    """Return how far a check has come and, once it is settled, whether it answers or the labels of its statements."""
    if WHOLE in one.labels:
        return f"{_STATES[one.state]}. Does it answer the question? {one.labels[WHOLE].words}."
    n = {label: sum(given is label for given in one.labels.values()) for label in Label}
    counts = ", ".join(f"{label.words.lower()} {many}" for label, many in n.items() if many)
    return _STATES[one.state] + (f". Statements: {counts}." if counts else ".")


def _remove(person: Person, check_id: str) -> None:
    """Delete a check; the answer can be sent again."""
    _ask_again("")
    for mark in [mark for mark, known in _already().items() if known == check_id]:
        del _already()[mark]
    try:
        checks.remove(open_store_for_pages(StoreSettings.read()), person, check_id)
    except NotStored:
        return  # it is gone, which is what was wanted


def _already() -> dict[tuple[int, str], str]:
    """Return the answers that this session has sent, each with its check."""
    sent: dict[tuple[int, str], str] = st.session_state.setdefault("sent_to_check", {})
    return sent
