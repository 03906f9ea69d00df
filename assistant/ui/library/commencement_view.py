"""When the sections of an Act began, on the library page: for law that was read with its record, a table for each."""

from __future__ import annotations

import streamlit as st

from assistant.ui.library import library_html
from assistant.ui.shared.data_table import TABLE_CSS, table_html
from assistant.ui.shared.frame import show_error
from corpus.errors import CorpusError
from corpus.index import Manifest, read_provisions, store_of
from corpus.settings import LibrarySettings
from ingest.law import COLUMNS, as_rows, summary_of

_HOW = (
    "As legislation.gov.uk records it. The day is that from which the present wording has been in force; when a section first"
    " began stands under “Began”. What is not recorded is not known here."
)


def show(settings: LibrarySettings, manifest: Manifest) -> None:
    """Show the table of an Act that is chosen; nothing if no law in the library has a record.

    Parameters
    ----------
    settings : LibrarySettings
        Where the library is.
    manifest : Manifest
        Of the generation that serves.
    """
    try:
        recorded = read_provisions(store_of(settings).index_dir, manifest)
    except CorpusError as error:
        show_error(error.message, error.hint)
        return
    titles = {entry.source.full_title: entry.source.source_id for entry in manifest.sources}
    known = {title: recorded[source_id] for title, source_id in titles.items() if source_id in recorded}
    if not known:
        return
    with st.expander("When the sections of an Act began, and where they extend to"):
        st.html(f"<style>{TABLE_CSS}</style>{library_html.paragraph_html(_HOW)}")
        chosen = st.selectbox("Act or instrument", list(known), key="commencement-of")
        st.html(library_html.paragraph_html(summary_of(known[chosen])))
        st.html(table_html(f"Commencement table: {chosen}", COLUMNS, as_rows(known[chosen])))
