"""Texts to vectors for a build: most from the cache, the new ones in batches at the engine, each cached at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np

from corpus.index import EmbeddingCache
from corpus.models import Embedder, Vectors
from corpus.practice import Learned, text_key
from corpus.types import Passage
from ingest.engine import Engine, LocalEngine, Lost
from ingest.errors import BuildError
from ingest.progress import EMBEDDING, STAFF_WORDS, Progress, silent

_BATCH = 64  # a question that is asked meanwhile waits for one of these


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedTask:
    """Texts to embed, with what does it and the name it must have there."""

    embedder: Embedder
    name: str
    texts: Sequence[str]


def embed(task: EmbedTask) -> Vectors:
    """Embed texts; at a worker, which loads its model once.

    Raises
    ------
    BuildError
        If the embedder is another one here than where the texts come from.
    """
    if task.embedder.name != task.name:
        raise BuildError(
            f"a worker embeds with {task.embedder.name}, and this index with {task.name}", "give it the same model"
        )
    return task.embedder.embed(task.texts)


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
    engine : Engine, optional
        Embeds what is not in the cache; this process, if not given.

    Attributes
    ----------
    n_passages : int
        How many passages had to be embedded.
    """

    def __init__(
        self,
        embedder: Embedder,
        cache: Path,
        learned: Learned,
        *,
        progress: Progress = silent,
        engine: Engine | None = None,
    ) -> None:
        self._embedder = embedder
        self._cache = EmbeddingCache(cache, embedder.name)
        self._learned = learned
        self._progress = progress
        self._engine: Engine = engine or LocalEngine()
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
        batches = [todo[start : start + _BATCH] for start in range(0, len(todo), _BATCH)]  # alike lengths: less padding
        tasks = (self._task([texts[key] for key in batch]) for batch in batches)
        n_done = 0
        self._progress(what, n_done, len(todo))
        for number, vectors in self._engine.run(embed, tasks):
            if isinstance(vectors, Lost):
                raise BuildError(f"embedding some passages {vectors.why}", "give the workers more memory")
            new = dict(zip(batches[number], vectors, strict=True))
            self._cache.put(new)
            known |= new
            n_done += len(new)
            self._progress(what, n_done, len(todo))
        return known, len(todo)

    def _task(self, texts: Sequence[str]) -> EmbedTask:
        return EmbedTask(embedder=self._embedder, name=self._embedder.name, texts=texts)
