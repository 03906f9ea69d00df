"""A follow-up and its conversation become a question that stands alone; the result is shown, so that it can be corrected.

Whether it goes on with the conversation is judged first (continuation.py), or said by the person. What it then takes over is in
follow_up.py. A model words it instead, if there is one, and adds three searches and a passage as it might stand in guidance: to
search with a made-up passage too is HyDE (Gao et al. 2022). The gates see the person's own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from assistant.errors import ChatModelError, ChatModelMalformed, ChatModelRefused
from assistant.llm import ChatModel, ask_for, render
from assistant.types import Question
from assistant.understand.asked_parts import asked_part, asks
from assistant.understand.conversation.continuation import FEW_WORDS, goes_on, is_elliptic
from assistant.understand.conversation.follow_up import brought_up_to_date, edition_named, resolved, story
from corpus.models import Embedder

_N_TURNS = 3
_FEW_SAID = 12  # a turn of so few words that asks nothing belongs to the one before it
_CARRIED_WORDS = 70  # what the embedder reads before the question itself
_N_MODEL_TURNS = 6
_TURN_CHARS = 600
_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=300)]


class _RewriteReply(BaseModel):
    """The model's answer."""

    question: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=600)]
    queries: list[_Line] = Field(min_length=3, max_length=3)
    passage: Annotated[str, StringConstraints(strip_whitespace=True, min_length=20, max_length=1200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """What to search with.

    Parameters
    ----------
    question : str
        The question as it stands alone; shown, so that it can be corrected.
    queries : tuple of str
        Three searches in the words of guidance.
    passage : str
        About sixty words that would answer it; never shown.
    """

    question: str
    queries: tuple[str, ...]
    passage: str
    prompt_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """How a question was understood.

    Parameters
    ----------
    question : str
        Standing alone; shown, so that it can be corrected.
    queries : tuple of str
        Further searches, where a model gave some.
    prompt_id : str
        The version of the prompt, where a model was asked.
    failed : ChatModelError or None
        Why the model cannot be asked again for this question: one that is down or over its time is not waited for twice.
    """

    question: str
    queries: tuple[str, ...] = ()
    prompt_id: str = ""
    failed: ChatModelError | None = None


def understand(question: Question, model: ChatModel | None = None, embedder: Embedder | None = None) -> Understood:
    """Return the question so that it stands alone; with a model also further searches, and its wording of a follow-up."""
    if question.same_case is False:
        question = replace(question, history=())
    alone = standalone(question, embedder)
    if model is None:
        return Understood(question=alone)
    try:
        reworded = reword(question, model)
    except (ChatModelMalformed, ChatModelRefused):
        return Understood(question=alone)
    except ChatModelError as error:
        return Understood(question=alone, failed=error)
    return Understood(
        question=reworded.question if question.history else alone,
        queries=(*reworded.queries, reworded.passage),
        prompt_id=reworded.prompt_id,
    )


def reword(question: Question, model: ChatModel) -> Reworded:
    """Ask a model how to search for a question; a ``ChatModelError`` says why nothing that it returns can be used."""
    prompt = render(
        "rewrite",
        history="\n".join(
            f"{turn.role}: {_line(turn.content)[:_TURN_CHARS]}" for turn in question.history[-_N_MODEL_TURNS:]
        )
        or "(none)",
        question=_line(question.text),
    )
    reply = ask_for(_RewriteReply, model, prompt)
    return Reworded(
        question=_line(reply.question),
        queries=tuple(_line(query) for query in reply.queries),
        passage=_line(reply.passage),
        prompt_id=prompt.prompt_id,
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def standalone(question: Question, embedder: Embedder | None = None) -> str:
    """Return the question as it can be understood without the conversation, which is unchanged if it leans on nothing.

    What came before stands first, as far as there is room: the person's own words, without the answers.
    """
    earlier = [_line(turn.content) for turn in question.history if turn.role == "user"]
    text = _line(question.text)
    if not earlier or not (question.same_case or goes_on(text, earlier, embedder)):
        return text
    context = " ".join(_sentence(part) for part in _context(earlier, text, embedder)).split()[-_CARRIED_WORDS:]
    text = edition_named(text, " ".join(context))
    carried = brought_up_to_date(" ".join(context), text)
    return f"{carried} {resolved(text, carried)}"


def _context(earlier: Sequence[str], text: str, embedder: Embedder | None) -> list[str]:
    """Return what is taken over: of the last turn all that the question needs, of those it leaned on their story."""
    last = earlier[-1]
    parts = [last if is_elliptic(text) or len(text.split()) <= FEW_WORDS else story(last)]
    for at in range(len(earlier) - 1, max(0, len(earlier) - _N_TURNS), -1):
        said_in_passing = len(earlier[at].split()) <= _FEW_SAID and not asks(asked_part(earlier[at]))
        if not said_in_passing and not goes_on(earlier[at], earlier[:at], embedder):
            break
        parts.insert(0, story(earlier[at - 1]))
    return parts


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
