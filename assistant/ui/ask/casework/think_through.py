"""Thinking a worry through on the page: a question at a time, beneath the answer about it or by itself; at the end the sheet.

What is written stays in the session until it is cleared. Nothing of it is stored, logged or in the address.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import streamlit as st

from assistant import messages
from assistant.errors import AssistantError
from assistant.export import OUTCOMES, SHEET_FORMATS, sheet_as_text
from assistant.pipeline import Assistant
from assistant.safety import MAX_QUESTION_CHARS, Redactor
from assistant.supervision import AskedQuestions, Reflection, back, end, go_on, sheet_of
from assistant.types import Answer, Citation, Outcome
from assistant.ui.ask.casework import reflection_html, sheet_files
from assistant.ui.ask.casework.problem import show_problem
from assistant.ui.ask.queue.answering import hears_danger
from assistant.ui.shared import answer_html, focus, session
from assistant.ui.shared.announce import announce
from assistant.ui.shared.session import Exchange
from corpus.errors import CorpusError, ExplainedError

_OPEN, _ACTION, _STEP, _PROBLEM = "reflection", "reflection_action", "reflection_step", "reflection_problem"
_BY_ITSELF = 0
_NOW = ".dsl-reflection-now"
_CASE_HEADINGS = {messages.DO_NOW_HEADING, messages.ASK_YOURSELF_HEADING}
_HINT = (
    "Five or six questions, one at a time, as a supervisor would ask them. They are for your own thinking. Nothing is stored;"
    " at the end you can take a sheet to your supervisor."
)
_SHEET_ABOUT = (
    "The sheet is for your supervisor. It has your own words as they stand here, and leaves blank what you skipped. It is no"
    " referral and no record of concern. A name that was not noticed is in it too: read it before you file it."
)
_UNEXPECTED = (
    "the next question could not be chosen",
    "try again; if it fails again, talk it over with a colleague today",
)
_log = logging.getLogger(__name__)

Act = Callable[[Assistant, Redactor], Reflection]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReflection:
    """A worry that is being thought through on this page; the other fields are as an ``Exchange`` has them.

    Parameters
    ----------
    exchange : int
        Of the answer beneath which it stands; 0 if it stands by itself.
    reflection : Reflection or None
        As far as it has come; nothing before the worry is written.
    asked : AskedQuestions
        Its questions, with their citations.
    number : int
        One that no exchange has, so that a citation that is open is known to be of this.
    """

    exchange: int
    reflection: Reflection | None = None
    asked: AskedQuestions = field(default_factory=AskedQuestions)
    pdfs: Mapping[str, Path] = field(default_factory=dict)
    number: int = -1

    @property
    def as_at(self) -> date:
        """The day asked about."""
        return self.reflection.as_at if self.reflection else session.as_at()

    def citation(self, marker: int) -> Citation | None:
        """Return the citation with a marker."""
        return next((citation for citation in self.asked.citations if citation.marker == marker), None)


def shown() -> tuple[OpenReflection, ...]:
    """Return the worry that is being thought through, if one is."""
    opened: OpenReflection | None = st.session_state.get(_OPEN)
    return (opened,) if opened else ()


def is_by_itself() -> bool:
    """Whether one is shown that stands beneath no answer of the conversation."""
    return any(_home(opened) == _BY_ITSELF for opened in shown())


def show_beneath(exchange: Exchange, answer: Answer) -> None:
    """Offer to think a worry through beneath the answer about it, or show how far that has come.

    Parameters
    ----------
    exchange : Exchange
        Of the answer.
    answer : Answer
        One about a worry or a notification; beneath others, and beneath urgent help, nothing is offered.
    """
    for opened in shown():
        if _home(opened) == exchange.number:
            _show(opened)
    of_a_case = any(section.heading in _CASE_HEADINGS for section in answer.sections)
    if shown() or not of_a_case or answer.outcome is not Outcome.ANSWERED:
        return
    number = exchange.number
    with st.container(key=f"think-{number}", gap=None):
        st.button(
            "Think it through with me: ask me the next question",
            key=f"think-open-{number}",
            on_click=_begin,
            args=(answer.standalone_question, number),
        )
        st.html(f'<p class="dsl-hint">{_HINT}</p>')


def show_by_itself() -> None:
    """Show the worry that stands beneath no answer, or ask for it."""
    for opened in shown():
        if _home(opened) == _BY_ITSELF:
            _show(opened)


def offer_by_itself() -> None:
    """Offer to talk a case through that was not asked about, beside the box."""
    if not shown():
        st.button("Talk a case through", key="talk-through", on_click=_open)


def act(assistant: Assistant | ExplainedError, new_redactor: Callable[[], Redactor]) -> bool:
    """Do what a button asked for, once the library is open; return whether the page is to be drawn anew.

    Parameters
    ----------
    assistant : Assistant or ExplainedError
        The library, or why it cannot be opened.
    new_redactor : callable
        Makes what takes details out, where the conversation has none yet.
    """
    waiting: tuple[Act, str] | None = st.session_state.pop(_ACTION, None)
    if waiting is None or not shown():
        return False
    action, typed = waiting
    try:
        if isinstance(assistant, ExplainedError):
            raise assistant
        _move_on(assistant, action(assistant, session.redactor(new_redactor)))
    except (AssistantError, CorpusError) as error:
        _set_problem(error.message, error.hint, typed)
    except Exception as error:  # a page without a traceback, and a log without a word of the worry
        _log.error("asking the next question failed: %s", type(error).__qualname__)
        _set_problem(*_UNEXPECTED, typed)
    return True


def _home(opened: OpenReflection) -> int:
    """Return beneath which exchange it stands: by itself, too, once that has left the conversation."""
    return opened.exchange if any(one.number == opened.exchange for one in session.exchanges()) else _BY_ITSELF


def _show(opened: OpenReflection) -> None:
    with st.container(key="reflection"):
        reflection = opened.reflection
        if reflection is not None and reflection.danger:
            urgent = answer_html.urgent_html(level=4, folded=reflection.folds_urgent_help)
            st.html(f'<div class="dsl-reflection-urgent">{urgent}</div>')
        show_problem(_PROBLEM, level=4)
        if reflection is None:
            _ask_for_worry()
            return
        st.html(reflection_html.before_html(reflection, opened.asked))
        if reflection.question is None:
            _show_end(opened, reflection)
        else:
            _show_question(opened, reflection)


def _show_question(opened: OpenReflection, reflection: Reflection) -> None:
    """Show the question that is asked now, why, its pinpoint, and the place for the answer."""
    now = opened.asked.questions[-1]
    st.html(reflection_html.question_html(len(reflection.replies) + 1, now))
    _show_pinpoints(opened, now.why.citations if now.why else ())
    step = _step()
    text = f"reflection-text-{step}"
    with st.form(f"reflection-form-{step}", border=False, enter_to_submit=False):
        st.text_area(
            "Your answer, in your own words, without names",
            value=reflection.draft,
            key=text,
            max_chars=MAX_QUESTION_CHARS,
            height=110,
        )
        with st.container(horizontal=True, key="reflection-buttons"):
            _submit("Next question", "next", _answer, text, primary=True)
            _submit("Skip", "skip", _skip)
            if reflection.replies:
                _submit("Back", "back", _back)
            _submit("End here", "end", _end)


def _ask_for_worry() -> None:
    st.html(f'<h3 class="dsl-reflection-now">What worries you?</h3><p class="dsl-hint">{_HINT}</p>')
    step = _step()
    text = f"reflection-text-{step}"
    with st.form(f"reflection-form-{step}", border=False, enter_to_submit=False):
        st.text_area(
            "The worry in a sentence or two, without names", key=text, max_chars=MAX_QUESTION_CHARS, height=110
        )
        with st.container(horizontal=True, key="reflection-buttons"):
            _submit("Ask me the first question", "next", _worry, text, primary=True)
            _submit("Not now", "end", clear)


def _show_end(opened: OpenReflection, reflection: Reflection) -> None:
    """Show the sheet, with the ways to take it, or that there is none."""
    st.html(reflection_html.end_html(reflection))
    if reflection.has_sheet:
        sheet = sheet_of(reflection, opened.asked, session.now(), number=secrets.token_hex(2))
        text = sheet_as_text(sheet)
        sheet_files.show(sheet, SHEET_FORMATS, text, about=_SHEET_ABOUT, label="Take the sheet", key="sheet")
    with st.container(horizontal=True, key="reflection-buttons"):
        if reflection.stopped:
            st.button("Nobody is in danger now: go on", key="reflection-go-on", on_click=_go_on)
        elif reflection.replies:
            st.button("Back to the last question", key="reflection-back", on_click=_back)
        st.button("Clear", key="reflection-clear", on_click=clear)


def _show_pinpoints(opened: OpenReflection, markers: tuple[int, ...]) -> None:
    with st.container(horizontal=True, gap="small", key="reflection-pinpoints"):
        for marker in markers:
            citation = opened.citation(marker)
            if citation is not None:
                st.button(
                    answer_html.brief_label(citation),
                    key=f"cite-{opened.number}-why-{marker}",
                    type="tertiary",
                    on_click=session.show_citation,
                    args=(opened.number, marker, citation.passage.page),
                )


def _submit(label: str, name: str, does: Callable[..., None], *given: str, primary: bool = False) -> None:
    key = f"reflection-{name}"
    st.form_submit_button(label, key=key, on_click=does, args=given, type="primary" if primary else "secondary")


def clear() -> None:
    """Forget the worry, and every answer with it."""
    home = shown()[0].exchange if shown() else _BY_ITSELF
    for key in (_OPEN, _ACTION, _PROBLEM):
        st.session_state.pop(key, None)
    focus.move(
        f".st-key-think-open-{home} button, .st-key-talk-through button" if home else ".st-key-talk-through button"
    )


def _open() -> None:
    st.session_state[_OPEN] = OpenReflection(exchange=_BY_ITSELF)
    _next_step()
    focus.move(_NOW)


def _begin(worry: str, exchange: int) -> None:
    st.session_state[_OPEN] = OpenReflection(exchange=exchange)
    _wait_for(worry, lambda assistant, redactor: assistant.supervisor.begin(worry, session.as_at(), redactor))


def _worry(key: str) -> None:
    typed = str(st.session_state.get(key, ""))
    _wait_for(typed, lambda assistant, redactor: assistant.supervisor.begin(typed, session.as_at(), redactor))


def _answer(key: str) -> None:
    typed, reflection = str(st.session_state.get(key, "")), _reflection()
    _wait_for(typed, lambda assistant, redactor: assistant.supervisor.answer(reflection, typed, redactor))


def _skip() -> None:
    reflection = _reflection()
    _wait_for("", lambda assistant, redactor: assistant.supervisor.answer(reflection, "", redactor))


def _back() -> None:
    reflection = _reflection()
    _wait_for("", lambda *_: back(reflection))


def _go_on() -> None:
    reflection = _reflection()
    _wait_for("", lambda *_: go_on(reflection))


def _end() -> None:
    reflection = _reflection()
    _wait_for("", lambda *_: end(reflection))


def _reflection() -> Reflection:
    reflection = shown()[0].reflection
    assert reflection is not None, "a button of a question is pressed while there is one"
    return reflection


def _wait_for(typed: str, action: Act) -> None:
    st.session_state[_ACTION] = (action, typed)


def _move_on(assistant: Assistant, reflection: Reflection) -> None:
    """Store how far it has come, with what its pinpoints open; the focus goes to the new question, or to urgent help."""
    asked = assistant.supervisor.cited(reflection)
    sources = {citation.source.source_id for citation in asked.citations}
    st.session_state[_OPEN] = OpenReflection(
        exchange=shown()[0].exchange,
        reflection=reflection,
        asked=asked,
        pdfs={source_id: assistant.index.pdf_path(source_id) for source_id in sources},
    )
    session.close_citation()
    _next_step()
    if reflection.stopped:
        st.session_state["reflection_said"] = (OUTCOMES[Outcome.ESCALATED], True)
        focus.move(".dsl-reflection-urgent summary")
        return
    said = f"Question {len(reflection.replies) + 1}" if reflection.question else "The questions are at their end"
    st.session_state["reflection_said"] = (said, False)
    focus.move(_NOW)


def say_what_changed() -> None:
    """Have what has just come read aloud, once."""
    words, urgent = st.session_state.pop("reflection_said", ("", False))
    if words:
        announce(words, urgent=urgent)


def _set_problem(message: str, hint: str, typed: str) -> None:
    st.session_state[_PROBLEM] = (message, hint, bool(typed) and hears_danger(typed))


def _step() -> int:
    step: int = st.session_state.get(_STEP, 0)
    return step


def _next_step() -> None:
    """Give the next question a box of its own, so that nothing of the answer before stands in it."""
    st.session_state[_STEP] = _step() + 1
