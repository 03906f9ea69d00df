"""The sections of an answer to a worry about somebody in particular: our own text, and the steps quoted under each heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import fixed, steps
from assistant.shape import Shape
from assistant.steps import Step
from assistant.types import Shaped


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A section: our own text, and the steps whose quotations follow it, in order.

    Parameters
    ----------
    alone : bool
        Whether our text stands without a quotation.
    """

    heading: str
    steps: tuple[Step, ...] = ()
    before: tuple[str, ...] = ()
    alone: bool = False


_INVOLVE = (steps.AGENCIES, steps.MARRIAGE_UNIT, steps.HELPLINE, steps.CONSENT, steps.PARENTS)
_WORRY = (
    Facet(heading=fixed.POINT_TO_HEADING, steps=(steps.POINT_TO, steps.VICTIMS), before=(fixed.OTHER_EXPLANATIONS,)),
    Facet(
        heading=fixed.DO_NOW_HEADING,
        steps=(
            steps.LISTEN,
            steps.QUESTIONS,
            steps.WHEREABOUTS,
            steps.SPECIFIC,
            steps.REFER,
            steps.ESCALATE,
            steps.OPTIONS,
        ),
    ),
    Facet(
        heading=fixed.INVOLVE_HEADING,
        steps=_INVOLVE,
    ),
    Facet(heading=fixed.FIND_OUT_HEADING, before=fixed.FIND_OUT, alone=True),
    Facet(heading=fixed.RECORD_HEADING, steps=(steps.RECORD,)),
    Facet(heading=fixed.CLOSE_HEADING, steps=(steps.CLOSE,)),
)
_NOTIFICATION = (
    Facet(heading=fixed.DO_NOW_HEADING, steps=(steps.ENCOMPASS, steps.ESCALATE), before=fixed.SAME_DAY, alone=True),
    Facet(heading=fixed.LEFT_OUT_HEADING, before=fixed.LEFT_OUT, alone=True),
    Facet(heading=fixed.NOT_TO_DO_HEADING, before=fixed.NOT_TO_DO, alone=True),
    Facet(heading=fixed.POINT_TO_HEADING, steps=(steps.VICTIMS,), before=(fixed.OTHER_EXPLANATIONS,)),
    Facet(heading=fixed.RECORD_HEADING, steps=(steps.RECORD,)),
)


def facets_for(shapes: Sequence[Shaped]) -> tuple[Facet, ...]:
    """Give the sections that a worry about somebody needs, in order."""
    if any(shaped.shape == Shape.NOTIFICATION for shaped in shapes):
        return _NOTIFICATION
    return _WORRY


def all_steps() -> tuple[Step, ...]:
    """Give every step that is searched for in words of its own, once."""
    steps = (step for facet in (*_WORRY, *_NOTIFICATION) for step in facet.steps if step.words)
    return tuple(dict.fromkeys(steps))
