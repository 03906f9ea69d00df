"""A served index beside the same one in a folder: what it costs to ask, to publish and to swap, and whether it finds the same.

``make bench-served INDEX=… [SERVED_QUESTIONS=…]``: a server of its own is started for it, on this computer, so no network
is in the figures. Both are asked in one run, question by question, since a busy computer makes both slower.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import psycopg
from pydantic import SecretStr

from assistant.build import build_assistant
from assistant.pipeline import Assistant
from assistant.types import Answer, Question
from corpus.index import EmbeddedStore, GenerationIndex, generations, store_of
from corpus.index.served import ServedStore, open_served
from corpus.models import SentenceTransformerEmbedder, Vectors
from corpus.settings import LibrarySettings
from evals.records import read_questions
from ingest.index import publish
from tests import postgres

_ROOT = Path(__file__).parents[1]
_PIPE = subprocess.PIPE
_K = 60
_SWAPS = 20
_WITHIN = 1e-5  # cosines of float32 that come in another order of adding


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One back end's answers to the same questions over the same sources."""

    seconds: list[float]
    found: list[list[tuple[str, float]]]


def scopes(index: GenerationIndex) -> list[set[str]]:
    """The whole library; about a third of its sources; one source."""
    ids = sorted(index.sources)
    return [set(ids), set(ids[::3]), {max(ids, key=lambda one: index.stats[one].n_passages)}]


def ask_both(indexes: Sequence[GenerationIndex], vectors: Vectors) -> list[Asked]:
    """Ask each the same, in turn; what is asked first changes with each question."""
    asked = [Asked(seconds=[], found=[]) for _ in indexes]
    for at, vector in enumerate(vectors):
        for some in scopes(indexes[0]):
            for which in (0, 1) if at % 2 else (1, 0):
                started = time.perf_counter()
                found = indexes[which].dense(vector, _K, some)
                asked[which].seconds.append(time.perf_counter() - started)
                asked[which].found.append(found)
    return asked


def recalls(index: GenerationIndex, vectors: Vectors, asked: Asked, k: int) -> list[float]:
    """The share of the ``k`` nearest by an exact search that was found; of equally near ones, any will do."""
    passages = [passage.passage_id for one in sorted(index.sources) for passage in index.of_source(one)]
    all_vectors, of = index.vectors(passages), np.array([one.partition("#")[0] for one in passages])
    shares, found = [], iter(asked.found)
    for vector in vectors:
        cosines = all_vectors @ vector
        for some in scopes(index):
            best = np.sort(cosines[np.isin(of, list(some))])[::-1][:k]
            shares.append(sum(score >= best[-1] - _WITHIN for _, score in next(found)[:k]) / len(best))
    return shares


def searched(
    own: EmbeddedStore, replica: ServedStore, texts: Sequence[str], embedder: SentenceTransformerEmbedder
) -> None:
    vectors = embedder.embed(texts)
    here, there = own.open(embedder.name), replica.open(embedder.name)
    ask_both([here, there], vectors[:5])  # nobody pays for the first
    in_folder, at_server = ask_both([here, there], vectors)
    print(f"searches by vector, {len(texts)} questions in each of three scopes, k={_K}")
    for at, scope in enumerate(("whole library", "a third of its sources", "one source")):
        for share in (50, 95):
            a, b = (np.percentile(asked.seconds[at::3], share) * 1000 for asked in (in_folder, at_server))
            print(f"  {scope}, p{share}: folder {a:.2f} ms, server {b:.2f} ms, ratio {b / a:.2f}")
    for name, asked in (("folder", in_folder), ("server", at_server)):
        for k in (10, _K):
            print(f"  recall@{k} against exact, {name}: {np.mean(recalls(there, vectors, asked, k)):.4f}")
    here.close()
    there.close()


def published(own: EmbeddedStore, url: str, folder: Path) -> None:
    store = open_served(url, "database", folder / "writer")
    started = time.perf_counter()
    first = publish(own, store).generation
    print(f"publish to an empty server: {time.perf_counter() - started:.1f} s")
    swapped(store, first)
    print_sizes(url)
    started = time.perf_counter()
    replica = open_served(url, "database", folder / "new")
    replica.open().close()
    n_bytes = sum(path.stat().st_size for path in replica.index_dir.rglob("*") if path.is_file())
    print(f"a new replica brings {n_bytes / 1e6:.0f} MB and opens: {time.perf_counter() - started:.2f} s")
    started = time.perf_counter()
    for _ in range(100):
        replica.current()
    print(f"asking what serves, n=100: {(time.perf_counter() - started) * 10:.2f} ms each")
    for opened in (store, replica):
        opened.close()


def swapped(store: ServedStore, first: str) -> None:
    """Swap what serves with the same under another name, again and again."""
    with store.writing():
        second = again(store, first)
        started = time.perf_counter()
        store.swap(second)
        print(f"publish what is there already, under another name: {(time.perf_counter() - started) * 1000:.0f} ms")
        taken = []
        for at in range(_SWAPS):
            started = time.perf_counter()
            store.swap((first, second)[at % 2])
            taken.append(time.perf_counter() - started)
        store.swap(first)
    print(f"swap, n={_SWAPS}: median {np.median(taken) * 1000:.1f} ms, longest {max(taken) * 1000:.1f} ms")


def print_sizes(url: str) -> None:
    with psycopg.connect(url) as connection:
        query = """SELECT pg_database_size(current_database()),
            (SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c WHERE relname LIKE 'vectors%' AND relkind = 'r'),
            (SELECT sum(pg_relation_size(c.oid)) FROM pg_class c WHERE relname LIKE 'near%'),
            pg_total_relation_size('dsl_index.part')"""
        row = connection.execute(query).fetchone()
    assert row is not None
    names = ("database", "vectors with their indexes", "of which the lists", "files")
    print("size, MB: " + ", ".join(f"{name} {float(n) / 1e6:.0f}" for name, n in zip(names, row, strict=True)))


def again(store: ServedStore, generation: str) -> str:
    """Write the same generation under another name."""
    manifest = generations.read_manifest(store.index_dir, generation)
    name = generations.new_name(store.index_dir, manifest.inputs)
    ignored = shutil.ignore_patterns("manifest.json")
    shutil.copytree(
        generations.folder_of(store.index_dir, generation), generations.folder_of(store.index_dir, name), ignore=ignored
    )
    generations.write_manifest(store.index_dir, manifest.model_copy(update={"generation": name}))
    return name


def two_replicas(url: str, folder: Path, texts: Sequence[str]) -> None:
    """Two processes at once, each with a folder of its own, and one alone."""
    for n in (1, 2):
        command = [sys.executable, "-m", "tests.served_bench", "--replica", url]
        running = [
            subprocess.Popen([*command, str(folder / f"replica-{at}")], cwd=_ROOT, stdin=_PIPE, stdout=_PIPE, text=True)
            for at in range(n)
        ]  # fmt: skip
        with ExitStack() as stack:
            for one in running:
                stack.enter_context(one)
                assert one.stdin is not None
                one.stdin.write("\n".join(texts))
                one.stdin.close()
            said = [one.stdout.read().strip() for one in running if one.stdout is not None]
        print(f"{n} replica{'s' if n > 1 else ''} at once: " + "; ".join(said))


def one_replica(url: str, folder: Path) -> None:
    embedder, store = SentenceTransformerEmbedder(), open_served(url, "database", folder)
    index, vectors = store.open(embedder.name), embedder.embed(sys.stdin.read().splitlines())
    seconds = []
    for _ in range(5):
        for vector in vectors:
            started = time.perf_counter()
            index.dense(vector, _K, set(index.sources))
            seconds.append(time.perf_counter() - started)
    p50, p95 = np.percentile(seconds, [50, 95]) * 1000
    print(f"n={len(seconds)}, p50 {p50:.2f} ms, p95 {p95:.2f} ms")
    store.close()


def answered(own: EmbeddedStore, url: str, folder: Path, questions: Sequence[Question]) -> None:
    """Whole answers of both, without the reranker: the same words, the same ranks?"""
    light = LibrarySettings(reranker_model="none")
    settings = (
        light.at(own.index_dir),
        light.model_copy(update={"index": SecretStr(url), "index_dir": folder / "asked"}),
    )
    here, there = map(build_assistant, settings)
    said, ranks, first_five = 0, 0, 0
    seconds: list[list[float]] = [[], []]
    for question in questions:
        answers = [timed_ask(one, question, taken) for one, taken in zip((here, there), seconds, strict=True)]
        words = [{**answer.as_dict(), "timings_ms": {}, "retrieved": []} for answer in answers]
        found = [[one.passage.passage_id for one in answer.retrieved] for answer in answers]
        said += words[0] == words[1]
        ranks += found[0] == found[1]
        first_five += found[0][:5] == found[1][:5]
    p50s = [float(np.median(taken)) * 1000 for taken in seconds]
    print(
        f"whole answers without the reranker, n={len(questions)}: {said} say the same, {first_five} have the same first five"
        f" passages, {ranks} the same at every rank; p50 folder {p50s[0]:.0f} ms, server {p50s[1]:.0f} ms"
    )
    store_of(settings[1]).close()  # type: ignore[attr-defined]


def timed_ask(assistant: Assistant, question: Question, seconds: list[float]) -> Answer:
    started = time.perf_counter()
    answer = assistant.ask(question)
    seconds.append(time.perf_counter() - started)
    return answer


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.served_bench")
    parser.add_argument("--index", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--as-at", default="2025-10-01")
    parser.add_argument("--no-answers", action="store_true")
    parser.add_argument("--replica", nargs=2)
    chosen = parser.parse_args()
    if chosen.replica:
        one_replica(chosen.replica[0], Path(chosen.replica[1]))
        return
    own, embedder = EmbeddedStore(chosen.index), SentenceTransformerEmbedder()
    texts = [question.text for question in read_questions(chosen.questions)]
    with postgres.serving("vector") as url, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        published(own, url, folder)
        replica = open_served(url, "database", folder / "searched")
        searched(own, replica, texts, embedder)
        replica.close()
        two_replicas(url, folder, texts)
        if not chosen.no_answers:
            as_at = date.fromisoformat(chosen.as_at)
            answered(own, url, folder, [Question(text=text, as_at=as_at) for text in texts])


if __name__ == "__main__":
    main()
