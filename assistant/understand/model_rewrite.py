"""A question and its conversation to searches, with a chat model: a standalone question, three queries, a passage as it might be.

Searching with a made-up passage beside the question is HyDE (Gao et al. 2022). What comes of it is searched with; the gates
see the person's own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from assistant.llm import ChatModel, ask_for, render
from assistant.types import Question

_N_TURNS = 6
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


def reword(question: Question, model: ChatModel) -> Reworded:
    """Ask a model how to search for a question; a ``ChatModelError`` says why it gives nothing that can be used."""
    prompt = render(
        "rewrite",
        history="\n".join(f"{turn.role}: {_line(turn.content)[:_TURN_CHARS]}" for turn in question.history[-_N_TURNS:])
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
