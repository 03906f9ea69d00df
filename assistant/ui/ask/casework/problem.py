"""What went wrong with something that was typed: shown once, beneath urgent help if what was typed speaks of danger."""

from __future__ import annotations

import streamlit as st

from assistant.ui.shared import answer_html
from assistant.ui.shared.frame import show_error


def show_problem(key: str, level: int) -> None:
    """Show a problem that is kept under a key of the session, and forget it; no failure may hide urgent help.

    Parameters
    ----------
    key : str
        Of a message, a hint, and whether danger was heard.
    level : int
        Of the heading of urgent help on that page.
    """
    problem: tuple[str, str, bool] | None = st.session_state.pop(key, None)
    if problem is None:
        return
    message, hint, danger = problem
    if danger:
        st.html(answer_html.urgent_html(level=level))
    show_error(message, hint)
