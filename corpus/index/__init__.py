"""The library as it is searched: generations, passages, vectors, words."""

from corpus.index import generations
from corpus.index.checksums import MEND, changed_files, listed, must_be_unchanged
from corpus.index.chroma_vectors import write_vectors
from corpus.index.edition_links import Became, ChangedParagraph, EditionPair, read_edition_links, write_edition_links
from corpus.index.embedding_cache import EmbeddingCache, forget_all_vectors, forget_vectors, is_sound
from corpus.index.fusion import fuse
from corpus.index.generation_store import EmbeddedStore, GenerationStore, open_index, store_of
from corpus.index.generations import FoundInstead, IndexedSource, Manifest, current, newest_readable, read_manifest
from corpus.index.index import GenerationIndex, PassageIndex
from corpus.index.lexical_index import LexicalIndex, tokens
from corpus.index.message_vectors import MessageSet, MessageVectors, message_set_of
from corpus.index.passage_store import PassageStore, write_passages
from corpus.index.provision_file import read_provisions, write_provisions

__all__ = [
    "MEND", "Became", "ChangedParagraph", "EditionPair", "EmbeddedStore", "EmbeddingCache", "FoundInstead",
    "GenerationIndex", "GenerationStore", "IndexedSource", "LexicalIndex", "Manifest", "MessageSet", "MessageVectors",
    "PassageIndex", "PassageStore", "changed_files", "current", "forget_all_vectors", "forget_vectors", "fuse",
    "generations", "is_sound", "listed", "message_set_of", "must_be_unchanged", "newest_readable", "open_index",
    "read_edition_links", "read_manifest", "read_provisions", "store_of", "tokens", "write_edition_links",
    "write_passages", "write_provisions", "write_vectors",
]  # fmt: skip
