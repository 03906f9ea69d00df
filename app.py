"""The assistant's page: ``streamlit run app.py``. Page set-up and wiring; everything else is in ``assistant/ui``."""

from __future__ import annotations

import streamlit as st

from assistant.ui import frame
from corpus.errors import SettingsError
from corpus.settings import LibrarySettings


def ask() -> None:
    """Show the page on which a question is asked."""
    from assistant.ui import ask_page  # noqa: PLC0415  # after the urgent help is drawn: this loads the models' libraries

    ask_page.show(LibrarySettings.read(), to_compare=lambda: st.switch_page(COMPARE))


def compare() -> None:
    """Show the page on which two editions are laid side by side."""
    from assistant.ui import compare_page  # noqa: PLC0415  # as above

    compare_page.show(LibrarySettings.read())


def library() -> None:
    """Show the page that lists the library, with what needs doing."""
    from assistant.ui import library_page  # noqa: PLC0415  # as above
    from ingest.check_here import to_do  # noqa: PLC0415  # as above

    library_page.show(LibrarySettings.read(), to_do)


COMPARE = st.Page(compare, title="Compare editions", url_path="compare")
PAGES = (st.Page(ask, title="Ask", url_path="ask", default=True), COMPARE, st.Page(library, title="Library"))


def main() -> None:
    """Draw the urgent help, and beside it the page chosen."""
    st.set_page_config(
        page_title="Safeguarding guidance: domestic abuse", layout="wide", initial_sidebar_state="collapsed"
    )
    chosen = st.navigation(list(PAGES), position="hidden")
    with frame.beside_urgent_help(PAGES):
        try:
            chosen.run()
        except SettingsError as error:
            frame.show_error(error.message, error.hint)


main()
