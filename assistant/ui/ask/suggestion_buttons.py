"""What can be asked after an answer: questions that the library answers too, or the same question put differently."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.answer import suggestions
from assistant.ui.ask.queue import visits
from assistant.ui.ask.queue.visits import Visit
from assistant.ui.shared import session
from assistant.ui.shared.answer_html import escape_markdown
from assistant.ui.shared.session import Exchange
from corpus.errors import CorpusError
from corpus.practice import StaffQuestions, load_questions


def show(exchanges: Sequence[Exchange], visit: Visit) -> None:
    """Offer up to three further questions, and the same one again in the box.

    Beneath the conversation and not in it: what left an earlier answer while a new one is read would move the page.

    Parameters
    ----------
    exchanges : sequence of Exchange
        The conversation; what is offered follows from its newest answer.
    visit : Visit
        Has the box.
    """
    answer = exchanges[-1].answer if exchanges else None
    if answer is None:
        return
    number = exchanges[-1].number
    offered = suggestions(answer, _asked())
    if offered:
        st.html('<h3 class="dsl-next">Questions on the same paragraphs</h3>')
    with st.container(key=f"next-{number}", gap="small"):
        for position, question in enumerate(offered, start=1):
            key = f"next-{number}-{position}"
            st.button(escape_markdown(question), key=key, on_click=_ask, args=(question,))
    key = f"again-{number}"
    st.button(
        "Ask again differently",
        key=key,
        on_click=visits.put_in_box,
        args=(visit, answer.question),
        kwargs={"focus": True},
        type="tertiary",
    )


def _ask(question: str) -> None:
    session.hand_over(question, alone=True)


# The questions come with the project and do not change while it runs.
@st.cache_resource(show_spinner=False)
def _asked() -> tuple[StaffQuestions, ...]:
    try:
        return load_questions()
    except CorpusError:  # an answer is shown without them
        return ()
