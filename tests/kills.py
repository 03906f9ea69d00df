"""Kill -9 of the writer, a replica and the server of a served index, again and again: is anything lost or mixed?

A writer builds without end. Each build has a number, which stands in both of its documents; whoever finds two numbers at once
has found two generations mixed. Two replicas ask all the time. ``make kills`` does it thirty times and prints what came of it;
the slow tests do it three times.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from corpus.errors import IndexBusy, IndexMissing, IndexReplaced, IndexUnreachable
from corpus.index import GenerationIndex
from corpus.index.served import ServedStore, open_served
from corpus.index.served.database import Connection
from corpus.index.served.stored_files import FilesInDatabase
from ingest.files import sha256_of
from ingest.index import Builder, Item
from ingest.upkeep import examine
from tests import postgres
from tests.doubles import WordEmbedder, a_source
from tests.ingest import pdfs

_ROOT = Path(__file__).parents[1]
_SIDES = ("left-2025", "right-2025")
_VICTIMS = ("writer", "replica", "server")
_AWAY = (
    IndexUnreachable,
    IndexMissing,
    IndexReplaced,
    IndexBusy,
)  # what a program may be told while something is killed
_PATIENCE_S = 120


def numbers_in(index: GenerationIndex) -> set[int]:
    """The numbers of the builds that a search finds the passages of."""
    vector = WordEmbedder().embed(["what is said of page"])[0]
    found = [passage_id for side in _SIDES for passage_id, _ in index.dense(vector, 10, {side})]
    found += [passage_id for passage_id, _ in index.lexical("said of page", 10, set(_SIDES))]
    texts = [passage.text for passage in index.get(found)]
    return {int(number) for text in texts for number in re.findall(r"of page (\d+)", text)} if texts else {-1}


def build(store: ServedStore, folder: Path, number: int) -> None:
    """Make both documents of a number, and the library of them."""
    folder.mkdir(exist_ok=True)
    items = []
    for side in _SIDES:
        pdf = pdfs.make(folder / f"{side}.pdf", [pdfs.filler(number)])
        items.append(Item(source=a_source(side), pdf=pdf, sha256=sha256_of(pdf)))
    Builder(store.index_dir, WordEmbedder(), store=store, read_scans=False).build(items)


def write(url: str, folder: Path) -> None:
    """Build without end, each time what comes after what serves; publishing is slowed, so that kills fall in it."""
    put = FilesInDatabase.put

    def slowly(files: FilesInDatabase, connection: Connection, sha256: str, path: Path) -> None:
        time.sleep(0.05)
        put(files, connection, sha256, path)

    FilesInDatabase.put = slowly  # type: ignore[method-assign]
    store = open_served(url, "database", folder)
    while True:
        try:
            build(store, folder, newest(url) + 1)
        except (*_AWAY, psycopg.Error):
            time.sleep(0.1)


def read(url: str, folder: Path) -> None:
    """Ask without end; print a line for each thing that was seen for the first time."""
    store, seen, last = open_served(url, "database", folder), Counter[str](), -1
    while True:
        try:
            index = store.open(WordEmbedder.name)
            numbers = numbers_in(index)
            index.close()
        except _AWAY as error:
            seen[type(error).__name__] += 1
            time.sleep(0.05)
            continue
        except Exception as error:  # whatever it is, it is a fault
            print(json.dumps({"fault": f"{type(error).__name__}: {error}"}), flush=True)
            continue
        if len(numbers) != 1 or min(numbers) < last:
            print(json.dumps({"fault": f"{sorted(numbers)} after {last}"}), flush=True)
        elif last not in numbers:
            (last,) = numbers
            print(json.dumps({"number": last, "told": dict(seen)}), flush=True)


def newest(url: str) -> int:
    """The number of the build that serves; 0 before there is one."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        try:
            row = connection.execute("SELECT split_part(generation, '-', 1)::int FROM dsl_index.pointer").fetchone()
        except psycopg.errors.UndefinedTable:
            return 0
    return row[0] if row else 0


class Program:
    """A process of this file, whose lines go to a file of its own."""

    def __init__(self, name: str, what: str, url: str, folder: Path) -> None:
        self._command = [sys.executable, "-m", "tests.kills", what, "--url", url, "--folder", str(folder / name)]
        self.log = folder / f"{name}.jsonl"
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as log, self.log.with_suffix(".err").open("ab") as errors:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=errors, cwd=_ROOT)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(30)

    @property
    def lines(self) -> list[dict[str, object]]:
        """What it said; a line that a kill cut short is left out."""
        whole = self.log.read_text(encoding="utf-8").rpartition("\n")[0] if self.log.exists() else ""
        return [json.loads(line) for line in whole.splitlines() if line.startswith("{") and line.endswith("}")]

    @property
    def newest(self) -> int:
        return max((int(str(line["number"])) for line in self.lines if "number" in line), default=-1)


class Hostilities:
    """A server, a writer and two replicas, one of which is killed at a time."""

    def __init__(self, server: postgres.Server, folder: Path, seed: int) -> None:
        self._random, self._folder = random.Random(seed), folder
        self.server, self.url = server, server.url
        self.replicas = [Program(f"replica-{n}", "read", self.url, folder) for n in (1, 2)]
        self.writer = Program("writer", "write", self.url, folder)
        self.n_served = 0

    def kill(self, victim: str) -> None:
        """Kill one at a moment that nobody chose, start it again, and wait until everybody is at a newer build."""
        time.sleep(self._random.uniform(0, 2.5))
        before = newest(self.url)
        killed = {"writer": self.writer, "server": self.server, "replica": self._random.choice(self.replicas)}[victim]
        killed.kill()
        killed.start()
        after = newest(self.url)
        assert after >= before, f"build {before} served, and after {victim} was killed {after} does"
        self.wait_for(after + 1)

    def wait_for(self, number: int) -> None:
        until = time.monotonic() + _PATIENCE_S
        while min(replica.newest for replica in self.replicas) < number:
            assert time.monotonic() < until, f"build {number} was not seen by all in {_PATIENCE_S} s"
            time.sleep(0.1)

    def stop(self) -> None:
        for program in (self.writer, *self.replicas):
            program.kill()

    def faults(self) -> list[str]:
        """What was seen that may not be, by the replicas and by a computer that comes new afterwards."""
        found = [str(line["fault"]) for replica in self.replicas for line in replica.lines if "fault" in line]
        store = open_served(self.url, "database", self._folder / "afterwards")
        build(store, self._folder, newest(self.url) + 1)
        found += examine(store.index_dir, WordEmbedder.name, store)
        store.close()
        return [*found, *self._left_at_server()]

    def _left_at_server(self) -> list[str]:
        unneeded = {
            "vectors": "dsl_index.source WHERE id NOT IN (SELECT source FROM dsl_index.generation_source)",
            "files": "dsl_index.stored_file WHERE sha256 NOT IN (SELECT sha256 FROM dsl_index.generation_file)",
            "generations": "(SELECT count(*) AS n FROM dsl_index.generation) x WHERE n <> 2",
        }
        with psycopg.connect(self.url) as connection:
            counts = {
                what: connection.execute(f"SELECT count(*) FROM {where}").fetchone()  # type: ignore[call-overload]
                for what, where in unneeded.items()
            }
        return [f"{count[0]} {what} were left at the server" for what, count in counts.items() if count != (0,)]


@contextmanager
def hostilities(seed: int = 20) -> Iterator[Hostilities]:
    """A library that is built and read all the time, in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="desk-pg-") as data, tempfile.TemporaryDirectory() as folder:
        server = postgres.Server(Path(data), "vector", durable=True)
        made = Hostilities(server, Path(folder), seed)
        try:
            made.wait_for(2)
            yield made
        finally:
            made.stop()
            server.stop()


def run(times: int) -> str:
    """Kill so often, in turn; return what came of it in a sentence, or raise."""
    started = time.monotonic()
    with hostilities() as here:
        for at in range(times):
            here.kill(_VICTIMS[at % len(_VICTIMS)])
        n_built = newest(here.url)
        here.stop()
        n_seen = [replica.newest for replica in here.replicas]
        faults = here.faults()
    assert not faults, "\n".join(faults)
    return (
        f"{times} kills ({', '.join(_VICTIMS)} in turn) while {n_built} generations were published, the last seen by the"
        f" replicas {n_seen}: nothing lost, nothing mixed, nothing left; {time.monotonic() - started:.0f} s"
    )


def main() -> None:
    """Run what a process of this file is started for."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills")
    parser.add_argument("what", choices=("run", "write", "read"), nargs="?", default="run")
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--url", default="")
    parser.add_argument("--folder", type=Path, default=Path())
    chosen = parser.parse_args()
    if chosen.what == "run":
        print(run(chosen.times))
    else:
        (write if chosen.what == "write" else read)(chosen.url, chosen.folder)


if __name__ == "__main__":
    main()
