"""Haystack as its tutorials have it: PyPDFToDocument, DocumentSplitter (200 words), InMemoryDocumentStore.

A passage that runs over a page's end is credited to the page it begins on, which is what it says of itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from haystack import Pipeline
from haystack.components.converters import PyPDFToDocument
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

_FILE = "documents.json"


def ingest(pdfs: list[Path], store: Path, weights: Path) -> None:
    """Convert, split, embed and keep every PDF."""
    documents = InMemoryDocumentStore()
    pipeline = Pipeline()
    pipeline.add_component("convert", PyPDFToDocument())
    pipeline.add_component("split", DocumentSplitter())
    pipeline.add_component("embed", SentenceTransformersDocumentEmbedder(model=str(weights)))
    pipeline.add_component("write", DocumentWriter(documents))
    for one, other in (("convert", "split"), ("split", "embed"), ("embed", "write")):
        pipeline.connect(f"{one}.documents", f"{other}.documents")
    pipeline.run({"convert": {"sources": pdfs}})
    documents.save_to_disk(str(store / _FILE))


def searcher(store: Path, weights: Path) -> Callable[[str, int], list[tuple[str, int, str]]]:
    """Return its embedding retriever."""
    pipeline = Pipeline()
    pipeline.add_component("embed", SentenceTransformersTextEmbedder(model=str(weights)))
    documents = InMemoryDocumentStore.load_from_disk(str(store / _FILE))
    pipeline.add_component("retrieve", InMemoryEmbeddingRetriever(documents))
    pipeline.connect("embed.embedding", "retrieve.query_embedding")

    def search(question: str, k: int) -> list[tuple[str, int, str]]:
        found = pipeline.run({"embed": {"text": question}, "retrieve": {"top_k": k}})["retrieve"]["documents"]
        return [
            (Path(document.meta["file_path"]).stem, int(document.meta["page_number"]), document.content or "")
            for document in found
        ]

    return search
