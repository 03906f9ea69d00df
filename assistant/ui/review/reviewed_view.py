"""A check once the person's verdict is in: the verdicts of others, where they differ, and the decision with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from assistant.errors import NotTaken
from assistant.people import Person
from assistant.store.database import MAX_CHARS, Store, overtaken
from assistant.store.reviews import (
    WHOLE,
    Aspect,
    Check,
    CheckState,
    Decision,
    Label,
    Origin,
    Ruling,
    Verdict,
    decisions,
    queue,
    verdicts,
)
from assistant.ui.review import evidence_view, queue_view, review_html, review_state
from assistant.ui.review.verdict_form import choose_label
from assistant.ui.shared import session
from assistant.ui.shared.frame import show_error

CLOSED = CheckState.DECIDED  # from then on no verdict is taken
_WAITING = (
    "Your verdict is in. Another reviewer has still to judge this answer, and sees yours only when their own is in."
)
_HEADINGS = {
    CheckState.OPEN: "Waiting for a second reviewer",
    CheckState.AGREED: "The reviewers agree",
    CheckState.DECIDED: "Decided",
}


def show(store: Store, person: Person, check: Check, own: Verdict | None) -> None:
    """Show the verdicts on a check, and let what is disputed be decided.

    Parameters
    ----------
    store : Store
        Where they are stored.
    person : Person
        A trainer.
    check : Check
        The answer.
    own : Verdict or None
        The person's own verdict; none if others decided without them.
    """
    queue_view.back()
    newer = overtaken(check.shown, queue_view.register(), session.today())
    st.html(review_html.about_html(check, date.fromisoformat(check.answer["as_at"]), newer))
    given = verdicts.seen(store, person, check.id)
    decided = decisions.of_check(store, person, check.id)
    if check.state is CheckState.DISPUTED:
        _discuss(store, person, check, decided)
        st.html("<h3>All verdicts</h3>")
    else:
        st.html(review_html.heading_html(_HEADINGS[check.state]))
    if check.state is CheckState.OPEN and own:
        st.write(_WAITING)
        st.html(review_html.verdict_html(check, own))
    else:
        st.html(review_html.compared_html(check, given, decided))
    with st.container(horizontal=True, key="reviewed-ways"):
        _on(store, person, check)
        if own and not decided:
            st.button("Change my verdict", key="trainer-amend", on_click=review_state.amend, args=(own,))
    _pages(store, person, check)


def _on(store: Store, person: Person, check: Check) -> None:
    practice = check.origin is Origin.PRACTICE
    alike = tuple(one for one in queue(store, person) if (one.origin is Origin.PRACTICE) is practice)
    following = review_state.next_of(alike, check.id)
    if following:
        st.button(
            "Check the next answer",
            key="trainer-next",
            on_click=review_state.open_check,
            args=(following.id,),
            type="primary",
        )


def _discuss(store: Store, person: Person, check: Check, decided: Sequence[Decision]) -> None:
    """Show the first statement that is disputed still, next to its page, and take the decision."""
    differ = verdicts.disagreements(store, person, check.id)
    settled = {one.statement for one in decided}
    left = [one for one in check.statements if one.key in differ and one.key not in settled]
    statement = left[0]
    with st.container(key="checking"):
        column, evidence = st.columns([2, 3], gap="large")
    with column:
        n = f": {len(left)} statement{'' if len(left) == 1 else 's'} to discuss"
        st.html(review_html.heading_html(f"The reviewers differ{n if check.asks is Aspect.SUPPORT else ''}"))
        st.html(review_html.judged_html(check, statement))
        st.html(review_html.differing_html(differ[statement.key]))
        st.html('<p class="dsl-hint">Talk it over. Then one of you decides; the reason is kept with it.</p>')
        _decide(store, person, check, statement.key)
    with evidence:
        evidence_view.show(store, person, check, statement)


def _decide(store: Store, person: Person, check: Check, statement: str) -> None:
    """Take a decision with its reason."""
    key = f"{check.id}-{statement}"
    with st.form("decision", border=False, enter_to_submit=False):
        chosen = choose_label("Decision", check.asks, f"decision-{key}", None)
        reason = st.text_area("Reason", key=f"reason-{key}", max_chars=MAX_CHARS)
        pressed = st.form_submit_button("Decide", key="trainer-decide", type="primary", shortcut="Ctrl+Enter")
    if not pressed:
        return
    if chosen is None:
        show_error("nothing was chosen", "choose one of the four")
        return
    try:
        decisions.decide(store, person, check.id, Ruling(statement=statement, label=Label(chosen), reason=reason))
    except NotTaken as error:
        show_error(error.message, error.hint)
        return
    review_state.leave_message("The decision is kept.")
    review_state.moved()
    st.rerun()


def _pages(store: Store, person: Person, check: Check) -> None:
    """Let the evidence be looked at again, as it was stored."""
    if check.state is CheckState.DISPUTED or not check.statements:
        return
    names = {one.key: f"Statement {number}" for number, one in enumerate(check.statements, start=1)}
    names = {WHOLE: "The whole answer"} if check.asks is Aspect.ANSWER else names
    by_key = {one.key: one for one in check.statements}
    st.html("<h3>The evidence, as it was then</h3>")
    chosen = st.selectbox(
        "What was judged", list(names), format_func=names.__getitem__, key=f"again-{check.id}", width=260
    )
    with st.container(key="checking"):
        left, right = st.columns([2, 3], gap="large")
    left.html(review_html.judged_html(check, by_key[chosen]))
    with right:
        evidence_view.show(store, person, check, by_key[chosen])
