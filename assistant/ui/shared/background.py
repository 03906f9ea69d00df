"""Work that goes on in a thread while the page is drawn, so that neither a click nor a closed tab breaks it off.

The board has the server's long work: one piece under a key, seen by every session.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any, Generic, TypeVar

import streamlit as st

from corpus.errors import ExplainedError
from ingest.progress import Progress

_LOOK_EVERY_S = 1.0
_WAIT_S = 0.1
_UNEXPECTED = ("this did not work", "try again; if it fails again, read the server’s log")
_MOVED = "running-moved"
_FOCUS = "<script>document.querySelector('.dsl-step')?.focus();</script>"
Result = TypeVar("Result")
_log = logging.getLogger(__name__)


class Job(Generic[Result]):
    """A piece of work under way, or done.

    Parameters
    ----------
    work : callable
        Does the work, given whom to report progress to.

    Attributes
    ----------
    stage : str
        The stage it has come to.
    share : float
        How much of that stage is done, from 0 to 1.
    """

    def __init__(self, work: Callable[[Progress], Result]) -> None:
        self.stage, self.share = "", 0.0
        self._work = work
        self._result: Result | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)  # a server that is stopped need not wait for it
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait a little; return whether the work is done."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def result(self) -> Result:
        """Return what the work returned, or raise what it raised; to be called once it is done."""
        if self._error is not None:
            raise self._error
        assert self._result is not None
        return self._result

    def _run(self) -> None:
        try:
            self._result = self._work(self._report)
        except BaseException as error:  # it is raised again where the result is asked for
            self._error = error

    def _report(self, stage: str, done: int, of: int, /) -> None:
        self.stage, self.share = stage, min(1.0, done / of) if of else 1.0


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
    """What is under way, or done and not yet taken note of, by key."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at: dict[str, Running] = {}

    def start(self, key: str, what: str, who: str, work: Callable[[Progress], Any]) -> bool:
        """Begin a piece of work; return whether it was, since one that is still under way under the key is left alone."""
        stages: list[str] = []

        def staged(progress: Progress) -> Any:
            def report(stage: str, done: int, of: int, /) -> None:
                if not stages or stages[-1] != stage:
                    stages.append(stage)
                progress(stage, done, of)

            return work(report)

        with self._lock:
            if key in self._at and not self._at[key].job.wait(0):
                return False
            self._at[key] = Running(what=what, who=who, job=Job(staged), stages=stages)
            return True

    def at(self, key: str) -> Running | None:
        """Return what is under way under a key, or done."""
        return self._at.get(key)

    def clear(self, key: str, running: Running) -> None:
        """Forget a piece of work that is done; one begun since is left."""
        with self._lock:
            if self._at.get(key) is running:
                del self._at[key]


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
    """Put the focus on the step's heading, once, where the step is new: a screen reader says it, and it is in view."""
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
