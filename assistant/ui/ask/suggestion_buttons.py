"""What can be asked after an answer: questions that the library answers too, or the same question put differently."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.answer import suggestions
from assistant.ui.shared import session
from assistant.ui.shared.answer_html import escape_markdown
from assistant.ui.shared.session import Exchange
from corpus.errors import CorpusError
from corpus.practice import StaffQuestions, load_questions

# After the box has been drawn with the question in it, which is later than this.
_TO_BOX = """<script>setTimeout(() => {
  const box = document.querySelector('[data-testid="stChatInput"] textarea');
  if (box) { box.focus(); box.setSelectionRange(box.value.length, box.value.length); }
}, 400)</script>"""


def show(exchanges: Sequence[Exchange]) -> None:
    """Offer up to three further questions, and the same one again in the box.

    Beneath the conversation and not in it: what left an earlier answer while a new one is read would move the page.

    Parameters
    ----------
    exchanges : sequence of Exchange
        The conversation; what is offered follows from its newest answer.
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
    if st.session_state.pop("to_box", False):
        st.html(_TO_BOX, unsafe_allow_javascript=True)  # ours alone: nothing in it varies
    key = f"again-{number}"
    st.button("Ask again differently", key=key, on_click=_put_back, args=(answer.question,), type="tertiary")


def _ask(question: str) -> None:
    session.hand_over(question, alone=True)


def _put_back(question: str) -> None:
    """Put a question, as it was stored, back into the box for editing."""
    st.session_state["question"] = question
    st.session_state["to_box"] = True


# The questions come with the project and do not change while it runs.
@st.cache_resource(show_spinner=False)
def _asked() -> tuple[StaffQuestions, ...]:
    try:
        return load_questions()
    except CorpusError:  # an answer is shown without them
        return ()
