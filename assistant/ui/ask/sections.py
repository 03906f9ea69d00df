"""An answer's sections, each statement with the buttons that open its citations, and how the answer was found."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from assistant.answer import N_QUOTATIONS
from assistant.export import OUTCOMES
from assistant.messages import FINDING_HEADING, FOLDED_HEADINGS, URGENT_HEADING
from assistant.types import Answer, Section, Statement, StatementKind
from assistant.ui.shared import answer_html, session
from assistant.ui.shared.editions_html import changes_marked
from assistant.ui.shared.session import Exchange


def show(exchange: Exchange, answer: Answer) -> None:
    """Show the sections; of an answer about two editions, with what changed marked."""
    marked = changes_marked(answer)
    for number, section in enumerate(answer.sections, start=1):
        if section.heading in FOLDED_HEADINGS:
            with st.expander(section.heading):
                _show_statements(exchange, number, section, marked)
        elif section.heading != URGENT_HEADING:  # its help stands above
            if section.heading != OUTCOMES[answer.outcome]:
                st.html(answer_html.heading_html(section.heading))
            _show_statements(exchange, number, section, marked)


def _show_statements(exchange: Exchange, number: int, section: Section, marked: Mapping[tuple[int, int], str]) -> None:
    for position, statement in enumerate(section.statements, start=1):
        st.html(marked.get((number, position)) or answer_html.statement_html(statement))
        _show_citations(exchange, f"{number}-{position}", statement)


def _show_citations(exchange: Exchange, place: str, statement: Statement) -> None:
    """Show a button for each citation: in full beneath a quotation, in one line beneath a sentence of ours."""
    ours = statement.kind is StatementKind.REVIEWED
    with st.container(horizontal=ours, gap="small"):
        for marker in statement.citations:
            citation = exchange.citation(marker)
            if citation is None:
                continue
            if not ours:
                st.html(answer_html.standing_html(citation, exchange.as_at))
            st.button(
                answer_html.brief_label(citation) if ours else answer_html.citation_label(citation),
                key=f"cite-{exchange.number}-{place}-{marker}",
                type="tertiary",
                on_click=session.show_citation,
                args=(exchange.number, marker, citation.passage.page),
            )


def has_more(answer: Answer) -> bool:
    """Whether an answer of our own sentences quotes so little that more can be added on request."""
    if any(section.heading == FINDING_HEADING for section in answer.sections):
        return False
    kinds = [one.kind for section in answer.sections for one in section.statements]
    return StatementKind.REVIEWED in kinds and kinds.count(StatementKind.QUOTE) <= N_QUOTATIONS


def trace_html(answer: Answer) -> str:
    """Return how a question was taken, what was searched for in addition, and what each gate found."""
    shapes = [("Taken as", f"{one.shape.replace('_', ' ')}: {one.reason}") for one in answer.shapes]
    findings = [("Heard", f"{one.words}; searched for: {one.searched}") for one in answer.expansions]
    gates = [
        ("Gate", f"{one.gate.replace('_', ' ')}, {'open' if one.passed else 'shut'}: {one.reason}")
        for one in answer.review.findings
    ]
    return answer_html.facts_html([*shapes, *findings, *gates])
