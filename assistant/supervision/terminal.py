"""A worry thought through on a terminal: a question, a line, the next question. The end of what is typed ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from assistant import messages
from assistant.errors import QuestionError
from assistant.export import sheet_as_text
from assistant.safety import Redactor
from assistant.supervision.reflection import Reflection
from assistant.supervision.sheet import sheet_of
from assistant.supervision.supervisor import Supervisor, end

ASKS_FOR_THE_WORRY = "What worries you? A sentence or two, without names."
HOW = "Answer in a line. An empty line skips the question; Ctrl and D end it."


def talk_through(
    supervisor: Supervisor, lines: Iterator[str], say: Callable[[str], None], redactor: Redactor, now: datetime
) -> None:
    """Ask one question after another, and give the sheet.

    Parameters
    ----------
    supervisor : Supervisor
        Asks.
    lines : iterator of str
        What the person types: the worry first.
    say : callable
        Shows a text.
    redactor : Redactor
        Takes details out.
    now : datetime
        When the sheet is made, in England.
    """
    say(f"{ASKS_FOR_THE_WORRY}\n{HOW}")
    reflection = _begun(supervisor, lines, say, redactor, now.date())
    while reflection is not None:
        said = _shown(supervisor, reflection)
        say(said)
        if reflection.question is None:
            break
        line = next(lines, None)
        try:
            reflection = end(reflection) if line is None else supervisor.answer(reflection, line, redactor)
        except QuestionError as error:
            say(f"{error.message}.\n{error.hint}")
    if reflection is not None and reflection.has_sheet:
        say(sheet_as_text(sheet_of(reflection, supervisor.cited(reflection), now)))


def _begun(
    supervisor: Supervisor, lines: Iterator[str], say: Callable[[str], None], redactor: Redactor, today: date
) -> Reflection | None:
    for line in lines:
        try:
            return supervisor.begin(line, today, redactor)
        except QuestionError as error:
            say(f"{error.message}.\n{error.hint}")
    return None


def _shown(supervisor: Supervisor, reflection: Reflection) -> str:
    """Return what is said before the next answer: urgent help first, above everything; then the question."""
    parts: list[str] = []
    if reflection.danger:
        help_ = messages.URGENT_HELP[:1] if reflection.folds_urgent_help else messages.URGENT_HELP
        parts += [messages.URGENT_HEADING, *help_]
    if reflection.shows_first_things:
        parts += reflection.high_risk
        for section in reflection.before:
            parts += [section.heading, *(statement.text for statement in section.statements)]
    parts += [notice.text for notice in reflection.notices]
    if reflection.stopped:
        parts.append(messages.REFLECTION_STOPPED)
    if reflection.question is not None:
        parts += _question(supervisor, reflection)
    return "\n\n".join(parts)


def _question(supervisor: Supervisor, reflection: Reflection) -> list[str]:
    asked = supervisor.cited(reflection)
    now = asked.questions[-1]
    markers = now.why.citations if now.why else ()
    pinpoints = [f"[{one.marker}] {one.reference}" for one in asked.citations if one.marker in markers]
    why = [f"Why it is asked: {now.why.text_with_marks}"] if now.why else []
    return [f"{len(reflection.replies) + 1}. {now.asks}", "\n".join((*why, *pinpoints))]
