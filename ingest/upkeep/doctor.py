"""What is wrong with an index, in sentences, and what to do."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import CorpusError
from corpus.index import generations, open_index
from corpus.types import Authority
from ingest.errors import IngestError
from ingest.files import sha256_of
from ingest.index import BUILD_VERSIONS


def examine(index_dir: Path, embedder: str) -> list[str]:
    """Look an index over.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    embedder : str
        The name of the embedder that is configured.

    Returns
    -------
    list of str
        One sentence for each fault found; empty for a sound index.
    """
    try:
        index = open_index(index_dir, embedder)
    except CorpusError as error:
        return [f"{error.message}; {error.hint}.", *_leftovers(index_dir)]
    faults = []
    for source_id, entry in index.stats.items():
        pdf = index.pdf_path(source_id)
        local = entry.source.authority is Authority.LOCAL
        mend = "add it again with 'python -m ingest add'" if local else "run 'make index'"
        try:
            if sha256_of(pdf) != entry.sha256:
                faults.append(f"the PDF of {source_id} in the index has changed on disk; {mend}.")
        except IngestError:
            faults.append(f"the PDF of {source_id} is missing from the index; {mend}.")
    if index.manifest.versions != BUILD_VERSIONS:
        faults.append("the index was built by another version of the parser; run 'make index'.")
    faults += [
        f"generation {name} holds what was taken out of the library; the next build deletes it."
        for name in generations.with_taken_out(index_dir, index.manifest)
    ]
    index.close()
    return [*faults, *_leftovers(index_dir)]


def _leftovers(index_dir: Path) -> list[str]:
    return [
        f"{folder.name} was left by a build that did not finish; the next build removes it."
        for folder in generations.incomplete(index_dir)
    ]
