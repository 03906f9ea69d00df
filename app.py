"""The assistant's page: ``streamlit run app.py``. Page set-up and wiring; everything else is in ``assistant/ui``."""

import streamlit as st

from assistant.errors import AssistantError
from assistant.settings import DeskSettings
from assistant.store.people import Person, Role
from assistant.ui import desks, frame
from corpus.errors import CorpusError
from corpus.settings import LibrarySettings

# ruff: noqa: PLC0415  # pages are loaded after the urgent help is drawn: some load the models' libraries


@desks.desk("Ask", "ask", Role.DSL)
def ask(person: Person) -> None:
    """Show the page on which a question is asked."""
    from assistant.ui import ask_page, send_for_checking

    ask_page.show(LibrarySettings.read(), to_compare=compare.open)
    send_for_checking.show_sent(person)


@desks.desk("Compare editions", "compare", *Role)
def compare(_: Person) -> None:
    """Show the page on which two editions are laid side by side."""
    from assistant.ui import compare_page

    compare_page.show(LibrarySettings.read())


@desks.desk("Library", "library", *Role)
def library(person: Person) -> None:
    """Show the page that lists the library, with what needs doing, and lets the school's own documents in and out."""
    from assistant.ui import library_page
    from ingest.check_here import to_do
    from ingest.opening import own_documents

    settings = LibrarySettings.read()
    own = own_documents(settings) if person.has(Role.DSL, Role.MAINTAINER) else None
    library_page.show(settings, to_do, own, ask.page_for(person))


@desks.desk("Check answers", "check", Role.TRAINER)
def check(person: Person) -> None:
    """Show the page on which answers are checked."""
    from assistant.ui import trainer_page
    from evals.desk import tools

    trainer_page.show(DeskSettings.read(), person, tools())


@desks.desk("Evaluations", "evaluations", Role.MAINTAINER)
def evaluations(person: Person) -> None:
    """Show the page of evaluation runs."""
    from assistant.ui import maintainer_page

    maintainer_page.show(DeskSettings.read(), person)


def main() -> None:
    """Draw the urgent help, and beside it the page chosen."""
    st.set_page_config("Safeguarding guidance: domestic abuse", layout="wide", initial_sidebar_state="collapsed")
    pages = desks.pages(person := desks.who(), (ask, compare, library, check, evaluations))
    chosen = st.navigation(pages, position="hidden")
    with frame.beside_urgent_help(pages, person):
        try:
            chosen.run()
        except (AssistantError, CorpusError) as error:
            frame.show_error(error.message, error.hint)


main()
