"""Judging an answer next to its pages: as a whole, or a statement at a time; then what is missing, and a comment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from assistant.errors import NotStored, NotTaken
from assistant.people import Person
from assistant.store.database import MAX_CHARS, Store, overtaken
from assistant.store.reviews import (
    Aspect,
    Check,
    Importance,
    Judgement,
    Label,
    Nugget,
    Origin,
    ToCheck,
    queue,
    verdicts,
)
from assistant.ui.review import evidence_view, missing_evidence, queue_view, review_html, review_state
from assistant.ui.review.review_state import VerdictDraft, View
from assistant.ui.shared import session
from assistant.ui.shared.frame import show_error

_UNJUDGED = "nothing was chosen"
_UNJUDGED_HINT = "choose one of the four"
_FACTS = {
    Importance.VITAL: "Missing and vital: what a good answer must say, one fact a line",
    Importance.OKAY: "Missing and good to know, one fact a line",
}


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
    draft = review_state.draft(check.id)
    newer = overtaken(check.shown, queue_view.register(), session.today())
    if review_state.is_amending(check.id):
        st.button("Leave it as it was", key="trainer-leave", type="tertiary", on_click=review_state.stop_amending)
    else:
        queue_view.back()
    st.html(review_html.about_html(check, date.fromisoformat(check.answer["as_at"]), newer))
    if draft.problem:
        show_error(draft.problem, _UNJUDGED_HINT if draft.problem == _UNJUDGED else "")
    if draft.at < len(check.statements):
        _show_statement(store, person, check, draft)
    else:
        _show_last(store, person, check, draft)


def _show_statement(store: Store, person: Person, check: Check, draft: VerdictDraft) -> None:
    """Show a statement, or the answer, and its page side by side."""
    statement = check.statements[draft.at]
    with st.container(key="checking"):
        left, right = st.columns([2, 3], gap="large")
    with left:
        whole = check.asks is Aspect.ANSWER
        st.html(
            review_html.heading_html("The answer" if whole else f"Statement {draft.at + 1} of {len(check.statements)}")
        )
        st.html(review_html.judged_html(check, statement))
        key = f"verdict-{check.id}-{statement.key}"
        choose_label(review_html.ASKED[check.asks], check.asks, key, draft.labels.get(statement.key))
        with st.container(horizontal=True, key="trainer-steps"):
            last = draft.at + 1 == len(check.statements)
            label = "Save and go to the last step" if last else "Save and next"
            _step(label, _save_and_next, check.id, statement, key)
            if draft.at:
                _previous(check.id, "Previous statement")
        st.html('<p class="dsl-hint">Arrow keys choose. Ctrl and Enter saves and goes on.</p>')
    with right:
        evidence_view.show(store, person, check, statement)


def choose_label(asked: str, aspect: Aspect, key: str, before: Label | None) -> Label | None:
    """Let one of the four verdicts be chosen."""
    labels = list(aspect.labels)
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


def _previous(check_id: str, label: str) -> None:
    st.button(label, key="trainer-previous", on_click=_go_back, args=(check_id,))


def _save_and_next(check_id: str, statement: ToCheck, key: str) -> None:
    """Store what was chosen and go on; stay with a message if nothing was."""
    draft, chosen = review_state.draft(check_id), st.session_state.get(key)
    if chosen is None:
        review_state.store_draft(check_id, replace(draft, problem=_UNJUDGED))
        return
    labels = dict(draft.labels) | {statement.key: Label(chosen)}
    review_state.store_draft(check_id, replace(draft, labels=labels, at=draft.at + 1, problem=""))
    review_state.moved()


def _go_back(check_id: str) -> None:
    draft = review_state.draft(check_id)
    review_state.store_draft(check_id, replace(draft, at=max(0, draft.at - 1), problem=""))
    review_state.moved()


def _show_last(store: Store, person: Person, check: Check, draft: VerdictDraft) -> None:
    """Ask what is missing, take a comment, and hand the verdict in."""
    st.html(review_html.heading_html("Last step: what is missing, and your comment"))
    if not check.statements:
        st.html('<p class="dsl-label">The answer cites nothing. It says:</p>')
        st.html(review_html.text_html(check))
    rows = [(one.text, draft.labels[one.key].words) for one in check.statements if one.key in draft.labels]
    if rows:
        st.html(review_html.table_html(("Statement", "Your verdict"), rows))
    missing_evidence.show(check, draft)
    with st.form("verdict", border=False, enter_to_submit=False):
        facts = {
            importance: st.text_area(
                asked, _lines(draft, importance), key=f"{importance}-{check.id}", max_chars=MAX_CHARS
            )
            for importance, asked in _FACTS.items()
        }
        comment = st.text_area(
            "Comment (optional). Leave out names and other details of a child or family.",
            draft.comment,
            key=f"comment-{check.id}",
            max_chars=MAX_CHARS,
        )
        handed_in = st.form_submit_button(
            "Hand in and go to the next", key="trainer-hand-in", type="primary", shortcut="Ctrl+Enter"
        )
    if check.statements:
        _previous(check.id, "Back to the answer" if check.asks is Aspect.ANSWER else "Previous statement")
    if handed_in:
        review_state.store_draft(check.id, replace(draft, comment=comment, nuggets=_nuggets(facts)))
        _hand_in(store, person, check)
        st.rerun()


def _lines(draft: VerdictDraft, importance: Importance) -> str:
    return "\n".join(one.text for one in draft.nuggets if one.importance is importance)


def _nuggets(facts: Mapping[Importance, str]) -> tuple[Nugget, ...]:
    """Return what was typed as facts: each line that has words is one."""
    lines = [(line.strip(), importance) for importance, typed in facts.items() for line in typed.splitlines()]
    return tuple(Nugget(text=line, importance=importance) for line, importance in lines if line)


def _hand_in(store: Store, person: Person, check: Check) -> None:
    """Hand the verdict in and go to the next answer; show what is wrong with it if it is not taken."""
    draft = review_state.draft(check.id)
    amended = review_state.is_amending(check.id)
    if unjudged := review_state.left_out(check, draft):
        review_state.store_draft(check.id, replace(draft, at=unjudged[0], problem=_UNJUDGED))
        return
    given = Judgement(labels=draft.labels, missing=draft.missing, nuggets=draft.nuggets, comment=draft.comment)
    try:
        verdicts.submit(store, person, check.id, given)
    except (NotTaken, NotStored) as error:
        review_state.store_draft(check.id, replace(draft, problem=f"{error.message}: {error.hint}"))
        return
    review_state.forget(check.id)
    if amended:
        review_state.leave_message("Your changed verdict is in.")
        review_state.moved()
        return
    everything = queue(store, person)
    waiting = tuple(filter(review_state.wanted().fits, everything))
    practice = check.origin is Origin.PRACTICE
    alike = tuple(one for one in everything if (one.origin is Origin.PRACTICE) is practice)
    following = review_state.next_of(waiting) or review_state.next_of(alike)
    others = sum(one.n_reviewers > 1 for one in everything if one.id == check.id)
    review_state.leave_message(
        "Your verdict is in." + (" Another reviewer’s is too: open the answer to compare." if others else "")
    )
    if following:
        review_state.open_check(following.id)
    else:
        review_state.go(View.QUEUE)
