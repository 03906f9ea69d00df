"""A step of a walk, and where to ask, as HTML. Pure: no Streamlit, no clock."""

from __future__ import annotations

from html import escape

from assistant.answer import with_place
from assistant.messages import LETTER_EDITION
from assistant.ui.shared.answer_html import fixed_html
from assistant.ui.walk.steps import WalkStep
from corpus.once import once
from corpus.register import load_register
from corpus.statements import load_whom_to_ask


def step_html(step: WalkStep, number: int, of: int) -> str:
    """Return a step: how far one is, what to do, what to notice."""
    return (
        f'<div class="dsl-walk-step"><p><strong>Step {number} of {of}: {escape(step.title)}</strong></p>'
        f"<p><strong>Do:</strong> {escape(step.do)}</p><p><strong>Notice:</strong> {escape(step.notice)}</p></div>"
    )


@once
def where_html() -> str:
    """Return where to ask, by kind of question, folded; each sentence with where it was read."""
    register, linked = load_register(), set[str]()
    kinds = (
        f"<dt>{escape(kind.title)}</dt>"
        f"<dd>{''.join(fixed_html(with_place(one, register), linked) for one in kind.says)}</dd>"
        for kind in reversed(load_whom_to_ask().kinds)
    )
    return (
        f'<details class="dsl-where"><summary>Where to ask</summary><dl>{"".join(kinds)}</dl>'
        f'<p class="dsl-hint">{escape(LETTER_EDITION)}</p></details>'
    )
