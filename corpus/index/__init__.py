"""The library as it is searched: generations, passages, vectors, words."""

from corpus.index import generations
from corpus.index.embedding_cache import EmbeddingCache, forget_vectors
from corpus.index.fusion import fuse
from corpus.index.generations import FoundInstead, IndexedSource, Manifest, current, newest_readable, read_manifest
from corpus.index.index import ChromaIndex, PassageIndex, open_index, write_vectors
from corpus.index.lexical_index import LexicalIndex, tokens
from corpus.index.message_vectors import MessageSet, MessageVectors, message_set_of
from corpus.index.passage_store import PassageStore, write_passages

__all__ = [
    "ChromaIndex", "EmbeddingCache", "FoundInstead", "IndexedSource", "LexicalIndex", "Manifest", "MessageSet",
    "MessageVectors", "PassageIndex", "PassageStore", "current", "forget_vectors", "fuse", "generations",
    "message_set_of", "newest_readable", "open_index", "read_manifest", "tokens",
    "write_passages", "write_vectors",
]  # fmt: skip
