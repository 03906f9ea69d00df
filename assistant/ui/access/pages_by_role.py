"""Which pages a person is shown. A page asks for its role itself as well, and the store does again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from assistant.people import Person, Role
from assistant.ui.access import signin
from corpus.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePage:
    """One page: its title, its address, whom it is for, and what draws it."""

    title: str
    address: str
    roles: frozenset[Role]
    draw: Callable[[Person], None]

    def show(self) -> None:
        """Draw the page for a person who has one of its roles, by whatever address they came.

        Raises
        ------
        NotAllowed
            If nobody is signed in, or the person has none of them.
        SettingsError
            If a setting cannot be used.
        """
        self.draw(signin.require(*self.roles))

    def page(self, *, default: bool = False) -> st.Page:
        """Return the page as Streamlit's navigation wants it."""
        return st.Page(self.show, title=self.title, url_path=self.address, default=default)

    def page_for(self, person: Person) -> st.Page | None:
        """Return the page if it is one of a person's; navigation knows no others."""
        return self.page() if person.has(*self.roles) else None

    def open(self) -> None:
        """Go to the page from another."""
        st.switch_page(self.page())


def role_page(title: str, address: str, *roles: Role) -> Callable[[Callable[[Person], None]], RolePage]:
    """Make a function that draws a page into a page for people of some roles."""
    return lambda draw: RolePage(title=title, address=address, roles=frozenset(roles), draw=draw)


def person_if_known() -> Person | None:
    """Return who is at the page, or nothing; what is wrong with the settings is shown by the page that is drawn."""
    try:
        return signin.person_now()
    except SettingsError:
        return None


def pages(person: Person | None, all_pages: Sequence[RolePage]) -> list[st.Page]:
    """Return the pages of a person's roles, their own page at the bare address; else the way in alone."""
    theirs = [one for one in all_pages if person is not None and person.has(*one.roles)]
    if not theirs:
        return [st.Page(signin.show_sign_in, title="Sign in", url_path="sign-in", default=True)]
    first = next((one for one in theirs if len(one.roles) < len(Role)), theirs[0])  # not one that everybody has
    return [one.page(default=one is first) for one in theirs]
