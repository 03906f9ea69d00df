"""Backup and restore, rehearsed: what pg_dump took is restored at a new server, which answers in the same words."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import insert, select, text

from assistant.build import build_assistant
from assistant.settings import StoreSettings
from assistant.store.database.schema import feedback, runs
from assistant.store.database.store import Store, open_store
from assistant.types import Question
from corpus.index import EmbeddedStore, store_of
from corpus.settings import LibrarySettings
from ingest.index import publish
from tests import postgres

ASKED = (
    "Can a child be a victim of domestic abuse if they only heard it?",
    "What is Operation Encompass?",
    "Can we share this without consent?",
)


@pytest.fixture
def servers() -> Iterator[tuple[postgres.Server, postgres.Server]]:
    """A server that is backed up, and an empty one."""
    if postgres.programs("vector") is None:
        pytest.skip("PostgreSQL with pgvector is not installed (on Debian 13: apt-get install postgresql-17-pgvector)")
    with tempfile.TemporaryDirectory(prefix="desk-pg-") as one, tempfile.TemporaryDirectory(prefix="desk-pg-") as two:
        pair = postgres.Server(Path(one), "vector"), postgres.Server(Path(two), "vector")
        yield pair
        for server in pair:
            server.stop()


def library(server: postgres.Server, folder: Path) -> LibrarySettings:
    return LibrarySettings(index=SecretStr(server.url), index_dir=folder, reranker_model="none")


def desk(server: postgres.Server, folder: Path) -> Store:
    return open_store(StoreSettings(database_url=SecretStr(server.url), evidence_dir=folder / "evidence"))


def answers(settings: LibrarySettings) -> list[dict[str, object]]:
    assistant = build_assistant(settings)
    asked = [assistant.ask(Question(text=words, as_at=date(2026, 11, 27))) for words in ASKED]
    store_of(settings).close()  # type: ignore[attr-defined]  # its connections too
    return [answer.as_dict() | {"timings_ms": {}} for answer in asked]


def run(program: str, *arguments: str | Path) -> None:
    bin_dir = postgres.programs("vector")
    assert bin_dir is not None
    done = subprocess.run([bin_dir / program, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_was_backed_up_is_restored_at_a_new_server_and_answers_the_same(
    servers: tuple[postgres.Server, postgres.Server], bundled_index: Path, tmp_path: Path
) -> None:
    old, new = servers
    publish(EmbeddedStore(bundled_index), store_of(library(old, tmp_path / "old")))
    before, kept = answers(library(old, tmp_path / "old")), desk(old, tmp_path)
    with kept.writing() as connection:
        connection.execute(insert(runs).values(id="1", folder="f", manifest={}, scores=None, added=kept.now()))
    kept.close()

    run("pg_dump", "--format=custom", f"--file={tmp_path / 'backup'}", f"--dbname={old.url}")
    old.kill()
    run("pg_restore", "--exit-on-error", "--no-owner", f"--dbname={new.url}", tmp_path / "backup")

    assert answers(library(new, tmp_path / "new")) == before
    assert any(answer["citations"] for answer in before)
    restored = desk(new, tmp_path)
    with restored.reading() as connection:
        assert connection.execute(select(runs.c.id)).scalars().all() == ["1"]
    restored.close()
    old.start()  # so that it can be stopped


def test_a_backup_of_the_version_before_is_restored_and_brought_up_to_date(
    servers: tuple[postgres.Server, postgres.Server], tmp_path: Path
) -> None:
    old, new = servers
    kept = desk(old, tmp_path)
    with kept.writing() as connection:
        connection.execute(insert(runs).values(id="1", folder="f", manifest={}, scores=None, added=kept.now()))
        connection.execute(text("DROP TABLE feedback"))  # what the newest step made
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    kept.close()
    run("pg_dump", "--format=custom", f"--file={tmp_path / 'backup'}", f"--dbname={old.url}")
    run("pg_restore", "--exit-on-error", "--no-owner", f"--dbname={new.url}", tmp_path / "backup")
    restored = desk(new, tmp_path)
    with restored.reading() as connection:
        assert connection.execute(select(runs.c.id)).scalars().all() == ["1"]
        assert connection.execute(select(feedback)).all() == []
    restored.close()
