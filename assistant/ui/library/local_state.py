"""How far one session has come with adding a document of the school's own or taking one out, and waiting for that."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

import streamlit as st

from assistant.ui.resources import forget_assistants
from assistant.ui.shared import background
from assistant.ui.shared.answer_html import escape_markdown
from assistant.ui.shared.background import Job
from corpus.errors import ExplainedError
from ingest.local import Description, ExaminedDocument, LocalChange, Upload

_KEY = "own"
_LOOK_EVERY_S = 1.0
_WAIT_S = 0.1
_UNEXPECTED = ("this did not work", "try again; if it fails again, tell whoever looks after this assistant")
_log = logging.getLogger(__name__)


class LocalStep(Enum):
    """What is in front of the person."""

    LIST = auto()
    DESCRIBE = auto()
    READING = auto()
    CHOOSE = auto()
    ADDING = auto()
    ADDED = auto()
    CONFIRM = auto()
    TAKING_OUT = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalState:
    """How far a session has come.

    Parameters
    ----------
    problems : tuple of (str, str)
        What is wrong with what was given, each with what to do.
    source_id : str
        Of the document to be taken out.
    """

    step: LocalStep = LocalStep.LIST
    problems: tuple[tuple[str, str], ...] = ()
    upload: Upload | None = None
    description: Description | None = None
    examined: ExaminedDocument | None = None
    job: Job[Any] | None = None
    change: LocalChange | None = None
    source_id: str = ""


def state_now() -> LocalState:
    """Return how far this session has come."""
    current: LocalState = st.session_state.get(_KEY, LocalState())
    return current


def go(to: LocalState) -> None:
    """Go to a step; what only the step before knew is forgotten."""
    st.session_state[_KEY] = to
    background.moved()


def watch_job(state: LocalState, back_to: LocalStep, after: Callable[[Any], LocalState]) -> None:
    """Show how far a job has come, looking again every second; when it is done, go on, or go back with what went wrong.

    Parameters
    ----------
    state : LocalState
        Has the job.
    back_to : LocalStep
        Where to go if it fails.
    after : callable
        Returns where to go, given what the job returned.
    """

    @st.fragment(run_every=_LOOK_EVERY_S)
    def watch() -> None:
        job = state.job
        if job is None or state_now().job is not job:
            return
        if not job.wait(_WAIT_S):
            st.progress(job.share, text=escape_markdown(job.stage or "Beginning"))
            return
        forget_assistants()
        go(_outcome(job, state, back_to, after))
        st.rerun()

    watch()


def _outcome(job: Job[Any], state: LocalState, back_to: LocalStep, after: Callable[[Any], LocalState]) -> LocalState:
    """Return where a job that is done leads."""
    try:
        return after(job.result())
    except ExplainedError as error:
        problem = (error.message, error.hint)
    except Exception as error:  # a page without a traceback, and a log without anybody's details
        _log.error("a document of the school's own: %s", type(error).__qualname__)
        problem = _UNEXPECTED
    return replace(state, step=back_to, job=None, problems=(problem,))
