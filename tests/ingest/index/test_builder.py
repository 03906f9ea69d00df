"""A build from PDFs to a generation that serves; whatever goes wrong, the one before serves. No model is needed."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.errors import IndexBusy
from corpus.index import generation_store, generations
from corpus.index.generation_store import open_index
from corpus.index.passage_store import PassageStore
from corpus.types import Passage, Source
from ingest.errors import BuildError, SourcesLost
from ingest.files import sha256_of
from ingest.index import builder as build_module
from ingest.index.builder import Builder, BuildResult, Plan
from ingest.index.inputs import Item
from ingest.index.page_report import read_reports
from ingest.upkeep import examine
from ingest.web.web_pdf import Anchors, WebAnchor
from tests.corpus.index.test_passage_store import change_row
from tests.doubles import WordEmbedder, a_source
from tests.ingest import pdfs
from tests.ingest.fetch.fetching import lighthouses, register_of


def an_item(pdf: Path, **changes: object) -> Item:
    return Item(source=a_source(pdf.stem, **changes), pdf=pdf, sha256=sha256_of(pdf))


def a_pdf(folder: Path, source_id: str, *pages: int) -> Path:
    return pdfs.make(folder / f"{source_id}.pdf", [pdfs.filler(page) for page in pages])


def build(index_dir: Path, *pdf_paths: Path, embedder: WordEmbedder | None = None) -> BuildResult:
    return Builder(index_dir, embedder or WordEmbedder()).build([an_item(pdf) for pdf in pdf_paths])


def found(index_dir: Path, page: int) -> str:
    """Ask the generation that serves for a filler page's words, as a reader would."""
    embedder = WordEmbedder()
    index = open_index(index_dir, embedder.name)
    try:
        best = index.dense(embedder.embed([f"of page {page} " * 8])[0], 1, set(index.sources))
        return index.get([best[0][0]])[0].text
    finally:
        index.close()


def assert_still_serves(index_dir: Path, before: BuildResult) -> None:
    """The generation from before serves, answers, and nothing of the failed one can be rolled back to."""
    assert generations.current(index_dir) == before.manifest.generation
    assert generations.complete(index_dir)[-1] == before.manifest.generation
    assert "of page 2 " in found(index_dir, 2)


def titled(folder: Path, source_id: str, *cover: str) -> Path:
    pages = [pdfs.lines(600, *cover, size=24, bold=True), pdfs.filler(2), pdfs.filler(3)]
    return pdfs.make(folder / f"{source_id}.pdf", pages)


def test_what_is_another_edition_than_its_name_says_is_left_out_and_named(tmp_path: Path) -> None:
    register = register_of(lighthouses(2030), lighthouses(2031, supersedes=("lighthouses-2030",)))
    older = ("Looking after lighthouses", "Statutory guidance for keepers", "September 2030")
    items = [
        Item(source=register[pdf.stem], pdf=pdf, sha256=sha256_of(pdf))
        for pdf in (titled(tmp_path, "lighthouses-2030", *older), titled(tmp_path, "lighthouses-2031", *older))
    ]
    result = Builder(tmp_path / "index", WordEmbedder(), register).build(items)
    assert [entry.source.source_id for entry in result.manifest.sources] == ["lighthouses-2030"]
    (problem,) = result.problems
    assert problem.startswith("lighthouses-2031: what stands under this name is Lighthouses 2030; it is left out")
    assert "save it as lighthouses-2030.pdf" in problem


def test_what_has_no_clear_title_page_is_indexed_with_a_note_to_readers(tmp_path: Path) -> None:
    register = register_of(lighthouses(2031))
    pdf = titled(tmp_path, "lighthouses-2031", "Looking after lighthouses", "Guidance for keepers", "September 2033")
    item = Item(source=lighthouses(2031, note="Read in part."), pdf=pdf, sha256=sha256_of(pdf))
    result = Builder(tmp_path / "index", WordEmbedder(), register).build([item])
    (entry,) = result.manifest.sources
    expected = "may be another edition than Lighthouses 2031: it is dated September 2033"
    assert entry.source.note.startswith(f"Read in part. The file {expected}")
    assert result.remarks[0].startswith(f"lighthouses-2031 {expected}")
    assert not result.problems


def test_passages_of_a_printed_web_page_carry_the_address_of_their_heading(tmp_path: Path) -> None:
    pdf = a_pdf(tmp_path, "a-2025", 1, 2)
    anchors = Anchors("https://www.gov.uk/a", (WebAnchor(page=2, top=790.0, heading="B", anchor="b"),))
    Builder(tmp_path / "index", WordEmbedder()).build([replace(an_item(pdf), anchors=anchors)])
    folder = generations.folder_of(tmp_path / "index", generations.current(tmp_path / "index"))
    store = PassageStore(folder / "passages.sqlite")
    passages = store.of_source("a-2025")
    store.close()
    assert {(p.page, p.address) for p in passages} == {(1, "https://www.gov.uk/a"), (2, "https://www.gov.uk/a#b")}


def test_a_build_indexes_every_page_of_every_source(tmp_path: Path) -> None:
    result = build(tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2, 3), a_pdf(tmp_path, "b-2025", 4, 5))
    assert result.changed
    assert not result.problems
    assert result.n_pages_parsed == 5
    assert {entry.source.source_id: entry.n_pages for entry in result.manifest.sources} == {"a-2025": 3, "b-2025": 2}
    store = PassageStore(generations.folder_of(tmp_path / "index", result.manifest.generation) / "passages.sqlite")
    indexed = [(passage.source_id, passage.page) for passage in store.get(store.ids)]
    store.close()
    assert set(indexed) == {("a-2025", 1), ("a-2025", 2), ("a-2025", 3), ("b-2025", 1), ("b-2025", 2)}
    assert len(indexed) == result.manifest.n_passages


def test_the_copy_stays_when_the_original_goes(tmp_path: Path) -> None:
    pdf = a_pdf(tmp_path, "a-2025", 1, 2)
    content = pdf.read_bytes()
    build(tmp_path / "index", pdf)
    pdf.unlink()
    index = open_index(tmp_path / "index")
    copied = index.pdf_path("a-2025")
    index.close()
    assert copied.read_bytes() == content


def test_a_second_build_of_the_same_does_nothing(tmp_path: Path) -> None:
    index_dir, pdf = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2)
    first = build(index_dir, pdf)
    embedder = WordEmbedder()
    second = build(index_dir, pdf, embedder=embedder)
    assert not second.changed
    assert second.manifest == first.manifest
    assert embedder.n_embedded == 0
    assert generations.complete(index_dir) == [first.manifest.generation]


def test_only_the_source_that_changed_is_read_and_only_its_new_words_are_embedded(tmp_path: Path) -> None:
    index_dir, a, b = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2), a_pdf(tmp_path, "b-2025", 3, 4, 5)
    build(index_dir, a, b)
    a_pdf(tmp_path, "b-2025", 3, 4, 6)
    embedder = WordEmbedder()
    second = build(index_dir, a, b, embedder=embedder)
    index = open_index(index_dir)
    on_new_page = [p for p in index.get(index._store.ids) if (p.source_id, p.page) == ("b-2025", 3)]
    index.close()
    assert second.n_pages_parsed == 3
    assert second.n_passages_embedded == embedder.n_embedded == len(on_new_page) > 0
    assert all("of page 6 " in passage.text for passage in on_new_page)


def test_a_change_in_the_register_alone_is_a_change(tmp_path: Path) -> None:
    index_dir, pdf = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2)
    build(index_dir, pdf)
    second = Builder(index_dir, WordEmbedder()).build([an_item(pdf, edition="second edition")])
    assert second.changed
    assert second.manifest.sources[0].source.edition == "second edition"


def test_embeddings_of_another_model_are_not_taken(tmp_path: Path) -> None:
    index_dir, pdf = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2)
    first, other = build(index_dir, pdf), WordEmbedder()
    other.name = "words@2"
    second = build(index_dir, pdf, embedder=other)
    assert second.manifest.embedder == "words@2"
    assert other.n_embedded == first.n_passages_embedded > 0
    back = WordEmbedder()
    assert build(index_dir, pdf, embedder=back).changed
    assert back.n_embedded == 0  # the first model's are still there


def test_a_source_that_has_become_damaged_keeps_its_last_good_reading(tmp_path: Path) -> None:
    index_dir, a, b = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2), a_pdf(tmp_path, "b-2025", 7, 8)
    first = build(index_dir, a, b)
    a.write_bytes(a.read_bytes()[:400])
    a_pdf(tmp_path, "b-2025", 7, 9)
    second = build(index_dir, a, b)
    assert len(second.problems) == 1
    assert second.problems[0].startswith("a-2025: a-2025.pdf is cut short")
    assert "its last good reading is kept" in second.problems[0]
    assert second.manifest.sources[0] == first.manifest.sources[0]
    assert "of page 2 " in found(index_dir, 2)
    assert "of page 9 " in found(index_dir, 9)


def test_a_source_that_is_still_damaged_is_reported_again(tmp_path: Path) -> None:
    index_dir, a, b = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2), tmp_path / "b-2025.pdf"
    b.touch()
    assert build(index_dir, a, b).problems == build(index_dir, a, b).problems != ()


def test_a_repaired_source_is_read_again(tmp_path: Path) -> None:
    index_dir, a, b = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2), a_pdf(tmp_path, "b-2025", 3, 4)
    b.write_bytes(b"")
    assert build(index_dir, a, b).problems
    a_pdf(tmp_path, "b-2025", 3, 4)
    second = build(index_dir, a, b)
    assert not second.problems
    assert second.n_pages_parsed == 2
    assert not build(index_dir, a, b).changed


def _text_file(path: Path) -> None:
    path.write_text("This is a letter and not a PDF.", encoding="utf-8")


def _truncated(path: Path) -> None:
    path.write_bytes(a_pdf(path.parent, path.stem, 1, 2).read_bytes()[:900])


def _encrypted(path: Path) -> None:
    pdfs.make(path, [pdfs.filler(1)], password="secret")


def _image_only(path: Path) -> None:
    pdfs.make(path, [[pdfs.picture(57, 200, 480, 560)]])


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (_text_file, "is not a PDF"),
        (Path.touch, "is empty (0 bytes)"),
        (_truncated, "is cut short"),
        (_encrypted, "needs a password"),
        (_image_only, "no page of bad-2025.pdf has text"),
    ],
    ids=["text file", "0 bytes", "truncated", "encrypted", "image only"],
)
def test_a_bad_file_is_one_sentence_that_names_the_source(
    tmp_path: Path, make: Callable[[Path], None], expected: str
) -> None:
    bad = tmp_path / "bad-2025.pdf"
    make(bad)
    result = build(tmp_path / "index", a_pdf(tmp_path, "good-2025", 1, 2), bad)
    assert [entry.source.source_id for entry in result.manifest.sources] == ["good-2025"]
    (problem,) = result.problems
    assert problem.startswith("bad-2025: ")
    assert expected in problem
    assert "it is left out. " in problem
    assert "\n" not in problem


def test_no_readable_source_is_an_error_and_the_old_generation_serves(tmp_path: Path) -> None:
    index_dir = tmp_path / "index"
    before = build(index_dir, a_pdf(tmp_path, "a-2025", 1, 2))
    _text_file(tmp_path / "bad-2025.pdf")
    with pytest.raises(BuildError, match=r"no source could be read: bad-2025: bad-2025\.pdf is not a PDF"):
        build(index_dir, tmp_path / "bad-2025.pdf")
    with pytest.raises(BuildError, match="no source could be read"):
        build(index_dir)
    assert_still_serves(index_dir, before)


def test_a_second_writer_has_to_wait(tmp_path: Path) -> None:
    index_dir, pdf = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2)
    before = build(index_dir, pdf)
    with generations.writing(index_dir), pytest.raises(IndexBusy, match="another process is writing"):
        build(index_dir, a_pdf(tmp_path, "b-2025", 3))
    assert_still_serves(index_dir, before)


_SLOW_BUILD = """
import sys, time
from pathlib import Path
from ingest.practice import embedding
from tests.doubles import WordEmbedder
from tests.ingest.index.test_builder import build as make

class Slow(WordEmbedder):
    def embed(self, texts):
        if self.n_embedded >= 2:
            print("mid-way", flush=True)
            time.sleep(60)
        return super().embed(texts)

embedding._BATCH = 1
make(Path(sys.argv[1]), *map(Path, sys.argv[2:]), embedder=Slow())
"""


def test_a_killed_build_leaves_the_old_index_and_the_next_goes_on_from_there(tmp_path: Path) -> None:
    index_dir, a, b = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2), a_pdf(tmp_path, "b-2025", *range(3, 9))
    before = build(index_dir, a)
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", _SLOW_BUILD, str(index_dir), str(a), str(b)]
    with subprocess.Popen(
        command, cwd=root, env=os.environ | {"PYTHONPATH": str(root)}, stdout=subprocess.PIPE, text=True
    ) as slow:
        try:
            assert slow.stdout is not None
            assert slow.stdout.readline() == "mid-way\n"
            assert_still_serves(index_dir, before)  # also while the other process writes
        finally:
            slow.send_signal(signal.SIGKILL)
    assert_still_serves(index_dir, before)
    assert len(generations.incomplete(index_dir)) == 1
    embedder = WordEmbedder()
    after = build(index_dir, a, b, embedder=embedder)
    assert generations.incomplete(index_dir) == []
    n_new = after.manifest.n_passages - before.manifest.n_passages
    assert embedder.n_embedded == n_new - 2  # the two that the killed build had embedded are in the cache
    assert "of page 7 " in found(index_dir, 7)


def _full(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _full_sqlite(*_: Any) -> None:
    raise sqlite3.OperationalError("database or disk is full")


@pytest.mark.parametrize(
    ("where", "name", "fail", "expected"),
    [
        (shutil, "copyfile", _full, "No space left on device"),
        (build_module, "write_passages", _full_sqlite, "database or disk is full"),
        (build_module, "write_reports", _full, "No space left on device"),
    ],
    ids=["copying a PDF", "writing passages", "writing the report"],
)
def test_a_full_disk_is_one_sentence_and_the_old_generation_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: object, name: str, fail: Callable[..., None], expected: str
) -> None:
    index_dir, a = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2)
    before = build(index_dir, a)
    with monkeypatch.context() as patched:
        patched.setattr(where, name, fail)
        with pytest.raises(BuildError, match=expected) as raised:
            build(index_dir, a, a_pdf(tmp_path, "b-2025", 3))
    assert "still serves" in raised.value.hint
    assert_still_serves(index_dir, before)
    assert generations.incomplete(index_dir) == []  # a full disk is not made fuller
    assert build(index_dir, a, tmp_path / "b-2025.pdf").changed


_FULL_FOR_CHROMA = """
import resource, sys
from pathlib import Path
from corpus.index import generation_store
from ingest.errors import BuildError, SourcesLost
from ingest.index.page_report import read_reports
from tests.ingest.index.test_builder import build as make

write = generation_store.write_vectors

def limited(*given):
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    write(*given)

generation_store.write_vectors = limited
try:
    make(Path(sys.argv[1]), *map(Path, sys.argv[2:]))
except BuildError as error:
    print(error.message)
"""


def test_a_disk_too_full_for_the_vectors_is_the_same_kind_of_error(tmp_path: Path) -> None:
    index_dir, a = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2)
    before = build(index_dir, a)
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", _FULL_FOR_CHROMA, str(index_dir), str(a), str(a_pdf(tmp_path, "b-2025", 3))]
    run = subprocess.run(
        command, cwd=root, env=os.environ | {"PYTHONPATH": str(root)}, capture_output=True, text=True, check=False
    )
    assert re.search(r"could not be completed: the vectors .*(disk|database)", run.stdout), run.stderr
    assert_still_serves(index_dir, before)


def test_an_index_that_gives_back_other_vectors_never_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index_dir, a = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2)
    before = build(index_dir, a)
    write = generation_store.write_vectors

    def shifted(folder: Path, passages: Sequence[Passage], vectors: np.ndarray) -> None:
        write(folder, passages, np.roll(vectors, 1, axis=0))

    monkeypatch.setattr(generation_store, "write_vectors", shifted)
    with pytest.raises(BuildError, match="does not give back what was written"):
        build(index_dir, a, a_pdf(tmp_path, "b-2025", 3, 4))
    assert_still_serves(index_dir, before)


def test_an_index_that_lost_passages_never_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index_dir, a = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2)
    before = build(index_dir, a)
    write = generation_store.write_vectors
    monkeypatch.setattr(
        generation_store, "write_vectors", lambda folder, some, vectors: write(folder, some[1:], vectors[1:])
    )
    with pytest.raises(BuildError, match="does not hold"):
        build(index_dir, a, a_pdf(tmp_path, "b-2025", 3, 4))
    assert_still_serves(index_dir, before)


def _lose(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.mark.parametrize("harm", [_lose, _text_file], ids=["lost", "overwritten"])
@pytest.mark.parametrize(
    "name", ["passages.sqlite", "pages.jsonl", "lexical/vocab.index.json", "chroma/chroma.sqlite3"]
)
def test_a_damaged_generation_is_made_anew_from_its_sources(
    tmp_path: Path, name: str, harm: Callable[[Path], None]
) -> None:
    index_dir, pdf = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2)
    first = build(index_dir, pdf)
    harm(generations.folder_of(index_dir, first.manifest.generation) / name)
    second = build(index_dir, pdf)
    assert second.changed
    assert second.n_passages_embedded == 0
    read_reports(generations.folder_of(index_dir, second.manifest.generation))
    assert "of page 2 " in found(index_dir, 2)


def test_a_passage_that_was_changed_on_disk_is_never_taken_over(tmp_path: Path) -> None:
    index_dir, pdf = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2)
    first = build(index_dir, pdf)
    store = generations.folder_of(index_dir, first.manifest.generation) / "passages.sqlite"
    index = open_index(index_dir)
    written = index.of_source("a-2025")
    index.close()
    change_row(store, written[0].passage_id)
    second = build(index_dir, pdf, a_pdf(tmp_path, "b-2025", 3))
    assert second.n_pages_parsed == 3
    index = open_index(index_dir)
    assert index.of_source("a-2025") == written
    index.close()


@pytest.mark.parametrize("damage", ["no database " * 500, ""])
def test_a_damaged_cache_stops_no_build_and_is_said(tmp_path: Path, damage: str) -> None:
    index_dir, pdf = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2)
    build(index_dir, pdf)
    (index_dir / "embeddings.sqlite").write_text(damage)
    embedder = WordEmbedder()
    second = build(index_dir, pdf, a_pdf(tmp_path, "b-2025", 3), embedder=embedder)
    assert embedder.n_embedded == second.manifest.n_passages
    assert [sentence for sentence in second.mended if "set aside" in sentence] == list(second.mended)
    assert bool(second.mended) == bool(damage)
    assert not second.problems


def test_a_build_that_would_lose_a_source_asks_before_anything_is_read(tmp_path: Path) -> None:
    index_dir, a, b = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2), a_pdf(tmp_path, "b-2025", 3)
    before = build(index_dir, a, b)
    asked: list[list[str]] = []

    def agree(answer: bool) -> Callable[[Sequence[Source]], bool]:
        return lambda lost: asked.append([source.source_id for source in lost]) or answer  # type: ignore[func-returns-value]

    change = Builder(index_dir, WordEmbedder()).change
    plan = Plan(items=[an_item(a)])
    with pytest.raises(SourcesLost, match="would lose 1 source that can be quoted now: The b-2025 book, first edition"):
        change(lambda _: plan, agree(False))
    assert_still_serves(index_dir, before)
    assert generations.complete(index_dir) == [before.manifest.generation]
    assert change(lambda _: plan, agree(True)).left_out == ("b-2025",)
    assert asked == [["b-2025"]] * 2


def test_what_is_taken_out_on_purpose_is_not_asked_about(tmp_path: Path) -> None:
    index_dir, a, b = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2), a_pdf(tmp_path, "b-2025", 3)
    build(index_dir, a, b)
    plan = Plan(items=[an_item(a)], taken_out=frozenset({"b-2025"}))
    assert Builder(index_dir, WordEmbedder()).change(lambda _: plan, lambda _: False).changed


def test_a_source_that_reading_would_lose_is_asked_about_too(tmp_path: Path) -> None:
    index_dir, a, b = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2), a_pdf(tmp_path, "b-2025", 3)
    first = build(index_dir, a, b)
    (generations.folder_of(index_dir, first.manifest.generation) / "passages.sqlite").write_bytes(b"")
    b.write_bytes(b"")
    plan = Plan(items=[an_item(a), an_item(b)])
    with pytest.raises(SourcesLost, match="The b-2025 book"):
        Builder(index_dir, WordEmbedder()).change(lambda _: plan, lambda _: False)
    second = Builder(index_dir, WordEmbedder()).change(lambda _: plan)
    assert second.left_out == ("b-2025",)
    assert "it is left out" in second.problems[0]


_KILLED_IN_PRUNE = """
import os, signal, sys
from pathlib import Path
from corpus.index import generations
from tests.ingest.index.test_builder import build as make

def killed(*given, **named):
    if given[0].parent.name == "generations":
        os.kill(os.getpid(), signal.SIGKILL)

generations.shutil.rmtree = killed
if sys.argv[1] == "before":
    generations.prune = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
make(Path(sys.argv[2]), *map(Path, sys.argv[3:]))
"""


@pytest.mark.parametrize("when", ["before", "within"])
def test_what_a_build_killed_while_it_clears_up_leaves_is_removed_by_the_next_and_said(
    tmp_path: Path, when: str
) -> None:
    index_dir, a = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2)
    oldest = build(index_dir, a).manifest.generation
    middle = build(index_dir, a, a_pdf(tmp_path, "b-2025", 3)).manifest.generation
    root = Path(__file__).parents[3]
    pages = [str(a), str(a_pdf(tmp_path, "c-2025", 4))]
    command = [sys.executable, "-c", _KILLED_IN_PRUNE, when, str(index_dir), *pages]
    killed = subprocess.run(command, cwd=root, env=os.environ | {"PYTHONPATH": str(root)}, check=False)
    assert killed.returncode == -signal.SIGKILL
    folders = index_dir / "generations"
    assert len(list(folders.iterdir())) == 3
    assert generations.current(index_dir) not in {oldest, middle}
    assert any(oldest in fault for fault in examine(index_dir, WordEmbedder.name))
    after = build(index_dir, *map(Path, pages))
    assert not after.changed
    assert after.mended == (f"{oldest} was left by a build that did not finish; it has been removed.",)
    assert sorted(folder.name for folder in folders.iterdir()) == [middle, after.manifest.generation]
    assert examine(index_dir, WordEmbedder.name) == []


def test_pdfs_that_no_generation_needs_are_removed_by_the_next_build(tmp_path: Path) -> None:
    index_dir, a = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2)
    build(index_dir, a)
    for name in (f"{'0' * 64}.pdf", f"{'1' * 64}.new"):
        (index_dir / "files" / name).touch()
    assert "2 files in" in examine(index_dir, WordEmbedder.name)[0]
    assert not build(index_dir, a).changed
    assert examine(index_dir, WordEmbedder.name) == []


def test_where_the_manifest_that_served_cannot_be_read_the_build_says_what_that_means(tmp_path: Path) -> None:
    index_dir, a = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2)
    first = build(index_dir, a).manifest.generation
    second = build(index_dir, a, a_pdf(tmp_path, "b-2025", 3)).manifest.generation
    manifest = generations.folder_of(index_dir, second) / "manifest.json"
    manifest.write_text(manifest.read_text().replace("first edition", "last edition"))
    (sentence,) = build(index_dir, a).mended
    assert sentence.startswith(
        f"generation {second}, which served, cannot be read: what was added to the library after"
    )
    assert first in sentence


@pytest.mark.parametrize("harm", [Path.unlink, _text_file], ids=["missing", "changed"])
def test_a_copied_pdf_that_is_harmed_is_restored_by_the_next_build(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    index_dir, pdf = tmp_path / "index", a_pdf(tmp_path, "a-2025", 1, 2)
    build(index_dir, pdf)
    index = open_index(index_dir)
    copied = index.pdf_path("a-2025")
    index.close()
    harm(copied)
    build(index_dir, pdf)
    assert sha256_of(copied) == sha256_of(pdf)
    assert not build(index_dir, pdf).changed


def test_a_blank_page_that_nothing_explains_is_a_problem(tmp_path: Path) -> None:
    drawing = lambda canvas: canvas.circle(300, 400, 80)  # noqa: E731
    pdf = pdfs.make(tmp_path / "a-2025.pdf", [pdfs.filler(1), [drawing]])
    result = build(tmp_path / "index", pdf)
    assert result.problems == ("a-2025 page 2 came out blank, and no picture explains it.",)


def test_what_came_instead_is_in_the_index_without_reading_the_source_again_and_leaves_it_when_it_is_settled(
    tmp_path: Path,
) -> None:
    item = an_item(a_pdf(tmp_path, "a-2025", 1, 2))
    instead = generations.FoundInstead(on=date(2031, 10, 2), reason="it is B")

    def built(one: Item) -> BuildResult:
        return Builder(tmp_path / "index", WordEmbedder()).build([one])

    assert built(item).changed
    result = built(replace(item, instead=instead))
    assert (result.changed, result.n_pages_parsed, result.n_passages_embedded) == (True, 0, 0)
    index = open_index(tmp_path / "index")
    assert index.stats["a-2025"].instead == instead
    index.close()
    assert not built(replace(item, instead=instead)).changed
    assert built(item).manifest.sources[0].instead is None


def test_what_a_later_edition_has_otherwise_is_kept_in_the_generation(tmp_path: Path) -> None:
    earlier = lighthouses(2030)
    later = lighthouses(2031, supersedes=("lighthouses-2030",))
    old = pdfs.make(tmp_path / "old.pdf", [pdfs.filler(page) for page in (1, 2, 3)])
    new = pdfs.make(tmp_path / "new.pdf", [pdfs.filler(page) for page in (1, 2)])
    items = [Item(source=one, pdf=pdf, sha256=sha256_of(pdf)) for one, pdf in ((earlier, old), (later, new))]
    Builder(tmp_path / "index", WordEmbedder(), register_of(earlier, later)).build(items)
    index = open_index(tmp_path / "index", WordEmbedder().name)
    try:
        changed = index.changed("lighthouses-2030", "lighthouses-2031")
        assert changed
        ids = [passage_id for one in changed for passage_id in one.earlier]
        assert {passage.source_id for passage in index.get(ids)} == {"lighthouses-2030"}
        assert index.changed("lighthouses-2031", "lighthouses-2030") == ()
    finally:
        index.close()


def test_an_index_as_if_written_for_the_edition_before_is_another(tmp_path: Path) -> None:
    pdf = a_pdf(tmp_path, "book-2026", 1, 2)
    plain = build(tmp_path / "index", pdf)
    as_if = Builder(tmp_path / "index", WordEmbedder(), as_if_for=("book-2025", "book-2026")).build([an_item(pdf)])
    assert as_if.changed
    assert as_if.manifest.staff_words == f"{plain.manifest.staff_words} as if book-2026 had been book-2025"
