"""The retrieval of paper-qa: its PDF reader, its cutting (5,000 characters, 250 over), its search by marginal relevance.

What it does with a language model is left out, because nothing is asked of one here: the citation that it would have a model
read off the first pages is given, and pictures are neither described nor read. So is its second step, where a model weighs
each passage. A passage of several pages is credited with each of them, in order, and
counts as one for each.
"""

from __future__ import annotations

import asyncio
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lmi import SentenceTransformerEmbeddingModel
from paperqa import Docs, Settings
from paperqa.settings import MultimodalOptions

_FILE = "docs.pickle"
_PAGE_RANGE = re.compile(r" pages (\d+)(?:-(\d+))?$")


def ingest(pdfs: list[Path], store: Path, weights: Path) -> None:
    """Read, cut, embed and keep every PDF."""
    settings, embedder = _settings(), SentenceTransformerEmbeddingModel(name=str(weights))
    docs = Docs()

    async def add() -> None:
        for pdf in pdfs:
            await docs.aadd(pdf, citation=pdf.stem, docname=pdf.stem, settings=settings, embedding_model=embedder)

    asyncio.run(add())
    (store / _FILE).write_bytes(pickle.dumps(docs))


def searcher(store: Path, weights: Path) -> Callable[[str, int], list[tuple[str, int, str]]]:
    """Return its search."""
    settings, embedder = _settings(), SentenceTransformerEmbeddingModel(name=str(weights))
    docs: Docs = pickle.loads((store / _FILE).read_bytes())  # noqa: S301  # written by the stage before

    def search(question: str, k: int) -> list[tuple[str, int, str]]:
        found = asyncio.run(docs.retrieve_texts(question, k, settings, embedder))
        return [page for text in found for page in _pages(text)]

    return search


def _settings() -> Settings:
    settings = Settings()
    settings.parsing.use_doc_details = False
    settings.parsing.multimodal = MultimodalOptions.OFF
    return settings


def _pages(text: Any) -> list[tuple[str, int, str]]:
    """Return the pages of one passage, which is named by them."""
    match = _PAGE_RANGE.search(text.name)
    assert match is not None, text.name
    first, last = int(match[1]), int(match[2] or match[1])
    return [(text.doc.docname, page, text.text) for page in range(first, last + 1)]
