"""What questions are asked of, when it is learned which short answer fits: an index of the official PDFs, and what reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.encoders import TaughtEncoder
from assistant.retrieve import Retriever, load_question_encoder
from assistant.understand import N_READ, AnswerReader, load_answer_encoder, load_reader
from corpus.index import store_of
from corpus.models import BUNDLED_NAME, Embedder, Reranker, SentenceTransformerEmbedder
from corpus.practice import load_lexicon
from corpus.register import load_register
from corpus.rerankers import load_reranker
from corpus.settings import LibrarySettings
from corpus.types import RetrievedPassage
from evals.errors import RecordError

AS_AT = date(2025, 10, 1)
"""The day for which the library is searched: the answers were written for the editions in force then."""
Found = Sequence[RetrievedPassage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What questions are asked of: an index of the official PDFs, and the models that read."""

    retriever: Retriever
    encoder: TaughtEncoder
    reranker: Reranker | None
    reader: AnswerReader | None

    def found(self, text: str) -> Found:
        """Return what is found for a text."""
        return self.retriever.retrieve(text, AS_AT, N_READ).passages


def open_library(index_dir: Path | None) -> tuple[Library, Embedder]:
    """Open what questions are asked of, and the embedder beside which short answers stand.

    Raises
    ------
    RecordError
        If another embedder is set than the bundled one.
    """
    settings = LibrarySettings.read()
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads)
    if embedder.name != BUNDLED_NAME:
        raise RecordError("short answers stand beside the bundled embedder alone", "unset DSL_EMBEDDING_MODEL")
    reranker = load_reranker(settings.reranker_model, settings.n_threads)
    index = store_of(settings.at(index_dir) if index_dir else settings).open(embedder.name)
    register = load_register()
    register = register.with_sources(source for source in index.sources.values() if source.source_id not in register)
    encoder = load_question_encoder(embedder.name)
    library = Library(
        retriever=Retriever(index, register, embedder, None, load_lexicon(), question_encoder=encoder),
        encoder=load_answer_encoder(),
        reranker=reranker,
        reader=load_reader(settings.n_threads) if reranker else None,
    )
    return library, embedder
