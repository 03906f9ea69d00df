"""The page for whoever checks our sentences when an edition changes: both wordings, and one press to confirm or mend each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from assistant.people import Person, Role
from assistant.ui.maintain import changes_html
from assistant.ui.shared import editions_html, focus, session
from assistant.ui.shared.announce import announce
from assistant.ui.shared.frame import show_error
from corpus.errors import CorpusError, ExplainedError, StatementError
from corpus.index import store_of
from corpus.register import load_register
from corpus.settings import LibrarySettings
from corpus.statements import (
    Binding,
    EditionCheck,
    ReviewVerdict,
    load_ledger,
    read_binding,
    record_checks,
    sentence_key,
)
from corpus.text import one_line
from corpus.word_diff import WordChange
from ingest.changes import TouchedEdition, TouchedParagraph, TouchedSentence, as_toml, must_have, touched_in

_SHOWN = 5  # paragraphs at once
_MOST_SIGNED, _MOST_WORDS = 80, 1_000
_OPEN, _MESSAGE, _SIGN = "changes-mending", "changes-message", "changes-signed"
_LEFT, _ALL = "To be looked at", "All"
_INTRODUCTION = (
    "When a new edition words a paragraph otherwise, what we say on the strength of it may not hold any more. Answers say so"
    " until somebody has looked."
)
_HELD = "It is kept: answers now say that it was checked."
_PROPOSED = "It is kept as a proposal: answers say “changed since” until it is taken into the project."


def show(settings: LibrarySettings, person: Person) -> None:
    """Show the page.

    Parameters
    ----------
    settings : LibrarySettings
        Where the library and the ledger are.
    person : Person
        Who is at the page.

    Raises
    ------
    NotAllowed
        If the person is neither trainer nor maintainer.
    """
    person.must(Role.TRAINER, Role.MAINTAINER)
    st.html(f"<style>{changes_html.CSS}</style>")
    st.title("New editions", anchor=False)
    with st.container(key="edition-changes"):
        if message := st.session_state.pop(_MESSAGE, ""):
            st.html(f'<p class="dsl-unhelpful-done"><strong>{message}</strong></p>')
            announce(message)
        try:
            found = _found(settings, _version(settings))
        except ExplainedError as error:
            show_error(error.message, error.hint)
            return
        st.html(f"<p>{_INTRODUCTION}</p>")
        _export(settings)
        if not found:
            st.html("<p>No edition in this library has a later one beside it on which sentences of ours rest.</p>")
            return
        edition = _chosen(found)
        st.html(changes_html.edition_html(edition))
        if edition.paragraphs:
            _paragraphs(settings, person, edition)


def _version(settings: LibrarySettings) -> tuple[str, str, float]:
    """Return what the list depends on: the generation that serves, and the ledger as it is."""
    ledger = settings.review_ledger
    changed = ledger.stat().st_mtime if ledger.exists() else 0.0
    store = store_of(settings)
    return str(store.index_dir), store.current(), changed


@st.cache_resource(max_entries=2, show_spinner="Comparing the editions")
def _found(_settings: LibrarySettings, known_by: tuple[str, str, float]) -> Sequence[TouchedEdition]:  # noqa: ARG001  # cache key
    """Find what later editions do to our sentences, once for a generation and a ledger."""
    return touched_in(store_of(_settings).index_dir, load_register(), load_ledger(_settings.review_ledger))


def _chosen(found: Sequence[TouchedEdition]) -> TouchedEdition:
    """Let one of several pairs of editions be chosen: those with most to be looked at first."""
    ranked = sorted(found, key=lambda one: (-one.n_open, -len(one.not_compared)))
    if len(ranked) == 1:
        return ranked[0]
    names = [f"{one.earlier.name}, then {one.later.name} ({one.n_open} to be looked at)" for one in ranked]
    return ranked[st.selectbox("Editions", range(len(ranked)), format_func=names.__getitem__, key="changes-editions")]


def _paragraphs(settings: LibrarySettings, person: Person, edition: TouchedEdition) -> None:
    """Show the changed paragraphs, a few at a time, each with what of ours rests on it."""
    numbered = list(enumerate(edition.paragraphs, 1))
    left = [(n, one) for n, one in numbered if one.n_open]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        counts = {_LEFT: len(left), _ALL: len(numbered)}
        which = st.radio(
            "Paragraphs", (_LEFT, _ALL), horizontal=True, key="changes-which",
            format_func=lambda one: f"{one} ({counts[one]})",
        )  # fmt: skip
        shown = left if which == _LEFT else numbered
        starts = range(0, len(shown), _SHOWN)
        start = st.selectbox(
            "From", starts, key=f"changes-from-{which}", format_func=lambda at: f"paragraph {at + 1} of {len(shown)}"
        ) if len(starts) > 1 else 0  # fmt: skip
        st.text_input("You sign as (a role, or a name if you wish)", _role(person), key=_SIGN, max_chars=_MOST_SIGNED)
    st.html(editions_html.key_html((WordChange.REMOVED, WordChange.ADDED)))
    for number, paragraph in shown[start or 0 : (start or 0) + _SHOWN]:
        _paragraph(settings, edition, number, paragraph)
    if not shown:
        st.html("<p>Every sentence has been looked at.</p>")


def _role(person: Person) -> str:
    return "a trainer" if person.has(Role.TRAINER) and not person.has(Role.MAINTAINER) else "a maintainer"


def _paragraph(settings: LibrarySettings, edition: TouchedEdition, number: int, paragraph: TouchedParagraph) -> None:
    """Show one changed paragraph: what became of it, both wordings, our sentences."""
    with st.container(key=f"changed-{number}"):
        st.html(changes_html.paragraph_html(number, paragraph))
        for column, name, later in zip(
            st.columns(2), (edition.earlier.name, edition.later.name), (False, True), strict=True
        ):
            column.html(changes_html.side_html(name, paragraph, later=later))
        same = [one for one in paragraph.sentences if one.is_same and one.check is None]
        if len(same) > 1:
            st.button(
                f"The {len(same)} whose sentence is the same still hold ({number})", key=f"all-hold-{number}",
                on_click=_confirm, args=(settings, same, edition),
            )  # fmt: skip
        for at, one in enumerate(paragraph.sentences, 1):
            st.html(changes_html.sentence_html(one, edition.later.name))
            _buttons(settings, edition, paragraph, one, f"{number}-{at}")


def _buttons(
    settings: LibrarySettings, edition: TouchedEdition, paragraph: TouchedParagraph, one: TouchedSentence, key: str
) -> None:
    """Offer to confirm a sentence or to mend it."""
    with st.container(horizontal=True):
        if one.proposed is not None and not one.is_confirmed:
            st.button(f"It still holds ({key})", key=f"holds-{key}", on_click=_confirm, args=(settings, [one], edition))
        st.button(f"Mend it ({key})", key=f"mend-{key}", type="tertiary", on_click=_open, args=(key,))
    if st.session_state.get(_OPEN) == key:
        _mend(settings, edition, paragraph, one, key)


def _confirm(settings: LibrarySettings, some: Sequence[TouchedSentence], edition: TouchedEdition) -> None:
    """Store that sentences still hold: each rests on the sentence of the later edition that is most like what bore it out."""
    _keep(settings, [_check(one, edition, (one.proposed,)) for one in some if one.proposed is not None], _HELD)


def _mend(
    settings: LibrarySettings, edition: TouchedEdition, paragraph: TouchedParagraph, one: TouchedSentence, key: str
) -> None:
    """Ask for other words, or for another sentence that bears ours out; store it."""
    choices = {str(binding): f"{binding.where}: {words}" for binding, words in paragraph.choices}
    with st.form(f"mending-{key}", border=True, enter_to_submit=False):
        words = st.text_area("Our sentence", one.text, key=f"mend-words-{key}", max_chars=_MOST_WORDS)
        chosen = st.selectbox(
            f"The sentence of {edition.later.name} that bears it out", [*choices, ""], key=f"mend-rests-{key}",
            index=list(choices).index(str(one.proposed)) if one.proposed else len(choices),
            format_func=lambda binding: choices.get(binding, "none of these"),
        )  # fmt: skip
        typed = st.text_input(
            "Or another, by its binding", key=f"mend-binding-{key}",
            help=f"‘python -m ingest sentences {edition.later.source_id}’ prints the bindings.",
        )  # fmt: skip
        pressed = st.form_submit_button("Keep this", key=f"mend-keep-{key}", type="primary")
    st.button("Leave it as it is", key=f"mend-leave-{key}", type="tertiary", on_click=_open, args=("",))
    if not pressed:
        return
    try:
        written = typed.strip() or chosen
        rests_on = (read_binding(written),) if written else ()
        must_have(store_of(settings).index_dir, edition.later, rests_on)
        check = _check(one, edition, rests_on, one_line(words))
    except StatementError as error:
        show_error(error.message, error.hint)
        return
    _open("")
    _keep(settings, [check], _HELD if check.verdict is ReviewVerdict.YES else _PROPOSED)
    st.rerun()


def _check(
    one: TouchedSentence, edition: TouchedEdition, rests_on: tuple[Binding, ...], words: str = ""
) -> EditionCheck:
    """Return what a person found: the sentence holds if its words stay and something bears them out; else other words."""
    mend = words if words and words != one_line(one.text) else ""
    return EditionCheck(
        key=sentence_key(one.text),
        verdict=ReviewVerdict.MEND if mend else ReviewVerdict.YES,
        checked_by=one_line(str(st.session_state.get(_SIGN, ""))) or "not signed",
        checked_on=session.today(),
        was=one.was,
        later=edition.later.source_id,
        rests_on=rests_on,
        mend=mend,
    )


def _keep(settings: LibrarySettings, checks: Sequence[EditionCheck], message: str) -> None:
    """Store what was found, and say so when the page is drawn next."""
    try:
        record_checks(checks, settings.review_ledger)
        st.session_state[_MESSAGE] = message
    except (CorpusError, OSError) as error:
        what = error.message if isinstance(error, CorpusError) else f"the ledger cannot be written: {error.strerror}"
        st.session_state[_MESSAGE] = f"Nothing was kept: {what}."
    focus.move(".dsl-unhelpful-done, .st-key-page h1")


def _export(settings: LibrarySettings) -> None:
    """Offer what was found, as a file that goes into the project."""
    reviews = load_ledger(settings.review_ledger)
    if reviews.checks:
        st.download_button(
            f"What was found, for whoever looks after the project ({len(reviews.checks)})", as_toml(reviews),
            f"amendments-{date.today().isoformat()}.toml", "application/toml", key="changes-export", on_click="ignore",  # noqa: DTZ011
        )  # fmt: skip


def _open(key: str) -> None:
    st.session_state[_OPEN] = key
