"""Texts to vectors for a build: most from the cache, the new ones in batches, each cached at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import numpy as np

from corpus.index import EmbeddingCache
from corpus.models import Embedder, Vectors
from corpus.practice import Learned, text_key
from corpus.types import Passage
from ingest.progress import EMBEDDING, STAFF_WORDS, Progress, silent

_BATCH = 64  # a question that is asked meanwhile waits for one of these


class CachedEmbedder:
    """Embeds passages and questions through a cache; use it as a context.

    Parameters
    ----------
    embedder : Embedder
        Loads its model only if something is not in the cache.
    cache : Path
        The cache's file.
    learned : Learned
        Vectors that come with the project.
    progress : Progress
        Called with how many are done.

    Attributes
    ----------
    n_passages : int
        How many passages had to be embedded.
    """

    def __init__(self, embedder: Embedder, cache: Path, learned: Learned, *, progress: Progress = silent) -> None:
        self._embedder = embedder
        self._cache = EmbeddingCache(cache, embedder.name)
        self._learned = learned
        self._progress = progress
        self.n_passages = 0

    @property
    def mended(self) -> tuple[str, ...]:
        """A sentence for what of the cache was damaged and has been made anew."""
        return tuple(self._cache.mended)

    def __enter__(self) -> CachedEmbedder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cache.close()

    def passages(self, passages: Sequence[Passage], titles: Mapping[str, str]) -> Vectors:
        """Embed passages under their sources' titles; shape ``(len(passages), dimension)``."""
        keys = [passage.content_hash(titles[passage.source_id]) for passage in passages]
        texts = {
            key: passage.embedded_text(titles[passage.source_id]) for key, passage in zip(keys, passages, strict=True)
        }
        known, self.n_passages = self._embed(texts, EMBEDDING)
        return np.stack([known[key] for key in keys])

    def texts(self, texts: Iterable[str]) -> dict[str, Vectors]:
        """Embed texts of ours; each vector is of shape ``(dimension,)``."""
        keys = {text: text_key(text) for text in texts}
        known = self._learned.get(keys.values())
        new, _ = self._embed({key: text for text, key in keys.items() if key not in known}, STAFF_WORDS)
        known |= new
        return {text: known[key] for text, key in keys.items()}

    def _embed(self, texts: Mapping[str, str], what: str) -> tuple[dict[str, Vectors], int]:
        known = self._cache.get(list(texts))
        todo = sorted((key for key in texts if key not in known), key=lambda key: len(texts[key]))
        for start in range(0, len(todo), _BATCH):
            self._progress(what, start, len(todo))
            batch = todo[start : start + _BATCH]  # alike lengths together: less padding
            new = dict(zip(batch, self._embedder.embed([texts[key] for key in batch]), strict=True))
            self._cache.put(new)
            known |= new
        self._progress(what, len(todo), len(todo))
        return known, len(todo)
