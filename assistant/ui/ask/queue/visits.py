"""What a reload of the page must not lose: the draft, the questions under way, and the conversation they belong to.

A reload begins a new session. The browser's tab has a random number in its ``sessionStorage``; with it, the same person has the
visit back. A visit is in the server's memory alone, and goes half an hour after it was last used.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from assistant.people import Person
from assistant.ui.ask.queue.running import QuestionQueue

KEEP_S = 30 * 60
MAX_VISITS = 500  # the server's memory is bounded; the one used longest ago leaves first
TO_BOX = "into_box"  # the text that goes into the box when it is drawn next
_VISIT = "visit"
_DRAWN = "as_at_box"  # a box that is there while the page is
# What of the session's state makes up the conversation, and how it is stored.
_CONVERSATION = (
    "exchanges", "redactor", "as_at", "library", "keep_for", "stored_id", "stored_up_to", "sent_to_check", "reflection", "record",
    "walk",
)  # fmt: skip
_BOXES = {"as_at": _DRAWN, "library": "library_box", "keep_for": "keep-box"}  # the widgets that show a part of it


@dataclass(slots=True, kw_only=True)
class Visit:
    """One tab's visit to the page.

    Parameters
    ----------
    person_id : str
        Whose it is.
    tab : str
        The tab's random number; empty until the browser has sent it.
    draft : str
        What stands in the box, as typed.
    conversation : dict
        A part of the session's state, as it was when the page was last drawn.
    """

    person_id: str
    tab: str = ""
    draft: str = ""
    questions: QuestionQueue = field(default_factory=QuestionQueue)
    conversation: dict[str, Any] = field(default_factory=dict)


class Visits:
    """The visits of the last half hour, by person and tab.

    Parameters
    ----------
    clock : callable
        Seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._at: dict[tuple[str, str], tuple[float, Visit]] = {}
        self._timer: threading.Timer | None = None

    def store(self, visit: Visit) -> None:
        """Store a visit whose tab is known, as used just now."""
        with self._lock:
            key = (visit.person_id, visit.tab)
            self._at.pop(key, None)
            self._at[key] = (self._clock(), visit)
            while len(self._at) > MAX_VISITS:
                del self._at[next(iter(self._at))]
            self._look_later()

    def find(self, person_id: str, tab: str) -> Visit | None:
        """Return a person's visit in a tab, if it is not too long ago."""
        self.forget_old()
        with self._lock:
            found = self._at.get((person_id, tab))
            return found[1] if found else None

    def forget_old(self) -> None:
        """Forget what was not used for half an hour."""
        with self._lock:
            oldest = self._clock() - KEEP_S
            self._at = {key: (used, visit) for key, (used, visit) in self._at.items() if used > oldest}
            self._look_later()

    def _look_later(self) -> None:
        """Have what is old forgotten even if nobody comes; the lock is held."""
        if self._at and (self._timer is None or self._timer.finished.is_set()):
            self._timer = threading.Timer(60, self.forget_old)
            self._timer.daemon = True
            self._timer.start()


@st.cache_resource(show_spinner=False)
def visits() -> Visits:
    """Return the server's one store of visits."""
    return Visits()


def here(person: Person) -> Visit:
    """Return this session's visit; the box gets its draft back where the page is drawn anew."""
    visit: Visit | None = st.session_state.get(_VISIT)
    if visit is None or visit.person_id != person.id:
        visit = st.session_state[_VISIT] = Visit(person_id=person.id)
    if visit.draft and _DRAWN not in st.session_state:
        put_in_box(visit, visit.draft)
    return visit


def put_in_box(visit: Visit, text: str, *, focus: bool = False) -> None:
    """Put a text into the box when it is drawn next; what is there already stays beneath it.

    Parameters
    ----------
    visit : Visit
        Whose box it is.
    text : str
        As it was typed.
    focus : bool
        Whether the person goes on in the box.
    """
    if visit.draft and visit.draft != text:
        text = f"{text}\n\n{visit.draft}"
    st.session_state[TO_BOX] = visit.draft = text
    if focus:
        st.session_state["to_box"] = True


def remember(visit: Visit) -> None:
    """Store the visit as the page is now."""
    visit.conversation = {key: st.session_state[key] for key in _CONVERSATION if key in st.session_state}
    if visit.tab:
        visits().store(visit)


def recognise_tab(visit: Visit, tab: str) -> bool:
    """Learn the tab of this session; return whether it goes on with the visit that the tab had before a reload."""
    if not tab or tab == visit.tab:
        return False
    before = visits().find(visit.person_id, tab)
    untouched = not (visit.conversation.get("exchanges") or visit.draft or len(visit.questions))
    if before is None or before is visit or not untouched:
        visit.tab = tab
        remember(visit)
        return False
    st.session_state[_VISIT] = before
    st.session_state.update(before.conversation)
    for key, box in _BOXES.items():
        if key in before.conversation:
            st.session_state[box] = before.conversation[key]
    if before.draft:
        put_in_box(before, before.draft)
    return True
