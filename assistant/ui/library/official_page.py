"""Official texts on the library page: which are not here and what that means, and a box to drop one that was saved by hand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import streamlit as st

from assistant.ui.access import gatekeeper
from assistant.ui.library import library_html
from assistant.ui.shared.frame import show_error
from corpus.errors import ExplainedError
from ingest.upkeep import OfficialFiles

_RESULT = "official-result"
_HOW = (
    "Open its address in a browser and save the PDF. Then drop it here: its title page says what it is, not its name."
)
_ASK = "Whoever looks after this computer can add them here."
_BUILD = "Then whoever looks after the library presses “Build the library again”, and answers can quote it."


def show(official: OfficialFiles, indexed: Collection[str], as_at: date, *, may_add: bool) -> None:
    """Show what is missing and, to whom may add it, the box.

    Parameters
    ----------
    official : OfficialFiles
        The official PDFs of the library's folder.
    indexed : collection of str
        The ids of the sources that can be quoted.
    as_at : date
        The day for which texts are wanted.
    may_add : bool
        Whether the person may add official texts: what is added is quoted as official.
    """
    missing = official.missing(indexed, as_at)
    with st.container(key="official"):
        st.html(library_html.missing_heading_html(len(missing)))
        if missing:
            st.html(library_html.paragraph_html(_HOW if may_add else _ASK))
            with st.expander(f"Which they are, and what that means ({len(missing)})"):
                st.html(library_html.missing_html(missing))
        if may_add:
            _box(official)


def _box(official: OfficialFiles) -> None:
    """Take a PDF that was dropped, and say what it is."""
    gatekeeper.let_upload()
    file = st.file_uploader("An official PDF", type="pdf", key="official-file")
    if st.button("Add an official PDF", key="official-add") and file is not None:
        with st.spinner("Reading its title page"):
            st.session_state[_RESULT] = _added(official, file.name, file.getvalue())
        st.rerun()
    said, problem = st.session_state.pop(_RESULT, ("", None))
    if problem:
        show_error(*problem)
    elif said:
        st.success(said)


def _added(official: OfficialFiles, name: str, data: bytes) -> tuple[str, tuple[str, str] | None]:
    """Add a PDF; return what to say, and what is wrong with it."""
    try:
        added = official.add(name, data)
    except ExplainedError as error:
        return "", (error.message, error.hint)
    here = "is in the library’s folder now" if added.is_new else "was in the library’s folder already"
    notices = "".join(f" Look at it: {notice}." for notice in added.notices)
    return f"{added.source.full_title} {here}. {_BUILD}{notices}", None
