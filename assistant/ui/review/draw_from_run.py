"""Answers of an evaluation run, put into the queue: all of them, or some drawn at random."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.people import Person
from assistant.store.database import Store
from assistant.ui.resources import open_assistant
from assistant.ui.review import queue_view, review_html, review_state
from assistant.ui.review.review_state import View
from assistant.ui.review.review_tools import Draw, Taken, Tools
from assistant.ui.shared.frame import show_error
from corpus.errors import ExplainedError
from corpus.settings import LibrarySettings

_MOST = 1_000
_RANDOM, _EVERY = "A random sample", "Every answer of the run"


def show(store: Store, person: Person, tools: Tools) -> None:
    """Ask for the run's folder and how many answers, and add them.

    Parameters
    ----------
    store : Store
        Where the queue is kept.
    person : Person
        A trainer.
    tools : Tools
        What draws from a run.
    """
    queue_view.back()
    st.html(review_html.heading_html("Add answers from an evaluation run"))
    with st.form("from-run", border=False):
        folder = st.text_input("The run’s folder on the server, such as .data/eval", key="run-folder", max_chars=500)
        which = st.radio("Which answers", (_RANDOM, _EVERY), key="run-which")
        n = st.number_input("How many, for a random sample", 1, _MOST, 20, key="run-n", width=260)
        seed = st.number_input(
            "Seed of the draw: the same seed draws the same answers", 0, 2**31 - 1, 1, key="run-seed", width=260
        )
        pressed = st.form_submit_button("Add to the queue", key="run-add", type="primary")
    if not pressed:
        return
    if not folder.strip():
        show_error("no folder was given", "type the folder that holds the run’s answers.jsonl")
        return
    draw = Draw(folder=Path(folder.strip()), n=int(n) if which == _RANDOM else 0, seed=int(seed))
    try:
        with st.spinner("Adding the answers with their evidence"):
            taken = tools.take(store, person, draw, open_assistant(LibrarySettings.read()).index)
    except ExplainedError as error:
        show_error(error.message, error.hint)
        return
    review_state.leave_message(_said(taken))
    review_state.go(View.QUEUE)
    st.rerun()


def _said(taken: Taken) -> str:
    known = f" {taken.n_known} were there already." if taken.n_known else ""
    unfit = f" {taken.n_unfit} could not be judged and were left out." if taken.n_unfit else ""
    return f"{taken.n_new} answer{'' if taken.n_new == 1 else 's'} added to the queue.{known}{unfit}"
