"""BM25 alone: bm25s at its defaults over whole pages as pypdf reads them; nothing is embedded."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import bm25s
from pypdf import PdfReader

_PAGES = "pages.json"


def ingest(pdfs: list[Path], store: Path, weights: Path) -> None:  # noqa: ARG001  # every peer is called alike
    """Index every page."""
    pages, texts = [], []
    for pdf in pdfs:
        for number, page in enumerate(PdfReader(pdf).pages, start=1):
            texts.append(page.extract_text())
            pages.append((pdf.stem, number, texts[-1]))
    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenize(texts, show_progress=False), show_progress=False)
    retriever.save(str(store))
    (store / _PAGES).write_text(json.dumps(pages), encoding="utf-8")


def searcher(store: Path, weights: Path) -> Callable[[str, int], list[tuple[str, int, str]]]:  # noqa: ARG001  # as above
    """Return its search."""
    pages = json.loads((store / _PAGES).read_text(encoding="utf-8"))
    retriever = bm25s.BM25.load(str(store))

    def search(question: str, k: int) -> list[tuple[str, int, str]]:
        found, _ = retriever.retrieve(
            bm25s.tokenize(question, show_progress=False), k=min(k, len(pages)), show_progress=False
        )
        return [tuple(pages[at]) for at in found[0]]

    return search
