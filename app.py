"""The assistant's pages: ``python -m assistant.ui``. Every page is registered here."""

import streamlit as st

from assistant.people import Person, Role
from assistant.settings import StoreSettings
from assistant.ui.access import gatekeeper, pages_by_role, signin
from assistant.ui.access.pages_by_role import role_page
from assistant.ui.shared import focus, frame
from corpus.errors import ExplainedError
from corpus.private import write_privately
from corpus.settings import LibrarySettings

# ruff: noqa: PLC0415  # pages are loaded after the urgent help is drawn: some load the models' libraries


@role_page("Ask", "ask", Role.DSL)
def ask(person: Person) -> None:
    """Show the page on which a question is asked."""
    from assistant.ui.ask import ask_page, keep_conversation, send_for_checking

    settings = LibrarySettings.read()
    ask_page.show(settings, person, to_compare=compare.open)
    keep_conversation.show(person, settings)
    send_for_checking.show_sent(person)


@role_page("Compare editions", "compare", *Role)
def compare(_: Person) -> None:
    """Show the page on which two editions are compared."""
    from assistant.ui.compare import compare_page

    compare_page.show(LibrarySettings.read())


@role_page("Library", "library", *Role)
def library(person: Person) -> None:
    """Show what the library holds and needs; let the school's own documents in and out."""
    from assistant.ui.library import library_page
    from ingest.opening import own_documents

    settings = LibrarySettings.read()
    own = own_documents(settings) if person.has(Role.DSL, Role.MAINTAINER) else None
    library_page.show(settings, own, ask.page_for(person), may_add_official=person.has(Role.MAINTAINER))


@role_page("Check answers", "check", Role.TRAINER)
def check(person: Person) -> None:
    """Show the page on which answers are checked."""
    from assistant.ui.review import review_page

    review_page.show(StoreSettings.read(), person)


@role_page("Training", "training", Role.TRAINER, Role.DSL)
def training(person: Person) -> None:
    """Show the page on which a subject becomes a ten-minute briefing."""
    from assistant.ui.training import training_page

    training_page.show(LibrarySettings.read(), person)


@role_page("Look after the library", "look-after", Role.MAINTAINER)
def look_after(person: Person) -> None:
    """Show the page on which the library is built, fetched, examined and rolled back."""
    from assistant.ui.maintain import upkeep_page
    from ingest.upkeep import LibraryUpkeep

    settings = LibrarySettings.read()
    upkeep_page.show(LibraryUpkeep(settings), person, library.page(), settings)


@role_page("New editions", "edition-changes", Role.TRAINER, Role.MAINTAINER)
def edition_changes(person: Person) -> None:
    """Show which of our sentences a new edition touches, to be confirmed or mended."""
    from assistant.ui.maintain import changes_page

    changes_page.show(LibrarySettings.read(), person)


@role_page("Evaluations", "evaluations", Role.MAINTAINER)
def evaluations(person: Person) -> None:
    """Show the page of evaluation runs."""
    from assistant.ui.maintain import evaluations_page
    from evals.known_runs import KnownRuns

    settings = StoreSettings.read()
    evaluations_page.show(settings, person, KnownRuns(LibrarySettings.read(), settings.eval_dir))


@role_page("What did not help", "what-did-not-help", Role.MAINTAINER)
def unhelpful(person: Person) -> None:
    """Show the answers that did not help, and make judged questions of them."""
    from assistant.ui.maintain import feedback_page

    feedback_page.show(LibrarySettings.read(), StoreSettings.read(), person)


@role_page("Health", "health", Role.MAINTAINER)
def health(person: Person) -> None:
    """Show the page that says how the assistant is set up and what it uses."""
    from assistant.ui.maintain import health_page

    health_page.show(LibrarySettings.read(), StoreSettings.read(), person)


if __name__ == "__main__":
    person = pages_by_role.person_if_known()
    if person is None or not person.has(Role.DSL, Role.MAINTAINER):
        gatekeeper.let_upload_no_more()
    every = (ask, compare, library, check, training, look_after, edition_changes, evaluations, unhelpful, health)
    pages = pages_by_role.pages(person, every)
    chosen = st.navigation(pages, position="hidden")
    st.set_page_config(f"{chosen.title} · DSL guidance", layout="wide", initial_sidebar_state="collapsed")
    with frame.with_urgent_help(pages, lambda: signin.show_who(person)):
        if person is not None and len(pages) > 1:
            from assistant.ui.walk import walk_view

            walk_view.show(person, {one.address: page for one in every if (page := one.page_for(person)) is not None})
        try:
            chosen.run()
        except ExplainedError as error:
            frame.show_error(error.message, error.hint)
        focus.show()
elif __name__ == "app":  # the server imports this file once, before it is run for each visit
    write_privately()
    app = st.App(__file__, middleware=gatekeeper.middleware())
