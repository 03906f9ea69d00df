"""Two hundred damages to an index: each is noticed on opening, or by the doctor; nothing of it is quoted, nothing crashes.

The readers run in a process of their own, so that a crash would end that one and be counted. ``make damage`` prints a table.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corpus.index import generations
from tests.corpus.index.test_passage_store import change_row

N = 200
ROOT = Path(__file__).parents[1]
Damage = Callable[[Path, random.Random], None]

_READER = """
import hashlib, json, sys
from pathlib import Path
from corpus.errors import CorpusError
from corpus.index import generations, open_index
from ingest.upkeep import examine

def quoted(index, ids):
    vectors = index.vectors(ids[::23])
    vectors = vectors[vectors[:, 0].argsort()]
    everywhere = set(index.sources)
    found = [ask(v, 8, everywhere) for v in vectors for ask in (index.dense, index.questions, index.phrases, index.cases)]
    found += [index.lexical(words, 8, everywhere) for words in ("child", "police and school", "MARAC")]
    named = sorted({i for hits in found for i, _ in hits})
    passages = [p for one in sorted(everywhere) for p in index.of_source(one)] + index.get(named) + index.get(ids)
    passages += index.with_paragraph("3", sorted(everywhere))
    told = repr((found, passages, sorted(index.sources.items()))).encode()
    return hashlib.sha256(told).hexdigest()

open_now = None
for line in sys.stdin:
    what, path, ids = json.loads(line)
    path = Path(path)
    said = {"opened": False, "quoted": "", "faults": []}
    try:
        if what == "open":
            open_now = open_index(path)
            said["opened"] = True
        else:
            index = open_now or open_index(path)
            said["opened"] = True
            try:
                said["quoted"] = quoted(index, ids)
            finally:
                index.close()
                open_now = None
    except CorpusError as error:
        said["error"] = error.message
    except BaseException as error:
        said["crash"] = repr(error)
    if what == "ask":
        said["faults"] = examine(path, sys.argv[1])
    print(json.dumps(said), flush=True)
"""


class Readers:
    """Readers in a process of their own, begun again when it dies."""

    def __init__(self, embedder: str) -> None:
        self._embedder, self.n_crashed = embedder, 0
        self._process: subprocess.Popen[str] | None = None

    def ask(self, what: str, index_dir: Path, ids: list[str]) -> dict[str, object]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _READER, self._embedder], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([what, str(index_dir), ids]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if line:
            answer: dict[str, object] = json.loads(line)
            return answer
        self.n_crashed += 1
        self.close()
        return {"crash": "the process died"}

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def serving(index_dir: Path) -> Path:
    return generations.folder_of(index_dir, generations.current(index_dir))


def files_of(index_dir: Path, pattern: str) -> list[Path]:
    return sorted(path for path in serving(index_dir).glob(pattern) if path.is_file() and path.stat().st_size)


def flip(path: Path, rng: random.Random, n: int = 10) -> None:
    data = bytearray(path.read_bytes())
    for at in rng.sample(range(len(data)), min(n, len(data))):
        data[at] ^= rng.randint(1, 255)
    path.write_bytes(data)


def harm_file(path: Path, rng: random.Random) -> None:
    """Flip bytes of a file, cut it short, empty it, delete it, or put a folder in its place."""
    how = rng.randrange(5)
    if how == 0:
        flip(path, rng)
    elif how == 1:
        path.write_bytes(path.read_bytes()[: rng.randrange(path.stat().st_size)])
    elif how == 2:
        path.write_bytes(b"")
    else:
        path.unlink()
        if how == 3:
            path.mkdir()


def rows(index_dir: Path, rng: random.Random) -> None:
    """Change a passage as somebody might who can write to the file."""
    path = serving(index_dir) / "passages.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        ids = [row[0] for row in connection.execute("SELECT passage_id FROM passages ORDER BY position")]
        one, other = rng.sample(ids, 2)
        how = rng.randrange(6)
        if how == 0:
            connection.execute("DELETE FROM passages WHERE passage_id = ?", (one,))
        elif how == 1:
            connection.execute("UPDATE passages SET paragraph = '3' WHERE passage_id = ?", (one,))
        elif how == 2:
            move = "UPDATE passages SET json = (SELECT json FROM passages WHERE passage_id = ?) WHERE passage_id = ?"
            connection.execute(move, (one, other))
        elif how == 3:
            connection.execute("UPDATE passages SET source_id = 'kcsie-2025' WHERE passage_id = ?", (one,))
    if how > 3:
        change_row(path, one, with_hash=how == 4)


def vectors(index_dir: Path, rng: random.Random) -> None:
    flip(rng.choice(files_of(index_dir, "chroma/*/*.bin")), rng)


def stored_vectors(index_dir: Path, rng: random.Random) -> None:
    flip(next(iter(files_of(index_dir, "chroma/chroma.sqlite3"))), rng)


def any_file(index_dir: Path, rng: random.Random) -> None:
    harm_file(rng.choice([path for path in files_of(index_dir, "**/*") if path.name != "manifest.json"]), rng)


def words(index_dir: Path, rng: random.Random) -> None:
    flip(rng.choice(files_of(index_dir, "lexical/*")), rng, 3)


def messages(index_dir: Path, rng: random.Random) -> None:
    flip(serving(index_dir) / "bridge.npz", rng, 3)


def manifest(index_dir: Path, rng: random.Random) -> None:
    path = serving(index_dir) / "manifest.json"
    text = path.read_text(encoding="utf-8")
    digits = [at for at, char in enumerate(text) if char.isalnum()]
    how = rng.randrange(3)
    if how == 0:
        harm_file(path, rng)
    elif how == 1:
        at = rng.choice(digits)
        path.write_text(text[:at] + ("7" if text[at] != "7" else "8") + text[at + 1 :], encoding="utf-8")
    else:
        data = json.loads(text)
        rng.choice(data["sources"])["source"]["title"] = "Keeping children safe"
        path.write_text(json.dumps(data), encoding="utf-8")


def pointer(index_dir: Path, rng: random.Random) -> None:
    (index_dir / "current").write_bytes(rng.choice([b"", b"0009-nowhere", b"\xff\xfe", b"../generations"]))


def caches(index_dir: Path, rng: random.Random) -> None:
    path = index_dir / "embeddings.sqlite"
    if rng.randrange(2):
        path.write_bytes(path.read_bytes()[: rng.randrange(100, path.stat().st_size - 5000)])
        return
    with closing(sqlite3.connect(path)) as connection:
        blobs = [row[0] for row in connection.execute("SELECT vector FROM embeddings")]
    data = path.read_bytes()
    at = data.index(rng.choice(blobs)[:256]) + rng.randrange(256)
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


def pictures(index_dir: Path, rng: random.Random) -> None:
    harm_file(rng.choice(sorted((index_dir / "files").glob("*.pdf"))), rng)


KINDS: list[tuple[Damage, int]] = [
    (rows, 40), (vectors, 30), (stored_vectors, 20), (any_file, 40), (words, 10), (messages, 10), (manifest, 20),
    (pointer, 4), (caches, 14), (pictures, 12),
]  # fmt: skip


@pytest.mark.seldom
def test_every_damage_is_noticed_before_it_is_quoted_or_by_the_doctor(bundled_index: Path, tmp_path: Path) -> None:
    assert sum(n for _, n in KINDS) == N
    about = generations.read_manifest(bundled_index, generations.current(bundled_index))
    with closing(generations.open_passages(bundled_index, about)) as store:
        ids = list(store.ids)
    readers, counts = Readers(about.embedder), Counter[tuple[str, str]]()
    whole = readers.ask("ask", bundled_index, ids)
    assert whole["faults"] == []
    assert whole["quoted"]
    missed = []
    for seed, damage in enumerate(damage for damage, n in KINDS for _ in range(n)):
        index_dir, rng = Path(shutil.copytree(bundled_index, tmp_path / "index")), random.Random(seed)
        under_way = seed % 4 == 0  # a reader has it open when the damage is done
        if under_way:
            assert readers.ask("open", index_dir, ids)["opened"]
        damage(index_dir, rng)
        said = readers.ask("ask", index_dir, ids)
        shutil.rmtree(index_dir)
        if "crash" in said:
            outcome = "crashed"
        elif said["quoted"] not in {"", whole["quoted"]}:
            outcome = "quoted"
        elif not said["opened"]:
            outcome = "refused on opening"
        elif said["faults"]:
            outcome = "refused when read" if "error" in said else "found by the doctor, answers as before"
        else:
            outcome = "not noticed"
        counts[damage.__name__, outcome] += 1
        if outcome in {"crashed", "quoted", "not noticed"} or not said["faults"]:
            missed.append((seed, damage.__name__, outcome, said))
    readers.close()
    for (kind, outcome), n in sorted(counts.items()):
        print(f"{n:4} {kind}: {outcome}")
    print(f"{readers.n_crashed} crashes of {N}")
    assert missed == []
    assert readers.n_crashed == 0
