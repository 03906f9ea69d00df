"""The school's own documents: listed on the library page; added and taken out one step at a time, instead of the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from assistant.ui.access import gatekeeper
from assistant.ui.library import library_html, local_state
from assistant.ui.library.local_state import LocalState, LocalStep, watch_job
from assistant.ui.shared import background
from assistant.ui.shared.answer_html import escape_markdown
from assistant.ui.shared.background import Job
from assistant.ui.shared.frame import show_error
from corpus.index import IndexedSource
from ingest.local import Description, Handling, LocalLibrary, Upload, Weight

_LEAVE_OUT = "Leave those pages out"
_KEEP = "Add every page, those too"
_NOT = "Do not add this document"
_HANDLINGS = {_LEAVE_OUT: Handling.LEAVE_OUT, _KEEP: Handling.KEEP}
_HIDDEN_CAPTIONS = (
    "They are emptied in the library’s copy too. Every other page keeps its number.",
    "What can be seen on them may be quoted. What cannot be seen is left out.",
    "Nothing of it is kept.",
)
_CAPTIONS = (
    "They are emptied in the library’s copy too. Every other page keeps its number.",
    "Anyone who can open this page can read them, and answers may quote them.",
    "Nothing of it is kept.",
)
_MOST_MB = 50
_NOTHING = "It replaces nothing"
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 12, 31)
_WARNING = "Never add a document about a child or a family. Anyone who can open this page can read what you add."


def under_way() -> bool:
    """Whether a document is being added or taken out, so that nothing else is on the page."""
    return local_state.state_now().step is not LocalStep.LIST


def show_list(documents: LocalLibrary) -> None:
    """Show the school's own documents, and the ways to add one and to take one out."""
    known = documents.documents
    with st.container(key="own-documents"):
        st.html(f'<div class="dsl-group"><h2>Your own documents ({len(known)})</h2></div>')
        st.html(
            library_html.paragraph_html(
                "Your school’s policy, or the procedures of your safeguarding partnership. They stay on this computer,"
                " and are always labelled as local."
            )
        )
        for entry in known:
            st.html(library_html.document_html(entry))
            st.button(
                escape_markdown(f"Take out: {entry.source.name}"),
                key=f"take-out-{entry.source.source_id}",
                on_click=local_state.go,
                args=(LocalState(step=LocalStep.CONFIRM, source_id=entry.source.source_id),),
            )
        st.button("Add your own document", key="own-add", type="primary", on_click=local_state.go, args=(_first(),))


def show_steps(documents: LocalLibrary, asking: st.Page | None = None) -> None:
    """Show the step that a person has come to.

    Parameters
    ----------
    documents : LocalLibrary
        The school's own.
    asking : st.Page or None
        The page to ask on.
    """
    state = local_state.state_now()
    with st.container(key="own"):
        _STEPS[state.step](documents, state)
        if state.step is LocalStep.ADDED:
            if asking is not None:
                st.page_link(asking, label="Ask about something that it says")
            _back("Back to the library")
        background.focus()


def _first() -> LocalState:
    return LocalState(step=LocalStep.DESCRIBE)


def _describe(documents: LocalLibrary, state: LocalState) -> None:
    """Ask for the file, and what it is."""
    st.html(library_html.step_html("Add your own document"))
    if state.problems:
        st.html(library_html.problems_html(state.problems))
    if not documents.is_writable:
        show_error("the library’s folder cannot be written to", "ask whoever looks after this assistant")
        _back()
        return
    given = _ask_for(documents.documents, state)
    _back("Cancel")
    if given is None:
        return
    if given.problems or given.upload is None or given.description is None:
        local_state.go(replace(given, step=LocalStep.DESCRIBE))
    else:
        upload, description = given.upload, given.description
        job = Job(lambda progress: documents.examine(upload, description, progress))
        local_state.go(replace(given, step=LocalStep.READING, job=job))
    st.rerun()


def _ask_for(documents: Sequence[IndexedSource], state: LocalState) -> LocalState | None:
    """Show the questions, filled in as far as they were answered before; return what was answered once it is handed in."""
    before = state.description or Description(title="", publisher="")
    st.html(f'<p class="dsl-warning"><strong>{_WARNING}</strong></p>')
    with st.form("own-form", border=False, enter_to_submit=False):
        if state.upload:
            st.html(
                library_html.paragraph_html(
                    f"You chose {state.upload.name}. Choose another only if that was the wrong one."
                )
            )
        gatekeeper.let_upload()
        file = st.file_uploader(
            f"The document, a PDF of up to {_MOST_MB} MB", type="pdf", max_upload_size=_MOST_MB, key="own-file"
        )
        title = st.text_input("Title, as people call it", before.title, max_chars=150, key="own-title")
        publisher = st.text_input(
            "Whose it is, such as your school or partnership", before.publisher, max_chars=150, key="own-publisher"
        )
        edition = st.text_input("Edition, such as 2026 (optional)", before.edition, max_chars=60, key="own-edition")
        first = _day("First day in force, day/month/year (optional)", before.in_force_from, "own-from")
        last = _day("Last day in force, day/month/year (optional)", before.in_force_to, "own-to")
        replaces = _replaced(documents, before.replaces)
        if not st.form_submit_button("Continue", key="own-continue", type="primary"):
            return None
    upload = Upload(name=file.name, data=file.getvalue()) if file else state.upload
    description = Description(
        title=title.strip(),
        publisher=publisher.strip(),
        edition=edition.strip(),
        in_force_from=first,
        in_force_to=last,
        replaces=replaces,
    )
    return LocalState(upload=upload, description=description, problems=_problems(upload, description))


def _day(label: str, value: date | None, key: str) -> date | None:
    chosen: Any = st.date_input(
        label, value, format="DD/MM/YYYY", min_value=_EARLIEST, max_value=_LATEST, key=key, width=420
    )
    return chosen if isinstance(chosen, date) else None


def _replaced(documents: Sequence[IndexedSource], before: str) -> str:
    """Let the document be chosen that the new one replaces; return its id, or empty."""
    names = {entry.source.source_id: entry.source.name for entry in documents}
    if not names:
        return ""
    ids = ["", *names]
    chosen = st.selectbox(
        "Does it replace a document that you added before? That one is then taken out.",
        ids,
        index=ids.index(before) if before in ids else 0,
        format_func=lambda source_id: names.get(source_id, _NOTHING),
        key="own-replaces",
    )
    return chosen or ""


def _problems(upload: Upload | None, description: Description) -> tuple[tuple[str, str], ...]:
    """Return what is missing or does not fit together."""
    first, last = description.in_force_from, description.in_force_to
    checks = (
        (upload is None, ("no document was chosen", "choose a PDF")),
        (not description.title, ("there is no title", "enter what people call the document")),
        (not description.publisher, ("it is not said whose it is", "enter the name of your school or partnership")),
        (bool(first and last and last < first), ("its last day is before its first", "correct one of the two days")),
    )
    return tuple(problem for wrong, problem in checks if wrong)


def _reading(_documents: LocalLibrary, state: LocalState) -> None:
    """Wait while the document is read and examined at."""
    st.html(library_html.step_html("Reading your document"))
    watch_job(
        state,
        LocalStep.DESCRIBE,
        lambda examined: replace(state, step=LocalStep.CHOOSE, problems=(), job=None, examined=examined),
    )


def _choose(documents: LocalLibrary, state: LocalState) -> None:
    """Show what was noticed, and let a person decide before anything is indexed."""
    examined = state.examined
    assert examined is not None
    asked = examined.asked_about
    personal = any(one.weight is not Weight.HIDDEN for one in asked)
    heading = "Personal details in your document" if personal else "Words that nobody can see in your document"
    st.html(library_html.step_html(heading if asked else "Check before it is added"))
    if state.problems:
        st.html(library_html.problems_html(state.problems))
    pages = f"{examined.n_pages} page{'' if examined.n_pages == 1 else 's'}"
    st.html(library_html.paragraph_html(f"“{examined.title}” has {pages}. Nothing of it is in the library yet."))
    if asked:
        st.html(library_html.asked_html(asked))
        if any(one.words for one in asked):
            with st.expander("Show the words that were noticed"):
                st.html(library_html.words_html(asked))
    else:
        st.html(
            library_html.paragraph_html("No page looks like a filled-in form, and no child’s details were noticed.")
        )
    if hidden := library_html.hidden_words(examined.notices):
        st.html(library_html.paragraph_html(hidden))
    if contacts := library_html.contacts(examined.notices):
        st.html(library_html.paragraph_html(contacts))
    for note in examined.notes:
        st.html(library_html.paragraph_html(f"The file {note}."))
    st.html(library_html.paragraph_html("Details can be missed. If you are not sure about a page, look at it first."))
    chosen = None
    if asked:
        chosen = st.radio(
            "What should be done about those pages?",
            (_LEAVE_OUT, _KEEP, _NOT),
            index=None,
            captions=_CAPTIONS if personal else _HIDDEN_CAPTIONS,
            key="own-handling",
        )
    if st.button("Continue" if asked else "Add to the library", key="own-go", type="primary"):
        _add(documents, state, chosen)
    _back("Cancel")


def _add(documents: LocalLibrary, state: LocalState, chosen: str | None) -> None:
    """Begin to add the document as was chosen, or not at all."""
    examined = state.examined
    assert examined is not None
    if examined.asked_about and chosen is None:
        local_state.go(
            replace(state, problems=(("nothing was chosen", "choose what should be done about those pages"),))
        )
    elif chosen == _NOT:
        local_state.go(LocalState())
    else:
        handling = _HANDLINGS.get(chosen or "")
        job = Job(lambda progress: documents.add(examined, handling, progress))
        local_state.go(replace(state, step=LocalStep.ADDING, problems=(), job=job))
    st.rerun()


def _adding(_documents: LocalLibrary, state: LocalState) -> None:
    """Wait while the document is indexed."""
    st.html(library_html.step_html("Adding your document"))
    st.html(library_html.paragraph_html("This takes well under a minute. It goes on if you look at another page."))
    watch_job(state, LocalStep.CHOOSE, lambda change: LocalState(step=LocalStep.ADDED, change=change))


def _added(_documents: LocalLibrary, state: LocalState) -> None:
    """Show that the document is in the library."""
    assert state.change is not None
    st.html(library_html.step_html("It is in the library"))
    passages = f"{state.change.n_passages:,} passage{'' if state.change.n_passages == 1 else 's'}"
    st.html(
        library_html.paragraph_html(
            f"“{state.change.title}” can be quoted from now on: {passages} of it, each labelled as a local procedure."
        )
    )
    for problem in state.change.problems:
        st.html(library_html.paragraph_html(problem))


def _confirm(documents: LocalLibrary, state: LocalState) -> None:
    """Ask whether a document is really to be taken out."""
    entry = next((e for e in documents.documents if e.source.source_id == state.source_id), None)
    if entry is None:
        local_state.go(LocalState())
        st.rerun()
    st.html(library_html.step_html(f"Take “{entry.source.name}” out of the library?"))
    if state.problems:
        st.html(library_html.problems_html(state.problems))
    st.html(
        library_html.paragraph_html(
            "It will not be quoted again, also where the assistant is open now. Its PDF and all that was made of it are"
            " deleted, from earlier generations of the library too, so a rollback cannot bring it back. Copies elsewhere,"
            " such as your own file and backups, are not touched."
        )
    )
    if st.button("Take it out", key="own-take-out", type="primary"):
        job = Job(lambda progress: documents.take_out(state.source_id, progress))
        local_state.go(replace(state, step=LocalStep.TAKING_OUT, problems=(), job=job))
        st.rerun()
    _back("Leave it in the library")


def _taking_out(_documents: LocalLibrary, state: LocalState) -> None:
    """Wait while a document is taken out."""
    st.html(library_html.step_html("Taking it out"))
    watch_job(state, LocalStep.CONFIRM, lambda change: LocalState(step=LocalStep.GONE, change=change))


def _gone(_documents: LocalLibrary, state: LocalState) -> None:
    """Show that the document is gone."""
    assert state.change is not None
    st.html(library_html.step_html("It was taken out"))
    st.html(
        library_html.paragraph_html(
            f"“{state.change.title}” is no longer in the library, and will not be quoted again."
        )
    )
    if not state.change.can_roll_back:
        st.html(
            library_html.paragraph_html(
                "Earlier generations held it and were deleted with it, so none is left to go back to."
            )
        )
    for problem in state.change.problems:
        st.html(library_html.paragraph_html(problem))
    _back("Back to the library", primary=True)


def _back(label: str = "Back to the library", *, primary: bool = False) -> None:
    """Offer the way back to the list."""
    st.button(
        label, key="own-back", type="primary" if primary else "secondary", on_click=local_state.go, args=(LocalState(),)
    )


_STEPS = {
    LocalStep.DESCRIBE: _describe,
    LocalStep.READING: _reading,
    LocalStep.CHOOSE: _choose,
    LocalStep.ADDING: _adding,
    LocalStep.ADDED: _added,
    LocalStep.CONFIRM: _confirm,
    LocalStep.TAKING_OUT: _taking_out,
    LocalStep.GONE: _gone,
}
