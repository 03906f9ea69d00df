"""The queue: how many answers wait, which are shown, and the next."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

import streamlit as st

from assistant.people import Person
from assistant.store.database import Store, overtaken
from assistant.store.reviews import CheckState, Queued, checks, queue
from assistant.ui.review import review_html, review_state
from assistant.ui.review.review_state import View, Wanted
from assistant.ui.shared import session
from corpus.register import Register, load_register

_SHOWN = 20  # of a long queue; its filters find the rest
_Kind = TypeVar("_Kind", bound=StrEnum)


def show(store: Store, person: Person) -> None:
    """Show the queue.

    Parameters
    ----------
    store : Store
        Where it is kept.
    person : Person
        A trainer.
    """
    everything = queue(store, person)
    if not everything:
        st.write("No answer is waiting to be checked.")
        st.html('<p class="dsl-hint">Colleagues send answers from the Ask page. You can also add some from a run.</p>')
        _ways()
        return
    st.html(review_html.counts_html(everything))
    chosen = _filters()
    waiting = tuple(filter(chosen.fits, everything))
    if following := review_state.next_of(waiting):
        st.button(
            "Check the next answer",
            key="queue-next",
            type="primary",
            shortcut="Ctrl+Enter",
            on_click=review_state.open_check,
            args=(following.id,),
        )
    _ways()
    _list(store, person, waiting)


def back() -> None:
    """Offer the way back to the queue."""
    st.button("Back to the queue", key="trainer-back", type="tertiary", on_click=review_state.go, args=(View.QUEUE,))


@st.cache_resource(show_spinner=False)
def register() -> Register:
    """Return the register of editions, read once."""
    return load_register()


def _ways() -> None:
    with st.container(horizontal=True, key="queue-ways"):
        st.button("Agreement and exports", key="queue-agreement", on_click=review_state.go, args=(View.AGREEMENT,))
        st.button("Add answers from a run", key="queue-add", on_click=review_state.go, args=(View.ADD,))


def _filters() -> Wanted:
    """Let the person choose what is shown; it is kept while another view is open."""
    before = review_state.wanted()
    with st.container(horizontal=True, vertical_alignment="bottom", key="queue-filters"):
        origin = _choice("Where it came from", review_html.ORIGINS, before.origin)
        state = _choice("How far it has come", review_html.STATES, before.state)
        not_mine = st.checkbox("Only those I have not judged", before.not_mine, key="queue-not-mine")
    chosen = Wanted(origin=origin, state=state, not_mine=not_mine)
    review_state.want(chosen)
    return chosen


def _choice(label: str, words: dict[_Kind, str], before: _Kind | None) -> _Kind | None:
    options: list[_Kind | None] = [None, *words]
    return st.selectbox(
        label,
        options,
        index=options.index(before),
        format_func=lambda one: words[one] if one else "All",
        key=f"queue-{label.split(maxsplit=1)[0].lower()}",
        width=260,
    )


def _list(store: Store, person: Person, waiting: tuple[Queued, ...]) -> None:
    n = len(waiting)
    shown = f", the oldest {_SHOWN} of them shown" if n > _SHOWN else ""
    st.html(review_html.heading_html(f"{n:,} answer{'' if n == 1 else 's'}{shown}"))
    if not waiting:
        st.write("None fits what you chose above.")
    for place, one in enumerate(waiting[:_SHOWN], start=1):
        with st.container(key=f"queued-{place}"):
            evidence = checks.read(store, person, one.id).shown
            st.html(review_html.queued_html(one, overtaken(evidence, register(), session.today())))
            done = one.mine or one.state is CheckState.DECIDED
            label = f"{'Open' if done else 'Check'} answer {place}"
            st.button(label, key=f"queue-open-{one.id}", on_click=review_state.open_check, args=(one.id,))
