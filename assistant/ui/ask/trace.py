"""What stands beside an answer: how the question was taken, what was searched for, and whether there is more. Pure."""

from __future__ import annotations

from assistant.messages import DO_NOW_HEADING, SECTION_HEADINGS
from assistant.types import Answer
from assistant.ui.shared.answer_html import facts_html


def has_more(answer: Answer) -> bool:
    """Whether an answer is a short one, to which more can be added: it has the sections of a worry, and no others."""
    headings = {section.heading for section in answer.sections}
    return DO_NOW_HEADING in headings and not headings & set(SECTION_HEADINGS.values())


def trace_html(answer: Answer) -> str:
    """Return how a question was taken, what was searched for beside its words, and what each gate found."""
    shapes = [("Taken as", f"{one.shape.replace('_', ' ')}: {one.reason}") for one in answer.shapes]
    heard = [("Heard", f"{one.said}; searched for: {one.searched}") for one in answer.heard]
    gates = [
        ("Gate", f"{one.gate.replace('_', ' ')}, {'open' if one.passed else 'shut'}: {one.reason}")
        for one in answer.review.findings
    ]
    return facts_html([*shapes, *heard, *gates])
