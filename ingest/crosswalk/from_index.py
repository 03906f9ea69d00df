"""A crosswalk of two editions that are in an index; only its passages are read, and nothing is written."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from corpus.index import generations
from ingest.crosswalk.crosswalk import crosswalk
from ingest.crosswalk.types import Crosswalk
from ingest.errors import NotIndexed


def crosswalk_in(index_dir: Path, earlier: str, later: str) -> Crosswalk:
    """Return what became of the paragraphs of one indexed source in another.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    earlier, later : str
        Ids of the two editions.

    Raises
    ------
    NotIndexed
        If one of them is not in the index.
    CorpusError
        If there is no index or it cannot be read.
    """
    manifest = generations.read_manifest(index_dir, generations.current(index_dir))
    with closing(generations.open_passages(index_dir, manifest)) as store:
        here = sorted(set(store.source_ids))
        for source_id in (earlier, later):
            if source_id not in here:
                raise NotIndexed(
                    f"{source_id} is not in the index in {index_dir}", f"Sources in it: {', '.join(here)}."
                )
        return crosswalk(store.of_source(earlier), store.of_source(later))
