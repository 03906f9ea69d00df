"""The pages that need nothing of the other rooms; ``app.py`` holds those that it hands something to."""

from __future__ import annotations

from assistant.settings import DeskSettings
from assistant.store.people import Person, Role
from assistant.ui.desks import desk
from corpus.settings import LibrarySettings

# ruff: noqa: PLC0415  # pages are loaded after the urgent help is drawn: some load the models' libraries


@desk("Ask", "ask", Role.DSL)
def ask(person: Person) -> None:
    """Show the page on which a question is asked."""
    from assistant.ui import ask_page, keeping, send_for_checking

    settings = LibrarySettings.read()
    ask_page.show(settings, to_compare=compare.open)
    keeping.show(person, settings)
    send_for_checking.show_sent(person)


@desk("Compare editions", "compare", *Role)
def compare(_: Person) -> None:
    """Show the page on which two editions are laid side by side."""
    from assistant.ui import compare_page

    compare_page.show(LibrarySettings.read())


@desk("Health", "health", Role.MAINTAINER)
def health(person: Person) -> None:
    """Show the page that says how the assistant is set up and what it uses."""
    from assistant.ui import health_page

    health_page.show(LibrarySettings.read(), DeskSettings.read(), person)
