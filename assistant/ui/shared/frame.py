"""What stands on every page: the look, the urgent-help panel, and an error summary where there is a problem."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.people import Person
from assistant.ui.access.signin import show_who
from assistant.ui.shared import quick_exit
from assistant.ui.shared.answer_html import error_html, urgent_html, urgent_strip_html
from assistant.ui.shared.style import CSS


def with_urgent_help(pages: Sequence[st.Page], person: Person | None) -> DeltaGenerator:
    """Draw links to the pages, who is at them, and the urgent-help panel; give the column beside it.

    The panel needs neither the index nor a model, and is drawn before either is touched.
    """
    st.html(f"<style>{CSS}</style>")
    quick_exit.show_first()
    st.html(urgent_strip_html())
    with st.container(key="pages", horizontal=True, gap="small", vertical_alignment="center"):
        for page in pages if len(pages) > 1 else ():
            st.page_link(page)
        show_who(person)
    with st.container(key="page"):
        panel, beside = st.columns([1, 2.5], gap="large")
    panel.html(quick_exit.exit_html())
    panel.html(quick_exit.help_html(urgent_html()), unsafe_allow_javascript=True)  # ours alone: nothing in it varies
    return beside


def show_error(message: str, hint: str = "") -> None:
    """Show an error summary: no traceback, no apology, what to do."""
    st.html(error_html(message, hint))
