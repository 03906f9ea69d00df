"""The sections of an answer to a worry about somebody in particular: our own text, and the steps quoted under each heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import messages
from assistant.answer import situation_steps
from assistant.answer.situation_steps import SituationStep
from assistant.types import Shaped
from assistant.understand import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A section: our own text, and the steps whose quotations follow it, in order.

    Parameters
    ----------
    alone : bool
        Whether our text stands without a quotation.
    """

    heading: str
    steps: tuple[SituationStep, ...] = ()
    before: tuple[str, ...] = ()
    alone: bool = False


_INVOLVE = (
    situation_steps.AGENCIES,
    situation_steps.MARRIAGE_UNIT,
    situation_steps.HELPLINE,
    situation_steps.CONSENT,
    situation_steps.PARENTS,
)
_WORRY = (
    Facet(
        heading=messages.POINT_TO_HEADING,
        steps=(situation_steps.POINT_TO, situation_steps.VICTIMS),
        before=(messages.OTHER_EXPLANATIONS,),
    ),
    Facet(
        heading=messages.DO_NOW_HEADING,
        steps=(
            situation_steps.LISTEN,
            situation_steps.QUESTIONS,
            situation_steps.WHEREABOUTS,
            situation_steps.SPECIFIC,
            situation_steps.REFER,
            situation_steps.ESCALATE,
            situation_steps.OPTIONS,
        ),
    ),
    Facet(
        heading=messages.INVOLVE_HEADING,
        steps=_INVOLVE,
    ),
    Facet(heading=messages.FIND_OUT_HEADING, before=messages.FIND_OUT, alone=True),
    Facet(heading=messages.RECORD_HEADING, steps=(situation_steps.RECORD,)),
    Facet(heading=messages.CLOSE_HEADING, steps=(situation_steps.CLOSE,)),
)
_NOTIFICATION = (
    Facet(
        heading=messages.DO_NOW_HEADING,
        steps=(situation_steps.ENCOMPASS, situation_steps.ESCALATE),
        before=messages.SAME_DAY,
        alone=True,
    ),
    Facet(heading=messages.LEFT_OUT_HEADING, before=messages.LEFT_OUT, alone=True),
    Facet(heading=messages.NOT_TO_DO_HEADING, before=messages.NOT_TO_DO, alone=True),
    Facet(heading=messages.POINT_TO_HEADING, steps=(situation_steps.VICTIMS,), before=(messages.OTHER_EXPLANATIONS,)),
    Facet(heading=messages.RECORD_HEADING, steps=(situation_steps.RECORD,)),
)


def facets_for(shapes: Sequence[Shaped]) -> tuple[Facet, ...]:
    """Return the sections that a worry about somebody needs, in order."""
    if any(shaped.shape == Shape.NOTIFICATION for shaped in shapes):
        return _NOTIFICATION
    return _WORRY


def all_steps() -> tuple[SituationStep, ...]:
    """Return every step that is searched for in words of its own, once."""
    steps = (step for facet in (*_WORRY, *_NOTIFICATION) for step in facet.steps if step.words)
    return tuple(dict.fromkeys(steps))
