"""The box to ask in: how many characters stand in it, and its draft, which a page switch or a reload must not lose.

Streamlit's box tells the server nothing before it is sent, and can only refuse a text that is too long, which loses it. So the
box takes any length, a part of ours beside it counts while it is typed in and sends the draft, and what is too long goes back
into the box.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.safety import MAX_QUESTION_CHARS, new_redactor
from assistant.ui.ask.queue import visits
from assistant.ui.ask.queue.answering import unanswered
from assistant.ui.ask.queue.visits import Visit
from assistant.ui.shared import session
from assistant.ui.shared.frame import show_error
from assistant.ui.shared.session import Exchange

_SCRIPT = Path(__file__).with_name("question_box.js")
_HTML = """<p class="dsl-count"><em>No names, dates of birth or addresses.</em>
<span></span><strong role="status"></strong></p>"""
_KEY = "question-draft"
_RETURNED, _TO_HEAR = "question-returned", "question-to-hear"
# After the box has been drawn with the question in it, which is later than this.
_TO_BOX = """<script>setTimeout(() => {
  const box = document.querySelector('[data-testid="stChatInput"] textarea');
  if (box) { box.focus(); box.setSelectionRange(box.value.length, box.value.length); }
}, 400)</script>"""


def show(visit: Visit, heading: str) -> str | None:
    """Show the box; return what was sent, if it can be asked.

    Parameters
    ----------
    visit : Visit
        Has the draft.
    heading : str
        For whoever goes from heading to heading.
    """
    if (text := st.session_state.pop(visits.TO_BOX, None)) is not None:
        st.session_state["question"] = text
    with st.container(key="box", gap=None):
        st.html(f'<h2 class="dsl-reader-only">{heading}</h2>')
        problem = st.empty()
        typed = st.chat_input("Type your question", key="question")
        _watch(visit)
    if typed is not None:
        visit.draft = ""
        st.session_state.pop(_RETURNED, None)
    if typed and (why := _not_taken(typed)):
        give_back(visit, typed, why)
        st.rerun()
    with problem:
        _show_why()
    if st.session_state.pop("to_box", False):
        st.html(_TO_BOX, unsafe_allow_javascript=True)  # ours alone: nothing in it varies
    return typed


def give_back(visit: Visit, text: str, why: tuple[str, str]) -> None:
    """Put what cannot be asked back into the box, to be said why on the next run."""
    visits.put_in_box(visit, text, focus=True)
    st.session_state.update({_RETURNED: why, _TO_HEAR: text})


def _not_taken(text: str) -> tuple[str, str] | None:
    """Return why a text is not asked and what to do, if it is not."""
    if len(text) > MAX_QUESTION_CHARS:
        return (
            f"the question has {len(text):,} characters, and at most {MAX_QUESTION_CHARS:,} can be asked at once",
            "it is back in the box: leave out what is not needed to understand it, names above all, and ask again",
        )
    return None


def _show_why() -> None:
    """Say why a text went back into the box; if it speaks of danger, urgent help is shown in the conversation."""
    why = st.session_state.get(_RETURNED)
    if why is None:
        return
    show_error(*why)
    if text := st.session_state.pop(_TO_HEAR, ""):
        begun = Exchange(number=session.next_number(), question="", as_at=session.as_at())
        failed = unanswered(begun, text, session.known_redactor() or new_redactor(), *why)
        if failed.danger:
            session.add(failed)
            session.mark_new(failed.number)
            st.rerun()


@st.fragment
def _watch(visit: Visit) -> None:
    """Count what is typed, and take the draft. What the browser sends draws this part alone anew."""
    component = st.components.v2.component(
        "dsl_question_box", html=_HTML, js=_SCRIPT.read_text(encoding="utf-8"), isolate_styles=False
    )
    sent = component(
        key=_KEY,
        data={"most": MAX_QUESTION_CHARS, "draft": visit.draft},
        on_draft_change=_take_draft,
        on_unsent_change=_take_unsent,
        on_tab_change=lambda: None,
    )
    if visits.recognise_tab(visit, sent.tab or "") or visits.TO_BOX in st.session_state:
        st.rerun()


def _take_draft() -> None:
    visit: Visit = st.session_state["visit"]
    visit.draft = str(st.session_state[_KEY].draft or "")


def _take_unsent() -> None:
    """Take the last words of a draft, typed just before another page was looked at, and put it into the box again."""
    visit: Visit = st.session_state["visit"]
    visit.draft = st.session_state[visits.TO_BOX] = str(st.session_state[_KEY].unsent or "")
