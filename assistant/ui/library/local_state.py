"""What the page asks of the school's own documents, and how far one session has come with adding one or taking one out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Protocol

import streamlit as st

from assistant.ui.shared.job import Job, Progress
from corpus.index import IndexedSource
from corpus.register import Description, Handling, PageNotice, Upload

_KEY = "own"


class LookedAt(Protocol):
    """A document that was read and looked at, and is not in the library yet."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def n_pages(self) -> int:
        """How many pages it has."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What the file carries that is not read, in words that go on from "it"."""

    @property
    def notices(self) -> tuple[PageNotice, ...]:
        """What was noticed on its pages."""

    @property
    def asked_about(self) -> tuple[PageNotice, ...]:
        """The notices about which a person must decide."""


class Change(Protocol):
    """What came of adding a document or taking one out."""

    @property
    def title(self) -> str:
        """The document's title."""

    @property
    def n_passages(self) -> int:
        """How many passages the library holds of it now."""

    @property
    def can_roll_back(self) -> bool:
        """Whether an earlier generation is kept."""

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each thing that did not go well."""


class OwnDocuments(Protocol):
    """The school's own documents in the library; ``ingest.local.local_library`` has the real ones."""

    @property
    def documents(self) -> Sequence[IndexedSource]:
        """Those that are there."""

    @property
    def is_writable(self) -> bool:
        """Whether the library's folder can be written to."""

    def look(self, upload: Upload, description: Description, progress: Progress, /) -> LookedAt:
        """Read a document and look for personal details in it."""

    def add(self, looked: Any, handling: Handling | None, progress: Progress, /) -> Change:
        """Add what ``look`` gave."""

    def take_out(self, source_id: str, progress: Progress, /) -> Change:
        """Take a document out."""


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
    looked: LookedAt | None = None
    job: Job[Any] | None = None
    change: Change | None = None
    source_id: str = ""


def state() -> LocalState:
    """Return how far this session has come."""
    kept: LocalState = st.session_state.get(_KEY, LocalState())
    return kept


def go(to: LocalState) -> None:
    """Go to a step; what the step before held and this one does not is forgotten."""
    st.session_state[_KEY] = to
    st.session_state[f"{_KEY}-moved"] = True


def take_moved() -> bool:
    """Whether the step in front of the person is new, once."""
    return bool(st.session_state.pop(f"{_KEY}-moved", False))
