"""The pages that need nothing of the other rooms; ``app.py`` holds those that it hands something to."""

from __future__ import annotations

from assistant.people import Person, Role
from assistant.settings import StoreSettings
from assistant.ui.access.pages_by_role import role_page
from corpus.settings import LibrarySettings

# ruff: noqa: PLC0415  # pages are loaded after the urgent help is drawn: some load the models' libraries


@role_page("Ask", "ask", Role.DSL)
def ask(person: Person) -> None:
    """Show the page on which a question is asked."""
    from assistant.ui.ask import ask_page, keep_conversation, send_for_checking

    settings = LibrarySettings.read()
    ask_page.show(settings, to_compare=compare.open)
    keep_conversation.show(person, settings)
    send_for_checking.show_sent(person)


@role_page("Compare editions", "compare", *Role)
def compare(_: Person) -> None:
    """Show the page on which two editions are laid side by side."""
    from assistant.ui.compare import compare_page

    compare_page.show(LibrarySettings.read())


@role_page("Health", "health", Role.MAINTAINER)
def health(person: Person) -> None:
    """Show the page that says how the assistant is set up and what it uses."""
    from assistant.ui.maintain import health_page

    health_page.show(LibrarySettings.read(), StoreSettings.read(), person)
