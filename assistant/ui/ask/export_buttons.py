"""Taking an answer away: the evidence pack as a file, made when it is asked for, and the plain text to copy.

A pack stays in the session until another is made or the conversation is cleared. Its name and address have no word of the
question. A refusal, and a failure, have no guidance in them and are not offered.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from assistant.export import FORMATS, SCALE, ExportFormat, as_text, is_refusal, pack_of
from assistant.remote_assistant import RemotePdf
from assistant.types import Answer, Outcome
from assistant.ui.shared import session
from assistant.ui.shared.announce import announce
from assistant.ui.shared.frame import show_error
from assistant.ui.shared.session import Exchange
from corpus.drawing import draw_page
from corpus.errors import IndexDamaged
from corpus.types import Box

_NO_PDF_HINT = "use the link to the official publication"
_FAILED = "the evidence pack could not be made"
_FAILED_HINT = "copy the plain text instead, or make the pack in another form"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    exchange: int
    format: ExportFormat
    data: bytes
    name: str


def show(exchange: Exchange, answer: Answer) -> None:
    """Offer an answer's evidence pack in every format, and its plain text.

    Parameters
    ----------
    exchange : Exchange
        Whose PDFs are those of the generation that answered.
    answer : Answer
        Its answer.
    """
    if is_refusal(answer) or answer.outcome is Outcome.FAILED:
        return
    with st.expander("Keep this answer: evidence pack, or text for your case system"):
        st.html(
            '<p class="dsl-hint">The pack has the quotations, full references, the pages with the words marked, and an empty'
            " place for your reasons and decision. The question is in it as it stands above.</p>"
        )
        with st.container(horizontal=True, key=f"pack-{exchange.number}"):
            for form in FORMATS:
                key = f"pack-{form.ending}-{exchange.number}"
                st.button(f"Make evidence pack ({form.label})", key=key, on_click=_want, args=(exchange.number, form))
        if (wanted := st.session_state.get("pack_wanted")) and wanted[0] == exchange.number:
            st.session_state.pop("pack_wanted")
            _make(exchange, answer, wanted[1])
        _offer(exchange)
        st.html('<h4 class="dsl-copy">Copy as plain text for a case system</h4>')
        text = as_text(pack_of(answer, session.now(), asked_at=exchange.asked_at))
        st.code(text, language=None, wrap_lines=True)


def _want(number: int, form: ExportFormat) -> None:
    st.session_state.pop("pack", None)
    st.session_state["pack_wanted"] = (number, form)


def _make(exchange: Exchange, answer: Answer, form: ExportFormat) -> None:
    """Make a pack, naming each stage, for the session; show an error if it cannot be made."""

    def picture(source_id: str, page: int, boxes: Sequence[Box]) -> bytes:
        pdf = exchange.pdfs.get(source_id)
        if pdf is None:
            raise IndexDamaged("its PDF is not in the library", _NO_PDF_HINT)
        draws = pdf.draw if isinstance(pdf, RemotePdf) else partial(draw_page, pdf)
        return draws(page, boxes, scale=SCALE).png

    try:
        with st.status("Gathering the quotations") as status:
            pack = pack_of(
                answer,
                session.now(),
                picture,
                on_stage=lambda stage: status.update(label=stage),
                asked_at=exchange.asked_at,
                number=secrets.token_hex(2),
            )
            status.update(label=f"Writing the {form.label} file")
            data = form.write(pack)
            status.update(label="The evidence pack is ready", state="complete")
    except Exception as error:  # a page without a traceback, and a log without the question
        _log.error("making an evidence pack failed: %s", type(error).__qualname__)
        show_error(_FAILED, _FAILED_HINT)
        return
    name = f"{pack.name}.{form.ending}"
    st.session_state["pack"] = _Made(exchange=exchange.number, format=form, data=data, name=name)
    announce("The evidence pack is ready to download")


def _offer(exchange: Exchange) -> None:
    made: _Made | None = st.session_state.get("pack")
    if made is None or made.exchange != exchange.number:
        return
    size = f"{len(made.data) / 1e6:.1f} MB" if len(made.data) >= 1e5 else f"{max(1, len(made.data) // 1000)} kB"
    st.download_button(
        f"Download evidence pack ({made.format.label}, {size})",
        made.data,
        file_name=made.name,
        mime=made.format.mime,
        key=f"pack-download-{exchange.number}",
        on_click="ignore",
        type="primary",
    )
