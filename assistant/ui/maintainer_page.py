"""The maintainer's desk: evaluation runs that are known here."""

from __future__ import annotations

import streamlit as st

from assistant.settings import DeskSettings
from assistant.store import runs
from assistant.store.people import Person, Role
from assistant.ui.opening import open_desk_store
from assistant.ui.render import escape_markdown
from corpus.days import day_words


def show(settings: DeskSettings, person: Person) -> None:
    """Show the page.

    Parameters
    ----------
    settings : DeskSettings
        Where runs are noted.
    person : Person
        Who is at the page.

    Raises
    ------
    NotAllowed
        If the person is no maintainer.
    """
    person.must(Role.MAINTAINER)
    st.title("Evaluation runs", anchor=False)
    known = runs.listed(open_desk_store(settings), person)
    if not known:
        st.write("No run is known here.")
    for run in known:
        st.markdown(f"{day_words(run.added.date())}: {escape_markdown(run.folder.name)}")
