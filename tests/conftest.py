"""What the tests share: the real PDFs where they are, and an index of the bundled digests built once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from corpus.models import SentenceTransformerEmbedder
from corpus.practice.practice_data import load_practice
from corpus.register.register import load_register
from ingest.digests.load import load_digests
from ingest.index import inputs
from ingest.index.builder import Builder
from tests import postgres

settings.register_profile("ours", deadline=None)  # a slow computer is no failure
settings.load_profile("ours")


@pytest.fixture(autouse=True)
def nobodys_desk(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a page under test stores out of the desk of whoever runs the tests."""
    folder = tmp_path_factory.getbasetemp() / "desk"
    folder.mkdir(exist_ok=True)
    monkeypatch.setenv("DSL_DATABASE_URL", f"sqlite:///{folder / 'desk.sqlite'}")
    monkeypatch.setenv("DSL_EVIDENCE_DIR", str(folder / "evidence"))
    monkeypatch.delenv("DSL_INDEX", raising=False)


@pytest.fixture(scope="session")
def corpus_dir() -> Path:
    """The folder of real guidance PDFs; tests that want it are skipped where it is not set."""
    folder = os.environ.get("DSL_CORPUS_DIR")
    if not folder:
        pytest.skip("DSL_CORPUS_DIR is not set, so there are no real PDFs to test with")
    return Path(folder)


@pytest.fixture(scope="session")
def embedder() -> SentenceTransformerEmbedder:
    """The bundled embedding model, loaded once."""
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="session")
def bundled_index(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Path:
    """An index of the bundled digests, as ``make run`` builds it: built once for all processes that test, copied for each."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    shared = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent
    built = shared / "bundled-index"
    with FileLock(f"{built}.lock"):
        if not built.exists():
            making = shared / "bundled-index-in-the-making"
            items = inputs.from_digests(load_digests(), tmp_path_factory.mktemp("digests"))
            Builder(making, embedder, load_register(), words=load_practice()).build(items)
            making.rename(built)
    return Path(shutil.copytree(built, tmp_path_factory.mktemp("bundled") / "index"))


@pytest.fixture(scope="session")
def vector_server() -> Iterator[str]:
    """A PostgreSQL server with pgvector; tests that want it are skipped where it is not installed."""
    if postgres.programs("vector") is None:
        pytest.skip("PostgreSQL with pgvector is not installed (on Debian 13: apt-get install postgresql-17-pgvector)")
    with postgres.serving("vector") as url:
        yield url
