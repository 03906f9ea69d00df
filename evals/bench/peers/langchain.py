"""LangChain as its tutorials have it: PyPDFLoader, RecursiveCharacterTextSplitter 1000/200, Chroma."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from langchain_chroma import Chroma
from langchain_community.document_loaders import PyPDFLoader
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter


def ingest(pdfs: list[Path], store: Path, weights: Path) -> None:
    """Load, split, embed and keep every PDF."""
    vectors = _store(store, weights)
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    for pdf in pdfs:
        vectors.add_documents(splitter.split_documents(PyPDFLoader(str(pdf)).load()))


def searcher(store: Path, weights: Path) -> Callable[[str, int], list[tuple[str, int, str]]]:
    """Return its similarity search; its loader counts pages from 0."""
    vectors = _store(store, weights)

    def search(question: str, k: int) -> list[tuple[str, int, str]]:
        found = vectors.similarity_search(question, k=k)
        return [
            (Path(document.metadata["source"]).stem, int(document.metadata["page"]) + 1, document.page_content)
            for document in found
        ]

    return search


def _store(store: Path, weights: Path) -> Chroma:
    return Chroma(persist_directory=str(store), embedding_function=HuggingFaceEmbeddings(model_name=str(weights)))
