"""A worry thought through to the sheet that is taken to a human supervisor."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from assistant.export import SupervisionSheet, sheet_question, supervision_sheet
from assistant.supervision.reflection import Reflection
from assistant.supervision.supervisor import AskedQuestions, QuestionAndReply
from corpus.statements import Position, load_supervision


def sheet_of(reflection: Reflection, asked: AskedQuestions, made_at: datetime, *, number: str = "") -> SupervisionSheet:
    """Return the sheet: the worry, each question with the answer, what the person will do; blank where they skipped.

    Parameters
    ----------
    reflection : Reflection
        At its end, or stopped on the way.
    asked : AskedQuestions
        Its questions with their citations.
    made_at : datetime
        When it is made, in England.
    number : str
        Tells sheets of one minute apart.
    """
    answered = asked.questions[: len(reflection.replies)]
    last = {theme.theme_id for theme in load_supervision().at(Position.LAST)}
    came_to_the_end = bool(reflection.replies) and reflection.replies[-1].question.theme_id in last
    *questions, will_do = answered if came_to_the_end else (*answered, _not_come_to())
    kept = replace(reflection, refused=False)
    return supervision_sheet(
        reflection.worry,
        [sheet_question(one.asks, one.why, one.answer) for one in questions],
        sheet_question(will_do.asks, will_do.why, will_do.answer),
        made_at,
        danger=reflection.danger,
        first=reflection.high_risk,
        before=kept.before,
        citations=asked.citations,
        as_at=reflection.as_at,
        number=number,
    )


def _not_come_to() -> QuestionAndReply:
    """Return the question of what they will do, for a sheet that was ended before it."""
    theme = load_supervision().at(Position.LAST)[0]
    return QuestionAndReply(asks=theme.questions[0].asks, why=None)
