"""What a run was made with, as its manifest says: the index's generation and parts, the models, the machine's size."""

from __future__ import annotations

import os
import platform
from typing import Any

from corpus.index import current, read_manifest
from corpus.models import load_reranker
from corpus.settings import LibrarySettings

NO_MODEL = "none"


def library_parts(settings: LibrarySettings) -> dict[str, Any]:
    """Name what the index that serves was built from, and the models that read it.

    Raises
    ------
    IndexMissing, IndexDamaged
        If there is no index, or its manifest cannot be read.
    ModelError
        If the bundled reranker's weights are not the expected ones.
    """
    index = read_manifest(settings.index_dir, current(settings.index_dir))
    reranker = load_reranker(settings.reranker_model, settings.n_threads)
    return {
        "embedder": index.embedder,
        "reranker": reranker.name if reranker else NO_MODEL,
        "index": index.model_dump(mode="json", exclude={"sources"})
        | {
            "n_pages": index.n_pages,
            "n_passages": index.n_passages,
            "sources": {entry.source.source_id: entry.sha256 for entry in index.sources},
        },
        "machine": {"n_cores": os.cpu_count(), "python": platform.python_version()},
    }
