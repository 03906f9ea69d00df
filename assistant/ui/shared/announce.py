"""Announce what has changed to whoever does not see it: one live region that stays while the page's parts come and go.

A part that is drawn anew with ``role="status"`` is not read aloud by every screen reader; words put into a region that was
there before are. The region is made by a script, since Streamlit draws no element that stays.
"""

from __future__ import annotations

import json

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.export import OUTCOMES
from assistant.types import Answer, Outcome
from assistant.ui.shared.answer_html import urgent_html

_SCRIPT = """<script>(() => {{
  const role = {role};
  let region = document.querySelector(`body > .dsl-announced[role=${{role}}]`);
  if (!region) {{
    region = document.createElement('div');
    region.className = 'dsl-announced';
    region.setAttribute('role', role);
    document.body.append(region);
  }}
  setTimeout(() => {{ region.textContent = {words}; }}, 100);
}})()</script>"""


def announce(words: str, *, urgent: bool = False, container: DeltaGenerator | None = None) -> None:
    """Have words of ours read aloud.

    Parameters
    ----------
    words : str
        Fixed text: a stage's name, an outcome.
    urgent : bool
        Whether what is being read may be broken off for it.
    container : DeltaGenerator or None
        Where the script is drawn, if it is to replace an earlier one.
    """
    role = json.dumps("alert" if urgent else "status")
    script = _SCRIPT.format(role=role, words=json.dumps(words).replace("<", "\\u003c"))
    (container or st).html(script, unsafe_allow_javascript=True)


def urgent_at_once(container: DeltaGenerator, bring: DeltaGenerator | None) -> None:
    """Show urgent help where an answer is still to come.

    Parameters
    ----------
    container : DeltaGenerator
        Where it is shown.
    bring : DeltaGenerator or None
        Where the script is drawn that brings it into view, once; its heading is read aloud then.
    """
    container.html(f'<div class="dsl-at-once">{urgent_html(level=3)}</div>')
    if bring is not None:
        script = "<script>document.querySelector('.dsl-at-once')?.scrollIntoView();</script>"
        bring.html(script, unsafe_allow_javascript=True)  # ours alone
        announce(OUTCOMES[Outcome.ESCALATED], urgent=True)


def announce_outcome(answer: Answer | None) -> None:
    """Have what became of a question read aloud, at once if it is urgent; an error summary is read aloud without this."""
    if answer is not None:
        announce(OUTCOMES[answer.outcome], urgent=answer.outcome is Outcome.ESCALATED)
