"""Search at a server in a library as it is, and in the same one many times over: ``make bench-served INDEX=… KEEP=… TIMES=74``.

The copies are synthetic, as ``evals/bench/growth.py`` makes them: seeded, each vector moved a little. Both are in one server, as
two databases, and are asked in one run, question by question in turn, since a busy computer makes both slower. What is written
stays in the folder given, and is asked again the next time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import psycopg
from psycopg import errors

from assistant.retrieve import Retriever, load_question_encoder
from corpus.errors import IndexMissing
from corpus.index import EmbeddedStore, GenerationIndex, generations, write_passages
from corpus.index.served import ServedStore, open_served
from corpus.models import SentenceTransformerEmbedder, Vectors
from corpus.practice import load_lexicon
from corpus.register import load_register
from evals.bench.growth import MESSAGES, grown_library
from evals.records import read_questions
from tests import postgres
from tests.served_bench import print_sizes, swapped

_K = 200  # as many as the assistant asks for
_RECALL_AT = 10
_WITHIN = 1e-5  # cosines of float32 that come in another order of adding


@dataclass(frozen=True, kw_only=True)
class Size:
    """One of the two libraries: its name, and where it is served."""

    name: str
    times: int
    url: str
    folder: Path

    def store(self) -> ServedStore:
        return open_served(self.url, "database", self.folder / self.name)


def write(own: EmbeddedStore, size: Size) -> None:
    """Write and publish a library so many times over, unless that was done."""
    store = size.store()
    started = time.perf_counter()
    with store.writing():
        with suppress(IndexMissing):
            store.current()
            return
        library, name = grown_library(own.index_dir, size.times), own.current()
        folder = generations.folder_of(store.index_dir, name)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(generations.folder_of(own.index_dir, name) / MESSAGES, folder / MESSAGES)
        (folder / "passages.sqlite").unlink(missing_ok=True)
        write_passages(folder / "passages.sqlite", library.passages)
        library.words().save(folder / "lexical")
        for entry in library.manifest.sources:
            target = generations.pdf_of(store.index_dir, entry.sha256)
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(own.pdf(entry.sha256), target)
        _say(f"{size.name}: words and passages written, {time.perf_counter() - started:.0f} s")
        at_server = store.write_vectors(folder, library.passages, library.vectors)
        _say(f"{size.name}: vectors and lists written, {time.perf_counter() - started:.0f} s")
        manifest = library.manifest.model_copy(update={"vectors": at_server})
        generations.write_manifest(store.index_dir, generations.with_checksums(store.index_dir, manifest))
        store.swap(name)
    _say(f"{size.name}: {len(library.passages)} passages published in {time.perf_counter() - started:.0f} s")
    store.close()


def _say(words: str) -> None:
    print(words, flush=True)


@contextmanager
def serving(folder: Path) -> Iterator[Callable[[str], str]]:
    """A server over the folder; return what makes a database in it, if need be, and gives its address."""
    folder.mkdir(parents=True, exist_ok=True)
    server = postgres.Server(folder, "vector")

    def database(name: str) -> str:
        with psycopg.connect(server.url, autocommit=True) as connection, suppress(errors.DuplicateDatabase):
            connection.execute(f"CREATE DATABASE {name}")
        return server.url.replace("/postgres?", f"/{name}?")

    try:
        yield database
    finally:
        server.stop()


@dataclass(kw_only=True)
class Asked:
    """One library's times by way of searching, in seconds, and what was found nearest by scope."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    nearest: dict[str, list[list[float]]] = field(default_factory=dict)

    def timed(self, way: str, search: Callable[[], list[tuple[str, float]]]) -> list[tuple[str, float]]:
        started = time.perf_counter()
        found = search()
        self.seconds.setdefault(way, []).append(time.perf_counter() - started)
        return found


def scopes(index: GenerationIndex) -> Mapping[str, set[str]]:
    """The whole library; its first copy, as national guidance is in a library of many; one source."""
    first = {one for one in index.sources if "-copy-" not in one}
    return {
        "whole": set(index.sources),
        "copy": first,
        "source": {max(first, key=lambda one: index.stats[one].n_passages)},
    }


def ask(indexes: Sequence[GenerationIndex], texts: Sequence[str], as_at: date) -> list[Asked]:
    """Ask all the same, in turn; what is asked first changes with each question."""
    embedder = SentenceTransformerEmbedder()
    vectors, asked = embedder.embed(texts), [Asked() for _ in indexes]
    searching = [_retriever(index, embedder) for index in indexes]
    for at, (text, vector) in enumerate(zip(texts, vectors, strict=True)):
        for which in (0, 1) if at % 2 else (1, 0):
            index, one = indexes[which], asked[which]
            for scope, some in scopes(index).items():
                found = one.timed(f"vectors, {scope}", partial(index.dense, vector, _K, some))
                one.nearest.setdefault(scope, []).append([cosine for _, cosine in found[:_RECALL_AT]])
            one.timed("words, whole", partial(index.lexical, text, _K, set(index.sources)))
            one.timed("a search, whole", partial(searching[which], text, as_at))
    return asked


def _retriever(
    index: GenerationIndex, embedder: SentenceTransformerEmbedder
) -> Callable[[str, date], list[tuple[str, float]]]:
    register = load_register()
    register = register.with_sources(source for source in index.sources.values() if source.source_id not in register)
    retriever = Retriever(
        index, register, embedder, None, load_lexicon(), question_encoder=load_question_encoder(embedder.name)
    )
    return lambda text, as_at: [(one.passage.passage_id, one.score) for one in retriever.retrieve(text, as_at).passages]


def recalls(
    index: GenerationIndex, passages: Sequence[str], of: Vectors, questions: Vectors, asked: Asked
) -> dict[str, float]:
    """The share of the ten nearest by an exact search that was found, by scope; of equally near ones, any will do."""
    shares: dict[str, list[float]] = {}
    sources = np.array(passages)
    allowed = {scope: np.isin(sources, list(some)) for scope, some in scopes(index).items()}
    for at, vector in enumerate(questions):
        cosines = of @ vector
        for scope, mask in allowed.items():
            least = np.sort(cosines[mask])[-_RECALL_AT]
            found = asked.nearest[scope][at]
            shares.setdefault(scope, []).append(sum(cosine >= least - _WITHIN for cosine in found) / _RECALL_AT)
    return {scope: float(np.mean(some)) for scope, some in shares.items()}


def opened(size: Size) -> GenerationIndex:
    """Open a library, and say what memory that takes."""
    before, started = _resident_mb(), time.perf_counter()
    index = size.store().open()
    _say(f"{size.name}: opened in {time.perf_counter() - started:.1f} s, {_resident_mb() - before:.0f} MB of memory")
    return index


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measured(own: EmbeddedStore, sizes: Sequence[Size], texts: Sequence[str], as_at: date) -> None:
    """Ask both, and print."""
    indexes = [opened(size) for size in sizes]
    ask(indexes, texts[:5], as_at)  # nobody pays for the first
    once, grown = asked = ask(indexes, texts, as_at)
    print(f"{len(texts)} questions, k={_K}, load {os.getloadavg()[0]:.1f}; ms: once, {sizes[1].times} times (ratio)")
    for way in once.seconds:
        for share in (50, 95):
            a, b = (np.percentile(one.seconds[way], share) * 1000 for one in asked)
            print(f"  {way}, p{share}: {a:.1f}, {b:.1f} ({b / a:.2f})")
    questions = SentenceTransformerEmbedder().embed(texts)
    for size, index, one in zip(sizes, indexes, (once, grown), strict=True):
        library = grown_library(own.index_dir, size.times)
        of = [passage.source_id for passage in library.passages]
        found = recalls(index, of, library.vectors, questions, one)
        print(
            f"  recall@{_RECALL_AT}, {size.name}: "
            + ", ".join(f"{scope} {share:.4f}" for scope, share in found.items())
        )


def main() -> None:
    """Write, ask and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.served_growth", description=__doc__)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--times", type=int, required=True)
    parser.add_argument("--keep", type=Path, required=True)
    parser.add_argument("--as-at", default="2025-10-01")
    chosen = parser.parse_args()
    own = EmbeddedStore(chosen.index)
    chosen.keep.mkdir(parents=True, exist_ok=True)
    chosen.keep.chmod(0o711)
    with serving(chosen.keep / "pg") as database:
        sizes = [
            Size(name=name, times=times, url=database(name), folder=chosen.keep)
            for name, times in (("once", 1), (f"times_{chosen.times}", chosen.times))
        ]
        for size in sizes:
            write(own, size)
        measured(own, sizes, [one.text for one in read_questions(chosen.questions)], date.fromisoformat(chosen.as_at))
        for size in sizes:
            _say(f"{size.name}:")
            store = size.store()
            swapped(store, store.current())
            store.close()
            print_sizes(size.url)


if __name__ == "__main__":
    main()
