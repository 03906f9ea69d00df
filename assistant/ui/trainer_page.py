"""The trainer's desk: answers to be checked."""

from __future__ import annotations

import streamlit as st

from assistant.settings import DeskSettings
from assistant.store.people import Person, Role
from assistant.store.queue import queue
from assistant.ui.opening import open_desk_store
from assistant.ui.render import escape_markdown
from corpus.days import day_words


def show(settings: DeskSettings, person: Person) -> None:
    """Show the page.

    Parameters
    ----------
    settings : DeskSettings
        Where checks are kept.
    person : Person
        Who is at the page.

    Raises
    ------
    NotAllowed
        If the person is no trainer.
    """
    person.must(Role.TRAINER)
    st.title("Answers to check", anchor=False)
    waiting = queue(open_desk_store(settings), person)
    if not waiting:
        st.write("No answer is waiting to be checked.")
    for check in waiting:
        st.markdown(f"{day_words(check.created.date())}, {check.state.value}: {escape_markdown(check.question)}")
