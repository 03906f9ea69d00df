"""What is only so where the index is at a server: it can be lost, its files can be damaged here and there."""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from assistant.build import build_assistant
from assistant.types import Question
from corpus.errors import IndexDamaged, IndexMissing, IndexReplaced, IndexUnreachable, SettingsError
from corpus.index import EmbeddedStore, GenerationStore, generations, store_of
from corpus.index.served import ServedStore, database, open_served, postgres_vectors
from corpus.index.served.database import Connection, Database
from corpus.settings import LibrarySettings
from ingest.__main__ import main as ingest
from ingest.errors import BuildError
from ingest.index import Builder, publish
from ingest.local import Description, LocalLibrary, upload_of
from ingest.upkeep import must_be_sound
from ingest.upkeep.maintainer import LibraryUpkeep
from tests import postgres
from tests.contracts.back_ends import BackEnd, a_database, an_item, best, served
from tests.doubles import WordEmbedder
from tests.ingest import pdfs


@pytest.fixture
def own_server(vector_server: str) -> Iterator[postgres.Server]:
    """A server that a test may kill."""
    with tempfile.TemporaryDirectory(prefix="desk-pg-") as name:
        server = postgres.Server(Path(name), "vector")
        yield server
        server.stop()


def test_a_lost_server_is_a_clear_error_and_the_next_question_finds_it_again(
    own_server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_RESTART_S", 1)
    back_end = served(own_server.url, tmp_path)
    back_end.build(an_item(tmp_path, "a-2025", 1, 2))
    replica, vector = back_end.open("replica"), WordEmbedder().embed(["of page 2"])[0]
    index = replica.open()
    own_server.kill()
    for ask in (replica.current, lambda: index.dense(vector, 1, {"a-2025"})):
        with pytest.raises(IndexUnreachable, match="does not answer") as raised:
            ask()
        assert "nothing is lost" in raised.value.hint
    assert index.lexical("page 2", 1, {"a-2025"})  # what is here needs no server
    own_server.start()
    assert index.dense(vector, 1, {"a-2025"})
    assert "of page 2 " in best(replica, 2).text
    for computer in ("writer", "replica"):
        back_end.open(computer).close()  # type: ignore[attr-defined]


def test_a_question_waits_for_a_server_that_is_restarted(own_server: postgres.Server, tmp_path: Path) -> None:
    back_end = served(own_server.url, tmp_path)
    back_end.build(an_item(tmp_path, "a-2025", 1, 2))
    replica, vector = back_end.open("replica"), WordEmbedder().embed(["of page 2"])[0]
    index = replica.open()
    own_server.kill()
    with ThreadPoolExecutor(2) as askers:
        asked: list[Future[object]] = [
            askers.submit(replica.current),
            askers.submit(index.dense, vector, 1, {"a-2025"}),
        ]
        time.sleep(1)
        assert not any(one.done() for one in asked)
        own_server.start()
        assert all(one.result(30) for one in asked)
    for computer in ("writer", "replica"):
        back_end.open(computer).close()  # type: ignore[attr-defined]


def test_a_read_whose_connection_is_lost_is_done_again(own_server: postgres.Server) -> None:
    at_server, tries = Database(own_server.url), []

    def work(connection: Connection) -> int:
        tries.append(1)
        if len(tries) == 2:
            own_server.kill()
            own_server.start()
        row = connection.execute("SELECT 7").fetchone()
        assert row is not None
        return int(row[0])

    assert [at_server.read(work) for _ in range(2)] == [7, 7]
    assert len(tries) == 3
    at_server.close()


def test_a_writer_that_loses_the_server_changes_nothing(
    own_server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_end = served(own_server.url, tmp_path)
    a, b = an_item(tmp_path, "a-2025", 1, 2), an_item(tmp_path, "b-2025", 7)
    before = back_end.build(a)
    swap = ServedStore.swap

    def lost(self: ServedStore, generation: str) -> None:
        own_server.kill()
        own_server.start()
        swap(self, generation)

    with monkeypatch.context() as losing:
        losing.setattr(ServedStore, "swap", lost)
        with pytest.raises(IndexUnreachable):
            back_end.build(a, b)
    assert back_end.open("replica").current() == before.manifest.generation
    assert generations.current(back_end.open("writer").index_dir) == before.manifest.generation
    assert back_end.build(a, b).changed
    assert set(back_end.open("replica").open().sources) == {"a-2025", "b-2025"}
    for computer in ("writer", "replica"):
        back_end.open(computer).close()  # type: ignore[attr-defined]


def test_what_is_damaged_here_is_brought_again(a_served_one: BackEnd, tmp_path: Path) -> None:
    built = a_served_one.build(an_item(tmp_path, "a-2025", 1, 2))
    replica = a_served_one.open("replica")
    replica.open().close()
    folder = generations.folder_of(replica.index_dir, built.manifest.generation)
    for name in ("passages.sqlite", "bridge.npz", "manifest.json"):
        (folder / name).write_bytes(b"no such file")
        assert "of page 2 " in best(replica, 2).text


def test_a_way_back_that_is_damaged_here_is_brought_again(a_served_one: BackEnd, tmp_path: Path) -> None:
    a = an_item(tmp_path, "a-2025", 1, 2)
    first = a_served_one.build(a)
    a_served_one.build(a, an_item(tmp_path, "b-2025", 7))
    store = a_served_one.open("writer")
    (generations.folder_of(store.index_dir, first.manifest.generation) / "passages.sqlite").write_bytes(b"")
    with store.writing():
        must_be_sound(store.index_dir, first.manifest.generation)
        store.swap(first.manifest.generation)
    assert set(a_served_one.open("replica").open().sources) == {"a-2025"}


def test_what_is_damaged_at_the_server_is_never_read(a_served_one: BackEnd, tmp_path: Path) -> None:
    built = a_served_one.build(an_item(tmp_path, "a-2025", 1, 2))
    sha256 = built.manifest.files["passages.sqlite"]
    with psycopg.connect(address_of(a_served_one), autocommit=True) as connection:
        connection.execute("UPDATE dsl_index.part SET bytes = set_byte(bytes, 900, 7) WHERE sha256 = %s", [sha256])
        with pytest.raises(IndexDamaged, match=r"passages\.sqlite, has changed at the server"):
            a_served_one.open("replica").open()
        connection.execute("DELETE FROM dsl_index.stored_file WHERE sha256 = %s", [sha256])
        with pytest.raises(IndexDamaged, match=r"passages\.sqlite, is missing at the server"):
            a_served_one.open("replica").open()


def test_a_manifest_that_names_a_file_elsewhere_is_refused(a_served_one: BackEnd, tmp_path: Path) -> None:
    built = a_served_one.build(an_item(tmp_path, "a-2025", 1, 2))
    with psycopg.connect(address_of(a_served_one), autocommit=True) as connection:
        changed = "convert_to(replace(convert_from(manifest, 'UTF8'), 'passages.sqlite', '../../../a'), 'UTF8')"
        query = f"UPDATE dsl_index.generation SET manifest = {changed}, sha256 = encode(sha256({changed}), 'hex')"
        connection.execute(query)  # type: ignore[call-overload]
    with pytest.raises(IndexDamaged, match="outside its generation"):
        a_served_one.open("replica").open()
    assert built.changed


def test_a_reader_whose_generation_is_kept_no_more_is_told_and_mixes_nothing(
    a_served_one: BackEnd, tmp_path: Path
) -> None:
    a = an_item(tmp_path, "a-2025", 1, 2)
    a_served_one.build(a, an_item(tmp_path, "b-2025", 7))
    replica, vector = a_served_one.open("replica"), WordEmbedder().embed(["of page 7"])[0]
    old = replica.open()
    for page in (8, 9):
        a_served_one.build(a, an_item(tmp_path, "c-2025", page))
    with pytest.raises(IndexReplaced, match="has been replaced"):
        old.dense(vector, 10, {"a-2025"})  # its rows are there still, since the new generations share them
    with pytest.raises(IndexReplaced):
        old.vectors([old.of_source("a-2025")[0].passage_id])
    assert best(replica, 9).source_id == "c-2025"


def test_vectors_that_did_not_change_are_shared_and_those_that_nobody_has_go(
    a_served_one: BackEnd, tmp_path: Path
) -> None:
    a = an_item(tmp_path, "a-2025", 1, 2)
    first = a_served_one.build(a, an_item(tmp_path, "b-2025", 7))
    second = a_served_one.build(a, an_item(tmp_path, "b-2025", 8))
    assert first.manifest.vectors["a-2025"] == second.manifest.vectors["a-2025"]
    assert rows_of(a_served_one, "source") == 3
    third = a_served_one.build(a)
    assert rows_of(a_served_one, "source") == 2
    assert rows_of(a_served_one, "generation") == 2
    n_files = {*second.manifest.files.values(), *third.manifest.files.values()}
    n_files |= {entry.sha256 for manifest in (second.manifest, third.manifest) for entry in manifest.sources}
    assert rows_of(a_served_one, "stored_file") == len(n_files)


def test_lists_that_hold_too_few_are_followed_by_an_exact_search(
    a_served_one: BackEnd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_vectors, "_PASSAGES_IN_LIST", 2)
    monkeypatch.setattr(postgres_vectors, "_COMPARED_AT_MOST", 0)
    a_served_one.build(*(an_item(tmp_path, f"{letter}-2025", 1, 2, 3) for letter in "abcd"))
    replica = a_served_one.open("replica")
    index, vector = replica.open(), WordEmbedder().embed(["of page 2"])[0]
    expected = index.dense(vector, 3, {"b-2025"})

    def hinder(connection: Connection) -> None:
        for setting in (
            "enable_seqscan = off",
            "enable_bitmapscan = off",
            "ivfflat.iterative_scan = off",
            "ivfflat.probes = 1",
        ):
            connection.execute(f"SET {setting}")  # type: ignore[call-overload]

    replica._database.read(hinder)  # type: ignore[attr-defined]
    assert index.dense(vector, 3, {"b-2025"}) == expected


def test_what_is_written_later_is_not_found_by_who_opened_before(
    a_served_one: BackEnd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_vectors, "_COMPARED_AT_MOST", 0)  # so that it asks for all but those it has not
    a, b = an_item(tmp_path, "a-2025", 1, 2), an_item(tmp_path, "b-2025", 1, 2, 3)
    a_served_one.build(a)
    index, vector = a_served_one.open("replica").open(), WordEmbedder().embed(["of page 3"])[0]
    before = index.dense(vector, 2, {"a-2025"})
    a_served_one.build(a, b)
    assert index.dense(vector, 2, {"a-2025"}) == before
    everything = a_served_one.open("another").open().dense(vector, 5, {"a-2025", "b-2025"})
    assert everything[0][1] > before[0][1]  # page 3 is of the later one
    assert len(everything) == 5


def test_lists_are_made_anew_when_the_library_has_outgrown_them(
    a_served_one: BackEnd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lists() -> list[str]:
        with psycopg.connect(address_of(a_served_one)) as connection:
            query = "SELECT indexname FROM pg_indexes WHERE schemaname = 'dsl_index' AND indexname LIKE 'near%'"
            return [row[0] for row in connection.execute(query)]

    monkeypatch.setattr(postgres_vectors, "_PASSAGES_IN_LIST", 2)
    a, b, c = (an_item(tmp_path, f"{letter}-2025", 1, 2) for letter in "abc")
    a_served_one.build(a)
    (first,) = lists()
    a_served_one.build(a, b)
    assert lists() == [first]  # twice as many still do
    a_served_one.build(a, b, c)
    (second,) = lists()
    assert second != first
    replica = a_served_one.open("replica")
    assert "of page 2 " in best(replica, 2).text


def test_an_account_that_may_only_read_can_serve(a_served_one: BackEnd, tmp_path: Path) -> None:
    a_served_one.build(an_item(tmp_path, "a-2025", 1, 2))
    url = address_of(a_served_one)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA dsl_index TO reader;"
            "GRANT SELECT ON ALL TABLES IN SCHEMA dsl_index TO reader"
        )
    replica = open_served(url.replace("desk@", "reader@"), "database", tmp_path / "reader")
    assert "of page 2 " in best(replica, 2).text
    with pytest.raises(IndexUnreachable, match="does not let this program do its work"), replica.writing():
        pass
    replica.close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP OWNED BY reader; DROP ROLE reader")


def test_a_password_is_shown_in_no_message_and_no_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told = []
    for address in ("postgresql://desk:pa55word@localhost:1/x", "postgresql://desk:pa55word@localhost:1/x?no=pa55word"):
        settings = LibrarySettings(index=SecretStr(address), index_dir=tmp_path)
        with pytest.raises((IndexUnreachable, SettingsError)) as raised:
            store_of(settings).current()
        told += [
            repr(settings),
            settings.model_dump_json(),
            raised.value.message,
            raised.value.hint,
            repr(raised.value),
        ]
    assert "pa55word" not in "".join(told) + caplog.text


@pytest.mark.parametrize("value", ["mysql://desk:pa55word@localhost/x", "/srv/index"])
def test_another_kind_of_address_is_a_clear_error(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSL_INDEX", value)
    with pytest.raises(SettingsError, match="DSL_INDEX cannot be used") as raised:
        LibrarySettings.read()
    assert value not in str(raised.value) + repr(raised.value.__cause__)


def test_files_are_in_the_database_or_in_a_bucket_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DSL_INDEX_FILES", "/srv/files")
    with pytest.raises(SettingsError, match="DSL_INDEX_FILES"):
        LibrarySettings.read()


def test_commands_and_the_assistant_work_on_the_server_that_is_set(
    vector_server: str, bundled_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    own, question = (
        LibrarySettings(index_dir=bundled_index),
        Question(text="What is Operation Encompass?", as_at=date(2025, 10, 1)),
    )
    expected = build_assistant(own).ask(question)
    monkeypatch.setenv("DSL_INDEX", a_database(vector_server))
    monkeypatch.setenv("DSL_INDEX_DIR", str(tmp_path / "here"))
    assert ingest(["publish", "--index", str(bundled_index)]) == 0
    assert ingest(["publish", "--index", str(bundled_index)]) == 1
    assert "may hold what this computer's index does not" in capsys.readouterr().err
    assert ingest(["build", "--digests"]) == 0
    assert "Nothing changed" in capsys.readouterr().out
    assert ingest(["report"]) == ingest(["doctor"]) == 0
    assert "The index is sound." in capsys.readouterr().out
    assert ingest(["rollback"]) == 1
    assert "no earlier generation" in capsys.readouterr().err
    answer = build_assistant(LibrarySettings.read()).ask(question)
    assert answer.as_dict() | {"timings_ms": {}} == expected.as_dict() | {"timings_ms": {}}
    store_of(LibrarySettings.read()).close()  # type: ignore[attr-defined]


def test_whoever_looks_after_it_sees_what_serves_and_goes_back_from_any_computer(
    a_served_one: BackEnd, tmp_path: Path
) -> None:
    a, b = an_item(tmp_path, "a-2025", 1, 2), an_item(tmp_path, "b-2025", 7)
    first, second = a_served_one.build(a), a_served_one.build(a, b)
    settings = LibrarySettings(index=SecretStr(address_of(a_served_one)), index_dir=tmp_path / "upkeep")
    upkeep = LibraryUpkeep(settings)
    standing = upkeep.standing()
    assert standing.generation == second.manifest.generation
    assert standing.earlier is not None
    assert standing.earlier.generation == first.manifest.generation
    upkeep.roll_back(first.manifest.generation)
    assert upkeep.standing().generation == a_served_one.open("replica").current() == first.manifest.generation
    store_of(settings).close()  # type: ignore[attr-defined]


def test_a_document_that_one_computer_adds_another_sees_and_takes_out(a_served_one: BackEnd, tmp_path: Path) -> None:
    def library(computer: str) -> LocalLibrary:
        store = a_served_one.open(computer)
        builder = Builder(store.index_dir, WordEmbedder(), store=store)
        return LocalLibrary(store.index_dir, lambda _: builder, refresh=store.refresh)

    a_served_one.build(an_item(tmp_path, "a-2025", 1, 2))
    replica, one, other = a_served_one.open("replica"), library("writer"), library("another")
    policy = pdfs.make(tmp_path / "policy.pdf", [pdfs.filler(7)])
    one.add(one.examine(upload_of(policy), Description(title="Our policy", publisher="Our school")))
    assert [entry.source.title for entry in other.documents] == ["Our policy"]
    (source_id,) = (entry.source.source_id for entry in other.documents)
    assert best(replica, 7).source_id == source_id
    other.take_out(source_id)
    assert one.documents == []
    assert set(replica.open().sources) == {"a-2025"}
    assert rows_of(a_served_one, "source") == 1  # its vectors are gone too
    assert source_id not in {one for name in generations.complete(replica.index_dir) for one in held(replica, name)}


def held(store: GenerationStore, generation: str) -> set[str]:
    manifest = generations.read_manifest(store.index_dir, generation)
    return {entry.source.source_id for entry in manifest.sources}


def test_an_index_is_published_only_where_nothing_serves(a_served_one: BackEnd, tmp_path: Path) -> None:
    a_served_one.build(an_item(tmp_path, "a-2025", 1, 2))
    with pytest.raises(BuildError, match="serves there"):
        publish(EmbeddedStore(tmp_path / "none"), a_served_one.open("another"))
    with pytest.raises(IndexMissing):
        EmbeddedStore(tmp_path / "none").current()


def test_every_digit_of_a_vector_is_written() -> None:
    vector = WordEmbedder().embed(["of page 2"])[0] / 3
    assert postgres_vectors.written(vector) == "[" + ",".join(f"{x:.9g}" for x in vector) + "]"
    assert [float(x) for x in postgres_vectors.written(vector)[1:-1].split(",")] == pytest.approx(
        vector, rel=1e-7, abs=0
    )


def address_of(back_end: BackEnd) -> str:
    return str(back_end.open("writer")._database._address)  # type: ignore[attr-defined]


def rows_of(back_end: BackEnd, table: str) -> int:
    with psycopg.connect(address_of(back_end)) as connection:
        row = connection.execute(f"SELECT count(*) FROM dsl_index.{table}").fetchone()  # type: ignore[call-overload]
    assert row is not None
    return int(row[0])
