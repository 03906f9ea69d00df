"""The two back ends of the index, each with as many computers that use it as a test wants."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from corpus.index import EmbeddedStore, GenerationStore
from corpus.index.served import ServedStore, open_served
from corpus.types import Passage
from ingest.files import sha256_of
from ingest.index import Builder, BuildResult, Item, Plan
from tests.doubles import WordEmbedder, a_source
from tests.ingest import pdfs

_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class BackEnd:
    """One library, and what opens it as another computer would."""

    name: str
    open: Callable[[str], GenerationStore]

    def build(self, *items: Item, computer: str = "writer", taken_out: Sequence[str] = ()) -> BuildResult:
        store = self.open(computer)
        plan = Plan(items=items, taken_out=frozenset(taken_out))
        return Builder(store.index_dir, WordEmbedder(), store=store).change(lambda _: plan)


def embedded(folder: Path) -> BackEnd:
    """A folder: whoever opens it is on the same computer."""
    return BackEnd("embedded", lambda _: EmbeddedStore(folder / "index"))


def served(server: str, folder: Path, files: str = "database") -> BackEnd:
    """A new database of a server; each computer has a folder of its own and connections of its own."""
    url, opened = a_database(server), dict[str, ServedStore]()

    def open_(computer: str) -> ServedStore:
        if computer not in opened:
            opened[computer] = open_served(url, files, folder / computer)
        return opened[computer]

    return BackEnd("served", open_)


def a_database(server: str) -> str:
    """Make an empty database; return its address."""
    name = f"index_{next(_NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]  # a name of ours
    return server.replace("/postgres?", f"/{name}?")


def an_item(folder: Path, source_id: str, *pages: int, **changes: object) -> Item:
    pdf = pdfs.make(folder / f"{source_id}.pdf", [pdfs.filler(page) for page in pages])
    return Item(source=a_source(source_id, **changes), pdf=pdf, sha256=sha256_of(pdf))


def best(store: GenerationStore, page: int) -> Passage:
    """The passage that a reader finds for a filler page's words."""
    embedder = WordEmbedder()
    index = store.open(embedder.name)
    try:
        ((passage_id, _),) = index.dense(embedder.embed([f"of page {page} " * 8])[0], 1, set(index.sources))
        return index.get([passage_id])[0]
    finally:
        index.close()
