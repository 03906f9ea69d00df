"""What to ask next: questions that staff ask and whose paragraph the answer quotes or found.

Offered are only those that can be asked as they stand: short, plain, about nobody in particular, not urgent, and not what was
just asked. Which paragraph answers each is known, and it is in the library that answers now; nothing is made up here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.safety import Redactor, about_staff, danger_now, harmful, nation_named, other_nation
from assistant.types import Answer, Outcome, Question
from assistant.understand import figure_kind
from corpus.index import tokens
from corpus.practice import HEADING_WORDS, StaffQuestions
from corpus.types import Passage

MAX_SUGGESTED = 3
_N_FOUND = 12  # of what was found, quoted or not
_FORM = re.compile(
    r"(?:what|who|whom|which|when|where|why|how|can|do|does|is|are|should|must|may|has|have) [A-Za-z0-9 ’'/-]{15,78}\??",
    re.IGNORECASE,
)
# Somebody in particular, what only a conversation explains, and spellings of a hurried message.
_LEANS = re.compile(
    r"\b(?:he|she|him|her|his|hers|they|them|their|it|its|this|that|these|those|there|my|our mum|mum|mums|dad|dads|me|i|i'm|im"
    r"|bf|gf|kid|kids|lad|whats|whos|dont|cant|isnt|wont|pls|abt|fone|ur|u|yr|fella|etc|strat|y\d+)\b",
    re.IGNORECASE,
)
_SAME = 0.5  # of the words of the shorter question


def suggestions(answer: Answer, asked: Sequence[StaffQuestions]) -> tuple[str, ...]:
    """Return up to three questions to ask next.

    Parameters
    ----------
    answer : Answer
        What was just answered; none are offered for anything but an answer.
    asked : sequence of StaffQuestions
        Questions and the paragraphs that answer them.
    """
    if answer.outcome is not Outcome.ANSWERED:
        return ()
    known: dict[tuple[str, str, str], StaffQuestions] = {}
    for one in asked:
        known.setdefault((one.source_id, one.paragraph, one.heading), one)
    passages = [citation.passage for citation in answer.citations]
    passages += [found.passage for found in answer.retrieved[:_N_FOUND] if found.duplicate_of is None]
    chosen: list[str] = []
    for passage in dict.fromkeys(passages):
        earlier = [answer.question, answer.standalone_question, *chosen]
        fitting = (text for text in _of(passage, known) if not any(_alike(text, other) for other in earlier))
        if (text := next(fitting, None)) and _is_safe(text, answer):
            chosen.append(text)
        if len(chosen) == MAX_SUGGESTED:
            break
    return tuple(chosen)


def _of(passage: Passage, known: dict[tuple[str, str, str], StaffQuestions]) -> list[str]:
    """Return the questions of a passage that stand alone, as sentences."""
    heading = " ".join(passage.heading.split()[:HEADING_WORDS])
    one = known.get((passage.source_id, passage.paragraph, heading))
    if one is None or one.page not in {0, passage.page}:
        return []
    plain = [question for question in one.questions if _FORM.fullmatch(question) and not _LEANS.search(question)]
    plain.sort(key=lambda question: not question.endswith("?"))  # written out as a question, it is clearer on a button
    return [f"{question[0].upper()}{question[1:].rstrip('?')}?" for question in plain]


def _is_safe(text: str, answer: Answer) -> bool:
    """Whether a question goes through every gate, holds nobody's details and asks for no figure, which may not be known."""
    question = Question(text=text, as_at=answer.as_at)
    gates = (danger_now, harmful, other_nation)
    quiet = all(gate(question).passed for gate in gates) and not about_staff(question) and not nation_named(question)
    return quiet and figure_kind(text) is None and not Redactor().redact(text).spans


def _alike(one: str, other: str) -> bool:
    first, second = set(tokens(one)), set(tokens(other))
    return len(first & second) >= _SAME * max(1, min(len(first), len(second)))
