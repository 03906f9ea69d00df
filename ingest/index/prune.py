"""What was taken out of the library leaves the disk: generations that hold it, its PDF, and the vectors of its passages.

What a generation's manifest names as taken out is deleted after that generation serves, and looked for again at the start of
every build: a build that died in between leaves nothing behind for long.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from corpus.errors import CorpusError
from corpus.index import Manifest, forget_all_vectors, forget_vectors, generations


def forget(index_dir: Path, serving: Manifest, before: str = "") -> tuple[str, ...]:
    """Delete what was taken out, and what neither the generation that serves nor the one kept for a rollback needs.

    Parameters
    ----------
    index_dir : Path
        The index's folder; the caller has the writer's lock.
    serving : Manifest
        Of the generation that serves.
    before : str
        The generation that served before, to be kept if it holds nothing that was taken out.

    Returns
    -------
    tuple of str
        A sentence for each thing that was taken out and could not be deleted.
    """
    if generations.current(index_dir) != serving.generation:
        return ()  # it cannot be read, and what another left is not judged by it
    cache = index_dir / "embeddings.sqlite"
    try:
        _forget_vectors(index_dir, serving, cache)
    except OSError:
        return (f"the vectors of what was taken out could not be deleted from {cache}.",)
    generations.prune(index_dir, before)
    return _left(index_dir, serving)


def _forget_vectors(index_dir: Path, serving: Manifest, cache: Path) -> None:
    """Delete the vectors of what was taken out; all of them if a damaged generation cannot say which those are."""
    holding = generations.with_taken_out(index_dir, serving)
    try:
        gone = {key for name in holding for key in _keys(index_dir, name, serving.taken_out)}
        in_use = _keys(index_dir, serving.generation, {entry.name for entry in serving.sources}) if gone else set()
    except CorpusError:
        forget_all_vectors(cache)
    else:
        if gone:
            forget_vectors(cache, gone - in_use)


def _keys(index_dir: Path, generation: str, names: Collection[str]) -> set[str]:
    """Return the hashes under which the vectors of some sources' passages are cached."""
    manifest = generations.read_manifest(index_dir, generation)
    store = generations.open_passages(index_dir, manifest)
    try:
        return {
            passage.content_hash(entry.source.title)
            for entry in manifest.sources
            if entry.name in names
            for passage in store.of_source(entry.source.source_id)
        }
    finally:
        store.close()


def _left(index_dir: Path, serving: Manifest) -> tuple[str, ...]:
    """Return what should be gone and is still on the disk."""
    manifests = [generations.read_manifest(index_dir, name) for name in generations.complete(index_dir)]
    needed = {entry.sha256 for manifest in manifests for entry in manifest.sources}
    folders = [generations.folder_of(index_dir, name) for name in generations.with_taken_out(index_dir, serving)]
    shas = {name.rpartition("@")[2] for name in serving.taken_out} - needed
    files = [path for path in (index_dir / "files" / f"{sha}.pdf" for sha in shas) if path.exists()]
    return tuple(
        f"{path} holds what was taken out and could not be deleted: check its permissions, or delete it yourself."
        for path in (*folders, *files)
    )
