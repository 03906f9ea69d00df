"""Stand-ins for the models and the index; each passes the same contract as the real part."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.understand import AnswerReader, AnswerReading
from corpus.index.edition_links import ChangedParagraph, EditionPair
from corpus.index.generations import IndexedSource
from corpus.index.message_vectors import MessageSet, MessageVectors
from corpus.models import Calibration, Vectors
from corpus.practice.practice_data import Pointer
from corpus.types import Authority, Passage, Source

WORD_CALIBRATION = Calibration(
    evidence=0.43,
    subject=0.47,
    one_unknown_word=0.51,
    two_unknown_words=0.6,
    same_rule=0.8,
    under_same_heading=0.4,
    familiar=0.6,
    vote_temperature=0.05,
)


class WordEmbedder:
    """Embeds a text as the words in it: texts that share words are near each other. No model, same every time."""

    name = "words@1"
    dimension = 256
    max_tokens = 256

    def __init__(self, calibration: Calibration | None = WORD_CALIBRATION) -> None:
        self.calibration = calibration
        self.n_embedded = 0

    def n_tokens(self, text: str) -> int:
        return len(re.findall(r"\w+|[^\w\s]", text)) + 2

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.n_embedded += len(texts)
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row, int(hashlib.sha256(word.encode()).hexdigest(), 16) % self.dimension] += 1.0
            vectors[row, 0] += 1e-3
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


_NOTHING_READ = AnswerReading(answers=-6.0, helps=-5.0)


class ScriptedReranker:
    """Scores texts by a rule handed in, and remembers what it was asked."""

    name = "scripted"

    def __init__(self, liked: str) -> None:
        self._liked = liked
        self.asked: list[str] = []

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked.append(question)
        return np.array([5.0 if self._liked in text else -5.0 for text in texts], dtype=np.float32)


class ScriptedReader(AnswerReader):
    """Reads texts by words handed in: what answers, what only helps, what is near; and remembers what it was given."""

    def __init__(self, answers: str = "", helps: str = "", near: str = "") -> None:
        self._marks = ((answers, 3.0, 4.0), (helps, -3.0, 1.0), (near, -4.0, -1.5))
        self.given: list[tuple[str, str]] = []

    def read(self, question: str, texts: Sequence[str]) -> tuple[AnswerReading, ...]:
        self.given += [(question, text) for text in texts]
        return tuple(
            next(
                (AnswerReading(answers=a, helps=h) for mark, a, h in self._marks if mark and mark in text),
                _NOTHING_READ,
            )
            for text in texts
        )


class MemoryIndex:
    """A PassageIndex in memory."""

    generation = "0001-memory"

    def __init__(
        self,
        passages: Sequence[Passage],
        sources: Mapping[str, Source],
        embedder: WordEmbedder,
        pointers: Sequence[Pointer] = (),
        messages: MessageVectors | None = None,
        editions: Sequence[EditionPair] = (),
    ) -> None:
        self._changed = {(pair.earlier, pair.later): pair.changed for pair in editions}
        self._messages = messages or MessageVectors.empty(embedder.dimension)
        self._calibration = embedder.calibration
        self.sources = dict(sources)
        self._pointers = list(pointers)
        self._asked = embedder.embed([pointer.question for pointer in pointers])
        self._passages = {passage.passage_id: passage for passage in passages}
        titles = {i: source.title for i, source in sources.items()}
        self._texts = {i: p.embedded_text(titles[p.source_id]) for i, p in self._passages.items()}
        self._vectors = dict(zip(self._passages, embedder.embed(list(self._texts.values())), strict=True))

    @property
    def stats(self) -> dict[str, IndexedSource]:
        return {
            i: IndexedSource(source=source, sha256="0" * 64, key="", n_pages=1, n_passages=self._count(i))
            for i, source in self.sources.items()
        }

    def _count(self, source_id: str) -> int:
        return sum(passage.source_id == source_id for passage in self._passages.values())

    def pdf_path(self, source_id: str) -> Path:
        return Path(f"{source_id}.pdf")

    @property
    def written_for(self) -> frozenset[str]:
        ids = list(self._passages)
        led_to = {pointer.passage_id for pointer in self._pointers} | {ids[at] for at in self._messages.led_to()}
        return frozenset(self._passages[i].source_id for i in led_to) or frozenset(self.sources)

    def vectors(self, passage_ids: Sequence[str]) -> Vectors:
        return np.stack([self._vectors[i] for i in passage_ids])

    def dense(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        found = [(i, float(self._vectors[i] @ vector)) for i, p in self._passages.items() if p.source_id in source_ids]
        return sorted(found, key=lambda pair: -pair[1])[:k]

    def questions(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        found = [
            (pointer.passage_id, float(asked @ vector))
            for pointer, asked in zip(self._pointers, self._asked, strict=True)
            if pointer.passage_id.split("#")[0] in source_ids
        ]
        best: dict[str, float] = {}
        for passage_id, cosine in sorted(found, key=lambda pair: -pair[1]):
            best.setdefault(passage_id, cosine)
        return list(best.items())[:k]

    def phrases(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        return self._voted(self._messages.phrases, vector, k, source_ids)

    def cases(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        return self._voted(self._messages.cases, vector, k, source_ids)

    def _voted(
        self, messages: MessageSet, vector: Vectors, k: int, source_ids: Collection[str]
    ) -> list[tuple[str, float]]:
        ids = list(self._passages)
        allowed = np.array([self._passages[i].source_id in source_ids for i in ids])
        return [(ids[at], votes) for at, votes in messages.vote(vector, allowed, 4, self._calibration)[:k]]

    def lexical(self, query: str, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        wanted = set(re.findall(r"\w+", query.lower()))
        found = [
            (i, float(len(wanted & set(re.findall(r"\w+", self._texts[i].lower())))))
            for i, p in self._passages.items()
            if p.source_id in source_ids
        ]
        return [pair for pair in sorted(found, key=lambda pair: -pair[1])[:k] if pair[1] > 0]

    def get(self, passage_ids: Sequence[str]) -> list[Passage]:
        return [self._passages[i] for i in passage_ids if i in self._passages]

    def of_source(self, source_id: str) -> list[Passage]:
        return [passage for passage in self._passages.values() if passage.source_id == source_id]

    def with_paragraph(self, paragraph: str, source_ids: Collection[str]) -> list[Passage]:
        return [
            passage
            for passage in self._passages.values()
            if passage.source_id in source_ids
            and (passage.paragraph == paragraph or passage.paragraph.startswith(f"{paragraph}("))
        ]

    def changed(self, earlier: str, later: str) -> tuple[ChangedParagraph, ...]:
        return self._changed.get((earlier, later), ())


def a_source(source_id: str = "rules-2025", **changes: object) -> Source:
    """A source of ours, with what a test wants changed."""
    given: dict[str, object] = {
        "source_id": source_id,
        "title": f"The {source_id} book",
        "publisher": "Test Office",
        "edition": "first edition",
        "authority": Authority.STATUTORY_GUIDANCE,
        "file_url": f"https://example.test/{source_id}.pdf",
    }
    return Source(**(given | changes))  # type: ignore[arg-type]


def a_passage(text: str, source_id: str = "rules-2025", page: int = 1, start: int = 0, **changes: object) -> Passage:
    """A passage of ours, with what a test wants changed."""
    given: dict[str, object] = {
        "source_id": source_id,
        "page": page,
        "start": start,
        "end": start + len(text),
        "text": text,
        "printed": str(page),
    }
    return Passage(**(given | changes))  # type: ignore[arg-type]
