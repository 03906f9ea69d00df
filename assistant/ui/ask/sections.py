"""The sections of an answer: each statement with the buttons that open its citations."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from assistant.export import OUTCOMES
from assistant.messages import URGENT_HEADING
from assistant.types import Answer, Section
from assistant.ui.compare.wording_html import changes_marked
from assistant.ui.shared import answer_html, session
from assistant.ui.shared.session import Exchange


def show(exchange: Exchange, answer: Answer) -> None:
    """Show the sections; of an answer about two editions, with what changed marked."""
    marked = changes_marked(answer)
    for number, section in enumerate(answer.sections, start=1):
        if section.heading != URGENT_HEADING:  # its help stands above
            if section.heading != OUTCOMES[answer.outcome]:
                st.html(answer_html.heading_html(section.heading))
            _show_statements(exchange, number, section, marked)


def _show_statements(exchange: Exchange, number: int, section: Section, marked: Mapping[tuple[int, int], str]) -> None:
    for place, statement in enumerate(section.statements, start=1):
        st.html(marked.get((number, place)) or answer_html.statement_html(statement))
        for marker in statement.citations:
            citation = exchange.citation(marker)
            if citation is None:
                continue
            st.html(answer_html.standing_html(citation, exchange.as_at))
            st.button(
                answer_html.citation_label(citation),
                key=f"cite-{exchange.number}-{number}-{place}-{marker}",
                type="tertiary",
                on_click=session.show_citation,
                args=(exchange.number, marker, citation.passage.page),
            )
