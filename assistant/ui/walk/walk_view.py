"""The line at the top of every page: an offer to be shown round, the step of a walk under way, and where to ask.

A walk is in the session alone. Nothing that it fills in is sent by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from assistant.people import Person, Role
from assistant.ui.shared import focus, session
from assistant.ui.walk.steps import ROLE_NAMES, WALKS, WalkStep
from assistant.ui.walk.walk_html import step_html, where_html

_WALK = "walk"
_STEP, _CHOICE = ".dsl-walk-step", ".st-key-walk-choice button"
_OFFER = ".st-key-walk-begin button"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How far somebody has come in this visit.

    Parameters
    ----------
    role : Role or None
        Whose walk it is, once it is chosen.
    step : int
        From nought.
    shown : bool
        Whether it is on the page, not left.
    choosing : bool
        Whether a role is being chosen.
    offered : bool
        Whether the words of the offer are still shown.
    """

    role: Role | None = None
    step: int = 0
    shown: bool = False
    choosing: bool = False
    offered: bool = True


def show(person: Person, pages: Mapping[str, st.Page]) -> None:
    """Show the line, and beneath it the step that somebody is at.

    Parameters
    ----------
    person : Person
        Who is at the page.
    pages : mapping of str to st.Page
        The person's, by address.
    """
    walk = _now()
    roles = [role for role in WALKS if person.has(role)]
    if walk.role not in roles:
        walk = replace(walk, role=None, shown=False)
    with st.container(key="walk-line", horizontal=True, vertical_alignment="center", gap="small"):
        _show_offer(walk, roles)
        st.html(where_html())
    if walk.choosing:
        _show_choice(roles)
    elif walk.shown and walk.role is not None:
        _show_step(walk, WALKS[walk.role], pages)


def _show_offer(walk: Walk, roles: list[Role]) -> None:
    if walk.shown or walk.choosing:
        return
    if walk.offered:
        st.html('<p class="dsl-hint">First time here?</p>', width="content")
    begun = walk.role is not None
    label = f"Go on with the walk (step {walk.step + 1})" if begun else "Show me round"
    st.button(label, key="walk-begin", type="tertiary", on_click=_begin, args=(roles,))
    if walk.offered:
        st.button("Not now", key="walk-not-now", type="tertiary", on_click=_dismiss)


def _show_choice(roles: list[Role]) -> None:
    with st.container(key="walk-choice", horizontal=True, gap="small"):
        for role in roles:
            label = f"{ROLE_NAMES[role].capitalize()} ({len(WALKS[role])} steps)".replace("dsl", "DSL")
            st.button(label, key=f"walk-{role}", on_click=_choose, args=(role,))
        st.button("Not now", key="walk-choose-not", type="tertiary", on_click=_leave)


def _show_step(walk: Walk, steps: tuple[WalkStep, ...], pages: Mapping[str, st.Page]) -> None:
    """Show a step, and the ways on from it."""
    step, last = steps[walk.step], walk.step == len(steps) - 1
    with st.container(key="walk", border=True, gap="small"):
        st.html(step_html(step, walk.step + 1, len(steps)))
        with st.container(horizontal=True, gap="small", key="walk-buttons"):
            pressed = st.button(_go_label(step, pages), key="walk-go", type="primary")
            if walk.step:
                st.button("Back", key="walk-back", on_click=_move, args=(-1,))
            if last:
                st.button("That was all", key="walk-end", on_click=_end)
            else:
                st.button("Next step", key="walk-next", on_click=_move, args=(1,))
                st.button("Leave the walk", key="walk-leave", type="tertiary", on_click=_leave)
    if pressed:
        session.fill_in(step.question, step.entries)
        st.switch_page(pages[step.address])


def _go_label(step: WalkStep, pages: Mapping[str, st.Page]) -> str:
    if step.question:
        return "Fill in a made-up question"
    return "Fill in made-up entries" if step.entries else f"Go to “{pages[step.address].title}”"


def _now() -> Walk:
    walk: Walk = st.session_state.get(_WALK, Walk())
    return walk


def _set(walk: Walk, then: str) -> None:
    """Store how far the walk has come; the focus goes on to what has come for what was pressed."""
    st.session_state[_WALK] = walk
    focus.move(then)


def _begin(roles: list[Role]) -> None:
    walk = replace(_now(), offered=False)
    if walk.role is None and len(roles) > 1:
        _set(replace(walk, choosing=True), _CHOICE)
    else:
        _set(replace(walk, role=walk.role or roles[0], shown=True), _STEP)


def _choose(role: Role) -> None:
    _set(replace(_now(), role=role, step=0, shown=True, choosing=False), _STEP)


def _move(by: int) -> None:
    walk = _now()
    _set(replace(walk, step=walk.step + by), _STEP)


def _leave() -> None:
    _set(replace(_now(), shown=False, choosing=False), _OFFER)


def _end() -> None:
    _set(Walk(offered=False), _OFFER)


def _dismiss() -> None:
    _set(replace(_now(), offered=False), _OFFER)
