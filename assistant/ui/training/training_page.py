"""The page for trainers and leads: choose a subject, read its briefing, take its files, check oneself, plan the year."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from assistant import messages
from assistant.errors import AssistantError
from assistant.people import Person, Role
from assistant.pipeline import Assistant
from assistant.training import (
    DO,
    NEVER,
    NOTICE,
    ONE_THING,
    POINTS,
    WHERE_TO_ASK,
    WITH_A_WORRY,
    Briefing,
    BriefingExercise,
    TrainingFile,
    files_of,
    plan_files,
)
from assistant.types import Citation, Statement
from assistant.ui.resources import open_assistant
from assistant.ui.shared import answer_html, session
from assistant.ui.shared.citation_dialog import show_open_citation
from assistant.ui.shared.frame import show_error
from assistant.ui.training import self_check_view, training_html
from corpus.errors import CorpusError
from corpus.settings import LibrarySettings
from corpus.statements import load_training

_LEAD = (
    "Ten minutes on one subject, made of this library: a question, three points, a made-up case with its key, one thing to do."
    " Take the slides, the handout and, apart from them, the key."
)
_VIEWS = BRIEFING, SELF_CHECK, YEAR = "Briefing", "Self-check", "Year plan"
_CSS = """
.st-key-training { max-width: 48rem; gap: .8rem; }
.st-key-training h3 { font-size: 1.2rem; margin: .6rem 0 0; padding: 0; scroll-margin-top: 5rem; }
.st-key-training h3:focus { outline: none; }
.st-key-training h4 { font-size: 1.05rem; margin: .6rem 0 0; padding: 0; }
.dsl-said { margin: .3rem 0 0 !important; padding-left: 1.3rem; }
.dsl-said p { margin: 0 0 .3rem; }
.st-key-training label p { font-size: 1rem; font-weight: 600; }
.st-key-training [role="radiogroup"] label p { font-weight: 400; }
.st-key-training [data-testid="stForm"] { padding: 0; }
.dsl-wide-table { overflow-x: auto; }
.dsl-wide-table:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; box-shadow: 0 0 0 5px var(--focus); }
.st-key-training [class*="st-key-training-pinpoints-"] { gap: 0 1rem; }
.st-key-training [class*="st-key-cite-"] { margin: 0; }
.st-key-training [data-testid="stDownloadButton"] button { min-height: 2.75rem; }
"""
_NUMBER = -2  # one that no exchange and no worry thought through has
_log = logging.getLogger(__name__)


class FileNotMade(Exception):
    """The file could not be made; what a library said of it is in the log alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBriefing:
    """A briefing whose citations can be opened; the fields are as an ``Exchange`` has them."""

    briefing: Briefing
    pdfs: Mapping[str, Path] = field(default_factory=dict)
    number: int = _NUMBER

    @property
    def as_at(self) -> date:
        """The day whose editions count."""
        return self.briefing.as_at

    def citation(self, marker: int) -> Citation | None:
        """Return the citation with a marker."""
        return next((citation for citation in self.briefing.citations if citation.marker == marker), None)


def show(settings: LibrarySettings, person: Person) -> None:
    """Show the page.

    Parameters
    ----------
    settings : LibrarySettings
        Where the library is.
    person : Person
        Who is at the page.

    Raises
    ------
    NotAllowed
        If the person is neither a trainer nor a lead.
    """
    person.must(Role.TRAINER, Role.DSL)
    st.html(f"<style>{_CSS}</style>")
    st.title("Training", anchor=False)
    st.html(f'<p class="dsl-lead">{_LEAD}</p>')
    assistant = _open(settings)
    if assistant is None:
        return
    with st.container(key="training"):
        titles = {one.subject_id: f"{one.month}: {one.title}" for one in load_training().subjects}
        chosen = st.selectbox("Subject", list(titles), format_func=titles.__getitem__, key="training-subject")
        view = st.radio("What to see", _VIEWS, horizontal=True, key="training-view")
        shown = _shown(assistant, chosen)
        if view == BRIEFING:
            _show_briefing(shown)
        elif view == SELF_CHECK:
            self_check_view.show(shown.briefing, partial(_show_pinpoints, shown))
        else:
            _show_year()
    show_open_citation([shown])


def made(file: TrainingFile) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    FileNotMade
        If it cannot be written.
    """
    try:
        return file.write()
    except Exception as error:
        _log.exception("making a file of a briefing failed")
        raise FileNotMade(f"the file could not be made: {type(error).__qualname__}") from None


def _open(settings: LibrarySettings) -> Assistant | None:
    """Open the library, or show why it cannot be opened."""
    try:
        with st.spinner("Opening the library"):
            return open_assistant(settings)
    except (AssistantError, CorpusError) as error:
        show_error(error.message, error.hint)
        return None


def _shown(assistant: Assistant, subject_id: str) -> ShownBriefing:
    subject = next(one for one in load_training().subjects if one.subject_id == subject_id)
    briefing = assistant.composer.compose(subject, session.today())
    sources = {citation.source.source_id for citation in briefing.citations}
    return ShownBriefing(briefing=briefing, pdfs={one: assistant.index.pdf_path(one) for one in sources})


def _show_briefing(shown: ShownBriefing) -> None:
    """Show a briefing in the order in which it is given; the key is folded, so that the case can be read aloud first."""
    briefing = shown.briefing
    st.html(training_html.about_html(briefing))
    _show_files(files_of(briefing, session.now()), "training-files")
    st.html(training_html.hint_html(messages.TRAINING_ABOUT))
    st.html(training_html.minutes_html())
    st.html(training_html.said_html("Say first", briefing.opening))
    st.html(training_html.question_html("To begin with", briefing.subject.asks))
    st.html(training_html.said_html(POINTS, briefing.points))
    _show_pinpoints(shown, "points", briefing.points)
    for number, exercise in enumerate(briefing.exercises, start=1):
        heading = "The case" if number == 1 else f"Another case, for another day ({number})"
        st.html(training_html.case_html(heading, exercise))
        with st.expander(f"Key to case {number}"):
            _show_key(shown, exercise)
    st.html(training_html.said_html(ONE_THING, briefing.do))
    _show_pinpoints(shown, "do", briefing.do)
    st.html(training_html.said_html(WITH_A_WORRY, briefing.first))
    _show_pinpoints(shown, "first", briefing.first)
    st.html(training_html.said_html(WHERE_TO_ASK, briefing.ask))
    _show_pinpoints(shown, "ask", briefing.ask)


def _show_key(shown: ShownBriefing, exercise: BriefingExercise) -> None:
    steps = shown.briefing.steps(exercise)
    st.html(training_html.hint_html(messages.TRAINING_WHO_IS_YOU))
    st.html(training_html.said_html(NOTICE, exercise.notice, level=4))
    st.html(training_html.steps_html(DO, steps, level=4))
    st.html(training_html.said_html(NEVER, exercise.never, level=4))
    _show_pinpoints(shown, exercise.exercise_id, (*exercise.notice, *steps, *exercise.never))


def _show_year() -> None:
    st.html(f"<h2>Year plan</h2>{training_html.hint_html(messages.TRAINING_YEAR_ABOUT)}")
    st.html(training_html.year_html())
    _show_files(plan_files(session.now()), "training-plan-files")


def _show_files(files: Sequence[TrainingFile], key: str) -> None:
    """Offer files; each is made when it is taken, and kept nowhere."""
    with st.container(horizontal=True, gap="small", key=key):
        for file in files:
            st.download_button(
                file.label,
                partial(made, file),
                file_name=file.name,
                mime=file.form.mime,
                key=f"training-take-{file.name.replace('.', '-')}",
                on_click="ignore",
            )


def _show_pinpoints(shown: ShownBriefing, name: str, statements: Sequence[Statement]) -> None:
    """Show a button to each page that bears statements out."""
    cited = shown.briefing.cited(statements)
    if not cited:
        return
    with st.container(horizontal=True, gap="small", key=f"training-pinpoints-{name}"):
        for citation in cited:
            st.button(
                answer_html.brief_label(citation),
                key=f"cite-{_NUMBER}-{name}-{citation.marker}",
                type="tertiary",
                on_click=session.show_citation,
                args=(_NUMBER, citation.marker, citation.passage.page),
            )
