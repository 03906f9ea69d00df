"""Settings to what builds the library, and to the school's own documents in it."""

from __future__ import annotations

from functools import partial

from corpus.index import store_of
from corpus.models import SentenceTransformerEmbedder
from corpus.practice import load_practice
from corpus.register import load_register
from corpus.settings import LibrarySettings
from ingest.index import Builder
from ingest.local import LocalLibrary
from ingest.pdf import installed
from ingest.progress import Progress


def open_builder(settings: LibrarySettings, progress: Progress) -> Builder:
    """Return what builds generations of the index.

    Parameters
    ----------
    settings : LibrarySettings
        Where the index is, and which model reads it.
    progress : Progress
        Is called with how far each stage has come.
    """
    store = store_of(settings)
    return Builder(
        store.index_dir,
        SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads),
        load_register(),
        words=load_practice(),
        progress=progress,
        store=store,
    )


def own_documents(settings: LibrarySettings) -> LocalLibrary | None:
    """Return the school's own documents, or ``None`` where adding them is switched off."""
    if settings.local_documents == "off":
        return None
    store = store_of(settings)
    return LocalLibrary(store.index_dir, partial(open_builder, settings), recogniser=installed(), refresh=store.refresh)
