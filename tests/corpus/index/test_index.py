"""PassageIndex: the fake and the real index pass the same suite; the real one also notices damage."""

from __future__ import annotations

import gc
import hashlib
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from chromadb.errors import InternalError

from corpus.errors import IndexDamaged, IndexMismatch, IndexMissing
from corpus.index import generations
from corpus.index.checksums import checksums
from corpus.index.chroma_vectors import write_vectors
from corpus.index.generation_store import EmbeddedStore, open_index
from corpus.index.generations import IndexedSource, Manifest
from corpus.index.index import PassageIndex
from corpus.index.lexical_index import LexicalIndex
from corpus.index.message_vectors import MessageVectors, message_set_of
from corpus.index.passage_store import write_passages
from corpus.practice.practice_data import Pointer
from corpus.types import Passage, Source
from ingest.index import publish
from tests.contracts.back_ends import served
from tests.corpus.index.test_passage_store import change_row, forget_what_was_read
from tests.doubles import WORD_CALIBRATION, MemoryIndex, WordEmbedder, a_passage, a_source

SOURCES = {i: a_source(i) for i in ("rules-2025", "notes-2025")}
PASSAGES = [
    a_passage("A child who sees or hears abuse is a victim.", paragraph="3"),
    a_passage("Records are kept in writing.", start=50, paragraph="4"),
    a_passage("Boilers are serviced each year.", source_id="notes-2025", paragraph="3"),
    a_passage("A child who moves takes the file along.", source_id="notes-2025", page=2),
]
POINTERS = [
    Pointer("he only heard it through the wall", PASSAGES[0].passage_id),
    Pointer("does hearing it through the wall count", PASSAGES[0].passage_id),
    Pointer("who pays for the heating", PASSAGES[2].passage_id),
]


def messages() -> MessageVectors:
    """Three questions, two phrases and a case."""
    phrase_vectors = WordEmbedder().embed(["always rowing at theirs", "the radiators are cold"])
    at = {passage.passage_id: position for position, passage in enumerate(PASSAGES)}
    questions = WordEmbedder().embed([pointer.question for pointer in POINTERS])
    return MessageVectors(
        questions=message_set_of(questions, [{at[pointer.passage_id]: 1.0} for pointer in POINTERS]),
        phrases=message_set_of(phrase_vectors, [{0: 1.0, 3: 0.5}, {2: 1.0}]),
        cases=message_set_of(phrase_vectors[:1], [{1: 1.0, 2: 0.6}]),
    )


def write_index(index_dir: Path, passages: list[Passage], sources: dict[str, Source]) -> str:
    """Write a small generation without ingest."""
    embedder = WordEmbedder()
    name = generations.new_name(index_dir, "abcdef0123456789")
    folder = generations.folder_of(index_dir, name)
    folder.mkdir(parents=True)
    texts = [p.embedded_text(sources[p.source_id].title) for p in passages]
    write_passages(folder / "passages.sqlite", passages)
    LexicalIndex.build(texts, [p.source_id for p in passages]).save(folder / "lexical")
    write_vectors(folder / "chroma", passages, embedder.embed(texts))
    messages().save(folder / "bridge.npz")
    pdf = b"%PDF-"
    sha256 = hashlib.sha256(pdf).hexdigest()
    (index_dir / "files").mkdir(exist_ok=True)
    generations.pdf_of(index_dir, sha256).write_bytes(pdf)
    entries = tuple(
        IndexedSource(
            source=source, sha256=sha256, key=i, n_pages=2, n_passages=sum(p.source_id == i for p in passages)
        )
        for i, source in sources.items()
    )
    manifest = Manifest(
        generation=name,
        built_at=datetime(2026, 11, 25, tzinfo=UTC),
        embedder=embedder.name,
        dimension=embedder.dimension,
        versions={},
        inputs="abcdef0123456789",
        sources=entries,
    )
    generations.write_manifest(index_dir, generations.with_checksums(index_dir, manifest))
    generations.swap(index_dir, name)
    return name


@pytest.fixture(params=["memory", "chroma", "served"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PassageIndex]:
    if request.param == "memory":
        yield MemoryIndex(PASSAGES, SOURCES, WordEmbedder(), POINTERS, messages())
        return
    write_index(tmp_path, PASSAGES, SOURCES)
    if request.param == "chroma":
        yield open_index(tmp_path, calibration=WORD_CALIBRATION)
        return
    back_end = served(request.getfixturevalue("vector_server"), tmp_path)
    publish(EmbeddedStore(tmp_path), back_end.open("writer"))
    yield back_end.open("replica").open(calibration=WORD_CALIBRATION)
    for computer in ("writer", "replica"):
        back_end.open(computer).close()  # type: ignore[attr-defined]


def test_the_nearest_passage_comes_first_with_its_cosine(index: PassageIndex) -> None:
    vector = WordEmbedder().embed([PASSAGES[0].embedded_text(SOURCES["rules-2025"].title)])[0]
    found = index.dense(vector, 10, set(SOURCES))
    assert found[0][0] == PASSAGES[0].passage_id
    assert found[0][1] == pytest.approx(1.0, abs=1e-4)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert len(found) == len(PASSAGES)


def test_only_the_sources_asked_for_are_searched(index: PassageIndex) -> None:
    vector = WordEmbedder().embed(["child"])[0]
    for found in (index.dense(vector, 10, {"notes-2025"}), index.lexical("child", 10, {"notes-2025"})):
        assert found
        assert {passage.source_id for passage in index.get([i for i, _ in found])} == {"notes-2025"}
    assert index.dense(vector, 10, set()) == []
    assert index.lexical("child", 10, set()) == []


def test_a_source_is_written_for_where_staffs_words_lead_into_it(index: PassageIndex) -> None:
    assert index.written_for == set(SOURCES)


def test_where_staffs_words_lead_nowhere_all_sources_are_alike() -> None:
    alone = MemoryIndex(PASSAGES, SOURCES, WordEmbedder())
    assert alone.written_for == set(SOURCES)


def test_a_stray_twin_does_not_make_a_source_one_that_was_written_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.index.index._WRITTEN_FOR", 0.9)
    write_index(tmp_path, PASSAGES, SOURCES)
    assert open_index(tmp_path).written_for == {"rules-2025"}


def test_the_vectors_of_passages_are_given_back(index: PassageIndex) -> None:
    wanted = [PASSAGES[3].passage_id, PASSAGES[0].passage_id]
    made = WordEmbedder().embed([p.embedded_text(SOURCES[p.source_id].title) for p in (PASSAGES[0], PASSAGES[3])])
    np.testing.assert_allclose(index.vectors(wanted).mean(axis=0), made.mean(axis=0), atol=1e-5)


def test_words_are_found_and_unknown_words_find_nothing(index: PassageIndex) -> None:
    assert index.lexical("boilers", 10, set(SOURCES))[0][0] == PASSAGES[2].passage_id
    assert index.lexical("zebra", 10, set(SOURCES)) == []
    assert index.lexical("", 10, set(SOURCES)) == []


def test_staffs_questions_point_to_their_passages_once_each(index: PassageIndex) -> None:
    vector = WordEmbedder().embed(["heard it through the wall"])[0]
    found = index.questions(vector, 10, set(SOURCES))
    assert [passage_id for passage_id, _ in found] == [PASSAGES[0].passage_id, PASSAGES[2].passage_id]
    assert found[0][1] > found[1][1]
    assert [i for i, _ in index.questions(vector, 10, {"notes-2025"})] == [PASSAGES[2].passage_id]
    assert index.questions(vector, 10, set()) == []


def test_phrases_and_cases_vote_for_the_passages_they_lead_to(index: PassageIndex) -> None:
    vector = WordEmbedder().embed(["they are always rowing"])[0]
    found = index.phrases(vector, 10, set(SOURCES))
    assert [passage_id for passage_id, _ in found][:2] == [PASSAGES[0].passage_id, PASSAGES[3].passage_id]
    assert found[0][1] > found[1][1] > 0
    assert index.phrases(vector, 1, set(SOURCES)) == found[:1]
    assert [i for i, _ in index.cases(vector, 10, set(SOURCES))] == [PASSAGES[1].passage_id, PASSAGES[2].passage_id]
    assert [i for i, _ in index.cases(vector, 10, {"notes-2025"})] == [PASSAGES[2].passage_id]
    assert index.cases(vector, 10, set()) == []


def test_passages_come_back_whole_and_in_the_order_asked(index: PassageIndex) -> None:
    wanted = [PASSAGES[3], PASSAGES[0]]
    assert index.get([passage.passage_id for passage in wanted]) == wanted
    assert index.get(["rules-2025#p9:0-4"]) == []


def test_a_paragraph_is_looked_up_in_the_sources_asked_for(index: PassageIndex) -> None:
    assert index.with_paragraph("3", {"notes-2025"}) == [PASSAGES[2]]
    assert index.with_paragraph("99", set(SOURCES)) == []


def test_it_says_what_it_holds(index: PassageIndex) -> None:
    assert dict(index.sources) == SOURCES
    assert index.stats["notes-2025"].n_passages == 2
    assert index.pdf_path("notes-2025").suffix == ".pdf"


def test_no_index_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="there is no index in"):
        open_index(tmp_path)


def test_another_model_is_a_clear_error(tmp_path: Path) -> None:
    write_index(tmp_path, PASSAGES, SOURCES)
    with pytest.raises(
        IndexMismatch, match="built with the embedding model words@1, and the one configured is other@2"
    ):
        open_index(tmp_path, "other@2")


@pytest.mark.parametrize(
    "lost", ["manifest.json", "passages.sqlite", "lexical/params.index.json", "chroma/chroma.sqlite3", "bridge.npz"]
)
def test_a_lost_file_is_a_clear_error(tmp_path: Path, lost: str) -> None:
    name = write_index(tmp_path, PASSAGES, SOURCES)
    (generations.folder_of(tmp_path, name) / lost).unlink()
    with pytest.raises(IndexDamaged):
        open_index(tmp_path)


def test_counts_that_disagree_are_a_clear_error(tmp_path: Path) -> None:
    name = write_index(tmp_path, PASSAGES, SOURCES)
    store = generations.folder_of(tmp_path, name) / "passages.sqlite"
    store.unlink()
    write_passages(store, PASSAGES[:2])
    manifest = generations.read_manifest(tmp_path, name)
    generations.write_manifest(tmp_path, generations.with_checksums(tmp_path, manifest))
    with pytest.raises(IndexDamaged, match="does not hold the 4 passages"):
        open_index(tmp_path)


def test_another_format_is_a_clear_error(tmp_path: Path) -> None:
    name = write_index(tmp_path, PASSAGES, SOURCES)
    path = generations.folder_of(tmp_path, name) / "manifest.json"
    path.write_text(path.read_text().replace('"schema_version": 3', '"schema_version": 0'))
    with pytest.raises(IndexMismatch, match="format 0"):
        open_index(tmp_path)


@pytest.mark.parametrize(
    "part", ["passages.sqlite", "bridge.npz", "lexical/data.csc.index.npy", "chroma/chroma.sqlite3"]
)
def test_one_changed_byte_in_any_file_is_noticed_before_the_file_is_used(tmp_path: Path, part: str) -> None:
    name = write_index(tmp_path, PASSAGES, SOURCES)
    path = generations.folder_of(tmp_path, name) / part
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexDamaged, match=f"{part} has changed"):
        open_index(tmp_path)


def test_opening_and_asking_changes_no_file_of_the_generation(tmp_path: Path) -> None:
    name = write_index(tmp_path, PASSAGES, SOURCES)
    before = checksums(generations.folder_of(tmp_path, name))
    for _ in range(2):
        index = open_index(tmp_path)
        index.dense(WordEmbedder().embed(["child"])[0], 3, set(SOURCES))
        index.close()
    assert checksums(generations.folder_of(tmp_path, name)) == before


def test_a_row_that_changes_under_a_reader_is_refused_and_the_others_are_given(tmp_path: Path) -> None:
    name = write_index(tmp_path, PASSAGES, SOURCES)
    index = open_index(tmp_path)
    change_row(generations.folder_of(tmp_path, name) / "passages.sqlite", PASSAGES[0].passage_id)
    forget_what_was_read(index._store)
    with pytest.raises(IndexDamaged, match="has changed"):
        index.get([PASSAGES[0].passage_id])
    assert index.get([PASSAGES[1].passage_id]) == [PASSAGES[1]]
    index.close()


def test_what_is_read_stays_what_was_opened_when_every_file_is_cut_short(tmp_path: Path) -> None:
    name = write_index(tmp_path, PASSAGES, SOURCES)
    index, vector = open_index(tmp_path, calibration=WORD_CALIBRATION), WordEmbedder().embed(["child"])[0]
    asked = (index.dense, index.questions, index.phrases)
    before = [ask(vector, 4, set(SOURCES)) for ask in asked], index.lexical("child", 4, set(SOURCES))
    for path in generations.folder_of(tmp_path, name).rglob("*.*"):
        path.write_bytes(path.read_bytes()[:50])
    forget_what_was_read(index._store)
    assert ([ask(vector, 4, set(SOURCES)) for ask in asked], index.lexical("child", 4, set(SOURCES))) == before
    with pytest.raises(IndexDamaged):
        index.get([PASSAGES[0].passage_id])
    index.close()


def test_a_copy_that_is_cleared_away_under_a_reader_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    write_index(tmp_path, PASSAGES, SOURCES)
    index = open_index(tmp_path)
    (copy,) = (tmp_path / "temporary").iterdir()
    index._vectors._passages = Lost()
    assert index.dense(WordEmbedder().embed(["child"])[0], 4, set(SOURCES))
    (another,) = (tmp_path / "temporary").iterdir()
    assert another != copy
    index.close()
    assert not any((tmp_path / "temporary").iterdir())


class Lost:
    """A collection whose files are gone."""

    def query(self, **_: object) -> None:
        raise InternalError("unable to open database file")


def test_an_index_that_nobody_closed_leaves_no_copy_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    write_index(tmp_path, PASSAGES, SOURCES)
    index = open_index(tmp_path)
    del index
    gc.collect()
    assert not any((tmp_path / "temporary").iterdir())


def test_vectors_have_length_one() -> None:
    assert np.linalg.norm(WordEmbedder().embed(["a b", ""]), axis=1) == pytest.approx([1, 1])
