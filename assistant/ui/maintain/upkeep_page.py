"""The maintainer's page that looks after the library: what serves, build, fetch, faults, back to the generation before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import streamlit as st

from assistant.people import Person, Role
from assistant.ui.maintain import news_view, upkeep_html
from assistant.ui.maintain.table_html import CSS
from assistant.ui.shared import background, needs_doing, session
from assistant.ui.shared.frame import show_error
from corpus.errors import ExplainedError
from corpus.settings import LibrarySettings
from corpus.types import Source
from ingest.progress import Progress
from ingest.upkeep import Fetchable, LibraryStanding, LibraryUpkeep, SeenChange

_STEP = "look-after-step"
_MISSING, _ALL, _CHOOSE = "Those that are not here", "All of them, to see what has changed", "Some that I choose"
_BUSY = ("a change of the library is under way already", "wait until it has finished; questions are still answered")
_ONE = "One change at a time: while one is under way, another, also from a terminal, is told that the library is busy."


def show(
    library: LibraryUpkeep,
    person: Person,
    own_documents: st.Page | None = None,
    settings: LibrarySettings | None = None,
) -> None:
    """Show the page.

    Parameters
    ----------
    library : LibraryUpkeep
        The library.
    person : Person
        Who is at the page.
    own_documents : st.Page or None
        The page on which the school's own documents are added and taken out.
    settings : LibrarySettings or None
        Where the library is, to say what needs doing.

    Raises
    ------
    NotAllowed
        If the person is no maintainer.
    """
    person.must(Role.MAINTAINER)
    st.html(f"<style>{CSS}</style>")
    st.title("Look after the library", anchor=False)
    with st.container(key="look-after"):
        under_way = background.board().at(library.key)
        if under_way is not None and not under_way.job.wait(0):
            background.watch(under_way)
        elif under_way is not None:
            _show_outcome(library, under_way)
        else:
            step = st.session_state.get(_STEP, "")
            _STEPS[step](library, person, own_documents)
            if settings is not None and not step:
                needs_doing.show(settings, session.today(), folded=False)
        background.focus()


def _show_outcome(library: LibraryUpkeep, done: background.Running) -> None:
    """Show what came of a change, until somebody has read it."""
    result, problem = background.outcome(done)
    if problem is None:
        st.html(upkeep_html.result_html(result))
    else:
        st.html(f'<h2 class="dsl-step" tabindex="-1">{escape(done.what)}: this was not done</h2>')
        show_error(*problem)
        st.html("<p>What served before still serves.</p>")

    def back() -> None:
        background.board().clear(library.key, done)
        _go("")

    st.button("Back to the library", key="look-after-read", type="primary", on_click=back)


def _overview(library: LibraryUpkeep, person: Person, own_documents: st.Page | None) -> None:
    """Show what serves, what can be done, and what became of each file."""
    standing = _standing(library)
    if standing is not None:
        st.html(upkeep_html.standing_html(standing))
        if standing.problems:
            st.html(upkeep_html.problems_list_html(standing.problems))
    if st.session_state.pop("look-after-busy", False):
        show_error(*_BUSY)
    st.html("<h2>What you can do</h2>")
    if not library.is_writable:
        show_error("the library’s folder cannot be written to", "let the account that serves this page write to it")
    _actions(library, person, standing)
    st.html(f'<p class="dsl-hint">{_ONE}</p>')
    if own_documents is not None:
        st.page_link(own_documents, label="Add or take out a document of the school’s own")
    news_view.show(library, lambda change: _take_in(library, person, change), closed=not library.is_writable)
    if standing is not None:
        _files(standing)


def _actions(library: LibraryUpkeep, person: Person, standing: LibraryStanding | None) -> None:
    """Offer what can be done, each with what it does."""
    closed = not library.is_writable
    if _offered(
        "Fetch official PDFs",
        "go-fetch",
        "Asks official sites, once you have chosen which.",
    ):
        _go("fetch")
        st.rerun()
    if _offered("Ask what is new", "go-news", "Asks official sites about each source that is here. Changes nothing."):
        _begin(library, person, "Asking what is new", library.look_for_news)
    build = "Reads what is new or changed: our digests, the PDFs fetched, and the school’s own documents."
    if _offered("Build the library again", "go-build", build, closed=closed):
        if _would_lose(library):
            _go("build")
            st.rerun()
        _begin(library, person, "Building the library", library.build)
    if _offered("Look for faults", "go-faults", "Compares every file with what was indexed. Changes nothing."):
        _begin(library, person, "Looking for faults", library.faults)
    back = "You are told what would serve before anything changes."
    can_go_back = standing is not None and standing.earlier is not None
    if can_go_back and _offered("Go back one generation", "go-back", back, closed=closed):
        _go("roll back")
        st.rerun()


def _offered(label: str, key: str, hint: str, *, closed: bool = False) -> bool:
    """Offer one thing, with what it does next to it; return whether it was chosen."""
    with st.container(key=f"offer-{key}", horizontal=True, vertical_alignment="center", gap="medium"):
        pressed = st.button(label, key=key, disabled=closed)
        st.html(f'<p class="dsl-hint">{hint}</p>')
    return pressed


def _files(standing: LibraryStanding) -> None:
    """Show what became of each file, those to look at first."""
    to_look_at = [one for one in standing.sources if one.to_look_at]
    st.html("<h2>What became of each file</h2>")
    if to_look_at:
        st.html("".join(upkeep_html.file_html(one) for one in to_look_at))
    else:
        st.html("<p>Every page of every file was read, and none needs looking at.</p>")
    others = [one for one in standing.sources if not one.to_look_at]
    if others:
        with st.expander(f"Files with nothing to look at ({len(others)})"):
            st.html("".join(upkeep_html.file_html(one) for one in others))


def _fetch(library: LibraryUpkeep, person: Person, _: st.Page | None) -> None:
    """Let sources be chosen; nobody is asked before the button is pressed."""
    st.html('<h2 class="dsl-step" tabindex="-1">Fetch official PDFs</h2>')
    st.html(
        "<p>This asks GOV.UK and legislation.gov.uk for each source that you choose, and needs the internet. What comes is"
        " identified by its title page; if it is another edition, it is set aside and not used.</p>"
    )
    known = library.fetchable()
    missing = [one.source.source_id for one in known if not one.is_here]
    every = [one.source.source_id for one in known]
    counts = {_MISSING: len(missing), _ALL: len(every)}
    which = st.radio(
        "Which sources?", (_MISSING, _ALL, _CHOOSE), key="fetch-which",
        format_func=lambda one: f"{one} ({counts[one]})" if one in counts else one,
    )  # fmt: skip
    chosen = missing if which == _MISSING else every
    if which == _CHOOSE:
        names = {one.source.source_id: f"{one.source.name}{_since(one)}" for one in known}
        chosen = st.multiselect("Sources", every, format_func=names.__getitem__, key="fetch-chosen")
    if st.button("Ask the official sites", key="fetch-go", type="primary"):
        if chosen:
            _begin(library, person, "Fetching official PDFs", lambda progress: library.fetch(chosen, progress))
        show_error("no source was chosen", "choose at least one")
    _cancel("Do not fetch")


def _build(library: LibraryUpkeep, person: Person, _: st.Page | None) -> None:
    """Name what a build would lose, and ask."""
    lost = _would_lose(library)
    if not lost:
        _go("")
        st.rerun()
    st.html('<h2 class="dsl-step" tabindex="-1">Build the library without these sources?</h2>')
    st.html(
        "<p>They can be quoted now, and there is nothing in the library’s folder to read them from. If they are official PDFs,"
        " put them back or fetch them first.</p>"
    )
    st.html(upkeep_html.lost_html(lost))
    if st.button("Build without them", key="build-without"):
        agreed = frozenset(source.source_id for source in lost)
        _begin(library, person, "Building the library", lambda progress: library.build(progress, agreed))
    _cancel("Do not build")


def _roll_back(library: LibraryUpkeep, person: Person, _: st.Page | None) -> None:
    """Show what a rollback would make serve, and ask."""
    standing = _standing(library)
    if standing is None or standing.earlier is None:
        _go("")
        st.rerun()
    earlier = standing.earlier
    st.html('<h2 class="dsl-step" tabindex="-1">Go back one generation?</h2>')
    st.html(
        f"<p>Generation {standing.generation} serves now. Going back deletes nothing. The next build starts from what serves"
        " then: official PDFs and digests come back with it, a document of the school’s own must be added again.</p>"
    )
    st.html(upkeep_html.earlier_html(earlier))
    st.html(
        "<p>‘make run’ and ‘make index’ build again too: until what was wrong is mended, start the page without them.</p>"
    )
    if st.button("Go back to this generation", key="roll-back", type="primary"):
        _begin(library, person, "Going back one generation", lambda _: library.roll_back(earlier.generation))
    _cancel("Keep what serves now")


def _begin(library: LibraryUpkeep, person: Person, what: str, work: Callable[[Progress], Any]) -> None:
    """Begin a change, or note that one is under way; draw the page anew."""
    if not background.board().start(library.key, what, person.id, work):
        st.session_state["look-after-busy"] = True
    _go("")
    st.rerun()


def _take_in(library: LibraryUpkeep, person: Person, change: SeenChange) -> None:
    """Begin to fetch what is new and to build the library with it; the page is drawn anew after a press as it is."""
    source_id = change.edition or change.source_id
    what = f"Taking in what is new: {change.name}"
    if not background.board().start(
        library.key, what, person.id, lambda progress: library.take_in(source_id, progress)
    ):
        st.session_state["look-after-busy"] = True
    _go("")


def _standing(library: LibraryUpkeep) -> LibraryStanding | None:
    try:
        return library.standing()
    except ExplainedError as error:
        show_error(error.message, "press “Build the library again”" if not error.hint else error.hint)
        return None


def _would_lose(library: LibraryUpkeep) -> Sequence[Source]:
    try:
        return library.would_lose()
    except ExplainedError:
        return ()  # the build fails for the same reason, and says so


def _since(one: Fetchable) -> str:
    return " (here)" if one.is_here else ""


def _cancel(label: str) -> None:
    st.button(label, key="look-after-cancel", on_click=_go, args=("",))


def _go(step: str) -> None:
    st.session_state[_STEP] = step
    background.moved()


_STEPS = {"": _overview, "build": _build, "fetch": _fetch, "roll back": _roll_back}
