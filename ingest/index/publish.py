"""An index that was built on one computer, published to the server that several follow: how a library moves there."""

from __future__ import annotations

import shutil
from itertools import chain

import numpy as np

from corpus.errors import IndexMissing
from corpus.index import EmbeddedStore, GenerationStore, Manifest, generations
from ingest.errors import BuildError


def publish(own: EmbeddedStore, server: GenerationStore) -> Manifest:
    """Make what a folder of this computer serves the first generation at a server.

    Parameters
    ----------
    own : EmbeddedStore
        The folder; it stays as it is.
    server : GenerationStore
        Where nothing serves yet.

    Returns
    -------
    Manifest
        Of the generation as it is published.

    Raises
    ------
    BuildError
        If something serves there: what was added to it would be lost.
    """
    with server.writing():
        try:
            serving = server.current()
        except IndexMissing:
            return _publish(own, server)
        raise BuildError(
            f"generation {serving} serves there, and may hold what this computer's index does not",
            "build with 'python -m ingest build' instead, which starts from it",
        )


def _publish(own: EmbeddedStore, server: GenerationStore) -> Manifest:
    manifest = generations.read_manifest(own.index_dir, own.current())
    before = generations.folder_of(own.index_dir, manifest.generation)
    folder = generations.folder_of(server.index_dir, manifest.generation)
    index = own.open_generation(manifest)
    try:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(before, folder, ignore=shutil.ignore_patterns("chroma", "manifest.json"))
        for entry in manifest.sources:
            target = generations.pdf_of(server.index_dir, entry.sha256)
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(own.pdf(entry.sha256), target)
        by_source = [index.of_source(source_id) for source_id in index.sources]
        # a source at a time: Chroma takes some 30,000 ids at once
        vectors = [index.vectors([passage.passage_id for passage in passages]) for passages in by_source if passages]
        at_server = server.write_vectors(folder, list(chain(*by_source)), np.concatenate(vectors))
    finally:
        index.close()
    new = generations.with_checksums(server.index_dir, manifest.model_copy(update={"vectors": at_server}))
    server.open_generation(new).close()
    generations.write_manifest(server.index_dir, new)
    server.swap(new.generation)
    return new
