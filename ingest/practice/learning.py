"""Learn from staff's words, for the model in use: the vectors that come with the project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.index import generations
from corpus.models import Embedder, Vectors
from corpus.practice import Learned, ParagraphAnchor, Practice, anchor_key, text_key
from corpus.register import Register
from corpus.types import Passage
from ingest.practice.embedding import CachedEmbedder
from ingest.practice.find_passages import AnchorFinder, EmbeddedPassages
from ingest.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class _Library:
    """The passages of the generation that serves, their vectors, and those of staff's words by text."""

    passages: Sequence[Passage]
    vectors: Vectors
    embedded: Mapping[str, Vectors]

    @property
    def finder(self) -> AnchorFinder:
        return AnchorFinder(EmbeddedPassages(passages=self.passages, vectors=self.vectors, register=Register({})))


def learn(index_dir: Path, embedder: Embedder, words: Practice, *, progress: Progress) -> Learned:
    """Learn from all staff's words.

    Parameters
    ----------
    index_dir : Path
        An index that holds the editions staff's words were written for; a paragraph that it lacks keeps no vector.
    embedder : Embedder
        The model to learn for.
    words : Practice
        What is learned from.
    progress : Progress
        Called with how many texts are embedded.
    """
    library = _opened(index_dir, embedder, words, Learned(), progress)
    finder, vectors, embedded = library.finder, library.vectors, library.embedded
    known = {text_key(text): vector for text, vector in embedded.items()}
    for row in words.questions:
        own = finder.own(row, np.mean([embedded[question] for question in row.questions], axis=0))
        if own is not None:
            known[anchor_key(row)] = vectors[own]
    for anchor, message in _cases(words):
        own = finder.own(anchor, embedded[message])
        if own is not None:
            known[anchor_key(anchor)] = vectors[own]
    return Learned(embedder.name, known)


def lessons(index_dir: Path, embedder: Embedder, words: Practice, *, progress: Progress) -> list[tuple[str, str]]:
    """Return each question and case with the id of a passage that it was written for; what an encoder is taught with (evals).

    Parameters
    ----------
    index_dir, embedder, words, progress
        As ``learn`` takes them; a paragraph that the index lacks teaches nothing.
    """
    library = _opened(index_dir, embedder, words, Learned.load(embedder.name), progress)
    finder = library.finder
    asked = [(row, question) for row in words.questions for question in row.questions]
    found = [(text, finder.own(anchor, library.embedded[text])) for anchor, text in (*asked, *_cases(words))]
    return [(text, library.passages[own].passage_id) for text, own in found if own is not None]


def _opened(index_dir: Path, embedder: Embedder, words: Practice, learned: Learned, progress: Progress) -> _Library:
    name = generations.current(index_dir)
    manifest = generations.read_manifest(index_dir, name)
    titles = {entry.source.source_id: entry.source.title for entry in manifest.sources}
    store = generations.open_passages(index_dir, manifest)
    passages = store.get(store.ids)
    store.close()
    texts = [question for row in words.questions for question in row.questions]
    texts += [text for phrase in words.phrases for text in (phrase.say, phrase.formal)]
    texts += [case.say for case in words.cases]
    with CachedEmbedder(embedder, index_dir / "embeddings.sqlite", learned, progress=progress) as cached:
        vectors = cached.passages(passages, titles)
        return _Library(passages=passages, vectors=vectors, embedded=cached.texts(texts))


def _cases(words: Practice) -> list[tuple[ParagraphAnchor, str]]:
    return [(point.anchor, case.say) for case in words.cases for point in case.points]
