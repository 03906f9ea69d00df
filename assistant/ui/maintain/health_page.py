"""The maintainer's page of health: the index, the models, what waits, storage, versions, licences, settings in force."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.health import Health, Rows, health, in_mb, size_of
from assistant.people import Person, Role
from assistant.settings import ChatSettings, StoreSettings
from assistant.store import unanswered
from assistant.store.database import Store
from assistant.store.reviews import totals
from assistant.ui.maintain.table_html import CSS
from assistant.ui.resources import open_store_for_pages
from assistant.ui.shared import needs_doing, session
from assistant.ui.shared.answer_html import facts_html
from assistant.ui.shared.data_table import table_html
from corpus.settings import LibrarySettings

_UNANSWERED = "“The library does not say”, by the nearest of our subjects: no words, and not who asked"


def show(library: LibrarySettings, store_settings: StoreSettings, person: Person) -> None:
    """Show the page.

    Parameters
    ----------
    library, store_settings : settings
        As they are in force.
    person : Person
        Who is at the page.

    Raises
    ------
    NotAllowed
        If the person is no maintainer.
    SettingsError
        If a setting of the chat model cannot be used.
    """
    person.must(Role.MAINTAINER)
    st.html(f"<style>{CSS}</style>")
    st.title("Health", anchor=False)
    store = open_store_for_pages(store_settings)
    report = health(library, ChatSettings.read(), store_settings)
    with st.container(key="health"):
        needs_doing.show(library, session.today(), folded=False)
        _part("Index", report.index)
        _part("Models", report.models)
        _part("Waiting", _waiting(store, person))
        _unanswered(store, person, store_settings)
        _part("Storage used", _storage(store, library, store_settings))
        _part("Settings in force", report.settings)
        _installed(report)


def _part(heading: str, rows: Rows) -> None:
    if rows:
        st.html(f"<h2>{heading}</h2>{facts_html(list(rows))}")


def _unanswered(store: Store, person: Person, settings: StoreSettings) -> None:
    """Show what the library could not answer, by subject."""
    st.html("<h2>What the library could not answer</h2>")
    if settings.count_unanswered == "off":
        st.html("<p>This is not counted: DSL_COUNT_UNANSWERED is off.</p>")
    rows = [
        (unanswered.subject_words(one.subject), f"{one.n_recent:,}", f"{one.n:,}")
        for one in unanswered.counts(store, person)
    ]
    if rows:
        st.html(table_html(_UNANSWERED, ("nearest subject", "last 30 days", "in all"), rows))
    elif settings.count_unanswered == "on":
        st.html("<p>Nothing so far. Only the day and the nearest subject are counted: no words, and not who asked.</p>")


def _installed(report: Health) -> None:
    """Show versions with licences, then the licences of the sources."""
    st.html("<h2>Versions and licences</h2>")
    licences = dict(report.licences)
    rows = [
        (name, version, licences.get(name, "PSF-2.0" if name == "Python" else "")) for name, version in report.versions
    ]
    st.html(table_html("Python and the main packages", ("package", "version", "licence it names"), rows))
    sources = [(name.removeprefix("Sources: "), n) for name, n in report.licences if name.startswith("Sources: ")]
    if sources:
        st.html(table_html("Sources in the library, as the register has it", ("licence", "sources"), sources))


def _waiting(store: Store, person: Person) -> Rows:
    waiting = totals.waiting(store, person)
    return (
        ("Answers to be checked", f"{waiting.n_open:,}"),
        ("Disputed, to be decided", f"{waiting.n_disputed:,}"),
        ("Settled", f"{waiting.n_settled:,}"),
        ("Answers that did not help, not judged yet", f"{waiting.n_unhelpful:,}"),
        ("Conversations kept", f"{waiting.n_conversations:,}"),
        ("Evaluation runs known", f"{waiting.n_runs:,}"),
    )


def _storage(store: Store, library: LibrarySettings, store_settings: StoreSettings) -> Rows:
    return (
        ("Index, with its PDFs", _size(library.index_dir)),
        ("Fetched PDFs", _size(library.library_dir)),
        ("Evidence of checks", _size(store_settings.evidence_dir)),
        ("Evaluation runs", _size(store_settings.eval_dir)),
        ("Database", f"{in_mb(totals.size(store))}, {totals.where(store)}"),
    )


def _size(folder: Path) -> str:
    return f"{in_mb(size_of(folder))}, {folder}" if folder.exists() else f"nothing: {folder} is not there"
