"""GenerationStore: a folder and a server pass the same suite, and find the same."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from corpus.errors import IndexBusy, IndexDamaged, IndexMismatch, IndexMissing
from corpus.index import GenerationStore, generations
from ingest.errors import BuildError
from ingest.index import Builder
from tests.contracts.back_ends import BackEnd, an_item, best, embedded
from tests.doubles import WordEmbedder


def go_back(store: GenerationStore) -> str:
    with store.writing():
        earlier = generations.previous(store.index_dir)
        store.swap(earlier)
    return earlier


def test_nothing_serves_before_anything_is_built(back_end: BackEnd) -> None:
    for computer in ("writer", "replica"):
        store = back_end.open(computer)
        store.refresh()
        with pytest.raises(IndexMissing, match="there is no index"):
            store.current()
        with pytest.raises(IndexMissing):
            store.open()


def test_what_one_computer_builds_another_reads_with_its_pdf(back_end: BackEnd, tmp_path: Path) -> None:
    item = an_item(tmp_path, "a-2025", 1, 2)
    built = back_end.build(item)
    replica = back_end.open("replica")
    assert replica.current() == built.manifest.generation
    assert "of page 2 " in best(replica, 2).text
    index = replica.open(WordEmbedder.name)
    assert index.manifest.sources == built.manifest.sources
    assert index.pdf_path("a-2025").read_bytes() == item.pdf.read_bytes()
    index.close()


def test_a_reader_keeps_what_it_opened_and_the_next_opening_has_what_is_new(back_end: BackEnd, tmp_path: Path) -> None:
    a, b = an_item(tmp_path, "a-2025", 1, 2), an_item(tmp_path, "b-2025", 7)
    back_end.build(a)
    replica, vector = back_end.open("replica"), WordEmbedder().embed(["of page 7 " * 8])[0]
    old = replica.open()
    second = back_end.build(a, b)
    assert {i.partition("#")[0] for i, _ in old.dense(vector, 10, {"a-2025", "b-2025"})} == {"a-2025"}
    assert replica.current() == second.manifest.generation
    assert best(replica, 7).source_id == "b-2025"
    old.close()


def test_going_back_is_seen_by_every_computer_and_so_is_the_build_after_it(back_end: BackEnd, tmp_path: Path) -> None:
    a, b = an_item(tmp_path, "a-2025", 1, 2), an_item(tmp_path, "b-2025", 7)
    first, replica = back_end.build(a), back_end.open("replica")
    second = back_end.build(a, b)
    assert set(replica.open().sources) == {"a-2025", "b-2025"}
    assert go_back(back_end.open("another")) == first.manifest.generation
    assert replica.current() == first.manifest.generation
    assert set(replica.open().sources) == {"a-2025"}
    third = back_end.build(a, an_item(tmp_path, "c-2025", 8))
    assert third.manifest.generation > second.manifest.generation
    assert set(replica.open().sources) == {"a-2025", "c-2025"}


def test_two_generations_are_kept_and_no_file_of_the_others(back_end: BackEnd, tmp_path: Path) -> None:
    items = [an_item(tmp_path, f"{letter}-2025", page) for page, letter in enumerate("abcd", start=1)]
    replica = back_end.open("replica")
    for item in items:
        built = back_end.build(item)
        assert set(replica.open().sources) == {item.source.source_id}
    for computer in ("writer", "replica", "another"):
        store = back_end.open(computer)
        store.refresh(whole=True)
        names = generations.complete(store.index_dir)
        assert len(names) == 2
        assert names[-1] == built.manifest.generation
        kept = {path.stem for path in (store.index_dir / "files").glob("*.pdf")}
        assert kept == {item.sha256 for item in items[2:]}


def test_what_was_taken_out_is_nowhere_and_cannot_be_gone_back_to(back_end: BackEnd, tmp_path: Path) -> None:
    a, b = an_item(tmp_path, "a-2025", 1, 2), an_item(tmp_path, "b-2025", 7)
    back_end.build(a, b)
    replica = back_end.open("replica")
    replica.open().pdf_path("b-2025")
    back_end.build(a, taken_out=["b-2025"])
    replica.refresh(whole=True)
    with pytest.raises(IndexMissing, match="no earlier generation"):
        go_back(back_end.open("another"))
    assert [path.stem for path in (replica.index_dir / "files").glob("*.pdf")] == [a.sha256]


def test_a_second_writer_is_turned_away_and_readers_are_not(back_end: BackEnd, tmp_path: Path) -> None:
    a = an_item(tmp_path, "a-2025", 1, 2)
    back_end.build(a)
    with back_end.open("writer").writing():
        for computer in ("writer", "another"):
            with (
                pytest.raises(IndexBusy, match="another process is writing the index"),
                back_end.open(computer).writing(),
            ):
                pass
        assert best(back_end.open("replica"), 2).source_id == "a-2025"
    assert back_end.build(a, an_item(tmp_path, "b-2025", 7), computer="another").changed


def test_a_build_that_breaks_leaves_what_serves_and_the_next_one_goes_through(
    back_end: BackEnd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = an_item(tmp_path, "a-2025", 1, 2), an_item(tmp_path, "b-2025", 7)
    before = back_end.build(a)
    with monkeypatch.context() as broken:
        broken.setattr(Builder, "_verify", _breaks)
        with pytest.raises(BuildError):
            back_end.build(a, b)
    replica = back_end.open("replica")
    assert replica.current() == before.manifest.generation
    assert set(replica.open().sources) == {"a-2025"}
    assert set(back_end.build(a, b, computer="another").manifest.vectors) <= {"a-2025", "b-2025"}
    assert set(replica.open().sources) == {"a-2025", "b-2025"}


def _breaks(*_: object) -> None:
    raise BuildError("the disk is full", "free some")


def test_only_a_complete_generation_can_serve(back_end: BackEnd, tmp_path: Path) -> None:
    before = back_end.build(an_item(tmp_path, "a-2025", 1, 2))
    store = back_end.open("writer")
    with store.writing():
        generations.folder_of(store.index_dir, "0009-dead").mkdir()
        with pytest.raises(IndexDamaged):
            store.swap("0009-dead")
    assert back_end.open("replica").current() == before.manifest.generation


def test_what_did_not_change_is_not_built_again_on_another_computer(back_end: BackEnd, tmp_path: Path) -> None:
    a = an_item(tmp_path, "a-2025", 1, 2)
    first = back_end.build(a)
    again = back_end.build(a, computer="another")
    assert not again.changed
    assert again.manifest.generation == first.manifest.generation
    more = back_end.build(a, an_item(tmp_path, "b-2025", 7), computer="another")
    assert more.n_pages_parsed == 1  # a-2025 is taken over from what the other computer read


def test_another_model_is_a_clear_error(back_end: BackEnd, tmp_path: Path) -> None:
    back_end.build(an_item(tmp_path, "a-2025", 1, 2))
    with pytest.raises(
        IndexMismatch, match="built with the embedding model words@1, and the one configured is other@2"
    ):
        back_end.open("replica").open("other@2")


def test_one_edition_is_searched_where_two_have_the_same_words(back_end: BackEnd, tmp_path: Path) -> None:
    editions = [an_item(tmp_path, f"rules-{year}", 1, 2, 3, edition=str(year)) for year in (2024, 2025)]
    back_end.build(*editions)
    index, vector = back_end.open("replica").open(), WordEmbedder().embed(["of page 2 " * 8])[0]
    for edition in ("rules-2024", "rules-2025"):
        for found in (index.dense(vector, 3, {edition}), index.lexical("page", 3, {edition})):
            assert len(found) == 3
            assert {passage_id.partition("#")[0] for passage_id, _ in found} == {edition}
    assert len(index.dense(vector, 6, {"rules-2024", "rules-2025", "unknown"})) == 6
    assert index.dense(vector, 6, {"unknown"}) == []
    index.close()


def test_both_back_ends_find_the_same_in_the_same_order(a_served_one: BackEnd, tmp_path: Path) -> None:
    items = [an_item(tmp_path, f"{letter}-2025", *range(at, at + 4)) for at, letter in enumerate("abcd")]
    in_folder = embedded(tmp_path / "folder")
    for back_end in (in_folder, a_served_one):
        back_end.build(*items)
    here, there = in_folder.open("").open(), a_served_one.open("replica").open()
    ids = [item.source.source_id for item in items]
    for page in range(8):
        vector = WordEmbedder().embed([f"what is said of page {page} " * 3])[0]
        for some in (set(some) for n in range(5) for some in combinations(ids, n)):
            expected, found = here.dense(vector, 7, some), there.dense(vector, 7, some)
            assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-5)
            assert there.lexical(f"page {page}", 7, some) == here.lexical(f"page {page}", 7, some)
            assert _surely_in(found) == _surely_in(expected)
    here.close()
    there.close()


def _surely_in(found: list[tuple[str, float]]) -> set[str]:
    """What is nearer than the last: of several as near as that one, either may be left out."""
    return {passage_id for passage_id, score in found if score > found[-1][1] + 1e-5}
