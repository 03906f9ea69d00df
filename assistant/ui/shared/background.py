"""Long work of the server's: one piece at a place, seen by every session, and gone on with when a tab is closed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

import streamlit as st

from assistant.ui.shared.job import Job, Progress
from corpus.errors import ExplainedError

_LOOK_EVERY_S = 1.0
_WAIT_S = 0.1
_UNEXPECTED = ("this did not work", "try again; if it fails again, read the server’s log")
_MOVED = "running-moved"
_FOCUS = "<script>document.querySelector('.dsl-step')?.focus();</script>"
_log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Running:
    """A piece of work under way, or done.

    Parameters
    ----------
    what : str
        What is being done, as a heading.
    who : str
        The id of the person who began it.
    stages : list of str
        The stages it has come to.
    """

    what: str
    who: str
    job: Job[Any]
    stages: list[str] = field(default_factory=list)


class Board:
    """What is under way, or done and not yet taken note of, by place."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at: dict[str, Running] = {}

    def start(self, place: str, what: str, who: str, work: Callable[[Progress], Any]) -> bool:
        """Begin a piece of work; say whether it was, since one that is still under way there is left alone."""
        stages: list[str] = []

        def told(progress: Progress) -> Any:
            def tell(stage: str, done: int, of: int, /) -> None:
                if not stages or stages[-1] != stage:
                    stages.append(stage)
                progress(stage, done, of)

            return work(tell)

        with self._lock:
            if place in self._at and not self._at[place].job.wait(0):
                return False
            self._at[place] = Running(what=what, who=who, job=Job(told), stages=stages)
            return True

    def at(self, place: str) -> Running | None:
        """Return what is under way at a place, or done there."""
        return self._at.get(place)

    def clear(self, place: str, running: Running) -> None:
        """Forget a piece of work that is done; one begun since is left."""
        with self._lock:
            if self._at.get(place) is running:
                del self._at[place]


@st.cache_resource(show_spinner=False)
def board() -> Board:
    """Return the server's one board."""
    return Board()


def watch(running: Running) -> None:
    """Show how far work has come, stage by stage, looking again every second; draw the page anew when it is done."""
    st.html(f'<h2 class="dsl-step" tabindex="-1">{escape(running.what)}</h2>')

    @st.fragment(run_every=_LOOK_EVERY_S)
    def look() -> None:
        if running.job.wait(_WAIT_S):
            moved()
            st.rerun()
        st.html(stages_html(running.stages))
        st.progress(running.job.share)

    look()
    st.html(
        '<p class="dsl-hint">It goes on if you look at another page or close this one. Questions are answered meanwhile.</p>'
    )


def moved() -> None:
    """Remember that another step is in front of the person."""
    st.session_state[_MOVED] = True


def focus() -> None:
    """Put the focus on the step's heading, once, where the step is new: a reader hears it, and it is in view."""
    if st.session_state.pop(_MOVED, False):
        st.html(_FOCUS, unsafe_allow_javascript=True)  # ours alone: nothing in it varies


def stages_html(stages: list[str]) -> str:
    """Return the stages that are done and, last, the one that is under way."""
    items = [f"<li>{escape(stage)}: done</li>" for stage in stages[-6:-1]]
    items.append(f'<li><strong role="status">{escape(stages[-1] if stages else "Beginning")}</strong></li>')
    return f'<ol class="dsl-stages">{"".join(items)}</ol>'


def outcome(running: Running) -> tuple[Any, tuple[str, str] | None]:
    """Return what came of work that is done, or what went wrong and what to do."""
    try:
        return running.job.result(), None
    except ExplainedError as error:
        return None, (error.message, error.hint)
    except Exception as error:  # a page without a traceback, and a log without anybody's words
        _log.error("%s: %s", running.what, type(error).__qualname__)
        return None, _UNEXPECTED
