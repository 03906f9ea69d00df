"""Gates on the question: danger now, other nations, requests that must be refused, text that cannot be asked.

Each gate is a plain function of the person's own words (never of a rewritten question, which hides urgency and intent)
and returns a Finding. They are rules (assistant/safety/*_patterns.py), which a trainer can read, and for danger and refusal a
classifier that learned from examples (assistant/safety/classifier.py), which another such model may overrule where staff ask
(assistant/safety/good_faith.py). They work with no chat model and no index.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.errors import QuestionError
from assistant.safety import (
    danger_patterns,
    hypothetical_patterns,
    moment_patterns,
    patterns,
    refusal_patterns,
)
from assistant.safety.classifier import load_classifier
from assistant.safety.good_faith import asked_in_good_faith
from assistant.types import Finding, Question

MAX_QUESTION_CHARS = 4000
_ENOUGH = 3
_LONG_WORDS = 60  # of a message: more, and it may tell of two things
_NEAR_WORDS = 20  # between a sign of danger and one of this moment, in such a message
_SIGNS = (
    (_ENOUGH, danger_patterns.DANGER_ALONE),
    (2, moment_patterns.GRAVE),
    (1, moment_patterns.WORRYING),
)
_SURER = 2.5
"""Log-odds by which the classifier must be surer to stop questions than to show urgent help: docs/safety.md."""
_SURER_WITH_A_RULE = 1.0  # the same where a rule says so too
_EXPLAINED = -3.0  # less, and what a sentence of a long message cries out the rest explains: a joke, a game
_OUTWEIGHED = (hypothetical_patterns.PICTURED, hypothetical_patterns.PAST, hypothetical_patterns.TAUGHT)
"""What a sign of now outweighs."""


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
    """Whether someone may be in danger now; ``passed`` is False if so.

    The classifier says so, or a rule does, and the classifier thinks it or a line of it not unlikely, or both say so of a
    sentence of a long message.
    """
    ruled = danger_by_rule(question)
    scores = load_classifier().score("urgent", question.text)
    if scores.sure:
        return Finding("danger_now", False, f"sounds like danger: {_quoted(scores.because)}")
    if ruled.passed or scores.enough or _any_part_likely(_with_last_question(question)) or _is_cried_amid(question):
        return ruled
    return Finding("danger_now", True, "words of danger, in a message that does not sound like it")


def danger_in_answer(question: Question) -> Finding:
    """Whether an answer to a question of ours tells that someone may be in danger now; ``passed`` is False if so.

    The classifier was taught first messages. An answer tells of what was, of what somebody would do, and of where people are as
    a rule, in the same words: so it has to be surer, and a rule alone is not enough.
    """
    surely = surely_danger_now(question)
    if not surely.passed or not _is_cried_amid(question):
        return surely
    return danger_by_rule(question)


def surely_danger_now(question: Question) -> Finding:
    """Whether someone is surely in danger now, so that nothing else is to be asked; ``passed`` is False if so.

    What is heard by ``danger_now`` and not here, a joke that is explained or a worry in grave words, gets urgent help beside
    what comes next, and not in its place.
    """
    scores = load_classifier().score("urgent", question.text)
    if scores.margin >= _SURER:
        return Finding("danger_now", False, f"sounds like danger: {_quoted(scores.because)}")
    if scores.margin > _SURER_WITH_A_RULE or (scores.margin > _EXPLAINED and _is_cried_amid(question)):
        return danger_by_rule(question)
    return Finding("danger_now", True, "no sure sign of danger at this moment")


def _any_part_likely(text: str) -> bool:
    """Whether the classifier thinks danger not unlikely in a text or one of its lines."""
    parts = dict.fromkeys(part for part in (text, *text.splitlines()) if part.strip())
    return any(load_classifier().score("urgent", part).enough for part in parts)


def _is_cried_amid(question: Question) -> bool:
    """Whether a sentence of a long message is danger by a rule and to the classifier, whatever stands around it."""
    if len(question.text.split()) <= _LONG_WORDS:
        return False
    alone = (replace(question, text=one, history=()) for one in re.split(r"(?<=[.!?])\s+|\n+", question.text))
    return any(not danger_by_rule(one).passed and load_classifier().score("urgent", one.text).sure for one in alone)


def danger_by_rule(question: Question) -> Finding:
    """Whether the words say that someone may be in danger now; ``passed`` is False if so.

    A sign that is enough by itself counts three, a strong sign of danger or of this moment two and a weak one one; three is
    danger now, or four where the words say that somebody has acted since. In a long message a sign of the moment counts only
    near the sign of danger: “rang” at the end of a story says nothing of the knife at its beginning.
    """
    text, together = (
        hypothetical_patterns.NO_BRUISES.sub("…", _plain(words))
        for words in (question.text, _with_last_question(question))
    )
    start = len(together) - len(text)
    is_long = len(text.split()) > _LONG_WORDS
    now = [*moment_patterns.NOW.finditer(together, start), *moment_patterns.NOW_SHOUTED.finditer(together, start)]
    moments = [*((2, one) for one in now), *((1, one) for one in moment_patterns.TODAY.finditer(together, start))]
    enough = _ENOUGH + 1 if hypothetical_patterns.SETTLED.search(text) else _ENOUGH
    for danger, signs in _SIGNS:
        for sign in signs.finditer(together):
            if _is_hypothetical(together, sign, bool(now)):
                continue
            quoted = f"“{_short(sign.group())}”"
            if danger >= enough:
                return Finding("danger_now", False, quoted)
            told_before = sign.start() < start
            for moment, when in moments:
                if danger + moment >= enough and (told_before or not is_long or _are_near(together, sign, when)):
                    found = quoted if danger == _ENOUGH else f"{quoted} with “{_short(when.group())}”"
                    return Finding("danger_now", False, found)
    return Finding("danger_now", True, "no sign of danger at this moment")


def _are_near(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether at most so many words stand between two signs."""
    first, second = sorted((one, other), key=lambda found: found.start())
    return len(text[first.end() : second.start()].split()) <= _NEAR_WORDS


def _is_hypothetical(text: str, sign: re.Match[str], now: bool) -> bool:
    """Whether the clause of a sign supposes it or asks about it or, unless it is now, calls it past, pictured or taught."""
    start = max(text.rfind(mark, 0, sign.start()) for mark in ".?!;\n") + 1
    after = hypothetical_patterns.CLAUSE_END.search(text, sign.end())
    clause = text[start : after.start() if after else len(text)]
    guards = (hypothetical_patterns.ABOUT, hypothetical_patterns.SUPPOSED, *(() if now else _OUTWEIGHED))
    return any(guard.search(clause) for guard in guards)


def _with_last_question(question: Question) -> str:
    """Join the question to the one before it: the danger may have been named a turn ago."""
    earlier = [turn.content for turn in question.history if turn.role == "user"][-1:]
    return "\n".join([*earlier, question.text])


def harmful(question: Question) -> Finding:
    """Whether the question asks for help to harm, find or deceive; ``passed`` is False if so.

    Where danger is heard the classifier alone turns nobody away: who writes of it is answered. Nor does it where staff rather
    ask so than whoever means harm (good_faith.py).
    """
    if reason := harmful_by_rule(question):
        return Finding("harmful", False, reason)
    scores = load_classifier().score("harmful", question.text)
    if not scores.sure or not danger_now(question).passed or _is_overruled(question, scores.margin):
        return Finding("harmful", True, "nothing that must be refused")
    return Finding("harmful", False, f"sounds like a request to find, deceive or hurt: {_quoted(scores.because)}")


def _is_overruled(question: Question, margin: float) -> bool:
    """Whether the classifier is not followed; by the margin it is surer than it need be.

    Staff speak who are hurt, a supervisor’s questions or a record are asked for, or staff rather ask so than whoever means harm.
    """
    text = _plain(question.text)
    asked_well = any(one.search(text) for one in (refusal_patterns.SUPERVISION, refusal_patterns.GOOD_WORDING))
    return asked_well or about_staff(question) == "harmed" or asked_in_good_faith(question.text, margin)


def harmful_by_rule(question: Question) -> str:
    """Return why the words of a question must be refused, or empty."""
    text = _plain(question.text)
    return next((reason for reason, pattern in refusal_patterns.REFUSE.items() if pattern.search(text)), "")


def about_staff(question: Question) -> str:
    """Return ``harmed`` if staff speak of being hurt, themselves or a colleague, ``distress`` if the work is too much."""
    text = _plain(question.text)
    if refusal_patterns.STAFF_HARMED.search(text):
        return "harmed"
    return "distress" if refusal_patterns.DISTRESS.search(text) else ""


def other_nation(question: Question) -> Finding:
    """Whether the person works in another nation or asks for its rules; ``passed`` is False if so.

    A nation that is named is taken for the school's, unless it is only where a child, a family or a service comes from.
    """
    nation = nation_named(question)
    if not nation:
        return Finding("other_nation", True, "England, or not said")
    rest = patterns.elsewhere(patterns.NATIONS[nation]).sub("…", _without_england_too(question))
    there = _names(nation, rest)
    return Finding("other_nation", not there, f"{nation} is {'asked about' if there else 'mentioned'}")


def nation_named(question: Question) -> str:
    """Return the nation other than England that the question mentions, or empty."""
    text = _without_england_too(question)
    return next((nation for nation in patterns.NATIONS if _names(nation, text)), "")


def _names(nation: str, text: str) -> bool:
    return re.search(rf"\b(?:{patterns.NATIONS[nation]})\b", text, re.IGNORECASE) is not None


def _without_england_too(question: Question) -> str:
    """Return the text without “England and Wales”, whose law is one for much of what is asked here."""
    return patterns.ENGLAND_TOO.sub("England", _plain(question.text))


def shut(name: str, gate: Callable[[Question], Finding], question: Question) -> Finding:
    """Ask a gate, and take one that raises for one that has failed: gates stay shut."""
    try:
        return gate(question)
    except Exception as error:  # any fault in a gate must not open it
        return Finding(name, False, f"the gate broke ({type(error).__name__})")


def _plain(text: str) -> str:
    """Return the text as the patterns are written: straight apostrophes, single spaces, no empty lines."""
    lines = (" ".join(line.split()) for line in text.replace("’", "'").splitlines())
    return "\n".join(filter(None, lines))


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:57] + "…"
