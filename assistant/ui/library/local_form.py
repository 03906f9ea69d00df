"""The questions about a document that is to be added: the file, its title, whose it is, and its dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from assistant.ui.library.local_html import paragraph_html
from assistant.ui.library.local_state import LocalState
from corpus.index import IndexedSource
from corpus.register import Description, Upload

_MOST_MB = 50
_NOTHING = "It replaces nothing"
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 12, 31)
_WARNING = "Never add a document about a child or a family. Anyone who can open this page can read what you add."


def ask_for(documents: Sequence[IndexedSource], state: LocalState) -> LocalState | None:
    """Show the questions, filled in as far as they were answered before; give what was answered when it is handed in.

    Parameters
    ----------
    documents : sequence of IndexedSource
        Those that the new one may replace.
    state : LocalState
        What was answered before.
    """
    before = state.description or Description(title="", publisher="")
    st.html(f'<p class="dsl-warning"><strong>{_WARNING}</strong></p>')
    with st.form("own-form", border=False, enter_to_submit=False):
        if state.upload:
            st.html(paragraph_html(f"You chose {state.upload.name}. Choose another only if that was the wrong one."))
        file = st.file_uploader(
            f"The document, a PDF of up to {_MOST_MB} MB", type="pdf", max_upload_size=_MOST_MB, key="own-file"
        )
        title = st.text_input("Title, as people call it", before.title, max_chars=150, key="own-title")
        publisher = st.text_input(
            "Whose it is, such as your school or partnership", before.publisher, max_chars=150, key="own-publisher"
        )
        edition = st.text_input("Edition, such as 2026 (optional)", before.edition, max_chars=60, key="own-edition")
        first = _day("First day in force, day/month/year (optional)", before.in_force_from, "own-from")
        last = _day("Last day in force, day/month/year (optional)", before.in_force_to, "own-to")
        replaces = _replaced(documents, before.replaces)
        if not st.form_submit_button("Continue", key="own-continue", type="primary"):
            return None
    upload = Upload(name=file.name, data=file.getvalue()) if file else state.upload
    description = Description(
        title=title.strip(),
        publisher=publisher.strip(),
        edition=edition.strip(),
        in_force_from=first,
        in_force_to=last,
        replaces=replaces,
    )
    return LocalState(upload=upload, description=description, problems=_problems(upload, description))


def _day(label: str, value: date | None, key: str) -> date | None:
    chosen: Any = st.date_input(
        label, value, format="DD/MM/YYYY", min_value=_EARLIEST, max_value=_LATEST, key=key, width=420
    )
    return chosen if isinstance(chosen, date) else None


def _replaced(documents: Sequence[IndexedSource], before: str) -> str:
    """Let the document be chosen that the new one takes the place of; give its id, or empty."""
    names = {entry.source.source_id: entry.source.name for entry in documents}
    if not names:
        return ""
    ids = ["", *names]
    chosen = st.selectbox(
        "Does it replace a document that you added before? That one is then taken out.",
        ids,
        index=ids.index(before) if before in ids else 0,
        format_func=lambda source_id: names.get(source_id, _NOTHING),
        key="own-replaces",
    )
    return chosen or ""


def _problems(upload: Upload | None, description: Description) -> tuple[tuple[str, str], ...]:
    """Return what is missing or does not fit together."""
    first, last = description.in_force_from, description.in_force_to
    checks = (
        (upload is None, ("no document was chosen", "choose a PDF")),
        (not description.title, ("there is no title", "enter what people call the document")),
        (not description.publisher, ("it is not said whose it is", "enter the name of your school or partnership")),
        (bool(first and last and last < first), ("its last day is before its first", "correct one of the two days")),
    )
    return tuple(problem for wrong, problem in checks if wrong)
