"""Letters to begin from, beneath an answer about sharing: to be read on the page, and taken away as a file or as text.

They are drafts, say so first, and nothing is sent from here. A letter is written anew each time it is drawn: none is kept.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

import streamlit as st

from assistant.export import LETTER_FORMATS, DraftLetter, ExportFormat, draft_letter, letter_text
from assistant.messages import LETTER_TITLE
from assistant.types import Answer
from assistant.ui.shared import session
from assistant.ui.shared.frame import show_error
from assistant.ui.shared.session import Exchange
from corpus.register import load_register
from corpus.statements import load_letters

_FAILED = "the draft could not be made as a file"
_FAILED_HINT = "copy the text instead"
_WANTED = "letter_wanted"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    exchange: int
    letter_id: str
    form: ExportFormat


def show(exchange: Exchange, answer: Answer) -> None:
    """Offer each letter that fits an answer.

    Parameters
    ----------
    exchange : Exchange
        Whose question it is, without details.
    answer : Answer
        Its answer, with the ids of the letters.
    """
    titles = {letter.letter_id: letter.title for letter in load_letters()}
    for letter_id in (one for one in answer.letters if one in titles):
        with st.expander(f"Draft: {titles[letter_id]}"):
            _show_one(exchange, answer, letter_id)


def _show_one(exchange: Exchange, answer: Answer, letter_id: str) -> None:
    letter = draft_letter(letter_id, answer.question, load_register(), session.now())
    st.html(
        f'<p class="dsl-hint"><strong>{LETTER_TITLE}</strong> Each clause has a number; what bears it out stands at the end.</p>'
    )
    st.code(letter_text(letter), language=None, wrap_lines=True)
    with st.container(horizontal=True, key=f"letter-{letter_id}-{exchange.number}"):
        for form in LETTER_FORMATS:
            key = f"letter-{letter_id}-{form.ending}-{exchange.number}"
            st.button(f"Make draft ({form.label})", key=key, on_click=_want, args=(exchange.number, letter_id, form))
    wanted: _Wanted | None = st.session_state.get(_WANTED)
    if wanted is not None and (wanted.exchange, wanted.letter_id) == (exchange.number, letter_id):
        _offer(wanted, letter)


def _want(exchange: int, letter_id: str, form: ExportFormat) -> None:
    st.session_state[_WANTED] = _Wanted(exchange=exchange, letter_id=letter_id, form=form)


def _offer(wanted: _Wanted, letter: DraftLetter) -> None:
    """Make the file that is wanted, and offer it; it is kept nowhere."""
    try:
        data = wanted.form.write(letter)
    except Exception as error:  # a page without a traceback, and a log without the question
        _log.error("making a letter failed: %s", type(error).__qualname__)
        show_error(_FAILED, _FAILED_HINT)
        return
    st.download_button(
        f"Download draft ({wanted.form.label})",
        data,
        file_name=f"{letter.name}.{wanted.form.ending}",
        mime=wanted.form.mime,
        key=f"letter-download-{wanted.letter_id}-{wanted.exchange}",
        on_click="ignore",
        type="primary",
    )
