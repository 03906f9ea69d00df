"""A worry that is thought through as HTML: what comes first, the question and why it is asked, what was said before. Pure."""

from __future__ import annotations

from html import escape

from assistant import messages
from assistant.export import OUTCOMES
from assistant.supervision import AskedQuestions, QuestionAndReply, Reflection
from assistant.types import Outcome
from assistant.ui.shared import answer_html
from corpus.text import one_line

TITLE = "Thinking it through"
_ENDED = "Your sheet for supervision"
_NOTHING = "Nothing was answered, so there is nothing to take away."
_FIRST_THINGS = "What comes first, and what could do harm"


def before_html(reflection: Reflection, asked: AskedQuestions) -> str:
    """Return what stands above the question: the referral that comes first, what could do harm, what was answered.

    What comes first is in full as it is told and at the end, and folded between: somebody who answers has read it.
    """
    parts = [answer_html.fixed_html(text) for text in reflection.high_risk]
    first = f'<div class="dsl-first">{"".join(parts)}</div>' if parts else ""
    fixed = "".join(
        answer_html.heading_html(section.heading)
        + "".join(answer_html.statement_html(statement) for statement in section.statements)
        for section in reflection.before
    )
    if (first or fixed) and not reflection.shows_first_things:
        first, fixed = "", f'<details class="dsl-so-far"><summary>{_FIRST_THINGS}</summary>{first}{fixed}</details>'
    notices = answer_html.notices_html(reflection.notices) if reflection.notices else ""
    return f'<h3 class="dsl-reflection">{TITLE}</h3>{first}{fixed}{notices}{_answered_html(reflection, asked)}'


def question_html(number: int, asked: QuestionAndReply) -> str:
    """Return the question that is asked now, as a heading, and why it is asked."""
    why = (
        f'<div class="dsl-why"><span>Why it is asked:</span> {answer_html.statement_html(asked.why)}</div>'
        if asked.why
        else ""
    )
    return f'<h4 class="dsl-reflection-now">{number}. {escape(one_line(asked.asks))}</h4>{why}'


def end_html(reflection: Reflection) -> str:
    """Return what is said at the end."""
    if reflection.stopped:
        words = f"<p>{escape(messages.REFLECTION_STOPPED)}</p>"
        return f'<h4 class="dsl-reflection-now">{escape(OUTCOMES[Outcome.ESCALATED])}</h4>{words}'
    if not reflection.has_sheet:
        return '<h4 class="dsl-reflection-now">No question is asked here</h4>'
    words = "" if any(reply.text for reply in reflection.replies) else f'<p class="dsl-hint">{_NOTHING}</p>'
    return f'<h4 class="dsl-reflection-now">{_ENDED}</h4>{words}'


def _answered_html(reflection: Reflection, asked: AskedQuestions) -> str:
    """Return the worry and what was answered, folded: the question that is asked now is what is looked at."""
    if not reflection.worry or reflection.question is None:
        return ""
    rows = [("The worry", reflection.worry)]
    answered = asked.questions[: len(reflection.replies)]
    rows += [(one.asks, one.answer or "(skipped)") for one in answered]
    words = (
        f"What you have written so far: the worry, and {len(answered)} of the questions" if answered else "The worry"
    )
    return f'<details class="dsl-so-far"><summary>{words}</summary>{answer_html.facts_html(rows)}</details>'
