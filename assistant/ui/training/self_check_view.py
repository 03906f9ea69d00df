"""The self-check on the page: radio buttons, one button, and how it went. It is in the session alone, and stored nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from assistant.messages import TRAINING_CHECK_ABOUT
from assistant.training import Briefing, BriefingCheck, checked, in_words
from assistant.types import Statement
from assistant.ui.shared import focus
from assistant.ui.shared.announce import announce
from assistant.ui.training import training_html
from corpus.statements import CheckForm

_DONE, _SAID = "training-checked", "training-said"
_FORMS = {CheckForm.BEFORE: "Before the briefing", CheckForm.AFTER: "After it"}

ShowPinpoints = Callable[[str, Sequence[Statement]], None]


def show(briefing: Briefing, show_pinpoints: ShowPinpoints) -> None:
    """Show the questions of one form, and how they went once they were answered.

    Parameters
    ----------
    briefing : Briefing
        Of the subject.
    show_pinpoints : callable
        Draws the buttons to what bears statements out, under a name.
    """
    subject_id = briefing.subject.subject_id
    st.html(training_html.self_check_html(briefing))
    form = st.radio("When", list(_FORMS), format_func=_FORMS.__getitem__, horizontal=True, key="training-form")
    st.html(training_html.hint_html(TRAINING_CHECK_ABOUT["page"]))
    checks = briefing.form(form)
    with st.form(f"training-check-{subject_id}-{form.value}", border=False):
        for number, check in enumerate(checks, start=1):
            st.radio(
                f"{number}. {check.asks}",
                range(len(check.options)),
                format_func=check.options.__getitem__,
                index=None,
                key=_key(check),
            )
        st.form_submit_button("See how it went", type="primary", key="training-see", on_click=_see, args=(checks,))
    if st.session_state.get(_DONE) == checks[0].question_id:
        _show_result(checks, show_pinpoints)


def _show_result(checks: Sequence[BriefingCheck], show_pinpoints: ShowPinpoints) -> None:
    replies = checked(checks, _chosen(checks))
    with st.container(key="training-result"):
        st.html(training_html.result_html(replies))
        for number, reply in enumerate(replies, start=1):
            st.html(training_html.reply_html(number, reply))
            show_pinpoints(reply.check.question_id, (reply.check.why,) if reply.check.why else ())
        st.button("Clear my answers", key="training-clear", on_click=_clear, args=(checks,))
    if words := st.session_state.pop(_SAID, ""):
        announce(words)


def _see(checks: Sequence[BriefingCheck]) -> None:
    st.session_state[_DONE] = checks[0].question_id
    st.session_state[_SAID] = in_words(checked(checks, _chosen(checks)))
    focus.move(".dsl-checked")


def _clear(checks: Sequence[BriefingCheck]) -> None:
    for check in checks:
        st.session_state[_key(check)] = None
    st.session_state.pop(_DONE, None)
    focus.move(f".st-key-{_key(checks[0])} input")


def _chosen(checks: Sequence[BriefingCheck]) -> dict[str, int | None]:
    return {check.question_id: st.session_state.get(_key(check)) for check in checks}


def _key(check: BriefingCheck) -> str:
    return f"training-{check.question_id}"
