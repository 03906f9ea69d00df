"""The citation that is open: the page with the words marked, the full reference, and the way to the official PDF."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from assistant.errors import AssistantError
from assistant.remote_assistant import RemotePdf
from assistant.types import Citation
from assistant.ui.shared import answer_html, session
from assistant.ui.shared.frame import show_error
from assistant.ui.shared.page_view import SCALE, show_page
from assistant.ui.shared.session import HasCitations, OpenCitation
from corpus.drawing import draw_page
from corpus.errors import CorpusError, IndexDamaged
from corpus.types import Authority

_WIDTH_PX = 760  # at most: the style sheet makes it narrower, so that the answer is in view on a laptop
# On a wide screen the page lies beside the answer, which is scrolled to where the citation was opened and stays in use: a
# press on it is not a press beside a dialog, which would close it, so another citation opens instead of this one.
_BESIDE = """<script>(() => {{
  const root = document.getElementById('root');
  const wide = window.matchMedia('(min-width: 72rem)');
  const beside = () => wide.matches && document.querySelector('[role="dialog"] .st-key-citation');
  const free = () => {{ if (root.inert && beside()) root.inert = false; }};
  if (!window.dslBeside) {{
    window.addEventListener('pointerdown', event => {{
      if (beside() && event.target.closest('.st-key-page')) event.stopImmediatePropagation();
    }}, true);
    new MutationObserver(free).observe(root, {{attributes: true, attributeFilter: ['inert']}});
  }}
  window.dslBeside = true;
  free();
  if (!beside()) return;
  const opener = /(^| )st-key-cite-{exchange}-(\\S*-)?{marker}( |$)/, middle = window.innerHeight / 2;
  const away = one => Math.abs(one.getBoundingClientRect().top - middle);
  const openers = [...document.querySelectorAll('[class*="st-key-cite-{exchange}-"]')].filter(one => opener.test(one.className));
  openers.sort((one, other) => away(one) - away(other))[0]?.scrollIntoView({{block: 'center'}});
}})()</script>"""


def show_open_citation(shown: Sequence[HasCitations]) -> None:
    """Show the citation that is open, if one is of what the page shows. One at a time: opening another closes it.

    Parameters
    ----------
    shown : sequence of HasCitations
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
    dialog(_show_beside)(exchange, citation, opened)


def _show_beside(exchange: HasCitations, citation: Citation, opened: OpenCitation) -> None:
    """Show a citation, and on a wide screen the answer beside it."""
    with st.container(key="citation"):
        _show(exchange, citation, opened)
    script = _BESIDE.format(exchange=exchange.number, marker=citation.marker)
    st.html(script, unsafe_allow_javascript=True)  # ours alone: two numbers are all that varies


def _show(exchange: HasCitations, citation: Citation, opened: OpenCitation) -> None:
    """Show the page first, then what is known of the citation; a digest's official source comes before both."""
    pdf = exchange.pdfs.get(citation.source.source_id)
    if citation.source.authority is Authority.LOCAL and isinstance(pdf, Path) and not pdf.is_file():
        show_error("this document was taken out of the library", "close this; its words are no longer shown")
        return
    st.html(answer_html.standing_html(citation, exchange.as_at))
    if citation.pinpoint:
        st.html(answer_html.pinpoint_html(citation.pinpoint))
    if link := answer_html.link_html(citation.url, _official(citation)):
        st.html(link)
    in_view = session.open_citation() or opened
    try:
        _show_page(citation, in_view, _pdf(exchange, citation))
    except (AssistantError, CorpusError) as error:
        show_error(error.message, error.hint)
        if in_view.page != citation.passage.page:
            _page_button("Page quoted", in_view, citation.passage.page)
    st.html(answer_html.citation_html(citation, exchange.as_at))
    st.html('<h3 class="dsl-copy">Full reference, to copy</h3>')
    st.code(citation.reference, language=None, wrap_lines=True)


def _official(citation: Citation) -> str:
    """Return what the link to the official words opens."""
    if citation.passage.address:
        return "Open the official web page at this heading"
    return "Open the official PDF at this page" if "#page=" in citation.url else "Open the official publication"


def _pdf(exchange: HasCitations, citation: Citation) -> Path | RemotePdf:
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


def _show_page(citation: Citation, opened: OpenCitation, pdf: Path | RemotePdf) -> None:
    """Show the page in view and the buttons to its neighbours; the words are marked on the page that is cited."""
    cited = opened.page == citation.passage.page
    boxes = citation.highlight() if cited else ()
    draws = pdf.draw if isinstance(pdf, RemotePdf) else partial(draw_page, pdf)
    drawn = draws(opened.page, boxes, scale=SCALE)
    title = f"PDF page {opened.page} of {drawn.n_pages}{', the page quoted' if cited else ''}"
    st.subheader(title, anchor=False)
    words = f"{citation.source.title}, {title}." + (f" Marked on it: {citation.quote}" if cited else "")
    show_page(drawn, words, larger=bool(st.session_state.get("larger")))
    with st.container(horizontal=True, vertical_alignment="center", key="page-buttons"):
        if drawn.n_pages > 1:  # never disabled: a button that goes grey under the hand drops the keyboard's focus
            _page_button("Previous page", opened, max(1, opened.page - 1))
            _page_button("Next page", opened, min(drawn.n_pages, opened.page + 1))
            _page_button("Page quoted", opened, citation.passage.page)
        st.toggle("Larger print", key="larger")


def _page_button(label: str, opened: OpenCitation, page: int) -> None:
    key = f"page-{label.split(maxsplit=1)[0].lower()}"
    st.button(label, key=key, on_click=session.show_citation, args=(opened.exchange, opened.marker, page))
