"""Judging an answer: a statement at a time beside its page, then what is missing, and a comment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from assistant.errors import NotStored, NotTaken
from assistant.people import Person
from assistant.store.database import MAX_CHARS, Store, overtaken
from assistant.store.reviews import Check, Judgement, Label, ToCheck, queue, verdicts
from assistant.ui.review import evidence_view, missing_evidence, queue_view, review_html, review_state
from assistant.ui.review.review_state import VerdictDraft, View
from assistant.ui.shared import session
from assistant.ui.shared.frame import show_error

_ASKED = "Does what is cited support the statement?"
_UNSAID = "nothing was chosen"
_UNSAID_HINT = "choose how what is cited bears on the statement"


def show(store: Store, person: Person, check: Check) -> None:
    """Show the form at the step that the reviewer has come to.

    Parameters
    ----------
    store : Store
        Where the verdict goes.
    person : Person
        A trainer.
    check : Check
        The answer to be judged.
    """
    said = review_state.draft(check.id)
    newer = overtaken(check.shown, queue_view.register(), session.today())
    if review_state.is_amending(check.id):
        st.button("Leave it as it was", key="trainer-leave", type="tertiary", on_click=review_state.stop_amending)
    else:
        queue_view.back()
    st.html(review_html.about_html(check, date.fromisoformat(check.answer["as_at"]), newer))
    if said.problem:
        show_error(said.problem, _UNSAID_HINT if said.problem == _UNSAID else "")
    if said.at < len(check.statements):
        _show_statement(store, person, check, said)
    else:
        _show_last(store, person, check, said)


def _show_statement(store: Store, person: Person, check: Check, said: VerdictDraft) -> None:
    """Show a statement and its page side by side."""
    statement = check.statements[said.at]
    with st.container(key="checking"):
        left, right = st.columns([2, 3], gap="large")
    with left:
        st.html(review_html.heading_html(f"Statement {said.at + 1} of {len(check.statements)}"))
        st.html(review_html.statement_html(statement))
        key = f"verdict-{check.id}-{statement.key}"
        choose_label(_ASKED, key, said.labels.get(statement.key))
        with st.container(horizontal=True, key="trainer-steps"):
            last = said.at + 1 == len(check.statements)
            label = "Save and go to the last step" if last else "Save and next"
            _step(label, _save_and_next, check.id, statement, key)
            if said.at:
                _previous(check.id)
        st.html('<p class="dsl-hint">Arrow keys choose. Ctrl and Enter saves and goes on.</p>')
    with right:
        evidence_view.show(store, person, check, statement)


def choose_label(asked: str, key: str, before: Label | None) -> Label | None:
    """Let one of the four verdicts be chosen."""
    labels = list(Label)
    return st.radio(
        asked,
        labels,
        index=labels.index(before) if before else None,
        format_func=lambda label: label.words,
        captions=[review_html.HELP[label] for label in labels],
        key=key,
    )


def _step(label: str, on_click: Callable[..., None], *args: object) -> None:
    st.button(label, key="trainer-save", type="primary", shortcut="Ctrl+Enter", on_click=on_click, args=args)


def _previous(check_id: str) -> None:
    st.button("Previous statement", key="trainer-previous", on_click=_go_back, args=(check_id,))


def _save_and_next(check_id: str, statement: ToCheck, key: str) -> None:
    """Keep what was chosen and go on; stay and say so if nothing was."""
    said, chosen = review_state.draft(check_id), st.session_state.get(key)
    if chosen is None:
        review_state.keep(check_id, replace(said, problem=_UNSAID))
        return
    labels = dict(said.labels) | {statement.key: Label(chosen)}
    review_state.keep(check_id, replace(said, labels=labels, at=said.at + 1, problem=""))
    review_state.moved()


def _go_back(check_id: str) -> None:
    said = review_state.draft(check_id)
    review_state.keep(check_id, replace(said, at=max(0, said.at - 1), problem=""))
    review_state.moved()


def _show_last(store: Store, person: Person, check: Check, said: VerdictDraft) -> None:
    """Ask what is missing, take a comment, and hand the verdict in."""
    st.html(review_html.heading_html("Last step: what is missing, and your comment"))
    if not check.statements:
        st.html('<p class="dsl-label">The answer cites nothing. It says:</p>')
        st.html(review_html.text_html(check))
    rows = [(one.text, said.labels[one.key].words) for one in check.statements if one.key in said.labels]
    if rows:
        st.html(review_html.table_html(("Statement", "Your verdict"), rows))
    missing_evidence.show(check, said)
    with st.form("verdict", border=False, enter_to_submit=False):
        comment = st.text_area(
            "Comment (optional). Leave out names and other details of a child or family.",
            said.comment,
            key=f"comment-{check.id}",
            max_chars=MAX_CHARS,
        )
        handed_in = st.form_submit_button(
            "Hand in and go to the next", key="trainer-hand-in", type="primary", shortcut="Ctrl+Enter"
        )
    if check.statements:
        _previous(check.id)
    if handed_in:
        review_state.keep(check.id, replace(said, comment=comment))
        _hand_in(store, person, check)
        st.rerun()


def _hand_in(store: Store, person: Person, check: Check) -> None:
    """Hand the verdict in and go to the next answer; say what is wrong with it if it is not taken."""
    said = review_state.draft(check.id)
    amended = review_state.is_amending(check.id)
    if unjudged := review_state.left_out(check, said):
        review_state.keep(check.id, replace(said, at=unjudged[0], problem=_UNSAID))
        return
    given = Judgement(labels=said.labels, missing=said.missing, comment=said.comment)
    try:
        verdicts.submit(store, person, check.id, given)
    except (NotTaken, NotStored) as error:
        review_state.keep(check.id, replace(said, problem=f"{error.message}: {error.hint}"))
        return
    review_state.forget(check.id)
    if amended:
        review_state.leave_message("Your changed verdict is in.")
        review_state.moved()
        return
    everything = queue(store, person)
    waiting = tuple(filter(review_state.wanted().fits, everything))
    following = review_state.next_of(waiting) or review_state.next_of(everything)
    others = sum(one.n_reviewers > 1 for one in everything if one.id == check.id)
    review_state.leave_message(
        "Your verdict is in." + (" Another reviewer’s is too: open the answer to compare." if others else "")
    )
    if following:
        review_state.open_check(following.id)
    else:
        review_state.go(View.QUEUE)
