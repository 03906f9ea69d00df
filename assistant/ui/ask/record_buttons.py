"""A record in order to take away: its text to copy, and a file in each format, made when it is taken."""

from __future__ import annotations

import logging
import secrets
from functools import partial

import streamlit as st

from assistant.chronology import OrderedRecord, sheet_of
from assistant.export import RECORD_FORMATS, ExportFormat, RecordSheet, record_as_text
from assistant.ui.shared import session

_ABOUT = (
    "It has the entries without the details that were noticed. A name that was not noticed is in it too: read it before you"
    " file it. It is no referral."
)
_log = logging.getLogger(__name__)


class RecordNotMade(Exception):
    """The file could not be made; nothing of the record is in the message."""


def show(ordered: OrderedRecord) -> None:
    """Offer a record in order in every format, and its text.

    Parameters
    ----------
    ordered : OrderedRecord
        One that was not refused.
    """
    sheet = sheet_of(ordered, session.now(), number=secrets.token_hex(2))
    st.html(f'<p class="dsl-hint">{_ABOUT}</p>')
    with st.container(horizontal=True, key="record-files"):
        for form in RECORD_FORMATS:
            st.download_button(
                f"Take it away ({form.label})",
                partial(made, sheet, form),
                file_name=f"{sheet.name}.{form.ending}",
                mime=form.mime,
                key=f"record-{form.ending}",
                on_click="ignore",
            )
    with st.expander("Read it, or copy it as plain text"):
        st.code(record_as_text(sheet), language=None, wrap_lines=True)


def made(sheet: RecordSheet, form: ExportFormat) -> bytes:
    """Return the bytes of the file of a record in order.

    Raises
    ------
    RecordNotMade
        If it cannot be written; what a library said of it may quote the record, and goes nowhere.
    """
    try:
        return form.write(sheet)
    except Exception as error:
        _log.error("making a record in order failed: %s", type(error).__qualname__)
        raise RecordNotMade(f"the {form.label} file could not be made: copy the plain text instead") from None
