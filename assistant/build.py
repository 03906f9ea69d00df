"""Settings to an Assistant with real parts."""

from __future__ import annotations

from assistant.pipeline import Assistant
from corpus.embed import SentenceTransformerEmbedder, load_reranker
from corpus.index import open_index
from corpus.register import load_register
from corpus.settings import LibrarySettings


def build_assistant(settings: LibrarySettings) -> Assistant:
    """Open the library and its models.

    Raises
    ------
    IndexMissing, IndexMismatch, IndexDamaged
        If the index cannot be used; the message says which command mends it.
    ModelError
        If model weights are missing or not the expected ones.
    """
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads)
    index = open_index(settings.index_dir, embedder.name)
    register = load_register()
    register = register.with_sources(source for source in index.sources.values() if source.source_id not in register)
    reranker = load_reranker(settings.reranker_model, settings.n_threads)
    return Assistant(index, register, embedder, reranker)
