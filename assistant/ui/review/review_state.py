"""Where a trainer is: which view, which answer, and what they have entered so far.

What is not handed in yet lasts as long as the session, and nobody else sees it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import streamlit as st

from assistant.store.reviews import Check, CheckState, Label, Missing, Nugget, Origin, Queued, Verdict


class View(StrEnum):
    """What the page shows."""

    QUEUE = "queue"
    CHECK = "check"
    AGREEMENT = "agreement"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictDraft:
    """What a reviewer has entered about an answer so far.

    Parameters
    ----------
    at : int
        Which statement is in view, from 0; as many as there are for the last step.
    problem : str
        What was left out when they wanted to go on.
    """

    at: int = 0
    labels: Mapping[str, Label] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    nuggets: tuple[Nugget, ...] = ()
    comment: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which checks of the queue are shown; those for practice only where they are asked for."""

    origin: Origin | None = None
    state: CheckState | None = None
    not_mine: bool = True

    def fits(self, one: Queued) -> bool:
        """Whether a check is to be shown."""
        return (
            (one.origin is self.origin if self.origin else one.origin is not Origin.PRACTICE)
            and (self.state is None or one.state is self.state)
            and not (self.not_mine and one.mine)
        )


def view() -> View:
    """Return what the page shows."""
    shown: View = st.session_state.get("trainer_view", View.QUEUE)
    return shown


def go(to: View) -> None:
    """Show another view; its heading takes the focus."""
    st.session_state["trainer_view"] = to
    moved()
    st.session_state.pop("trainer_amending", None)


def open_check(check_id: str) -> None:
    """Show a check."""
    go(View.CHECK)
    st.session_state["trainer_check"] = check_id


def check_id() -> str:
    """Return the check in view."""
    shown: str = st.session_state.get("trainer_check", "")
    return shown


def amend(verdict: Verdict) -> None:
    """Open the form again, filled in with what was handed in before."""
    before = VerdictDraft(
        labels=verdict.labels, missing=verdict.missing, nuggets=verdict.nuggets, comment=verdict.comment
    )
    store_draft(verdict.check_id, before)
    st.session_state["trainer_amending"] = verdict.check_id
    moved()


def is_amending(checked: str) -> bool:
    """Whether the person changes the verdict that they handed in."""
    return bool(st.session_state.get("trainer_amending") == checked)


def stop_amending() -> None:
    """Leave the verdict as it was handed in."""
    forget(check_id())
    moved()


def draft(checked: str) -> VerdictDraft:
    """Return what the person has entered about a check so far."""
    drafts: dict[str, VerdictDraft] = st.session_state.setdefault("trainer_drafts", {})
    return drafts.get(checked, VerdictDraft())


def store_draft(checked: str, entered: VerdictDraft) -> None:
    """Store what the person has entered about a check so far."""
    st.session_state.setdefault("trainer_drafts", {})[checked] = entered


def forget(checked: str) -> None:
    """Forget a draft: it was handed in, or is not wanted."""
    st.session_state.setdefault("trainer_drafts", {}).pop(checked, None)
    st.session_state.pop("trainer_amending", None)


def moved() -> None:
    """Remember that another step has come into view: its heading takes the focus."""
    st.session_state["trainer_step"] = st.session_state.get("trainer_step", 0) + 1
    st.session_state["trainer_moved"] = True


def take_moved() -> int:
    """Return the number of the step that has just come into view, once; else 0."""
    step: int = st.session_state.get("trainer_step", 0)
    return step if st.session_state.pop("trainer_moved", False) else 0


def leave_message(text: str) -> None:
    """Remember a sentence on what has just been done."""
    st.session_state["trainer_message"] = text


def take_message() -> str:
    """Return the sentence on what has just been done, once."""
    message: str = st.session_state.pop("trainer_message", "")
    return message


def wanted() -> Wanted:
    """Return which checks are shown."""
    chosen: Wanted = st.session_state.get("trainer_wanted", Wanted())
    return chosen


def want(what: Wanted) -> None:
    """Store which checks are shown."""
    st.session_state["trainer_wanted"] = what


def next_of(waiting: tuple[Queued, ...], after: str = "") -> Queued | None:
    """Return the check to judge next: the oldest that the person has not judged and that nothing has decided.

    Parameters
    ----------
    waiting : tuple of Queued
        The checks to choose from, oldest first.
    after : str
        The check that was in view; those behind it come first.
    """
    left = [one for one in waiting if not one.mine and one.state is not CheckState.DECIDED and one.id != after]
    ids = [one.id for one in waiting]
    position = ids.index(after) if after in ids else -1
    return next((one for one in left if ids.index(one.id) > position), left[0] if left else None)


def left_out(check: Check, draft: VerdictDraft) -> tuple[int, ...]:
    """Return the statements, from 0, that have no label yet."""
    return tuple(at for at, one in enumerate(check.statements) if one.key not in draft.labels)
