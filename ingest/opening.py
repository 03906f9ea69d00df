"""Settings to what builds the library, and to the school's own documents in it."""

from __future__ import annotations

from pathlib import Path

from corpus.models import SentenceTransformerEmbedder
from corpus.practice import load_practice
from corpus.register import load_register
from corpus.settings import LibrarySettings
from ingest.index import Builder
from ingest.local import LocalLibrary
from ingest.pdf import installed
from ingest.progress import Progress


def open_builder(settings: LibrarySettings, index_dir: Path, progress: Progress) -> Builder:
    """Return what builds generations of an index.

    Parameters
    ----------
    settings : LibrarySettings
        Which model reads it.
    index_dir : Path
        The index's folder.
    progress : Progress
        Is called with how far each stage has come.
    """
    return Builder(
        index_dir,
        SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads),
        load_register(),
        words=load_practice(),
        progress=progress,
    )


def own_documents(settings: LibrarySettings) -> LocalLibrary | None:
    """Return the school's own documents, or ``None`` where adding them is switched off."""
    if settings.local_documents == "off":
        return None
    return LocalLibrary(
        settings.index_dir,
        lambda progress: open_builder(settings, settings.index_dir, progress),
        recogniser=installed(),
    )
