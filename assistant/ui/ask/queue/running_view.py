"""Questions under way as the person sees them: each with its stages, urgent help at once, and a button that stops it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.ui.ask.queue import visits
from assistant.ui.ask.queue.answering import STOPPED, hears_danger, unanswered
from assistant.ui.ask.queue.running import QuestionQueue, RunningQuestion
from assistant.ui.ask.queue.visits import Visit
from assistant.ui.shared import answer_html, session
from assistant.ui.shared.announce import announce, urgent_at_once
from assistant.ui.shared.session import Exchange

LOOK_EVERY_S = 0.6
LOOK_S, _LATER_LOOKS_S = 0.4, 5.0
"""How long the first look lasts, which the page is not done without, and the others: what comes meanwhile is shown at once."""
_TAKE_CLICKS_EVERY_S = 0.05
_SHOWN = "running_shown"
_WAITING = "Waiting for the question before it"


def show(visit: Visit) -> None:
    """Show the questions under way, looking again until one is done; then the page is drawn anew.

    Parameters
    ----------
    visit : Visit
        Whose questions they are.
    """
    if not len(visit.questions):
        return
    look_s, first = LOOK_S, True
    views = [(question, _draw(visit, question)) for question in visit.questions]

    @st.fragment(run_every=LOOK_EVERY_S)
    def look() -> None:
        nonlocal look_s, first
        questions, until = visit.questions, time.monotonic() + look_s
        if first:  # Streamlit lets a later look draw only where the first one drew something
            _empty(place for _, places in views for place in places)
        look_s, first, changed = _LATER_LOOKS_S, False, True
        while changed:
            version = questions.version
            if questions.any_done or not len(questions):
                st.rerun()
            for question, places in views:
                _update(question, *places)
            changed = _wait_for_change(questions, version, until)

    look()


def _empty(places: Iterable[DeltaGenerator]) -> None:
    for place in places:
        place.empty()


def _wait_for_change(questions: QuestionQueue, version: int, until: float) -> bool:
    """Wait until something is new; return whether it is, or the look is over."""
    while not questions.wait_for_change(version, min(until, time.monotonic() + _TAKE_CLICKS_EVERY_S)):
        if time.monotonic() >= until:
            return False
        st.session_state.get(_SHOWN)  # where the session's state is read, Streamlit takes a click that waits
    return True


def _draw(visit: Visit, question: RunningQuestion) -> tuple[DeltaGenerator, ...]:
    """Draw a question that is under way; return the places of what ``_update`` draws.

    The button stands outside of what looks again: a click on one inside would wait until a look is over.
    """
    with st.container(key=f"running-{question.number}"):
        with st.chat_message("user"):
            st.html(answer_html.question_html(question.asked.text, question.as_at))
        with st.chat_message("assistant"):
            places = tuple(st.empty() for _ in range(4))
            label = "Stop" if question.begun else "Take it back"
            key = f"stop-{question.number}"
            st.button(label, key=key, on_click=_stop, args=(visit, question.number), icon=":material/stop_circle:")
    return places


def _update(
    question: RunningQuestion,
    urgent: DeltaGenerator,
    bring: DeltaGenerator,
    stages: DeltaGenerator,
    said: DeltaGenerator,
) -> None:
    """Draw urgent help once danger was heard, and the stages; what is new is brought into view and read aloud once."""
    if question.danger:
        urgent_at_once(urgent, bring if _is_new(question, "danger") else None)
    stages.html(stages_html(question))
    if question.stages and _is_new(question, question.stages[-1]):
        announce(question.stages[-1], container=said)


def _is_new(question: RunningQuestion, what: str) -> bool:
    """Whether something of a question was not shown on this page before."""
    shown: dict[int, set[str]] = st.session_state.setdefault(_SHOWN, {})
    seen = shown.setdefault(question.number, set())
    new = what not in seen
    seen.add(what)
    return new


def stages_html(question: RunningQuestion) -> str:
    """Return the stages that are done and, last, the one that a question has come to."""
    if not question.begun:
        return f'<p class="dsl-hint">{_WAITING}</p>'
    *done, now = question.stages or ["Reading the question"]
    items = "".join(f"<li>{escape(stage)}: done</li>" for stage in done)
    return f'<ol class="dsl-stages">{items}<li class="dsl-now"><strong>{escape(now)}</strong></li></ol>'


def _stop(visit: Visit, number: int) -> None:
    """Stop a question, and put its text back into the box; urgent help for danger heard in it stays."""
    stopped = visit.questions.stop(number)
    if stopped is None:
        return  # it was done just now
    visits.put_in_box(visit, stopped.asked.text, focus=True)
    redactor = session.known_redactor()
    if redactor and (stopped.danger or hears_danger(stopped.asked.text)):
        begun = Exchange(number=session.next_number(), question="", as_at=stopped.as_at)
        session.add(unanswered(begun, stopped.asked.text, redactor, *STOPPED))
