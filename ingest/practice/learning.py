"""Learn from staff's words, for the model in use: the adapter, and the vectors that come with the project."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from corpus.index import PassageStore, generations
from corpus.models import Embedder, Vectors
from corpus.practice import Learned, Practice, anchor_key, text_key
from corpus.register import Register
from ingest.practice.adapter import train_adapter
from ingest.practice.embedding import CachedEmbedder
from ingest.practice.find_passages import AnchorFinder, EmbeddedPassages
from ingest.progress import Progress


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
    name = generations.current(index_dir)
    manifest = generations.read_manifest(index_dir, name)
    titles = {entry.source.source_id: entry.source.title for entry in manifest.sources}
    store = PassageStore(generations.folder_of(index_dir, name) / "passages.sqlite")
    passages = store.get(store.ids)
    store.close()
    texts = [question for row in words.questions for question in row.questions]
    texts += [text for phrase in words.phrases for text in (phrase.say, phrase.formal)]
    texts += [case.say for case in words.cases]
    with CachedEmbedder(embedder, index_dir / "embeddings.sqlite", Learned(), progress=progress) as cached:
        vectors = cached.passages(passages, titles)
        embedded = cached.texts(texts)
    finder = AnchorFinder(EmbeddedPassages(passages=passages, vectors=vectors, register=Register({})))
    known = {text_key(text): vector for text, vector in embedded.items()}
    pairs = [(embedded[phrase.say], embedded[phrase.formal]) for phrase in words.phrases]
    for row in words.questions:
        mean = np.mean([embedded[question] for question in row.questions], axis=0)
        own = finder.own(row, mean)
        if own is not None:
            known[anchor_key(row)] = vectors[own]
            pairs += [(embedded[question], vectors[finder.own(row, embedded[question])]) for question in row.questions]
    for case in words.cases:
        for point in case.points:
            own = finder.own(point.anchor, embedded[case.say])
            if own is not None:
                known[anchor_key(point.anchor)] = vectors[own]
                pairs.append((embedded[case.say], vectors[own]))
    return Learned(embedder.name, known, _adapter(pairs, vectors))


def _adapter(pairs: list[tuple[Vectors, Vectors]], vectors: Vectors) -> Vectors | None:
    """Train the adapter; ``None`` if there is nothing to learn from."""
    if not pairs:
        return None
    embedded, meant = (np.stack([pair[side] for pair in pairs]) for side in (0, 1))
    return train_adapter(embedded, meant, vectors)
