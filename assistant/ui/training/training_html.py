"""A briefing, the result of a self-check and the year's plan as HTML. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from assistant import messages
from assistant.training import Briefing, BriefingExercise, CheckedReply, in_words, year_plan
from assistant.types import Statement
from assistant.ui.shared import answer_html
from corpus.days import day_words
from corpus.text import one_line


def about_html(briefing: Briefing) -> str:
    """Return for whom a subject is, when we suggest it and why then, and what to know about the editions quoted."""
    subject = briefing.subject
    rows = [
        ("For", subject.audience.value),
        ("Suggested for", f"{subject.month}. {subject.why_then}"),
        ("Guidance as at", day_words(briefing.as_at)),
    ]
    notices = answer_html.notices_html(briefing.notices) if briefing.notices else ""
    return f"<h2>{escape(subject.title)}</h2>{answer_html.facts_html(rows)}{notices}"


def minutes_html() -> str:
    """Return what happens in which of the ten minutes."""
    return _heading("Ten minutes") + answer_html.facts_html(list(messages.TRAINING_TIMES))


def said_html(heading: str, statements: Iterable[Statement], level: int = 3) -> str:
    """Return statements as a list under a heading."""
    items = "".join(f"<li>{answer_html.statement_html(statement)}</li>" for statement in statements)
    return f'{_heading(heading, level)}<ul class="dsl-said">{items}</ul>'


def steps_html(heading: str, statements: Iterable[Statement], level: int = 3) -> str:
    """Return what is done in order as a numbered list under a heading."""
    items = "".join(f"<li>{answer_html.statement_html(statement)}</li>" for statement in statements)
    return f'{_heading(heading, level)}<ol class="dsl-said">{items}</ol>'


def question_html(heading: str, asks: str) -> str:
    """Return a question for the room."""
    return f'{_heading(heading)}<p class="dsl-lead">{escape(one_line(asks))}</p>'


def case_html(heading: str, exercise: BriefingExercise) -> str:
    """Return a case with its question; its key stands apart."""
    words = f"<p>{escape(one_line(exercise.case))}</p><p><strong>{escape(one_line(exercise.asks))}</strong></p>"
    return f"{_heading(heading)}{words}"


def hint_html(*texts: str) -> str:
    """Return lines of ours in small print."""
    return "".join(f'<p class="dsl-hint">{escape(text)}</p>' for text in texts)


def self_check_html(briefing: Briefing) -> str:
    """Return what the questions are about, as the heading of what follows."""
    return f"<h2>Self-check: {escape(briefing.subject.title)}</h2>"


def result_html(replies: Sequence[CheckedReply]) -> str:
    """Return how a self-check went, as the heading of what follows."""
    return f'<h3 class="dsl-checked">{escape(in_words(replies))}</h3>{hint_html("For you alone: it is gone with this page.")}'


def reply_html(number: int, reply: CheckedReply) -> str:
    """Return what was chosen for one question, whether that is right, and why."""
    check = reply.check
    right = escape(check.options[check.right])
    if reply.right:
        verdict = f"<strong>Right:</strong> {right}."
    elif reply.chosen is None:
        verdict = f"<strong>Not answered.</strong> Right is: {right}."
    else:
        verdict = f"<strong>Not right:</strong> {escape(check.options[reply.chosen])}. Right is: {right}."
    why = answer_html.statement_html(check.why) if check.why else ""
    return f"<h4>{number}. {escape(one_line(check.asks))}</h4><p>{verdict}</p>{why}"


def year_html() -> str:
    """Return the plan for a year as a table."""
    rows = "".join(
        f'<tr><th scope="row">{escape(month)}</th><td>{escape(one.title)}</td><td>{escape(one.audience.value)}</td>'
        f"<td>{escape(one.why_then)}</td></tr>"
        for month, subjects in year_plan()
        for one in subjects
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Month", "Subject", "For", "Why then"))
    table = f'<table class="dsl-noticed"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="dsl-wide-table" tabindex="0" role="region" aria-label="Year plan">{table}</div>'


def _heading(words: str, level: int = 3) -> str:
    return f"<h{level}>{escape(words)}</h{level}>"
