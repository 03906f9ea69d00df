"""How cost grows with the library: a built index many times over, written and asked as a real one is.

The copies are synthetic: each source again under another id, each vector moved towards one near it, two words in three
exchanged with their neighbour. Staff's questions, phrases and cases are written by hand and do not grow with the library, so
they do not here. ``python -m evals grow`` writes one, as a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.index import (
    EmbeddingCache,
    IndexedSource,
    LexicalIndex,
    Manifest,
    generations,
    write_passages,
    write_vectors,
)
from corpus.models import Vectors
from corpus.types import Passage
from evals.bench.peers_compared import LIGHT, SEARCHING, searching
from evals.bench.processes import measure, size_mib
from evals.errors import BenchError
from evals.records import MANIFEST, read_answers, read_json, write_json

SCALES = (1, 10, 50)
_N_NEAR, _AT_ONCE = 30, 1000  # how many neighbours a copy may lie towards; rows compared at once
_WAY, _NOISE = (0.3, 1.0), 0.2  # how far towards one, and the length of what is added at random
_SEED = 20251001
_FIGURES = "growth.json"
# staff's: the first copy stands where the passages stood, so they serve a grown library as they are
MESSAGES = "bridge.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrownLibrary:
    """A library several times over, not written yet.

    Parameters
    ----------
    manifest : Manifest
        With the sources of all copies.
    passages : list of Passage
        Those of a source one after the other.
    vectors : array
        Shape ``(len(passages), dimension)``; rows of length 1.
    """

    manifest: Manifest
    passages: list[Passage]
    vectors: Vectors

    def words(self) -> LexicalIndex:
        """Return the index of the passages' words."""
        titles = {entry.source.source_id: entry.source.title for entry in self.manifest.sources}
        return _lexical(self.passages, titles)


def growth(
    index_dir: Path,
    questions_file: Path,
    scales: Sequence[int] = SCALES,
    as_at: str = "",
    on_scale: Callable[[int], None] = lambda _: None,
) -> dict[int, dict[str, float]]:
    """Write and ask each size in turn, without the reranker; give its figures by scale.

    A size that cannot be written or asked is a ``BenchError``.

    Parameters
    ----------
    index_dir : Path
        A built index; it is only read.
    questions_file : Path
        The questions that each size is asked.
    scales : sequence of int
        How many times the library.
    as_at : str
        The day asked about; empty for today.
    on_scale : callable
        Gets each scale as it begins.
    """
    python, day = [sys.executable, "-m", "evals"], ["--as-at", as_at] if as_at else []
    figures = {}
    for times in scales:
        on_scale(times)
        with tempfile.TemporaryDirectory(prefix="evals-growth-") as folder:
            grown, record = Path(folder) / "index", Path(folder) / "record"
            of = ["--index", str(index_dir), "--to", str(grown), "--times", str(times)]
            written = measure([*python, "grow", *of])
            of = ["--questions", str(questions_file), "--index", str(grown), "--out", str(record)]
            asked = measure([*LIGHT, *python, "run", *of, *day])
            figures[times] = {
                **read_json(grown / _FIGURES),
                "writing, peak MiB": written.peak_mib,
                "searched, on disk, MiB": size_mib(grown / "generations"),
                **searching(read_answers(record), SEARCHING),
                "whole answer p50, ms": float(read_json(record / MANIFEST)["ask_ms"]["p50"]),
                "asking, peak MiB": asked.peak_mib,
            }
    return figures


def grow(index_dir: Path, to: Path, times: int) -> dict[str, float]:
    """Write an index that holds another one's library several times, with how much there is and the seconds by part.

    Parameters
    ----------
    index_dir : Path
        A built index with its embedding cache.
    to : Path
        The new index's folder. It holds no PDFs, so no page of it can be shown.
    times : int
        How many times; 1 gives the library as it is.

    Raises
    ------
    BenchError
        If the cache lacks a passage's vector.
    """
    name = generations.current(index_dir)
    more = grown_library(index_dir, times)
    folder = generations.folder_of(to, name)
    folder.mkdir(parents=True)
    shutil.copyfile(generations.folder_of(index_dir, name) / MESSAGES, folder / MESSAGES)
    seconds = _timed({
        "passages": lambda: write_passages(folder / "passages.sqlite", more.passages),
        "vectors": lambda: write_vectors(folder / "chroma", more.passages, more.vectors),
        "words": lambda: more.words().save(folder / "lexical"),
    })
    generations.write_manifest(to, generations.with_checksums(to, more.manifest))
    generations.swap(to, name)
    figures = {"passages": float(len(more.passages)), **seconds}
    write_json(to / _FIGURES, figures)
    return figures


def grown_library(index_dir: Path, times: int) -> GrownLibrary:
    """Return an index's library several times over; 1 gives it as it is.

    Raises
    ------
    BenchError
        If the index's cache lacks a passage's vector.
    """
    manifest = generations.read_manifest(index_dir, generations.current(index_dir))
    passages, vectors = _passages_and_vectors(index_dir, manifest)
    rng = np.random.default_rng(_SEED)
    sources = tuple(_entry(entry, copy, manifest) for copy in range(times) for entry in manifest.sources)
    neighbours = _neighbours(vectors)
    return GrownLibrary(
        manifest=manifest.model_copy(update={"sources": sources}),
        passages=[_passage(passage, copy, rng) for copy in range(times) for passage in passages],
        vectors=np.concatenate([vectors, *(_moved(vectors, neighbours, rng) for _ in range(times - 1))]),
    )


def _timed(parts: Mapping[str, Callable[[], None]]) -> dict[str, float]:
    """Write each part; give the seconds of each, and of all."""
    seconds = {}
    for name, write in parts.items():
        started = time.perf_counter()
        write()
        seconds[f"writing {name}, s"] = time.perf_counter() - started
    return {"writing, s": sum(seconds.values()), **seconds}


def _passages_and_vectors(index_dir: Path, manifest: Manifest) -> tuple[list[Passage], Vectors]:
    """Return the passages of a generation and their vectors from the embedding cache.

    Raises
    ------
    BenchError
        If the cache lacks one.
    """
    titles = {entry.source.source_id: entry.source.title for entry in manifest.sources}
    store = generations.open_passages(index_dir, manifest)
    passages = store.get(store.ids)
    store.close()
    cache = EmbeddingCache(index_dir / "embeddings.sqlite", manifest.embedder)
    keys = [passage.content_hash(titles[passage.source_id]) for passage in passages]
    known = cache.get(keys)
    cache.close()
    if any(key not in known for key in keys):
        raise BenchError(f"the embedding cache of {index_dir} lacks some passages", "build the index anew")
    return passages, np.stack([known[key] for key in keys])


def _entry(entry: IndexedSource, copy: int, manifest: Manifest) -> IndexedSource:
    """Return a source's entry as a copy has it: with ids and names of its own, superseding what is in its copy."""
    if not copy:
        return entry
    source, here = entry.source, {other.source.source_id for other in manifest.sources}
    renamed = replace(
        source,
        source_id=_renamed(source.source_id, copy),
        title=f"{source.title} {copy}",
        names=tuple(f"{name} copy {copy}" for name in source.names),
        supersedes=tuple(_renamed(source_id, copy) for source_id in source.supersedes if source_id in here),
        part_of=_renamed(source.part_of, copy) if source.part_of in here else "",
    )
    return entry.model_copy(update={"source": renamed})


def _renamed(source_id: str, copy: int) -> str:
    return f"{source_id}-copy-{copy}" if copy else source_id


def _passage(passage: Passage, copy: int, rng: np.random.Generator) -> Passage:
    """Return a passage of a copy, a third of its words exchanged with their neighbours; its length stays."""
    if not copy:
        return passage
    words = passage.text.split(" ")
    for at in rng.integers(0, max(1, len(words) - 1), len(words) // 3):
        words[at : at + 2] = words[at : at + 2][::-1]
    return replace(passage, source_id=_renamed(passage.source_id, copy), text=" ".join(words))


def _neighbours(vectors: Vectors) -> NDArray[np.intp]:
    """Return the positions of the vectors nearest to each, of shape ``(len(vectors), n)``, in no order."""
    n = min(_N_NEAR, len(vectors) - 1)
    rows = []
    for start in range(0, len(vectors), _AT_ONCE):
        cosines = vectors[start : start + _AT_ONCE] @ vectors.T
        cosines[np.arange(len(cosines)), np.arange(start, start + len(cosines))] = -2.0  # not itself
        rows.append(np.argpartition(-cosines, n - 1, axis=1)[:, :n])
    return np.concatenate(rows)


def _moved(vectors: Vectors, neighbours: NDArray[np.intp], rng: np.random.Generator) -> Vectors:
    """Move each unit vector some way towards one of its neighbours, and a little at random.

    Moved at random alone, copies lie where no passage would, each nearest to its first alone, and a graph of them cannot be
    walked: docs/adr/0049.
    """
    rows = np.arange(len(vectors))
    towards = vectors[neighbours[rows, rng.integers(0, neighbours.shape[1], len(vectors))]]
    way = rng.uniform(*_WAY, (len(vectors), 1)).astype(np.float32)
    noise = rng.standard_normal(vectors.shape, dtype=np.float32)
    return _unit(_unit(vectors + way * towards) + _NOISE * _unit(noise))


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _lexical(passages: Iterable[Passage], titles: Mapping[str, str]) -> LexicalIndex:
    """Index the passages' words."""
    some = list(passages)
    texts = [" ".join([titles[p.source_id], *p.heading_path, p.lead_in, p.text]) for p in some]
    return LexicalIndex.build(texts, [passage.source_id for passage in some])


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what ``python -m evals grow`` takes."""
    command.add_argument("--index", type=Path, required=True, help="a built index; it is only read")
    command.add_argument("--to", type=Path, required=True, help="the new index's folder")
    command.add_argument("--times", type=int, required=True, help="how many times the library")


def grown(chosen: argparse.Namespace) -> str:
    """Return what ``python -m evals grow`` prints: what was written, and the seconds it took."""
    return json.dumps(grow(chosen.index, chosen.to, chosen.times), indent=2)
