"""The page that lists the library: what needs doing, every edition known, its standing today, and whether it is indexed."""

from __future__ import annotations

import streamlit as st

from assistant.ui.library import commencement_view, local_page, official_page
from assistant.ui.library.edition_rows import EditionRow, counts_html, group_html, known, matching, rows_of
from assistant.ui.library.library_html import chains_html
from assistant.ui.resources import manifest_now
from assistant.ui.shared import needs_doing, session
from assistant.ui.shared.frame import show_error
from corpus.errors import CorpusError
from corpus.index import Manifest
from corpus.register import chains, load_register
from corpus.settings import LibrarySettings
from corpus.statements import load_ledger
from corpus.types import Authority
from ingest.local import LocalLibrary
from ingest.signing_sheet import sentences_to_sign
from ingest.upkeep import OfficialFiles

_ALL_KINDS = "All kinds"
_SHOWN = ("In the library", "Known, not in the library", "Everything known")
_BUILD = "run 'make index' for the bundled digests, and 'make library' before it for the official PDFs as well"


def show(
    settings: LibrarySettings,
    own_documents: LocalLibrary | None = None,
    asking: st.Page | None = None,
    *,
    may_add_official: bool = False,
) -> None:
    """Show the page.

    Parameters
    ----------
    settings : LibrarySettings
        Where the library is.
    own_documents : LocalLibrary or None
        The school's own, to be added and taken out here; ``None`` where that is switched off.
    asking : st.Page or None
        The page to ask on.
    may_add_official : bool
        Whether the person may put official PDFs into the library's folder.
    """
    st.title("The library", anchor=False)
    if own_documents is not None and local_page.under_way():
        local_page.show_steps(own_documents, asking)
        return
    manifest = _manifest(settings)
    try:
        register = known(load_register(), manifest)
        rows = rows_of(register, manifest, session.today())
    except CorpusError as error:
        show_error(error.message, error.hint)
        return
    st.html(counts_html(rows, manifest))
    if own_documents is not None and manifest is not None:
        local_page.show_list(own_documents)
    indexed = {row.source.source_id for row in rows if row.is_indexed}
    official = OfficialFiles(settings.library_dir)
    official_page.show(official, indexed, session.today(), may_add=may_add_official)
    needs_doing.show(settings, session.today())
    _show_reviews(settings)
    with st.expander("Editions that follow one another"):
        st.html(chains_html(chains(register, session.today()), indexed, session.today()))
    if manifest is not None:
        commencement_view.show(settings, manifest)
    st.html('<h2 class="dsl-ask">Editions</h2>')
    shown = _chosen(rows, anything_indexed=manifest is not None)
    st.html(f'<p class="dsl-label" role="status">{len(shown)} of {len(rows)} editions shown</p>')
    for authority in Authority:
        group = [row for row in shown if row.source.authority is authority]
        if group:
            st.html(group_html(authority, group))


def _show_reviews(settings: LibrarySettings) -> None:
    """Say how many practitioners have reviewed our own sentences: none, until a ledger says otherwise."""
    try:
        ledger = load_ledger(settings.review_ledger)
    except CorpusError as error:
        show_error(error.message, error.hint)
        return
    texts = [sentence.text for _, sentence in sentences_to_sign()]
    n, today = ledger.n_practitioners(texts, session.today()), session.today()
    people = "1 practitioner" if n == 1 else f"{n or 'no'} practitioners"
    words = f"Our own sentences: reviewed by {people}; {ledger.n_reviewed(texts, today):,} of {len(texts):,} are signed off."
    st.html(f'<p class="dsl-label">{words}</p>')


def _manifest(settings: LibrarySettings) -> Manifest | None:
    """Return what is indexed, or say that nothing is and what to do."""
    try:
        return manifest_now(settings)
    except CorpusError as error:
        show_error(f"Nothing is indexed: {error.message}", error.hint or _BUILD)
    return None


def _chosen(rows: list[EditionRow], *, anything_indexed: bool) -> list[EditionRow]:
    """Let the list be narrowed by kind, by words and by what is indexed; return the rows that are left."""
    with st.container(key="filters"):
        which = st.radio("Show", _SHOWN, index=0 if anything_indexed else 2, horizontal=True)
        left, right = st.columns(2)
        labels = [_ALL_KINDS, *(kind.label for kind in Authority if any(row.source.authority is kind for row in rows))]
        kind = left.selectbox("Kind of source", labels)
        words = right.text_input("Words in the title, edition or publisher")
    matches = matching(rows, words)
    if which != _SHOWN[2]:
        matches = [row for row in matches if row.is_indexed == (which == _SHOWN[0])]
    return [row for row in matches if kind in {_ALL_KINDS, row.source.authority.label}]
