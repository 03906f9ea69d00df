"""Where the keyboard's focus goes when what had it has left the page: a button that was pressed, a form that closed."""

from __future__ import annotations

import json

import streamlit as st

_TO, _TIMES = "focus-to", "focus-times"
# What is to have the focus may be drawn a moment after this. The number makes it another script, so that it runs again.
_SCRIPT = """<script>/* {times} */(() => {{
  let tries = 60;
  const look = () => {{
    const found = document.querySelector({selector});
    if (!found) {{ if (tries--) setTimeout(look, 50); return; }}
    if (!found.matches('a, button, input, summary, textarea')) found.tabIndex = -1;
    found.focus();
  }};
  setTimeout(look, 50);
}})()</script>"""


def move(selector: str) -> None:
    """Remember what is to have the focus when the page has been drawn anew.

    Parameters
    ----------
    selector : str
        A CSS selector of ours.
    """
    st.session_state[_TO] = selector
    st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1


def show() -> None:
    """Move the focus, once, to what was remembered: the last thing that a page draws."""
    selector = st.session_state.pop(_TO, None)
    if selector:
        script = _SCRIPT.format(times=st.session_state[_TIMES], selector=json.dumps(selector))
        st.html(script, unsafe_allow_javascript=True)  # ours alone: nobody's words are in a selector
