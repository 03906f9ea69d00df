"""Putting right how a question was understood: edited, asked as a new case, or asked as more of the one before."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.export import was_reworded
from assistant.types import Answer, Outcome, Question
from assistant.ui.shared import session
from assistant.ui.shared.session import Exchange
from assistant.understand import standalone


def show(exchange: Exchange, answer: Answer, before: Sequence[Exchange]) -> None:
    """Offer what puts a question right; to an emergency nothing is joined.

    Parameters
    ----------
    exchange : Exchange
        The question and its answer.
    answer : Answer
        That of the exchange.
    before : sequence of Exchange
        The conversation before it.
    """
    if was_reworded(answer):
        with st.expander("Not what you meant? Edit the question"):
            key = f"edit-{exchange.number}"
            st.text_area("The question, to stand alone", value=answer.standalone_question, key=key)
            with st.container(horizontal=True):
                st.button("Ask this instead", key=f"ask-{key}", on_click=session.hand_over_edited, args=(key,))
                if before:
                    _button("It is a new case", f"new-case-{exchange.number}", exchange.question)
    elif answer.outcome is not Outcome.ESCALATED and _is_undecided(exchange, before):
        _button("It is the same case as before", f"same-case-{exchange.number}", _together(exchange, before))


def _is_undecided(exchange: Exchange, before: Sequence[Exchange]) -> bool:
    """Whether there is a case before it, and the person has not just said which it is: then the question stands there too."""
    return any(one.turns for one in before) and before[-1].question not in exchange.question


def _button(label: str, key: str, question: str) -> None:
    st.button(label, key=key, on_click=session.hand_over, args=(question,), kwargs={"alone": True})


def _together(exchange: Exchange, before: Sequence[Exchange]) -> str:
    """Return the question together with what came before it, without anybody's details, as neither has them."""
    history = tuple(turn for one in before for turn in one.turns)
    return standalone(Question(text=exchange.question, as_at=exchange.as_at, history=history, same_case=True))
