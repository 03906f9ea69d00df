from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from pydantic import SecretStr
from sqlalchemy import create_engine, insert, select, text

from assistant.errors import StoreError, StoreTooNew, StoreUnavailable
from assistant.settings import StoreSettings
from assistant.store.database import migrate
from assistant.store.database.schema import checks, feedback, metadata, reviews, runs
from assistant.store.database.store import Store, open_store
from corpus.errors import SettingsError


def _steps() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    return config


def _head() -> str | None:
    return ScriptDirectory.from_config(_steps()).get_current_head()


def test_what_an_older_program_stored_is_asked_what_it_was_asked(settings: StoreSettings, store: Store) -> None:
    """A check and a verdict of the first step are there afterwards, and were asked about support."""
    with store.writing() as connection:
        config = _steps()
        config.attributes["connection"] = connection
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
        command.upgrade(config, "0001")
        check = {"origin": "sent", "run_id": "", "question": "Whom?", "note": "", "sent_by": "dsl", "state": "open"}
        connection.execute(
            text(
                "INSERT INTO checks (id, origin, run_id, question, note, answer, evidence, sent_by, created, state) VALUES"
                " ('c', :origin, :run_id, :question, :note, '{}', '[]', :sent_by, '2026-01-05 09:00:00', :state)"
            ),
            check,
        )
        connection.execute(
            text(
                "INSERT INTO reviews (check_id, reviewer, reviewer_name, version, missing, comment, submitted)"
                " VALUES ('c', 'ann', 'Ann', 1, '[]', '', '2026-01-05 09:00:00')"
            )
        )
    again = open_store(settings)
    with again.reading() as connection:
        assert connection.execute(select(checks.c.asks)).scalar_one() == "support"
        assert connection.execute(select(reviews.c.nuggets)).scalar_one() == []
    again.close()


def test_the_steps_lead_to_the_tables(store: Store) -> None:
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_opening_again_keeps_what_is_there(settings: StoreSettings, store: Store) -> None:
    with store.writing() as connection:
        connection.execute(insert(runs).values(id="1", folder="f", manifest={}, scores=None, added=store.now()))
    again = open_store(settings)
    with again.reading() as connection:
        row = connection.execute(select(runs)).one()
    again.close()
    assert (row.manifest, row.scores, row.added) == ({}, None, store.now())


def test_a_database_of_before_is_brought_up_to_date_with_what_is_in_it(settings: StoreSettings, store: Store) -> None:
    with store.writing() as connection:
        connection.execute(insert(runs).values(id="1", folder="f", manifest={}, scores=None, added=store.now()))
        connection.execute(text("DROP TABLE feedback"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    again = open_store(settings)
    with again.reading() as connection:
        assert connection.execute(select(feedback)).all() == []
        assert connection.execute(select(runs.c.id)).scalars().all() == ["1"]
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    again.close()


def test_a_newer_database_is_refused(settings: StoreSettings, store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew, match=rf"9999.* knows up to {_head()}") as refused:
        open_store(settings)
    assert "newer version" in refused.value.hint


def test_many_open_a_new_database_at_once(settings: StoreSettings) -> None:
    opened: list[Store] = []
    failed: list[Exception] = []

    def opening() -> None:
        try:
            opened.append(open_store(settings))
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=opening) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in opened:
        one.close()
    assert failed == []
    assert len(opened) == 5


def test_many_write_at_once(store: Store) -> None:
    failed: list[Exception] = []

    def write(name: str) -> None:
        try:
            for n in range(10):
                with store.writing() as connection:
                    connection.execute(select(runs)).all()
                    row = {"id": f"{name}{n}", "folder": f"{name}/{n}", "manifest": {}, "scores": None}
                    connection.execute(insert(runs).values(**row, added=store.now()))
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with store.reading() as connection:
        assert len(connection.execute(select(runs)).all()) == 40


def test_a_write_that_fails_leaves_nothing(store: Store) -> None:
    row = {"id": "1", "folder": "f", "manifest": {}, "scores": None, "added": store.now()}

    def twice() -> None:
        with store.writing() as connection:
            connection.execute(insert(runs).values(**row))
            connection.execute(insert(runs).values(**row))

    with pytest.raises(StoreUnavailable) as raised:
        twice()
    assert "manifest" not in raised.value.message
    with store.reading() as connection:
        assert connection.execute(select(runs)).all() == []


def test_sqlite_is_set_as_it_should_be(tmp_path: Path) -> None:
    file = tmp_path / "new" / "desk.sqlite"
    store = open_store(StoreSettings(database_url=SecretStr(f"sqlite:///{file}"), evidence_dir=tmp_path))
    with store.reading() as connection:
        expected = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "secure_delete", "busy_timeout")
        }
    store.close()
    assert expected == {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 10_000}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o644)  # as whoever copied it back from a backup may leave it
    open_store(StoreSettings(database_url=SecretStr(f"sqlite:///{file}"), evidence_dir=tmp_path)).close()
    assert {stat.S_IMODE(one.stat().st_mode) for one in file.parent.iterdir()} == {0o600}


def test_without_a_setting_it_is_a_file_next_to_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DSL_DATABASE_URL", raising=False)
    open_store(StoreSettings.read()).close()
    assert (tmp_path / ".data" / "desk.sqlite").is_file()


@pytest.mark.parametrize(
    "url", ["mysql://u:hunter2@host/name", "sqlite://", "sqlite:///:memory:", "no address: hunter2", "oracle://x"]
)
def test_an_address_that_cannot_be_used_is_said_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="DSL_DATABASE_URL") as raised:
        open_store(StoreSettings(database_url=SecretStr(url), evidence_dir=tmp_path))
    assert "hunter2" not in raised.value.message + raised.value.hint


def test_a_server_that_is_not_there_is_said_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql://desk:hunter2@/desk?host={tmp_path}"
    with pytest.raises(StoreUnavailable) as raised:
        open_store(StoreSettings(database_url=SecretStr(url), evidence_dir=tmp_path))
    assert "hunter2" not in raised.value.message + raised.value.hint
    assert "DSL_DATABASE_URL" in raised.value.hint


def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    url = f"sqlite:///{tmp_path / 'file' / 'desk.sqlite'}"
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        open_store(StoreSettings(database_url=SecretStr(url), evidence_dir=tmp_path))


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").write_bytes(b"not a database at all, but text" * 100)
    with pytest.raises(StoreError, match=r"desk\.sqlite"):
        open_store(
            StoreSettings(database_url=SecretStr(f"sqlite:///{tmp_path / 'desk.sqlite'}"), evidence_dir=tmp_path)
        )


def test_an_unforeseen_setting_names_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSL_UNKNOWN_ROLE", "everything")
    with pytest.raises(SettingsError, match="DSL_UNKNOWN_ROLE"):
        StoreSettings.read()


def test_the_driver_is_ours_to_choose(settings: StoreSettings) -> None:
    url = settings.database_url.get_secret_value()
    if url.startswith("postgresql"):
        store = open_store(
            settings.model_copy(update={"database_url": SecretStr(url.replace("postgresql:", "postgres:", 1))})
        )
        assert store.engine.dialect.name == "postgresql"
        store.close()
    else:
        engine = create_engine(url)
        assert engine.dialect.name == "sqlite"
        engine.dispose()
