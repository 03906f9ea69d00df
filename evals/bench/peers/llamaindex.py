"""LlamaIndex as its tutorials have it: SimpleDirectoryReader, SentenceSplitter 1024/20, VectorStoreIndex."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

_PAGES = "pages.json"


def ingest(pdfs: list[Path], store: Path, weights: Path) -> None:
    """Read, split, embed and keep every PDF."""
    documents = SimpleDirectoryReader(input_files=pdfs).load_data()
    seen: Counter[str] = Counter()
    pages = {}  # its own label is the number printed on the page, so PDF pages are counted here: one document a page, in order
    for document in documents:
        source = Path(document.metadata["file_path"]).stem
        seen[source] += 1
        pages[document.doc_id] = (source, seen[source])
    index = VectorStoreIndex.from_documents(documents, embed_model=HuggingFaceEmbedding(model_name=str(weights)))
    index.storage_context.persist(str(store))
    (store / _PAGES).write_text(json.dumps(pages), encoding="utf-8")


def searcher(store: Path, weights: Path) -> Callable[[str, int], list[tuple[str, int, str]]]:
    """Return its retriever."""
    pages = json.loads((store / _PAGES).read_text(encoding="utf-8"))
    context = StorageContext.from_defaults(persist_dir=str(store))
    index = load_index_from_storage(context, embed_model=HuggingFaceEmbedding(model_name=str(weights)))

    def search(question: str, k: int) -> list[tuple[str, int, str]]:
        found = index.as_retriever(similarity_top_k=k).retrieve(question)
        return [(*pages[node.node.ref_doc_id], node.node.get_content()) for node in found]

    return search
