"""Putting back what was taken out of a question and is nobody's detail: one press, and the question is asked again with it."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from assistant.export import was_reworded
from assistant.safety import Redactor, Taken
from assistant.types import Answer
from assistant.ui.shared import session
from assistant.ui.shared.session import Exchange

_MOST = 8  # a pasted notification has more, and they are somebody's
_HELP = "Only if it is nobody’s name or detail. The question is asked again with what you typed there."


def show(exchange: Exchange, answer: Answer) -> None:
    """Offer a button for each thing that was taken out. It names the placeholder: what was typed is not shown.

    Parameters
    ----------
    exchange : Exchange
        The newest question and its answer.
    answer : Answer
        That of the exchange.
    """
    redactor = session.known_redactor()
    taken = redactor.taken_from(exchange.question) if redactor else ()
    if redactor is None or not taken:
        return
    with st.expander("Was something taken out that is nobody’s? Put it back"), st.container(horizontal=True):
        for number, (label, words) in enumerate(_labelled(taken).items()):
            st.button(
                label,
                key=f"put-back-{exchange.number}-{number}",
                help=_HELP,
                on_click=_ask_again,
                args=(redactor, exchange.question, words, not was_reworded(answer)),
            )


def _labelled(taken: tuple[Taken, ...]) -> dict[str, str]:
    """Return the words that were taken out by the label of their button; the same placeholder twice is counted."""
    by_words = {one.words.casefold(): one.placeholder for one in reversed(taken)}
    met: Counter[str] = Counter()
    labelled: dict[str, str] = {}
    for words, placeholder in list(reversed(by_words.items()))[:_MOST]:
        met[placeholder] += 1
        n = met[placeholder]
        labelled[placeholder if n == 1 else f"{placeholder}, no. {n}"] = words
    return labelled


def _ask_again(redactor: Redactor, question: str, words: str, alone: bool) -> None:
    session.hand_over(redactor.put_back(question, words), alone=alone)
