"""The sheet of a worry thought through: its text to copy, and a file in each format, made when it is taken."""

from __future__ import annotations

import logging
import secrets
from functools import partial

import streamlit as st

from assistant.export import SHEET_FORMATS, ExportFormat, SupervisionSheet, sheet_as_text
from assistant.supervision import AskedQuestions, Reflection, sheet_of
from assistant.ui.shared import session

_ABOUT = (
    "The sheet is for your supervisor. It has your own words as they stand here, and leaves blank what you skipped. It is no"
    " referral and no record of concern. A name that was not noticed is in it too: read it before you file it."
)
_log = logging.getLogger(__name__)


class SheetNotMade(Exception):
    """The file could not be made; nothing of the sheet is in the message."""


def show(reflection: Reflection, asked: AskedQuestions) -> None:
    """Offer the sheet in every format, and its text.

    Parameters
    ----------
    reflection : Reflection
        At its end.
    asked : AskedQuestions
        Its questions.
    """
    sheet = sheet_of(reflection, asked, session.now(), number=secrets.token_hex(2))
    st.html(f'<p class="dsl-hint">{_ABOUT}</p>')
    with st.container(horizontal=True, key="sheet"):
        for form in SHEET_FORMATS:
            st.download_button(
                f"Take the sheet ({form.label})",
                partial(made, sheet, form),
                file_name=f"{sheet.name}.{form.ending}",
                mime=form.mime,
                key=f"sheet-{form.ending}",
                on_click="ignore",
            )
    with st.expander("Read it, or copy it as plain text"):
        st.code(sheet_as_text(sheet), language=None, wrap_lines=True)


def made(sheet: SupervisionSheet, form: ExportFormat) -> bytes:
    """Return the bytes of a sheet's file.

    Raises
    ------
    SheetNotMade
        If it cannot be written; what a library said of it may quote the sheet, and goes nowhere.
    """
    try:
        return form.write(sheet)
    except Exception as error:
        _log.error("making a sheet failed: %s", type(error).__qualname__)
        raise SheetNotMade(f"the {form.label} file could not be made: copy the plain text instead") from None
