"""Learn from staff's words, for the model in use: the adapter, and the vectors that come with the project."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from corpus.index import generations
from corpus.models import Embedder, Vectors
from corpus.practice import Learned, ParagraphAnchor, Practice, anchor_key, text_key
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
    store = generations.open_passages(index_dir, manifest)
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
    for row in words.questions:
        own = finder.own(row, np.mean([embedded[question] for question in row.questions], axis=0))
        if own is not None:
            known[anchor_key(row)] = vectors[own]
    for anchor, message in _cases(words):
        own = finder.own(anchor, embedded[message])
        if own is not None:
            known[anchor_key(anchor)] = vectors[own]
    return Learned(embedder.name, known, teach_adapter(words, finder, embedded, vectors))


def teach_adapter(
    words: Practice, finder: AnchorFinder, embedded: Mapping[str, Vectors], vectors: Vectors
) -> Vectors | None:
    """Teach the adapter from staff's words; ``None`` if there is nothing to learn from.

    Parameters
    ----------
    words : Practice
        What is learned from.
    finder : AnchorFinder
        Over the passages that they lead to.
    embedded : mapping of str to array
        The vectors of the words, by text.
    vectors : array
        Of the passages, in the finder's order.
    """
    pairs = [(embedded[phrase.say], embedded[phrase.formal]) for phrase in words.phrases]
    asked = [(row, question) for row in words.questions for question in row.questions]
    for anchor, message in (*asked, *_cases(words)):
        own = finder.own(anchor, embedded[message])
        if own is not None:
            pairs.append((embedded[message], vectors[own]))
    if not pairs:
        return None
    said, meant = (np.stack([pair[side] for pair in pairs]) for side in (0, 1))
    return train_adapter(said, meant, vectors)


def _cases(words: Practice) -> list[tuple[ParagraphAnchor, str]]:
    return [(point.anchor, case.say) for case in words.cases for point in case.points]
