"""The queue: how many answers wait, which are shown, the next, and adding answers of an evaluation run."""

from __future__ import annotations

from enum import StrEnum
from html import escape
from pathlib import Path
from typing import TypeVar

import streamlit as st

from assistant.people import Person
from assistant.settings import StoreSettings
from assistant.store.database import Store, overtaken
from assistant.store.reviews import CheckState, Origin, Queued, checks, queue
from assistant.ui.resources import open_assistant
from assistant.ui.review import review_html, review_state
from assistant.ui.review.review_state import View, Wanted
from assistant.ui.shared import session
from assistant.ui.shared.frame import show_error
from corpus.errors import ExplainedError
from corpus.register import Register, load_register
from corpus.settings import LibrarySettings
from evals.judgements import DrawResult, RunDraw, add_practice, queue_from_run
from evals.records import ANSWERS
from evals.run_folders import run_folders

_SHOWN = 20  # of a long queue; its filters find the rest
_MOST = 1_000
_RANDOM, _EVERY = "A random sample", "Every answer of the run"
_Kind = TypeVar("_Kind", bound=StrEnum)


def show(store: Store, person: Person) -> None:
    """Show the queue.

    Parameters
    ----------
    store : Store
        Where it is stored.
    person : Person
        A trainer.
    """
    everything = queue(store, person)
    if not everything:
        st.write("No answer is waiting to be checked.")
        st.html('<p class="dsl-hint">Colleagues send answers from the Ask page. You can also add some from a run.</p>')
        _ways(store, person, everything)
        return
    chosen = _filters()
    st.html(
        review_html.counts_html([one for one in everything if Wanted(origin=chosen.origin, not_mine=False).fits(one)])
    )
    if chosen.origin is Origin.PRACTICE:
        st.html(f'<p class="dsl-flag">{review_html.PRACTICE}</p>')
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
    _ways(store, person, everything)
    _list(store, person, waiting)


def back() -> None:
    """Offer the way back to the queue."""
    st.button("Back to the queue", key="trainer-back", type="tertiary", on_click=review_state.go, args=(View.QUEUE,))


def show_add(store: Store, person: Person) -> None:
    """Ask for the run's folder and how many answers, and add them.

    Parameters
    ----------
    store : Store
        Where the queue is stored.
    person : Person
        A trainer.
    """
    back()
    st.html(review_html.heading_html("Add answers from an evaluation run"))
    draw = _draw(StoreSettings.read().eval_dir)
    if draw is None:
        return
    try:
        with st.spinner("Adding the answers with their evidence"):
            added = queue_from_run(store, person, draw, open_assistant(LibrarySettings.read()).index)
    except ExplainedError as error:
        show_error(error.message, error.hint)
        return
    review_state.leave_message(_added_words(added))
    review_state.go(View.QUEUE)
    st.rerun()


def _draw(eval_dir: Path) -> RunDraw | None:
    """Ask which answers of which run are wanted; return that once it is handed in."""
    names = [folder.relative_to(eval_dir).as_posix() for folder in run_folders(eval_dir, ANSWERS)]
    if not names:
        st.html(f'<p class="dsl-hint">No run is in <code>{escape(str(eval_dir))}</code> on the server yet.</p>')
        return None
    with st.form("from-run", border=False):
        name = st.selectbox("The run", names, format_func=_run_words, key="run-name")
        which = st.radio("Which answers", (_RANDOM, _EVERY), key="run-which")
        n = st.number_input("How many, for a random sample", 1, _MOST, 20, key="run-n", width=260)
        seed = st.number_input(
            "Seed of the draw: the same seed draws the same answers", 0, 2**31 - 1, 1, key="run-seed", width=260
        )
        pressed = st.form_submit_button("Add to the queue", key="run-add", type="primary")
    if not pressed:
        return None
    return RunDraw(eval_dir=eval_dir, name=name, n=int(n) if which == _RANDOM else 0, seed=int(seed))


@st.cache_resource(show_spinner=False)
def register() -> Register:
    """Return the register of editions, read once."""
    return load_register()


def _ways(store: Store, person: Person, everything: tuple[Queued, ...]) -> None:
    with st.container(horizontal=True, key="queue-ways"):
        st.button("Agreement and exports", key="queue-agreement", on_click=review_state.go, args=(View.AGREEMENT,))
        st.button("Add answers from a run", key="queue-add", on_click=review_state.go, args=(View.ADD,))
        practise = st.button("Practise on ready answers", key="queue-practise")
        if any(one.origin is Origin.PRACTICE for one in everything):
            label = "Take the practice answers away, everybody’s"
            st.button(label, key="queue-practised", type="tertiary", on_click=_end_practice, args=(store, person))
    if practise:
        _practise(store, person)


def _practise(store: Store, person: Person) -> None:
    """Make ready answers of our own questions and this library, and show them."""
    try:
        with st.spinner("Asking our own questions"):
            assistant = open_assistant(LibrarySettings.read())
            added = add_practice(store, person, assistant, assistant.index, session.today())
    except ExplainedError as error:
        show_error(error.message, error.hint)
        return
    review_state.leave_message(f"For practice. {_added_words(added)}")
    _show_only(Origin.PRACTICE)
    st.rerun()


def _end_practice(store: Store, person: Person) -> None:
    n = checks.remove_practice(store, person)
    review_state.leave_message(f"{n} practice answer{'' if n == 1 else 's'} taken away.")
    _show_only(None)


def _show_only(origin: Origin | None) -> None:
    """Show answers of one origin, or all but those for practice."""
    st.session_state.pop("queue-where", None)  # else the box keeps what was chosen in it
    review_state.want(Wanted(origin=origin))
    review_state.moved()


def _filters() -> Wanted:
    """Let the person choose what is shown; the choice stays while another view is open."""
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
        format_func=lambda one: words[one] if one else ("All but practice" if Origin.PRACTICE in words else "All"),
        key=f"queue-{label.split(maxsplit=1)[0].lower()}",
        width=260,
    )


def _list(store: Store, person: Person, waiting: tuple[Queued, ...]) -> None:
    n = len(waiting)
    shown = f", the oldest {_SHOWN} of them shown" if n > _SHOWN else ""
    st.html(review_html.heading_html(f"{n:,} answer{'' if n == 1 else 's'}{shown}"))
    if not waiting:
        st.write("None fits what you chose above.")
    for number, one in enumerate(waiting[:_SHOWN], start=1):
        with st.container(key=f"queued-{number}"):
            evidence = checks.read(store, person, one.id).shown
            st.html(review_html.queued_html(one, overtaken(evidence, register(), session.today())))
            done = one.mine or one.state is CheckState.DECIDED
            label = f"{'Open' if done else 'Check'} answer {number}"
            st.button(label, key=f"queue-open-{one.id}", on_click=review_state.open_check, args=(one.id,))


def _run_words(name: str) -> str:
    return "the newest run over our own questions" if name == "." else name


def _added_words(added: DrawResult) -> str:
    known = f" {added.n_known} were there already." if added.n_known else ""
    unfit = f" {added.n_unfit} could not be judged and were left out." if added.n_unfit else ""
    return f"{added.n_new} answer{'' if added.n_new == 1 else 's'} added to the queue.{known}{unfit}"
