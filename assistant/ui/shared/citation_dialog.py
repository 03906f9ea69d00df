"""The citation that is open: the page with the words marked, the full reference, and the way to the official PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from assistant.types import Citation
from assistant.ui.shared import answer_html, session
from assistant.ui.shared.frame import show_error
from assistant.ui.shared.session import Exchange, OpenCitation, ShownComparison
from corpus.drawing import draw_page
from corpus.errors import CorpusError, IndexDamaged
from corpus.types import Authority

_WIDTH_PX = 760  # leaves the answer in view on a laptop
_LARGER = 2.4  # pixels per point: print as large as on paper seen from close, for low vision


def show_open_citation(shown: Sequence[Exchange | ShownComparison]) -> None:
    """Show the citation that is open, if one is of what the page shows. One at a time: opening another closes it.

    Parameters
    ----------
    shown : sequence of Exchange or ShownComparison
        What the page shows, whose citations can be opened.
    """
    opened = session.open_citation()
    if opened is None:
        return
    exchange = next((known for known in shown if known.number == opened.exchange), None)
    citation = exchange.citation(opened.marker) if exchange else None
    if exchange is None or citation is None:
        session.close_citation()
        return
    # the title is Markdown, in which a bare [1] could be a link
    title = f"\\[{citation.marker}\\] {answer_html.escape_markdown(citation.source.name)}"
    dialog = st.dialog(title, width=_WIDTH_PX, position="right", on_dismiss=session.close_citation)
    dialog(_show)(exchange, citation, opened)


def _show(exchange: Exchange | ShownComparison, citation: Citation, opened: OpenCitation) -> None:
    """Show the page first, then what is known of the citation; a digest's official source comes before both."""
    pdf = exchange.pdfs.get(citation.source.source_id)
    if citation.source.authority is Authority.LOCAL and pdf is not None and not pdf.is_file():
        show_error("this document was taken out of the library", "close this; its words are no longer shown")
        return
    st.html(answer_html.standing_html(citation, exchange.as_at))
    if citation.pinpoint:
        st.html(answer_html.pinpoint_html(citation.pinpoint))
    if link := answer_html.link_html(citation.url, _official(citation)):
        st.html(link)
    try:
        _show_page(citation, session.open_citation() or opened, _pdf(exchange, citation))
    except CorpusError as error:
        show_error(error.message, error.hint)
    st.html(answer_html.citation_html(citation, exchange.as_at))
    st.html('<h3 class="dsl-copy">Full reference, to copy</h3>')
    st.code(citation.reference, language=None, wrap_lines=True)


def _official(citation: Citation) -> str:
    """Return what the link to the official words opens."""
    if citation.passage.address:
        return "Open the official web page at this heading"
    return "Open the official PDF at this page" if "#page=" in citation.url else "Open the official publication"


def _pdf(exchange: Exchange | ShownComparison, citation: Citation) -> Path:
    """Return the PDF as it was when the question was answered.

    Raises
    ------
    IndexDamaged
        If the library had none.
    """
    pdf = exchange.pdfs.get(citation.source.source_id)
    if pdf is None:
        raise IndexDamaged(
            "the page cannot be shown: its PDF is not in the library", "use the link to the official publication"
        )
    return pdf


def _show_page(citation: Citation, opened: OpenCitation, pdf: Path) -> None:
    """Show the page in view and the buttons to its neighbours; the words are marked on the page that is cited."""
    cited = opened.page == citation.passage.page
    larger = bool(st.session_state.get("larger"))
    drawn = draw_page(pdf, opened.page, citation.highlight() if cited else (), scale=_LARGER if larger else 1.6)
    n_pages = drawn.n_pages
    title = f"PDF page {opened.page} of {n_pages}{', the page quoted' if cited else ''}"
    st.subheader(title, anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", key="page-buttons"):
        if n_pages > 1:  # never disabled: a button that goes grey under the hand drops the keyboard's focus
            _page_button("Previous page", opened, max(1, opened.page - 1))
            _page_button("Next page", opened, min(n_pages, opened.page + 1))
            _page_button("Page quoted", opened, citation.passage.page)
        st.toggle("Larger print", key="larger")
    words = f"{citation.source.title}, {title}." + (f" Marked on it: {citation.quote}" if cited else "")
    with st.container(key="page-image-larger" if larger else "page-image"):
        st.image(drawn.png, alt=words, width="content" if larger else "stretch", output_format="PNG")


def _page_button(label: str, opened: OpenCitation, page: int) -> None:
    key = f"page-{label.split(maxsplit=1)[0].lower()}"
    st.button(label, key=key, on_click=session.show_citation, args=(opened.exchange, opened.marker, page))
