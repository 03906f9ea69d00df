"""Passages and a chat model to a draft in prose: statements, each with the passages it says it rests on. Nothing is checked here.

The model sees a passage's words under a token made for this one call, so that it can neither know nor guess a page, an
address or a source, and cannot cite what it was not given.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, Field

from assistant.llm import ChatModel, ask_for, render
from corpus.statements import own_words
from corpus.types import Passage, RetrievedPassage

_N_PASSAGES = 10
_PASSAGES_CHARS = 14_000  # with the prompt, well within what a small local model reads
_N_STATEMENTS = 8
_LETTERS, _FIGURES = "ABCDEFGHJKLMNQRSTUVWXYZ", "23456789"
_ADDRESS = re.compile(
    r"\(?\b(?:https?://|www\.)\S+|\(?\b[\w.-]+\.(?:gov|org|police|co|com|nhs|ac)\.?(?:uk)?\b(?:/\S*)?\)?"
)
# Guidance speaks to people. A passage that speaks to a chat model was put there for one, and is left to the quotations.
_ORDERS = re.compile(
    r"\bignore\b.{0,30}\b(?:rules|instructions|prompts?)\b"
    r"|(?-i:\bSYSTEM\s?:)|\bsystem prompt\b|\b(?:tell|inform) the (?:reader|user)\b"
    r"|\byou are (?:now )?(?:an? )?(?:ai|assistant|language model|chatbot)\b|\bas an ai\b|\bnew instructions\b",
    re.IGNORECASE | re.DOTALL,
)


class _ReplyStatement(BaseModel):
    """One statement as the model writes it."""

    text: str = Field(min_length=1, max_length=600)
    tokens: list[str] = Field(max_length=20)


class _ProseReply(BaseModel):
    """The model's answer."""

    statements: list[_ReplyStatement] = Field(max_length=40)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStatement:
    """A statement of a model's, unchecked.

    Parameters
    ----------
    passages : tuple of Passage
        Those it cites by tokens it was given; tokens it was not given are left out.
    """

    text: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """What a model wrote, unchecked, and the version of the prompt it was asked with."""

    statements: tuple[DraftStatement, ...]
    prompt_id: str


def generate(question: str, found: Sequence[RetrievedPassage], model: ChatModel) -> Prose:
    """Ask a model for statements that answer a question from passages.

    Parameters
    ----------
    question : str
        The standalone question, without anybody's details.
    found : sequence of RetrievedPassage
        In order of relevance; the first few that fit are shown to the model, each once.
    model : ChatModel
        What writes.

    Raises
    ------
    ChatModelError
        If the model gives nothing that can be read.
    """
    shown = with_tokens(_chosen(found))
    prompt = render(
        "answer",
        passages="\n\n".join(f"[{token}]\n{words_shown(passage)}\n[/{token}]" for token, passage in shown.items()),
        question=" ".join(question.split()),
        n_statements=str(_N_STATEMENTS),
    )
    reply = ask_for(_ProseReply, model, prompt)
    statements = tuple(
        DraftStatement(
            text=" ".join(written.text.split()),
            passages=_cited(written.tokens, shown),
        )
        for written in reply.statements
    )
    return Prose(statements=statements, prompt_id=prompt.prompt_id)


def with_tokens(passages: Sequence[Passage]) -> dict[str, Passage]:
    """Return passages new tokens, in an order that no token gives away."""
    shown: dict[str, Passage] = {}
    for passage in passages:
        token = _token()
        while token in shown:
            token = _token()
        shown[token] = passage
    return shown


def _token() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(3))
    return f"P{letters}{''.join(secrets.choice(_FIGURES) for _ in range(3))}"


def _chosen(found: Sequence[RetrievedPassage]) -> list[Passage]:
    """Return the best passages that fit together, less those that repeat another or give orders to a model."""
    chosen: list[Passage] = []
    n_chars = 0
    for candidate in found:
        words = words_shown(candidate.passage)
        if candidate.duplicate_of is not None or _ORDERS.search(words):
            continue
        n_chars += len(words)
        if n_chars <= _PASSAGES_CHARS and len(chosen) < _N_PASSAGES:
            chosen.append(candidate.passage)
    return chosen


def words_shown(passage: Passage) -> str:
    """Return what a model may read of a passage: its words, without number, web addresses or a digest's line of sources."""
    return _ADDRESS.sub("", f"{passage.lead_in}\n{own_words(passage)}".strip())


def _cited(tokens: Sequence[str], shown: Mapping[str, Passage]) -> tuple[Passage, ...]:
    known = dict.fromkeys(token.strip("[] ") for token in tokens)
    return tuple(shown[token] for token in known if token in shown)
