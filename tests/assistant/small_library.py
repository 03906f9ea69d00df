"""A library of two passages, an assistant over it with stand-in models, and a question put to it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from assistant.pipeline import Assistant
from assistant.types import Answer, Message, Question
from corpus.errors import IndexDamaged
from corpus.models import Vectors
from corpus.register.register import Register
from corpus.statements import ReviewedSentence, ShortAnswer
from corpus.types import Authority
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

OLD = a_source("book-2025", names=("Book 2025",), in_force_from=date(2025, 9, 1), in_force_to=date(2026, 8, 31))
NEW = a_source("book-2026", names=("Book 2026",), in_force_from=date(2026, 9, 1), supersedes=("book-2025",))
ACT = a_source("act-2021", authority=Authority.LAW, names=("Act 2021",))
REGISTER = Register({source.source_id: source for source in (OLD, NEW, ACT)})
SOURCES = {source.source_id: source for source in (OLD, ACT)}
PASSAGES = [
    a_passage("A child who sees or hears abuse is a victim of domestic abuse.", "act-2021", paragraph="s.3(1)"),
    a_passage("Staff should tell the lead when a child hears abuse at home.", "book-2025", page=7, paragraph="43"),
]
AS_AT = date(2025, 10, 1)
SHORT = ShortAnswer(
    answer_id="lead",
    asked=("Whom do staff tell?",),
    near=(),
    sentences=(ReviewedSentence(text="The lead, on the same day.", bindings=(), ours=True),),
)


def an_assistant(index: MemoryIndex | None = None) -> Assistant:
    embedder = WordEmbedder()
    return Assistant(index or MemoryIndex(PASSAGES, SOURCES, embedder), REGISTER, embedder)


def ask(
    text: str, as_at: date = AS_AT, *, assistant: Assistant | None = None, history: tuple[Message, ...] = ()
) -> Answer:
    return (assistant or an_assistant()).ask(Question(text=text, as_at=as_at, history=history))


class BrokenIndex(MemoryIndex):
    """An index that fails when searched."""

    def dense(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        raise IndexDamaged("the vectors cannot be read", "build again")
