"""The school's own documents: listed on the library page; added and taken out one step at a time, in its place."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from assistant.ui.library import local_html, local_state
from assistant.ui.library.local_form import ask_for
from assistant.ui.library.local_progress import watched
from assistant.ui.library.local_state import LocalState, LocalStep, OwnDocuments
from assistant.ui.shared.frame import show_error
from assistant.ui.shared.job import Job
from corpus.register import Handling, Weight

_FOCUS = "<script>document.querySelector('.dsl-step')?.focus();</script>"
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


def under_way() -> bool:
    """Whether a document is being added or taken out, so that nothing else stands on the page."""
    return local_state.state().step is not LocalStep.LIST


def show_list(documents: OwnDocuments) -> None:
    """Show the school's own documents, and the ways to add one and to take one out."""
    known = documents.documents
    with st.container(key="own-documents"):
        st.html(f'<div class="dsl-group"><h2>Your own documents ({len(known)})</h2></div>')
        st.html(
            local_html.paragraph_html(
                "Your school’s policy, or the procedures of your safeguarding partnership. They stay on this computer,"
                " and are always labelled as local."
            )
        )
        for entry in known:
            st.html(local_html.document_html(entry))
            title = entry.source.name
            st.button(
                f"Take out: {title}",
                key=f"take-out-{entry.source.source_id}",
                on_click=local_state.go,
                args=(LocalState(step=LocalStep.CONFIRM, source_id=entry.source.source_id),),
            )
        st.button("Add your own document", key="own-add", type="primary", on_click=local_state.go, args=(_first(),))


def show_steps(documents: OwnDocuments, asking: st.Page | None = None) -> None:
    """Show the step that a person has come to.

    Parameters
    ----------
    documents : OwnDocuments
        The school's own.
    asking : st.Page or None
        The page to ask on.
    """
    state = local_state.state()
    with st.container(key="own"):
        _STEPS[state.step](documents, state)
        if state.step is LocalStep.ADDED:
            if asking is not None:
                st.page_link(asking, label="Ask about something that it says")
            _back("Back to the library")
        if local_state.take_moved():
            st.html(_FOCUS, unsafe_allow_javascript=True)  # ours alone: nothing in it varies


def _first() -> LocalState:
    return LocalState(step=LocalStep.DESCRIBE)


def _describe(documents: OwnDocuments, state: LocalState) -> None:
    """Ask for the file, and what it is."""
    st.html(local_html.step_html("Add your own document"))
    if state.problems:
        st.html(local_html.problems_html(state.problems))
    if not documents.is_writable:
        show_error("the library’s folder cannot be written to", "ask whoever looks after this assistant")
        _back()
        return
    given = ask_for(documents.documents, state)
    _back("Cancel")
    if given is None:
        return
    if given.problems or given.upload is None or given.description is None:
        local_state.go(replace(given, step=LocalStep.DESCRIBE))
    else:
        upload, description = given.upload, given.description
        job = Job(lambda progress: documents.look(upload, description, progress))
        local_state.go(replace(given, step=LocalStep.READING, job=job))
    st.rerun()


def _reading(_documents: OwnDocuments, state: LocalState) -> None:
    """Wait while the document is read and looked at."""
    st.html(local_html.step_html("Reading your document"))
    watched(
        state,
        LocalStep.DESCRIBE,
        lambda looked: replace(state, step=LocalStep.CHOOSE, problems=(), job=None, looked=looked),
    )


def _choose(documents: OwnDocuments, state: LocalState) -> None:
    """Show what was noticed, and let a person decide before anything is indexed."""
    looked = state.looked
    assert looked is not None
    asked = looked.asked_about
    personal = any(one.weight is not Weight.HIDDEN for one in asked)
    heading = "Personal details in your document" if personal else "Words that nobody can see in your document"
    st.html(local_html.step_html(heading if asked else "Check before it is added"))
    if state.problems:
        st.html(local_html.problems_html(state.problems))
    pages = f"{looked.n_pages} page{'' if looked.n_pages == 1 else 's'}"
    st.html(local_html.paragraph_html(f"“{looked.title}” has {pages}. Nothing of it is in the library yet."))
    if asked:
        st.html(local_html.asked_html(asked))
        if any(one.words for one in asked):
            with st.expander("Show the words that were noticed"):
                st.html(local_html.words_html(asked))
    else:
        st.html(local_html.paragraph_html("No page looks like a filled-in form, and no child’s details were noticed."))
    if hidden := local_html.hidden_words(looked.notices):
        st.html(local_html.paragraph_html(hidden))
    if contacts := local_html.contacts(looked.notices):
        st.html(local_html.paragraph_html(contacts))
    for note in looked.notes:
        st.html(local_html.paragraph_html(f"The file {note}."))
    st.html(local_html.paragraph_html("Details can be missed. If you are not sure about a page, look at it first."))
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
        _go_on(documents, state, chosen)
    _back("Cancel")


def _go_on(documents: OwnDocuments, state: LocalState, chosen: str | None) -> None:
    """Begin to add the document as was chosen, or not at all."""
    looked = state.looked
    assert looked is not None
    if looked.asked_about and chosen is None:
        local_state.go(
            replace(state, problems=(("nothing was chosen", "choose what should be done about those pages"),))
        )
    elif chosen == _NOT:
        local_state.go(LocalState())
    else:
        handling = _HANDLINGS.get(chosen or "")
        job = Job(lambda progress: documents.add(looked, handling, progress))
        local_state.go(replace(state, step=LocalStep.ADDING, problems=(), job=job))
    st.rerun()


def _adding(_documents: OwnDocuments, state: LocalState) -> None:
    """Wait while the document is indexed."""
    st.html(local_html.step_html("Adding your document"))
    st.html(local_html.paragraph_html("This takes well under a minute. It goes on if you look at another page."))
    watched(state, LocalStep.CHOOSE, lambda change: LocalState(step=LocalStep.ADDED, change=change))


def _added(_documents: OwnDocuments, state: LocalState) -> None:
    """Return that the document is in the library."""
    assert state.change is not None
    st.html(local_html.step_html("It is in the library"))
    passages = f"{state.change.n_passages:,} passage{'' if state.change.n_passages == 1 else 's'}"
    st.html(
        local_html.paragraph_html(
            f"“{state.change.title}” can be quoted from now on: {passages} of it, each labelled as a local procedure."
        )
    )
    for said in state.change.problems:
        st.html(local_html.paragraph_html(said))


def _confirm(documents: OwnDocuments, state: LocalState) -> None:
    """Ask whether a document is really to be taken out."""
    entry = next((e for e in documents.documents if e.source.source_id == state.source_id), None)
    if entry is None:
        local_state.go(LocalState())
        st.rerun()
    st.html(local_html.step_html(f"Take “{entry.source.name}” out of the library?"))
    if state.problems:
        st.html(local_html.problems_html(state.problems))
    st.html(
        local_html.paragraph_html(
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


def _taking_out(_documents: OwnDocuments, state: LocalState) -> None:
    """Wait while a document is taken out."""
    st.html(local_html.step_html("Taking it out"))
    watched(state, LocalStep.CONFIRM, lambda change: LocalState(step=LocalStep.GONE, change=change))


def _gone(_documents: OwnDocuments, state: LocalState) -> None:
    """Return that the document is gone."""
    assert state.change is not None
    st.html(local_html.step_html("It was taken out"))
    st.html(
        local_html.paragraph_html(f"“{state.change.title}” is no longer in the library, and will not be quoted again.")
    )
    if not state.change.can_roll_back:
        st.html(
            local_html.paragraph_html(
                "Earlier generations held it and were deleted with it, so none is left to go back to."
            )
        )
    for said in state.change.problems:
        st.html(local_html.paragraph_html(said))
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
