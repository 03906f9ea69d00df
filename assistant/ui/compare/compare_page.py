"""The page on which two editions of a publication are compared on a subject."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from assistant.editions import ComparisonRequest, PairKind, PassagePair, Publication, SideBySide, publications, readable
from assistant.errors import AssistantError
from assistant.pipeline import Assistant
from assistant.safety import check_asked, danger_now, shut, without_details
from assistant.types import Question
from assistant.ui.compare import wording_html
from assistant.ui.resources import open_assistant
from assistant.ui.shared import answer_html, editions_html, session
from assistant.ui.shared.citation_dialog import show_open_citation
from assistant.ui.shared.frame import show_error
from assistant.ui.shared.session import ShownComparison
from corpus.errors import CorpusError
from corpus.register import Register
from corpus.settings import LibrarySettings

_INTRODUCTION = (
    "Lays two editions of one publication side by side on a subject: both wordings from the page, with what was taken out and"
    " put in marked. It says what differs, and not what that means for a case."
)
_NONE = (
    "No publication has two editions in the library, so there is nothing to compare.",
    "Ask whoever looks after the library to get an earlier or a later edition: with “Fetch official PDFs” where official sites"
    " can be reached, or by saving the PDF under its name in the register; and then to press “Build the library again”. The"
    " Library page names the editions that are known.",
)
_LIMITS = (
    "Up to six passages on the subject are looked up in each edition, and set beside what is most like them in the other. There"
    " may be more: open the pages before you rely on it."
)
_TOPIC = "compare-topic"
_SAME = {PairKind.UNCHANGED, PairKind.MOVED}
# What was found is brought to the top of the window: it is beneath the boxes, and an answer far down may have led here.
_SCROLL = "<script>document.querySelector('.st-key-comparison')?.scrollIntoView();</script>"
_UNEXPECTED = "the editions could not be compared"
_UNEXPECTED_HINT = "try again; if it fails again, reload the page or tell whoever looks after this assistant"
_log = logging.getLogger(__name__)


def show(settings: LibrarySettings) -> None:
    """Show the page, and compare what was chosen on it or handed over by the page on which questions are asked.

    Parameters
    ----------
    settings : LibrarySettings
        Where the library is.
    """
    st.title("Compare editions", anchor=False)
    st.html(f'<p class="dsl-lead">{_INTRODUCTION}</p>')
    assistant = _open(settings)
    if assistant is None:
        return
    offered = publications(assistant.register, assistant.index.sources, session.today())
    if not offered:
        st.html("".join(answer_html.fixed_html(text) for text in _NONE))
        return
    fresh = session.new_comparison()
    asked = _chosen(offered, assistant.register)
    if asked:
        with st.spinner("Laying the editions side by side"):
            missing = next((one.missing for one in offered if asked.edition in one.source_ids), None)
            session.store_comparison(replace(_compare(assistant, asked), missing=missing))
        st.rerun()
    comparison = session.shown_comparison()
    if comparison:
        with st.container(key="comparison"):
            _show_comparison(comparison)
    if fresh:
        st.html(_SCROLL, unsafe_allow_javascript=True)  # ours alone
    show_open_citation([comparison] if comparison else [])


def _open(settings: LibrarySettings) -> Assistant | None:
    """Open the library, or show why it cannot be opened."""
    try:
        with st.spinner("Opening the library"):
            return open_assistant(settings)
    except (AssistantError, CorpusError) as error:
        show_error(error.message, error.hint)
        return None


def _chosen(offered: Sequence[Publication], register: Register) -> ComparisonRequest | None:
    """Let publication, editions and subject be chosen; return them when they are to be compared."""
    handed = session.handed_to_compare()
    fill = handed or session.to_fill_in(_TOPIC)
    if fill:
        _fill_in(offered, fill)
    with st.container(key="compare-choose"):
        known = {one.source_ids[0]: one for one in offered}  # by its newest edition: two may have one title
        chosen = st.selectbox(
            "Publication", list(known), format_func=lambda newest: known[newest].title, key="compare-publication"
        )
        publication = known[chosen]
        left, right = st.columns(2)
        names = {source_id: register[source_id].name for source_id in publication.source_ids}
        key = f"compare-edition-{chosen}"
        st.session_state.setdefault(key, publication.first_choice)
        edition = left.selectbox("Edition", list(names), format_func=names.__getitem__, key=key)
        against = right.selectbox(
            "Compare it with", publication.others(edition), format_func=names.__getitem__, key=f"compare-with-{edition}"
        )
        with st.form("compare", border=False):
            topic = st.text_input(
                "Subject, in your own words", key=_TOPIC, placeholder="such as: alternative provision"
            )
            pressed = st.form_submit_button("Lay side by side", type="primary")
    return handed or (ComparisonRequest(topic=topic, edition=edition, against=against) if pressed else None)


def _fill_in(offered: Sequence[Publication], asked: ComparisonRequest) -> None:
    """Put a subject and two editions into the boxes, before they are drawn."""
    offers_both = (one.source_ids for one in offered if {asked.edition, asked.against} <= set(one.source_ids))
    source_ids = next(offers_both, None)
    st.session_state[_TOPIC] = asked.topic
    if source_ids:
        st.session_state["compare-publication"] = source_ids[0]
        st.session_state[f"compare-edition-{source_ids[0]}"] = asked.edition
        st.session_state[f"compare-with-{asked.edition}"] = asked.against


def _compare(assistant: Assistant, asked: ComparisonRequest) -> ShownComparison:
    """Compare two editions; the person's words are checked for danger, and then go on without details."""
    question = Question(text=asked.topic, as_at=session.today())
    danger = not shut("danger_now", danger_now, question).passed
    comparison = ShownComparison(asked=replace(asked, topic=""), as_at=question.as_at, danger=danger)
    try:
        if question.text.strip():
            check_asked(question)
        plain = without_details(question, session.redactor(assistant.new_redactor))
        comparison = replace(comparison, asked=replace(asked, topic=plain.question.text), notices=plain.notices)
        compared = assistant.comparer.compare(plain.question.text, (asked.edition, asked.against), question.as_at)
        pdfs = {s.source_id: assistant.index.pdf_path(s.source_id) for s in (compared.earlier, compared.later)}
        return replace(
            comparison, compared=wording_html.numbered(compared), pdfs=pdfs, generation=assistant.index.generation
        )
    except (AssistantError, CorpusError) as error:
        return replace(comparison, message=error.message, hint=error.hint)
    except Exception as error:  # a page without a traceback, and a log without the subject
        _log.error("comparing failed: %s", type(error).__qualname__)
        return replace(comparison, message=_UNEXPECTED, hint=_UNEXPECTED_HINT)


def _show_comparison(comparison: ShownComparison) -> None:
    """Show a comparison: urgent help first if the words spoke of danger, then what was found, then the pairs."""
    if comparison.danger:
        st.html(answer_html.urgent_html(level=2))
    if comparison.notices:
        st.html(answer_html.notices_html(comparison.notices))
    if comparison.compared is None:
        show_error(comparison.message, comparison.hint)
        return
    compared = comparison.compared
    st.html(wording_html.found_html(compared))
    if comparison.missing:
        st.html(wording_html.missing_html(comparison.missing, comparison.as_at))
    if not compared.pairs:
        return
    st.html(f'{editions_html.key_html()}<p class="dsl-hint">{_LIMITS}</p>')
    differ = [(n, pair) for n, pair in enumerate(compared.pairs, 1) if pair.kind not in _SAME]
    for number, pair in differ:
        _show_pair(compared, number, pair)
    same = [(n, pair) for n, pair in enumerate(compared.pairs, 1) if pair.kind in _SAME]
    if same:
        with st.expander(f"The same in both editions ({len(same)})", expanded=not differ):
            for number, pair in same:
                _show_pair(compared, number, pair)
    with st.expander("Copy this comparison for your record"):
        st.code(f"{readable(compared)}\n\nLibrary: {comparison.generation}", language=None, wrap_lines=True)


def _show_pair(compared: SideBySide, number: int, pair: PassagePair) -> None:
    """Show a pair: what changed in words, then the earlier wording next to the later one."""
    with st.container(key=f"pair-{number}"):
        st.html(wording_html.pair_html(number, pair))
        for column, side, source in zip(
            st.columns(2), (pair.earlier, pair.later), (compared.earlier, compared.later), strict=True
        ):
            with column:
                if side is None:
                    st.html(wording_html.absent_html(source))
                    continue
                st.html(wording_html.wording_html(side))
                citation = side.citation
                st.button(
                    answer_html.citation_label(citation),
                    key=f"cite-0-{citation.marker}",
                    type="tertiary",
                    on_click=session.show_citation,
                    args=(0, citation.marker, citation.passage.page),
                )
                st.html(wording_html.reference_html(side))
