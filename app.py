"""The assistant's page: ``streamlit run app.py``. Wiring alone: the one place that knows every room."""

import streamlit as st

from assistant.people import Person, Role
from assistant.settings import StoreSettings
from assistant.ui.access import pages_by_role
from assistant.ui.pages import ask, compare, health
from assistant.ui.shared import frame
from corpus.errors import ExplainedError
from corpus.settings import LibrarySettings

# ruff: noqa: PLC0415  # pages are loaded after the urgent help is drawn: some load the models' libraries


@pages_by_role.role_page("Library", "library", *Role)
def library(person: Person) -> None:
    """Show what the library holds and needs; let the school's own documents in and out."""
    from assistant.ui.library import library_page
    from ingest import opening
    from ingest.upkeep import check_offline

    own = opening.own_documents(LibrarySettings.read()) if person.has(Role.DSL, Role.MAINTAINER) else None
    library_page.show(LibrarySettings.read(), check_offline.to_do, own, ask.page_for(person))


@pages_by_role.role_page("Check answers", "check", Role.TRAINER)
def check(person: Person) -> None:
    """Show the page on which answers are checked."""
    from assistant.ui.review import review_page
    from evals.judgements import tools

    review_page.show(StoreSettings.read(), person, tools())


@pages_by_role.role_page("Look after the library", "look-after", Role.MAINTAINER)
def look_after(person: Person) -> None:
    """Show the page on which the library is built, fetched, examined and gone back with."""
    from assistant.ui.maintain import upkeep_page
    from ingest.upkeep import library_upkeep

    upkeep_page.show(library_upkeep(LibrarySettings.read()), person, library.page())


@pages_by_role.role_page("Evaluations", "evaluations", Role.MAINTAINER)
def evaluations(person: Person) -> None:
    """Show the page of evaluation runs."""
    from assistant.ui.maintain import evaluations_page
    from evals.known_runs import known_runs

    evaluations_page.show(
        StoreSettings.read(), person, known_runs(LibrarySettings.read(), StoreSettings.read().eval_dir)
    )


if __name__ == "__main__":
    st.set_page_config("Safeguarding guidance: domestic abuse", layout="wide", initial_sidebar_state="collapsed")
    pages = pages_by_role.pages(
        person := pages_by_role.who(), (ask, compare, library, check, look_after, evaluations, health)
    )
    chosen = st.navigation(pages, position="hidden")
    with frame.with_urgent_help(pages, person):
        try:
            chosen.run()
        except ExplainedError as error:
            frame.show_error(error.message, error.hint)
