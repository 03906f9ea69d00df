"""What one browser session remembers: the conversation, the day asked about, a comparison, and the citation that is open.

All of it is in ``st.session_state``: nothing is put in the address, written to disk or logged, and closing the tab ends
it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import streamlit as st

from assistant.editions import ComparisonRequest, SideBySide
from assistant.remote_assistant import RemotePdf
from assistant.safety import Redactor
from assistant.types import Answer, Citation, Message, Notice
from corpus.types import Source

MAX_EXCHANGES = 40  # a session's memory is bounded; the oldest exchange leaves first
_ENGLAND = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return the time in England."""
    return datetime.now(_ENGLAND)


def in_england(moment: datetime) -> datetime:
    """Return a moment as the clocks in England show it."""
    return moment.astimezone(_ENGLAND)


class HasCitations(Protocol):
    """What a page shows whose citations can be opened: an exchange, a comparison, a worry that is thought through."""

    @property
    def number(self) -> int:
        """Another for each thing that a page shows."""

    @property
    def as_at(self) -> date:
        """The day asked about."""

    @property
    def pdfs(self) -> Mapping[str, Path | RemotePdf]:
        """The PDF of each cited source."""

    def citation(self, marker: int) -> Citation | None:
        """Return the citation with a marker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question and what became of it: an answer, or a problem.

    Parameters
    ----------
    number : int
        From 1 within the session; never reused, so that widgets keep their meaning.
    question : str
        As asked, without anybody's details.
    danger : bool
        Whether the person's own words spoke of danger now; asked only where there is no answer.
    pdfs : Mapping of str to Path or RemotePdf
        The PDF of each cited source in the generation that answered, so that a later build cannot show another page.
    asked : ComparisonRequest or None
        The editions that the question asked about, if they can be compared.
    asked_at : datetime or None
        In England; not known of a conversation that was stored before this was stored with it.
    """

    number: int
    question: str
    as_at: date
    answer: Answer | None = None
    message: str = ""
    hint: str = ""
    danger: bool = False
    pdfs: Mapping[str, Path | RemotePdf] = field(default_factory=dict)
    asked: ComparisonRequest | None = None
    asked_at: datetime | None = field(default_factory=now)

    @property
    def turns(self) -> tuple[Message, ...]:
        """The question and the answer as the assistant reads them; nothing where there is no answer."""
        answer = self.answer
        return (Message("user", answer.question), Message("assistant", answer.text)) if answer else ()

    def citation(self, marker: int) -> Citation | None:
        """Return the citation with a marker."""
        citations = self.answer.citations if self.answer else ()
        return next((citation for citation in citations if citation.marker == marker), None)


def local_pdfs(exchange: Exchange) -> Mapping[str, Path]:
    """Return the PDFs of an exchange that are on this computer."""
    return {source_id: pdf for source_id, pdf in exchange.pdfs.items() if isinstance(pdf, Path)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownComparison:
    """Two editions compared, or the problem that there was; the other fields are as an ``Exchange`` has them.

    Parameters
    ----------
    number : int
        0: exchanges are numbered from 1, so a citation that is open is known to be of the one or the other.
    asked : ComparisonRequest
        The subject, without anybody's details, and the editions.
    compared : SideBySide or None
        Its citations are numbered from 1, each once.
    missing : Source or None
        The edition that applies, if it is not in the library.
    """

    asked: ComparisonRequest
    as_at: date
    compared: SideBySide | None = None
    missing: Source | None = None
    generation: str = ""
    notices: tuple[Notice, ...] = ()
    danger: bool = False
    message: str = ""
    hint: str = ""
    pdfs: Mapping[str, Path] = field(default_factory=dict)
    number: int = 0

    def citation(self, marker: int) -> Citation | None:
        """Return the citation with a marker."""
        pairs = self.compared.pairs if self.compared else ()
        sides = (side for pair in pairs for side in (pair.earlier, pair.later) if side)
        return next((side.citation for side in sides if side.citation.marker == marker), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingQuestion:
    """A question to be asked on this run that was not typed into the box.

    Parameters
    ----------
    alone : bool
        Whether it is asked without the conversation before it.
    more : bool
        Whether a longer answer is wanted.
    """

    text: str
    alone: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCitation:
    """Which citation is open, of which exchange (0: of the comparison), and which page of its source is in view."""

    exchange: int
    marker: int
    page: int


def today() -> date:
    """Return today's date in England."""
    return now().date()


def as_at() -> date:
    """Return the day asked about: today until another is chosen."""
    chosen: date = st.session_state.get("as_at", today())
    return chosen


def set_as_at(chosen: date) -> None:
    """Store the day asked about."""
    st.session_state["as_at"] = chosen


def exchanges() -> list[Exchange]:
    """Return the conversation, oldest first."""
    conversation: list[Exchange] = st.session_state.setdefault("exchanges", [])
    return conversation


def update_exchanges(change: Callable[[Exchange], Exchange]) -> list[Exchange]:
    """Change every exchange of the conversation, and return it."""
    st.session_state["exchanges"] = [change(exchange) for exchange in exchanges()]
    return exchanges()


def notices_before(number: int) -> frozenset[Notice]:
    """Return the notices of the answers that stand before an exchange."""
    answers = (exchange.answer for exchange in exchanges() if exchange.number < number)
    return frozenset(notice for answer in answers if answer for notice in answer.notices)


def next_number() -> int:
    """Return the number of the next exchange."""
    conversation = exchanges()
    return conversation[-1].number + 1 if conversation else 1


def add(exchange: Exchange) -> None:
    """Add an exchange to the conversation."""
    st.session_state["exchanges"] = [*exchanges(), exchange][-MAX_EXCHANGES:]


def clear() -> None:
    """Forget the conversation, and the comparison with it, which shares its placeholders; the day asked about stays.

    Questions under way are stopped.
    """
    if visit := st.session_state.get("visit"):
        visit.questions.clear()
    for key in (
        "exchanges",
        "open_citation",
        "pending",
        "new",
        "redactor",
        "pack",
        "pack_wanted",
        "comparison",
        "to_compare",
        "reflection",
        "reflection_action",
        "reflection_problem",
        "record",
        "record_pasted",
        "record_problem",
    ):
        st.session_state.pop(key, None)


def history() -> tuple[Message, ...]:
    """Return the answered part of the conversation, as the assistant reads it."""
    return tuple(turn for exchange in exchanges() for turn in exchange.turns)


def known_redactor() -> Redactor | None:
    """Return what takes details out of this conversation, if anything was asked in it."""
    known: Redactor | None = st.session_state.get("redactor")
    return known


def redactor(new: Callable[[], Redactor]) -> Redactor:
    """Return what takes details out of this conversation: it alone knows which name "Child A" stands for."""
    current = known_redactor() or new()
    st.session_state["redactor"] = current
    return current


def hand_over(text: str, *, alone: bool = False, more: bool = False) -> None:
    """Take a question, to be asked on this run."""
    st.session_state["pending"] = PendingQuestion(text=text, alone=alone, more=more)


def hand_over_edited(key: str) -> None:
    """Take the question that was edited in a widget, to be asked without the conversation: it stands alone."""
    text = str(st.session_state.get(key, "")).strip()
    if text:
        hand_over(text, alone=True)


def handed_over() -> PendingQuestion | None:
    """Return the question waiting to be asked, once; else nothing."""
    pending: PendingQuestion | None = st.session_state.pop("pending", None)
    return pending


def fill_in(question: str = "", entries: str = "") -> None:
    """Have something made up put into a box when the page Ask is drawn next; nothing is sent."""
    st.session_state["fill_in"] = (question, entries)


def to_put_in() -> tuple[str, str]:
    """Return the question and the entries that are to be put into their boxes, once; both empty if there are none."""
    waiting: tuple[str, str] = st.session_state.pop("fill_in", ("", ""))
    return waiting


def mark_new(number: int) -> None:
    """Remember that an exchange has just arrived."""
    st.session_state["new"] = number


def take_new() -> int:
    """Return the number of the exchange that has just arrived, once; else 0."""
    number: int = st.session_state.pop("new", 0)
    return number


def shown_comparison() -> ShownComparison | None:
    """Return the last comparison, if there was one."""
    shown: ShownComparison | None = st.session_state.get("comparison")
    return shown


def store_comparison(comparison: ShownComparison) -> None:
    """Store a comparison instead of the one before; the boxes are to show what was understood."""
    st.session_state["comparison"] = comparison
    st.session_state["refill"] = comparison.asked


def new_comparison() -> bool:
    """Whether a comparison was made on the run before this one, until its boxes are filled in."""
    return "refill" in st.session_state


def to_fill_in(key: str) -> ComparisonRequest | None:
    """Return what the boxes of the comparison are to be filled with: once after it was made, and when they are drawn anew.

    Parameters
    ----------
    key : str
        A box that is there while the page is.
    """
    refill: ComparisonRequest | None = st.session_state.pop("refill", None)
    shown = shown_comparison()
    return refill or (shown.asked if shown and key not in st.session_state else None)


def hand_to_compare(asked: ComparisonRequest) -> None:
    """Take what is to be compared when the page for it is shown next."""
    st.session_state["to_compare"] = asked


def handed_to_compare() -> ComparisonRequest | None:
    """Return what waits to be compared, once; else nothing."""
    asked: ComparisonRequest | None = st.session_state.pop("to_compare", None)
    return asked


def open_citation() -> OpenCitation | None:
    """Return the citation that is open, if one is."""
    opened: OpenCitation | None = st.session_state.get("open_citation")
    return opened


def show_citation(exchange: int, marker: int, page: int) -> None:
    """Open a citation at a page; one that was open is closed."""
    st.session_state["open_citation"] = OpenCitation(exchange=exchange, marker=marker, page=page)


def close_citation() -> None:
    """Close the citation that is open."""
    st.session_state.pop("open_citation", None)
