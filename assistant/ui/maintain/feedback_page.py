"""The maintainer's queue of answers that did not help: what was said, and making judged questions of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from assistant.errors import NotStored, NotTaken
from assistant.people import Person, Role
from assistant.settings import StoreSettings
from assistant.store.database import Store
from assistant.store.feedback import MAX_NOTE_CHARS, JudgedPlace, QuestionJudgement, Unhelpful, feedback
from assistant.types import Outcome
from assistant.ui.maintain import feedback_html
from assistant.ui.maintain.table_html import CSS
from assistant.ui.resources import open_assistant, open_store_for_pages
from assistant.ui.shared import focus, session
from assistant.ui.shared.announce import announce
from assistant.ui.shared.frame import show_error
from corpus.errors import ExplainedError
from corpus.register import load_register
from corpus.settings import LibrarySettings
from corpus.types import Authority, Passage
from evals.judgements import export_feedback

_SHOWN = 20
_FOUND = 8
_MOST_PAGES = 2_000
_OPEN = "unhelpful-judged"
_EXPECTED = {
    Outcome.ANSWERED: "Answered: the guidance says it",
    Outcome.ABSTAINED: "“The library does not say”, and whom to ask",
    Outcome.REFUSED: "Refused",
    Outcome.ESCALATED: "Urgent help first",
}
_GRADES = {
    None: "Not judged",
    3: "Answers it",
    2: "Answers it in part",
    1: "Is related, and no more",
    0: "Does not answer it",
}
_OFF = "Nobody can say so now: DSL_FEEDBACK is off. What was said before stays until its time has passed."


def show(library: LibrarySettings, settings: StoreSettings, person: Person) -> None:
    """Show the page.

    Parameters
    ----------
    library, settings : settings
        As they are in force.
    person : Person
        Who is at the page.

    Raises
    ------
    NotAllowed
        If the person is no maintainer.
    """
    person.must(Role.MAINTAINER)
    st.html(f"<style>{CSS}</style>")
    st.title("Answers that did not help", anchor=False)
    store = open_store_for_pages(settings)
    with st.container(key="unhelpful"):
        if settings.feedback == "off":
            st.html(f'<p class="dsl-hint">{_OFF}</p>')
        if message := st.session_state.pop("unhelpful-message", ""):
            st.html(f'<p class="dsl-unhelpful-done"><strong>{message}</strong></p>')
            announce(message)
        known = feedback.queue(store, person)
        if not known:
            st.html("<p>Nobody has said of an answer that it did not help.</p>")
            return
        st.html(feedback_html.counts_html(Counter(one.why for one in known)))
        _export(store, person, known)
        for number, one in enumerate(known[:_SHOWN], start=1):
            _show_one(library, store, person, one, number)
        if len(known) > _SHOWN:
            st.html(f'<p class="dsl-hint">{len(known) - _SHOWN} more come into view as these are dealt with.</p>')


def _export(store: Store, person: Person, known: Sequence[Unhelpful]) -> None:
    """Offer what has been judged as a question set."""
    if not any(one.judgement for one in known):
        return
    judged = export_feedback(store, person, session.today())
    st.html('<p class="dsl-hint">Details can have been missed: read every question before you share the file.</p>')
    st.download_button(
        f"Judged questions, zipped ({judged.n_questions})", judged.zip, "did-not-help.zip", "application/zip",
        key="unhelpful-export", on_click="ignore",
    )  # fmt: skip


def _show_one(library: LibrarySettings, store: Store, person: Person, one: Unhelpful, number: int) -> None:
    """Show what was said of one answer, with what can be done about it."""
    st.html(feedback_html.entry_html(one, number, _EXPECTED))
    with st.container(horizontal=True):
        label = f"Judge question {number}{' again' if one.judgement else ''}"
        st.button(label, key=f"unhelpful-judge-{one.id}", on_click=_open, args=(one.id, number))
        args = (store, person, one.id)
        label = f"Delete question {number}"
        st.button(label, key=f"unhelpful-delete-{one.id}", type="tertiary", on_click=_remove, args=args)
    if st.session_state.get(_OPEN) == one.id:
        with st.container(key=f"unhelpful-form-{number}"):
            _judge(library, store, person, one)


def _judge(library: LibrarySettings, store: Store, person: Person, one: Unhelpful) -> None:
    """Ask what should have become of a question, and which pages answer it; store it."""
    st.html("<h3>What should have become of it?</h3>")
    found, key = _found(library, one), f"unhelpful-{one.id}"  # what is chosen for one question is not for the next
    with st.form(key, border=False, enter_to_submit=False):
        expected = st.selectbox(
            "It should have been", list(_EXPECTED), format_func=_EXPECTED.__getitem__, key=f"{key}-expected"
        )
        places = [_graded(passage, name, f"{key}-{at}") for at, (passage, name) in enumerate(found, start=1)]
        places.append(_typed(key))
        fact = st.text_input(
            "What a good answer says, in one sentence (optional)", key=f"{key}-fact", max_chars=MAX_NOTE_CHARS
        )
        pressed = st.form_submit_button("Keep this judgement", key="unhelpful-keep", type="primary")
    st.button("Leave it", key="unhelpful-leave", type="tertiary", on_click=_close, args=(one.id,))
    if not pressed:
        return
    judgement = QuestionJudgement(expected=expected, places=tuple(place for place in places if place), fact=fact)
    try:
        feedback.judge(store, person, one.id, judgement)
    except (NotStored, NotTaken) as error:
        show_error(error.message, error.hint)
        return
    _close("")
    _leave_message("The judgement is kept, and the question is in the file of judged questions.")
    st.rerun()


def _found(library: LibrarySettings, one: Unhelpful) -> tuple[tuple[Passage, str], ...]:
    """Return what the library finds for a question, each with its source's name; nothing of the school's own documents."""
    key = f"unhelpful-found-{one.id}"
    if key not in st.session_state:
        try:
            with st.spinner("Searching the guidance"):
                assistant = open_assistant(library)
                passages = [found.passage for found in assistant.search(one.question, one.as_at, _FOUND).passages]
        except ExplainedError as error:
            show_error(error.message, error.hint)
            return ()
        sources = assistant.index.sources
        official = [one for one in passages if sources[one.source_id].authority is not Authority.LOCAL]
        st.session_state[key] = tuple((passage, sources[passage.source_id].name) for passage in official)
    found: tuple[tuple[Passage, str], ...] = st.session_state[key]
    return found


def _graded(passage: Passage, name: str, key: str) -> JudgedPlace | None:
    """Show a passage that was found, and take how well it answers."""
    number = key.rpartition("-")[2]
    st.html(feedback_html.passage_html(passage, name, number))
    grade = _grade(f"Passage {number}", f"{key}-grade")
    if grade is None:
        return None
    return JudgedPlace(source_id=passage.source_id, page=passage.page, paragraph=passage.paragraph, relevance=grade)


def _typed(key: str) -> JudgedPlace | None:
    """Take a page that was not found."""
    names = {source_id: f"{source.name} ({source_id})" for source_id, source in load_register().items()}
    st.html("<h4>A page that is not among these (optional)</h4>")
    source_id = st.selectbox(
        "Source", sorted(names, key=names.__getitem__), None, format_func=names.__getitem__, key=f"{key}-source"
    )
    page = st.number_input("PDF page, counted from the first", 1, _MOST_PAGES, 1, key=f"{key}-page", width=260)
    grade = _grade("This page", f"{key}-typed-grade")
    if source_id is None or grade is None:
        return None
    return JudgedPlace(source_id=source_id, page=int(page), relevance=grade)


def _grade(label: str, key: str) -> int | None:
    return st.selectbox(label, list(_GRADES), format_func=_GRADES.__getitem__, key=key, width=260)


def _open(feedback_id: str, number: int) -> None:
    st.session_state[_OPEN] = feedback_id
    focus.move(f".st-key-unhelpful-form-{number} h3")


def _close(feedback_id: str) -> None:
    st.session_state[_OPEN] = ""
    if feedback_id:
        focus.move(f".st-key-unhelpful-judge-{feedback_id} button")


def _remove(store: Store, person: Person, feedback_id: str) -> None:
    """Delete what was said of an answer."""
    try:
        feedback.remove(store, person, feedback_id)
    except NotStored:
        return  # it is gone, which is what was wanted
    _leave_message("It is deleted.")


def _leave_message(words: str) -> None:
    """Leave a sentence for when the page is drawn again; it has the focus, since what was pressed is gone."""
    st.session_state["unhelpful-message"] = words
    focus.move(".dsl-unhelpful-done, .st-key-page h1")
