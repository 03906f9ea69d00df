"""Gates on the question: danger now, other nations, requests that must be refused, text that cannot be asked.

Each gate is a plain function of the person's own words (never of a rewritten question, which hides urgency and intent)
and gives a Finding. They are rules (assistant/cues.py), so that they work with no model and no index, and so that a
trainer can read them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from assistant import cues
from assistant.errors import QuestionError
from assistant.types import Finding, Question

MAX_QUESTION_CHARS = 4000


def check_asked(question: Question) -> None:
    """Check that there is a question and that it is not endless.

    Raises
    ------
    QuestionError
        If the question is empty, or longer than ``MAX_QUESTION_CHARS`` characters.
    """
    if not re.search(r"\w", question.text):
        raise QuestionError("the question is empty", "type what you want to know, in your own words")
    if len(question.text) > MAX_QUESTION_CHARS:
        raise QuestionError(
            f"the question has {len(question.text):,} characters, and at most {MAX_QUESTION_CHARS:,} can be asked at once",
            "leave out what is not needed to understand it, names above all",
        )


def danger_now(question: Question) -> Finding:
    """Find whether someone may be in danger now; ``passed`` is False if so."""
    text = _with_last_question(question)
    now = cues.NOW.search(question.text) or cues.NOW_SHOUTED.search(question.text)
    for alone in cues.DANGER_ALONE.finditer(question.text):
        if now or not _told_of(question.text, alone):
            return Finding("danger_now", False, f"“{_short(alone.group())}”")
    danger = cues.DANGER.search(text)
    if now and danger:
        return Finding("danger_now", False, f"“{_short(now.group())}” with “{_short(danger.group())}”")
    return Finding("danger_now", True, "no sign of danger at this moment")


def _told_of(text: str, sign: re.Match[str]) -> bool:
    """Tell whether the clause around a sign says that it is pictured, long past, or about rules and teaching."""
    start = max(text.rfind(mark, 0, sign.start()) for mark in ".?!;\n") + 1
    after = cues.CLAUSE_END.search(text, sign.end())
    clause = text[start : after.start() if after else len(text)]
    return any(guard.search(clause) for guard in (cues.PICTURED, cues.PAST, cues.GENERAL))


def _with_last_question(question: Question) -> str:
    """Join the question to the one before it: the danger may have been named a turn ago."""
    earlier = [turn.content for turn in question.history if turn.role == "user"][-1:]
    return "\n".join([*earlier, question.text])


def harmful(question: Question) -> Finding:
    """Find whether the question asks for help to harm, find or deceive; ``passed`` is False if so."""
    for reason, pattern in cues.REFUSE.items():
        if pattern.search(question.text):
            return Finding("harmful", False, reason)
    return Finding("harmful", True, "nothing that must be refused")


def other_nation(question: Question) -> Finding:
    """Find whether the person works in another nation or asks for its rules; ``passed`` is False if so."""
    nation = nation_named(question)
    if not nation:
        return Finding("other_nation", True, "England, or not said")
    places = cues.NATIONS[nation]
    told = cues.elsewhere(places).sub("…", question.text)
    there = cues.works_in(places).search(told)
    return Finding("other_nation", not there, f"{nation} is {'where the school is' if there else 'mentioned'}")


def nation_named(question: Question) -> str:
    """Give the nation other than England that the question mentions, or empty."""
    for nation, places in cues.NATIONS.items():
        if re.search(rf"\b(?:{places})\b", question.text, re.IGNORECASE):
            return nation
    return ""


def term_missing(question: str, texts: Iterable[str]) -> str:
    """Give the first term of art that the question names and no text mentions, or empty."""
    together = "\n".join(texts)
    for name, term in cues.TERMS.items():
        if term.search(question) and not term.search(together):
            return name
    return ""


def shut(name: str, gate: Callable[[Question], Finding], question: Question) -> Finding:
    """Ask a gate, and take one that raises for one that has failed: gates stay shut."""
    try:
        return gate(question)
    except Exception as error:  # any fault in a gate must not open it
        return Finding(name, False, f"the gate broke ({type(error).__name__})")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:57] + "…"
