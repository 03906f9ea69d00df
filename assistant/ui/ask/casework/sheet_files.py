"""A sheet to take away: a file in each format, made when it is taken, and its text to copy."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial

import streamlit as st

from assistant.export import ExportFormat, RecordSheet, SupervisionSheet

Sheet = SupervisionSheet | RecordSheet
_log = logging.getLogger(__name__)


class SheetNotMade(Exception):
    """The file could not be made; nothing of the sheet is in the message."""


def show(sheet: Sheet, formats: Sequence[ExportFormat], text: str, *, about: str, label: str, key: str) -> None:
    """Offer a sheet in every format, and its text.

    Parameters
    ----------
    sheet : SupervisionSheet or RecordSheet
        What is taken away.
    formats : sequence of ExportFormat
        Whose writers write such a sheet.
    text : str
        Its plain text.
    about : str
        What the person should know before they file it.
    label, key : str
        What each button says before its format, and what its key begins with.
    """
    st.html(f'<p class="dsl-hint">{about}</p>')
    with st.container(horizontal=True, key=f"{key}-files"):
        for form in formats:
            st.download_button(
                f"{label} ({form.label})",
                partial(made, sheet, form),
                file_name=f"{sheet.name}.{form.ending}",
                mime=form.mime,
                key=f"{key}-{form.ending}",
                on_click="ignore",
            )
    with st.expander("Read it, or copy it as plain text"):
        st.code(text, language=None, wrap_lines=True)


def made(sheet: Sheet, form: ExportFormat) -> bytes:
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
