"""Which sources may answer: everything, official publications, or local procedures; kept while other pages are looked at."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from assistant.export import LIBRARIES
from assistant.types import Library

_KEPT = "library"


def chosen() -> Library:
    """Return what was chosen: everything until something else is."""
    kept: Library = st.session_state.get(_KEPT, "all")
    return kept


def show() -> None:
    """Let it be chosen."""
    options: tuple[Library, ...] = get_args(Library)
    st.session_state[_KEPT] = st.selectbox(
        "Answer from",
        options,
        index=options.index(chosen()),
        format_func=LIBRARIES.__getitem__,
        key="library_box",
        width=280,
        help="Official publications are law, guidance, reviews and research. Our digests and your local procedures are not.",
    )
