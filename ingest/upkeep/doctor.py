"""What is wrong with an index, in sentences, and what to do."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import CorpusError, IndexDamaged, IndexMissing
from corpus.index import EmbeddedStore, GenerationStore, Manifest, changed_files, generations, is_sound, listed
from corpus.statements import findings_with_own
from corpus.types import Authority
from ingest.errors import IngestError
from ingest.files import sha256_of
from ingest.index import BUILD_VERSIONS


def examine(index_dir: Path, embedder: str, store: GenerationStore | None = None) -> list[str]:
    """Look an index over: every file against its hash, what serves and what can be gone back to.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    embedder : str
        The name of the embedder that is configured.
    store : GenerationStore, optional
        Where generations are kept; its folder is the index's. The folder alone, if not given.

    Returns
    -------
    list of str
        One sentence for each fault found; empty for a sound index.
    """
    return [
        *_serving(store or EmbeddedStore(index_dir), embedder),
        *_earlier(index_dir),
        *_cache(index_dir),
        *_leftovers(index_dir),
        *_own_findings(index_dir),
    ]


def must_be_sound(index_dir: Path, generation: str) -> None:
    """Read all of a generation against its hashes, its PDFs included: before it is made to serve again.

    Raises
    ------
    IndexDamaged
        If anything of it is missing, cannot be read or has changed.
    """
    manifest = generations.read_manifest(index_dir, generation)
    faults = _changed(index_dir, manifest) + [
        f"the PDF of {name} {fault}" for name, fault in _pdfs(index_dir, manifest)
    ]
    if faults or manifest.schema_version != generations.SCHEMA:
        what = listed(faults) or "another version of this program made it"
        raise IndexDamaged(f"generation {generation} cannot serve again: {what}", "run 'make index' to build it anew")


def _serving(store: GenerationStore, embedder: str) -> list[str]:
    """Return what is wrong with the generation that serves; it is not opened before its files are known to be sound."""
    index_dir = store.index_dir
    try:
        store.refresh(whole=True)
        manifest = generations.read_manifest(index_dir, store.current())
        store.open(embedder).close()
    except CorpusError as error:
        return [f"{error.message}; {error.hint}."]
    faults = []
    for source_id, fault in _pdfs(index_dir, manifest):
        entry = next(entry for entry in manifest.sources if entry.source.source_id == source_id)
        local = entry.source.authority is Authority.LOCAL
        mend = "add it again with 'python -m ingest add'" if local else "run 'make index'"
        faults.append(f"the PDF of {source_id} {fault}; {mend}.")
    if manifest.versions != BUILD_VERSIONS:
        faults.append("the index was built by another version of the parser; run 'make index'.")
    faults += [
        f"generation {name} holds what was taken out of the library; the next build deletes it."
        for name in generations.with_taken_out(index_dir, manifest)
    ]
    return faults


def _earlier(index_dir: Path) -> list[str]:
    """Return what is wrong with the generation that could be gone back to."""
    try:
        must_be_sound(index_dir, generations.previous(index_dir))
    except IndexMissing:
        return []
    except IndexDamaged as error:
        return [f"{error.message}; the next build that changes anything takes its place."]
    return []


def _changed(index_dir: Path, manifest: Manifest) -> list[str]:
    return changed_files(generations.folder_of(index_dir, manifest.generation), manifest.files)


def _pdfs(index_dir: Path, manifest: Manifest) -> list[tuple[str, str]]:
    """Return the sources whose PDF is not as it was, each with what is wrong with it."""
    faults = []
    for entry in manifest.sources:
        try:
            same = sha256_of(index_dir / "files" / f"{entry.sha256}.pdf") == entry.sha256
        except IngestError:
            faults.append((entry.source.source_id, "is missing from the index"))
            continue
        if not same:
            faults.append((entry.source.source_id, "in the index has changed on disk"))
    return faults


def _cache(index_dir: Path) -> list[str]:
    if is_sound(index_dir / "embeddings.sqlite"):
        return []
    return ["the stored embeddings are damaged; no answer depends on them, and the next build makes them anew."]


def _leftovers(index_dir: Path) -> list[str]:
    unfinished = [
        f"{folder.name} was left by a build that did not finish; the next build removes it."
        for folder in generations.incomplete(index_dir)
    ]
    try:
        surplus = generations.surplus(index_dir)
        manifest = generations.read_manifest(index_dir, generations.current(index_dir))
    except CorpusError:
        return unfinished
    named = generations.with_taken_out(index_dir, manifest)
    unfinished += [
        f"generation {name} is needed no more, and was left by a build that did not finish; the next build removes it."
        for name in surplus
        if name not in named
    ]
    n_files = len(generations.unneeded_files(index_dir, generations.complete(index_dir)))
    if n_files:
        unfinished.append(
            f"{n_files} files in {index_dir / 'files'} belong to no generation; the next build removes them."
        )
    return unfinished


def _own_findings(index_dir: Path) -> list[str]:
    """Return what is wrong with the library's own findings: until it is mended, no question for a figure is answered."""
    try:
        findings_with_own(index_dir)
    except CorpusError as error:
        return [f"{error.message}; {error.hint}."]
    return []
