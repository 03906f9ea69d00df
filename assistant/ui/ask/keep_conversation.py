"""A conversation stored for as long as the person chooses, continued after a break, and deleted when they say so."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from assistant.errors import AssistantError
from assistant.people import Person
from assistant.settings import StoreSettings
from assistant.store.conversations import Heading, KeepFor, StoredExchange, conversations
from assistant.store.database import Store, evidence_snapshot
from assistant.types import Answer
from assistant.ui.resources import open_assistant, open_store_for_pages, remote_assistant
from assistant.ui.shared import session
from assistant.ui.shared.announce import announce
from assistant.ui.shared.answer_html import escape_markdown
from assistant.ui.shared.frame import show_error
from assistant.ui.shared.session import Exchange, local_pdfs
from corpus.days import day_words
from corpus.errors import CorpusError
from corpus.index import store_of
from corpus.settings import LibrarySettings
from corpus.types import Authority

_WHAT = (
    "What you ask is kept without the details that were noticed, with the answers, for you alone: no other person’s role opens"
    " it. Answers that quote your own documents are not kept, so that a document can be taken out for good."
)
_KEPT = "This conversation is kept until {day}, for you alone. Each question begins that time anew."
_KEPT_FROM_NOW = "What you ask is kept until {day}, for you alone. Each question begins that time anew."
_ENDED = "This conversation is not kept any more. What was stored of it has been deleted."
_OWN = "This answer quoted a document of your own, and was not kept."
_LONGEST_WORDS = 12
_BOX = "keep-box"  # the widget’s own state, which Streamlit drops while another page is shown


def show(person: Person, settings: LibrarySettings) -> None:
    """Store the conversation as chosen, and show what is stored.

    Parameters
    ----------
    person : Person
        Whose conversation it is.
    settings : LibrarySettings
        Where the library is.
    """
    if problem := st.session_state.pop("keep_problem", None):
        show_error(problem.message, problem.hint)
    try:
        store = open_store_for_pages(StoreSettings.read())
        standing = st.container()
        with st.expander("Keep this conversation, or go on with one that you kept"):
            _save(store, person)
            _choose(store, person)
            mine = conversations.mine(store, person)
            _list(store, person, [heading for heading in mine if heading.first_question], settings)
        with standing:
            _show_standing(next((heading for heading in mine if heading.id == _stored_id()), None))
    except (AssistantError, CorpusError) as error:
        show_error(error.message, error.hint)


def _choose(store: Store, person: Person) -> None:
    """Let the person choose how long the conversation is stored."""
    st.html(f'<p class="dsl-hint">{_WHAT}</p>')
    st.session_state.setdefault(_BOX, st.session_state.get("keep_for", KeepFor.SESSION))
    st.selectbox(
        "Keep this conversation",
        list(KeepFor),
        key=_BOX,
        format_func=lambda one: one.label,
        on_change=_chosen,
        args=(store, person),
    )


def _chosen(store: Store, person: Person) -> None:
    """Begin to store the conversation, store it for another time, or delete it."""
    chosen: KeepFor = st.session_state[_BOX]
    stored_id = _stored_id()
    with _errors_shown_later():
        if stored_id:
            conversations.keep_for(store, person, stored_id, chosen)
            stored_id = "" if chosen is KeepFor.SESSION else stored_id
        else:
            stored_id = conversations.begin(store, person, chosen)
        st.session_state.update(keep_for=chosen, stored_id=stored_id, stored_up_to=0, keep_chosen=True)


def _show_standing(kept: Heading | None) -> None:
    """Say that the conversation is kept and until when, for as long as it is; that it is not any more, once."""
    chosen = st.session_state.pop("keep_chosen", False)
    if kept is not None:
        words = (_KEPT if kept.first_question else _KEPT_FROM_NOW).format(day=_day(kept))
    elif chosen:
        words = _ENDED
    else:
        return
    st.html(f'<p class="dsl-kept">{words}</p>')
    if chosen:
        announce(words)


def _save(store: Store, person: Person) -> None:
    """Save what was asked since; delete a stored conversation that was cleared."""
    stored_id, exchanges = _stored_id(), session.exchanges()
    if not stored_id:
        return
    up_to = st.session_state.get("stored_up_to", 0)
    if not exchanges and up_to:
        conversations.remove(store, person, stored_id)
        _leave()
    elif exchanges and exchanges[-1].number != up_to:
        conversations.save(store, person, stored_id, [_stored(exchange) for exchange in exchanges])
        st.session_state["stored_up_to"] = exchanges[-1].number


def _list(store: Store, person: Person, headings: Sequence[Heading], settings: LibrarySettings) -> None:
    """Show the conversations that are stored, to go on with or to delete."""
    for heading in headings:
        here = heading.id == _stored_id()
        st.markdown(f"{_title(heading)}{' **(this conversation)**' if here else ''}")
        with st.container(horizontal=True):
            if not here:
                st.button(
                    "Go on with it", key=f"go-on-{heading.id}", on_click=_go_on, args=(store, person, heading.id, settings)
                )  # fmt: skip
            st.button("Delete it", key=f"delete-{heading.id}", on_click=_delete, args=(store, person, heading.id))
    if len(headings) > 1:
        st.button("Delete all of them", key="delete-all", on_click=_delete_all, args=(store, person))


def _title(heading: Heading) -> str:
    words = heading.first_question.split()
    begins = " ".join(words[:_LONGEST_WORDS]) + ("…" if len(words) > _LONGEST_WORDS else "")
    return escape_markdown(f"“{begins}”, kept until {_day(heading)}")


def _day(heading: Heading) -> str:
    return day_words(session.in_england(heading.expires).date())


def _go_on(store: Store, person: Person, conversation_id: str, settings: LibrarySettings) -> None:
    """Show a stored conversation instead of the one on the page, which stays stored if it was."""
    with _errors_shown_later():
        found = conversations.read(store, person, conversation_id)
        new_redactor = (remote_assistant() or open_assistant(settings)).new_redactor
        session.clear()
        redactor = session.redactor(new_redactor)
        for number, stored in enumerate(found.exchanges, start=1):
            redactor.redact(stored.question)  # so that a letter that stands for somebody is not given to somebody else
            session.add(_exchange(number, stored, store_of(settings).pdf))
        for key in ("keep_for", _BOX):
            st.session_state[key] = found.keep_for
        st.session_state.update(stored_id=found.id, stored_up_to=len(found.exchanges))


def _delete(store: Store, person: Person, conversation_id: str) -> None:
    """Delete a stored conversation; if it is the one on the page, that is cleared as well."""
    with _errors_shown_later():
        conversations.remove(store, person, conversation_id)
    if conversation_id == _stored_id():
        session.clear()
        _leave()


def _delete_all(store: Store, person: Person) -> None:
    with _errors_shown_later():
        conversations.remove_all(store, person)
    if _stored_id():
        session.clear()
        _leave()


def _stored(exchange: Exchange) -> StoredExchange:
    """Return an exchange as it is stored, with no words of a document of one's own."""
    bare = StoredExchange(
        question=exchange.question, as_at=exchange.as_at, message=exchange.message, hint=exchange.hint,
        asked_at=exchange.asked_at,
    )  # fmt: skip
    answer = exchange.answer
    if answer is None:
        return bare
    if any(citation.source.authority is Authority.LOCAL for citation in answer.citations):
        return replace(bare, message=_OWN, hint="ask again")
    official = _without_others(answer)
    return replace(bare, answer=official, shown=evidence_snapshot.of_answer(official, local_pdfs(exchange)))


def _without_others(answer: Answer) -> Answer:
    """Return an answer without the passages that were found and not quoted."""
    cited = {citation.passage.passage_id for citation in answer.citations}
    return replace(answer, retrieved=tuple(found for found in answer.retrieved if found.passage.passage_id in cited))


def _exchange(number: int, stored: StoredExchange, pdf: Callable[[str], Path]) -> Exchange:
    pdfs: dict[str, Path] = {}
    for one in stored.shown:
        with contextlib.suppress(CorpusError):  # of a source that has left the library, so its page cannot be shown
            pdfs |= {one.source.source_id: pdf(one.sha256)} if one.sha256 else {}
    asked_at = session.in_england(stored.asked_at) if stored.asked_at else None
    return Exchange(
        number=number, question=stored.question, as_at=stored.as_at, answer=stored.answer, message=stored.message,
        hint=stored.hint, asked_at=asked_at, pdfs={source_id: pdf for source_id, pdf in pdfs.items() if pdf.is_file()},
    )  # fmt: skip


@contextlib.contextmanager
def _errors_shown_later() -> Iterator[None]:
    """Store an error of what a button does for the page to show: it is pressed before the page is drawn.

    Yields
    ------
    None
        While it is done.
    """
    try:
        yield
    except (AssistantError, CorpusError) as error:
        st.session_state["keep_problem"] = error


def _stored_id() -> str:
    stored: str = st.session_state.get("stored_id", "")
    return stored


def _leave() -> None:
    """Forget that this conversation is stored; how long the next one is to be stored is chosen anew."""
    for key in ("keep_for", "stored_id", "stored_up_to", _BOX):
        st.session_state.pop(key, None)
