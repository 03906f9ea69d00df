"""Waiting for a document of the school's own to be read, added or taken out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from assistant.ui.library import local_state
from assistant.ui.library.local_state import LocalState, LocalStep
from assistant.ui.resources import let_go
from assistant.ui.shared.job import Job
from corpus.errors import ExplainedError

_LOOK_EVERY_S = 1.0
_WAIT_S = 0.1
_UNEXPECTED = ("this did not work", "try again; if it fails again, tell whoever looks after this assistant")
_log = logging.getLogger(__name__)


def watched(state: LocalState, back_to: LocalStep, after: Callable[[Any], LocalState]) -> None:
    """Show how far a job has come, looking again every second; when it is done, go on, or go back and say what went wrong.

    Parameters
    ----------
    state : LocalState
        Holds the job.
    back_to : LocalStep
        Where to go if it fails.
    after : callable
        Given what the job gave, says where to go.
    """

    @st.fragment(run_every=_LOOK_EVERY_S)
    def watch() -> None:
        job = state.job
        if job is None or local_state.state().job is not job:
            return
        if not job.wait(_WAIT_S):
            st.progress(job.share, text=job.stage or "Beginning")
            return
        let_go()
        local_state.go(_outcome(job, state, back_to, after))
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
