"""The page that lists the library: every edition known, its standing today, and whether it is indexed."""

from __future__ import annotations

import streamlit as st

from assistant.ui import session
from assistant.ui.frame import show_error
from assistant.ui.opening import manifest_now
from assistant.ui.shelf import Row, counts_html, group_html, matching, rows_of
from corpus.errors import CorpusError
from corpus.generations import Manifest
from corpus.register import load_register
from corpus.settings import LibrarySettings
from corpus.types import Authority

_ALL_KINDS = "All kinds"
_SHOWN = ("In the library", "Known, not in the library", "Everything known")
_BUILD = "run 'make run' for the bundled digests, or 'make library' for the official PDFs as well"


def show(settings: LibrarySettings) -> None:
    """Show the page.

    Parameters
    ----------
    settings : LibrarySettings
        Where the library is.
    """
    st.title("The library", anchor=False)
    manifest = _manifest(settings)
    try:
        rows = rows_of(load_register(), manifest, session.today())
    except CorpusError as error:
        show_error(error.message, error.hint)
        return
    st.html(counts_html(rows, manifest))
    kept = _chosen(rows, anything_indexed=manifest is not None)
    st.html(f'<p class="dsl-label" role="status">{len(kept)} of {len(rows)} editions shown</p>')
    for authority in Authority:
        group = [row for row in kept if row.source.authority is authority]
        if group:
            st.html(group_html(authority, group))


def _manifest(settings: LibrarySettings) -> Manifest | None:
    """Give what is indexed, or say that nothing is and what to do."""
    try:
        return manifest_now(settings)
    except CorpusError as error:
        show_error(f"Nothing is indexed: {error.message}", error.hint or _BUILD)
    return None


def _chosen(rows: list[Row], *, anything_indexed: bool) -> list[Row]:
    """Let the list be narrowed by kind, by words and by what is indexed; give the rows that are left."""
    with st.container(key="filters"):
        shown = st.radio("Show", _SHOWN, index=0 if anything_indexed else 2, horizontal=True)
        left, right = st.columns(2)
        labels = [_ALL_KINDS, *(kind.label for kind in Authority if any(row.source.authority is kind for row in rows))]
        kind = left.selectbox("Kind of source", labels)
        words = right.text_input("Words in the title, edition or publisher")
    kept = matching(rows, words)
    if shown != _SHOWN[2]:
        kept = [row for row in kept if row.is_indexed == (shown == _SHOWN[0])]
    return [row for row in kept if kind in {_ALL_KINDS, row.source.authority.label}]
