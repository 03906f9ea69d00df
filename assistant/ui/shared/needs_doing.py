"""What needs doing: one statement, the same wherever it is shown.

It holds what is wrong with the index and the models, what could not be read, and what the register, the lock file and the digests
say of editions. The Library page, “Look after the library” and Health show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from assistant.health import problems_of
from assistant.ui.shared.answer_html import link_html, sentence
from assistant.ui.shared.frame import show_error
from corpus.errors import CorpusError, ExplainedError
from corpus.index import store_of
from corpus.settings import LibrarySettings
from ingest.upkeep import LibraryNotice, library_notices

NOTHING_TO_DO = "Nothing needs doing, as far as the library knows. The official sites were not asked."
_NOT_ASKED = (
    "The official sites were not asked for this: “Look after the library” has what they said last, and asks them."
)


def show(settings: LibrarySettings, as_at: date, *, folded: bool = True) -> None:
    """Show what needs doing and, folded, what is worth knowing; if it cannot be found out, that is said.

    Parameters
    ----------
    settings : LibrarySettings
        Where the library is.
    as_at : date
        The day to which it applies.
    folded : bool
        Whether what is worth knowing is offered too.
    """
    try:
        found = _found(settings, (settings.model_dump_json(), _serving(settings)), as_at)
    except ExplainedError as error:
        show_error(f"what needs doing cannot be told: {error.message}", error.hint)
        return
    st.html(to_do_html(found))
    others = [one for one in found if not one.to_do]
    if folded and others:
        with st.expander(f"Worth knowing ({len(others)})"):
            st.html(f'<div class="dsl-upkeep">{_items(others)}</div>')


def to_do_html(found: Sequence[LibraryNotice]) -> str:
    """Return what needs doing as a list that is always in view; a sentence if that is nothing."""
    to_do = [one for one in found if one.to_do]
    if not to_do:
        return f'<div class="dsl-upkeep"><h2>What needs doing</h2><p>{NOTHING_TO_DO}</p></div>'
    return (
        f'<div class="dsl-upkeep"><h2>What needs doing ({len(to_do)})</h2>{_items(to_do)}'
        f'<p class="dsl-hint">{_NOT_ASKED}</p></div>'
    )


def _serving(settings: LibrarySettings) -> str:
    """Return the generation that serves; empty if none does."""
    try:
        return store_of(settings).current()
    except CorpusError:
        return ""


# Ten minutes: a fetch changes what there is to say, and makes no generation.
@st.cache_data(ttl=600, max_entries=4, show_spinner=False)
def _found(
    _settings: LibrarySettings,
    known_by: tuple[str, str],  # noqa: ARG001  # cache key
    as_at: date,
) -> Sequence[LibraryNotice]:
    """Look the library over, once for its settings, generation and day."""
    wrong = [LibraryNotice(text=text, url="", to_do=True) for text in problems_of(_settings)]
    return (*wrong, *library_notices(_settings, as_at))


def _items(found: Sequence[LibraryNotice]) -> str:
    items = (f"<li><p>{escape(sentence(one.text))}</p>{link_html(one.url, one.url)}</li>" for one in found)
    return f"<ul>{''.join(items)}</ul>"
