"""The school's own documents: looked at before they are indexed, added, replaced, and when taken out, gone."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from assistant.pipeline import Assistant
from assistant.types import Question
from corpus.errors import IndexBusy, IndexMissing
from corpus.index import generations
from corpus.index.generation_store import open_index
from corpus.register.register import Register
from corpus.types import Authority
from ingest.errors import BuildError, EncryptedPdf, IngestError, NoText, UnreadablePdf
from ingest.files import sha256_of
from ingest.index.builder import Builder, Plan
from ingest.index.inputs import Item, current_manifest
from ingest.index.prune import forget
from ingest.local import local_library as local_module
from ingest.local.local_document import Description, ExaminedDocument, Handling, Upload, upload_of
from ingest.local.local_library import LocalLibrary
from ingest.local.personal_details import Weight
from ingest.sandbox.bounded_reader import BoundedReader
from tests.doubles import WordEmbedder, a_source
from tests.ingest import own_documents as own
from tests.ingest import pdfs

POLICY = Description(title="Our policy", publisher="The school", edition="2026")


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    """An index of one official source."""
    pdf = pdfs.make(tmp_path / "a-2025.pdf", [pdfs.filler(1), pdfs.filler(2)])
    Builder(tmp_path / "index", WordEmbedder()).build([Item(source=a_source("a-2025"), pdf=pdf, sha256=sha256_of(pdf))])
    return tmp_path / "index"


@pytest.fixture
def library(index_dir: Path) -> LocalLibrary:
    return LocalLibrary(index_dir, lambda progress: Builder(index_dir, WordEmbedder(), progress=progress))


def a_pdf(folder: Path, *pages: str, name: str = "policy.pdf") -> Upload:
    path = pdfs.make(folder / name, [pdfs.lines(770, *text.splitlines(), size=9) for text in pages])
    return upload_of(path)


def look(library: LocalLibrary, upload: Upload, **changes: object) -> ExaminedDocument:
    return library.examine(upload, replace(POLICY, **changes))  # type: ignore[arg-type]


def held_ids(index_dir: Path) -> set[str]:
    manifest = current_manifest(index_dir)
    assert manifest is not None
    return {entry.source.source_id for entry in manifest.sources}


def texts(index_dir: Path) -> str:
    """All that the generation which serves could quote."""
    index = open_index(index_dir)
    found = "\n".join(passage.text for passage in index.get(index._store.ids))
    index.close()
    return found


def test_nobody_else_on_the_computer_reads_what_was_added(
    library: LocalLibrary, index_dir: Path, tmp_path: Path
) -> None:
    for path in (index_dir, *index_dir.rglob("*")):  # as an earlier version of this program left it
        path.chmod(0o755 if path.is_dir() else 0o644)
    before = os.umask(0o022)
    try:
        library.add(look(library, a_pdf(tmp_path, "Our policy says that every word is written down.")))
    finally:
        os.umask(before)
    open_to_others = [path for path in (index_dir, *index_dir.rglob("*")) if path.stat().st_mode & 0o077]
    assert open_to_others == []
    assert len(list((index_dir / "files").glob("*.pdf"))) == 2


def traces(folder: Path, *words: str) -> list[str]:
    """The files beneath a folder that hold one of some words; PDFs are read as a person would."""
    found = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        if path.suffix == ".pdf":
            source = a_source("x")
            with BoundedReader() as reader:
                data += "\n".join(p.text for p in reader.read(path, source).parsed.document.pages).encode()
        if any(word.encode() in data for word in words):
            found.append(path.name)
    return found


def n_vectors(index_dir: Path) -> int:
    with closing(sqlite3.connect(index_dir / "embeddings.sqlite")) as connection:
        return int(connection.execute("SELECT count(*) FROM embeddings").fetchone()[0])


def test_a_document_is_added_as_local_with_its_days(library: LocalLibrary, index_dir: Path, tmp_path: Path) -> None:
    looked = look(library, a_pdf(tmp_path, own.POLICY), in_force_from=date(2026, 9, 1))
    assert looked.asked_about == ()
    assert held_ids(index_dir) == {"a-2025"}
    added = library.add(looked)
    (entry,) = library.documents
    assert entry.source.authority is Authority.LOCAL
    assert entry.source.in_force_from == date(2026, 9, 1)
    assert (added.title, added.source_id, added.problems) == ("Our policy", "local-our-policy-2026", ())
    assert added.n_passages == entry.n_passages > 0
    assert "sign that they have done so" in texts(index_dir)


def test_the_file_is_read_once_and_nothing_of_it_stays_outside_the_index(
    library: LocalLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    monkeypatch.setattr(local_module.tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    original = BoundedReader.read
    monkeypatch.setattr(
        BoundedReader, "read", lambda self, path, source: (read.append(path), original(self, path, source))[1]
    )
    library.add(look(library, a_pdf(tmp_path, own.POLICY, name="Kayden Doyle.pdf")))
    assert len(read) == 1
    assert "Kayden" not in str(read[0])
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\x00b.pdf", "C:\\Users\\x\\policy.pdf", "", "x" * 500])
def test_a_file_name_never_becomes_a_path(library: LocalLibrary, name: str) -> None:
    with pytest.raises(UnreadablePdf) as raised:
        look(library, Upload(name=name, data=b"a letter"))
    assert "is not a PDF" in raised.value.message
    assert not {"/", "\\", "\x00"} & set(raised.value.message)
    assert len(raised.value.message) < 130


def test_pages_with_details_wait_for_a_choice(library: LocalLibrary, index_dir: Path, tmp_path: Path) -> None:
    looked = look(library, a_pdf(tmp_path, own.POLICY, own.FILLED_FORM))
    assert [one.page for one in looked.asked_about] == [2]
    with pytest.raises(BuildError, match="page 2"):
        library.add(looked)
    assert held_ids(index_dir) == {"a-2025"}
    assert traces(index_dir, "Kayden") == []


def test_pages_that_are_left_out_are_nowhere_in_the_index(
    library: LocalLibrary, index_dir: Path, tmp_path: Path
) -> None:
    library.add(look(library, a_pdf(tmp_path, own.POLICY, own.FILLED_FORM, own.PROCEDURES)), Handling.LEAVE_OUT)
    assert traces(index_dir, "Kayden", "12/03/2015", "Cobden") == []
    index = open_index(index_dir)
    passages = [p for p in index.get(index._store.ids) if p.source_id == "local-our-policy-2026"]
    index.close()
    assert {passage.page for passage in passages} == {1, 3}
    (entry,) = library.documents
    assert entry.n_pages == 3
    assert entry.source.note == "Added on this computer. Page 2 was left out, because of personal details."


def test_pages_that_stay_are_indexed_and_the_note_says_so(
    library: LocalLibrary, index_dir: Path, tmp_path: Path
) -> None:
    library.add(look(library, a_pdf(tmp_path, own.POLICY, own.FILLED_FORM)), Handling.KEEP)
    assert "Kayden Doyle" in texts(index_dir)
    assert "added by choice" in library.documents[0].source.note


_HIDDEN = "Staff must wait for seven days before they tell anyone about a child in danger."


def with_hidden_words(folder: Path) -> Upload:
    """A policy with a sentence in white on its second page."""

    def white(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)

    open_words = pdfs.lines(700, "Staff tell the lead about a child in danger at once, and write it down.")
    pages = [pdfs.lines(770, *own.PROCEDURES.splitlines(), size=9), [*open_words, white, *pdfs.lines(600, _HIDDEN)]]
    return upload_of(pdfs.make(folder / "policy.pdf", pages))


def test_words_that_nobody_can_see_wait_for_a_choice_and_are_never_quoted(
    library: LocalLibrary, index_dir: Path, tmp_path: Path
) -> None:
    looked = look(library, with_hidden_words(tmp_path))
    assert [(one.page, one.weight) for one in looked.asked_about] == [(2, Weight.HIDDEN)]
    with pytest.raises(BuildError, match="page 2"):
        library.add(looked)
    added = library.add(looked, Handling.KEEP)
    assert "seven days" not in texts(index_dir)
    assert "at once" in texts(index_dir)
    assert library.documents[0].source.note == (
        "Added on this computer. Words that nobody can see were left out on page 2."
    )
    assert any("page with text that cannot be read there" in verdict for verdict in added.result.verdicts)
    embedder = WordEmbedder()
    index = open_index(index_dir, embedder.name)
    assistant = Assistant(index, Register(dict(index.sources)), embedder)
    answer = assistant.ask(Question(text="Whom do staff tell about a child in danger?", as_at=date(2026, 11, 1)))
    index.close()
    shown = " ".join([answer.text, *(citation.quote for citation in answer.citations)])
    assert "at once" in shown
    assert "seven days" not in shown


def test_pages_with_hidden_words_can_be_left_out(library: LocalLibrary, index_dir: Path, tmp_path: Path) -> None:
    library.add(look(library, with_hidden_words(tmp_path)), Handling.LEAVE_OUT)
    assert "at once" not in texts(index_dir)
    assert traces(index_dir, "seven days") == []
    assert library.documents[0].source.note.endswith("Page 2 was left out, because of words that nobody can see.")


def test_a_document_of_nothing_but_details_cannot_be_added_without_them(
    library: LocalLibrary, index_dir: Path, tmp_path: Path
) -> None:
    with pytest.raises(BuildError, match="nothing would be left"):
        library.add(look(library, a_pdf(tmp_path, own.FILLED_FORM)), Handling.LEAVE_OUT)
    assert held_ids(index_dir) == {"a-2025"}


def test_what_is_taken_out_is_gone_from_every_generation_the_files_and_the_vectors(
    library: LocalLibrary, index_dir: Path, tmp_path: Path
) -> None:
    vectors = n_vectors(index_dir)
    library.add(look(library, a_pdf(tmp_path, own.CHRONOLOGY, own.POLICY)), Handling.KEEP)
    library.add(look(library, a_pdf(tmp_path, own.PROCEDURES, name="b.pdf"), title="Procedures"))
    assert traces(index_dir, "Kayden")
    gone = library.take_out("local-our-policy-2026")
    assert traces(index_dir, "Kayden", "Oakhurst") == []
    assert not gone.problems
    assert not gone.can_roll_back
    with pytest.raises(IndexMissing):
        generations.previous(index_dir)
    library.take_out("local-procedures-2026")
    assert n_vectors(index_dir) == vectors
    assert held_ids(index_dir) == {"a-2025"}


def test_vectors_that_another_document_needs_stay(library: LocalLibrary, index_dir: Path, tmp_path: Path) -> None:
    library.add(look(library, a_pdf(tmp_path, own.PROCEDURES)))
    vectors = n_vectors(index_dir)
    library.add(look(library, a_pdf(tmp_path, own.PROCEDURES), edition="2027"))
    library.take_out("local-our-policy-2027")
    assert n_vectors(index_dir) == vectors
    assert (index_dir / "files" / f"{library.documents[0].sha256}.pdf").exists()


def test_an_earlier_generation_without_it_can_be_rolled_back_to(
    library: LocalLibrary, index_dir: Path, tmp_path: Path
) -> None:
    first = generations.current(index_dir)
    library.add(look(library, a_pdf(tmp_path, own.POLICY)))
    assert library.take_out("local-our-policy-2026").can_roll_back
    assert generations.previous(index_dir) == first


def test_what_is_replaced_is_gone_as_well(library: LocalLibrary, index_dir: Path, tmp_path: Path) -> None:
    library.add(look(library, a_pdf(tmp_path, own.CHRONOLOGY, own.POLICY)), Handling.KEEP)
    new = look(library, a_pdf(tmp_path, own.PROCEDURES), edition="2027", replaces="local-our-policy-2026")
    library.add(new)
    assert held_ids(index_dir) == {"a-2025", "local-our-policy-2027"}
    assert traces(index_dir, "Kayden") == []


def test_the_same_document_again_without_its_details_leaves_none_behind(
    library: LocalLibrary, index_dir: Path, tmp_path: Path
) -> None:
    upload = a_pdf(tmp_path, own.POLICY, own.FILLED_FORM)
    library.add(look(library, upload), Handling.KEEP)
    library.add(look(library, upload, replaces="local-our-policy-2026"), Handling.LEAVE_OUT)
    assert held_ids(index_dir) == {"a-2025", "local-our-policy-2026"}
    assert traces(index_dir, "Kayden") == []


def test_a_build_that_died_before_it_could_delete_is_made_good_by_the_next(
    library: LocalLibrary, index_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(look(library, a_pdf(tmp_path, own.CHRONOLOGY, own.POLICY)), Handling.KEEP)
    with monkeypatch.context() as dying:
        dying.setattr("ingest.index.builder.forget", lambda *_: ())
        library.take_out("local-our-policy-2026")
    assert traces(index_dir, "Kayden")
    Builder(index_dir, WordEmbedder()).change(lambda serving: Plan(keep=serving.sources if serving else ()))
    assert traces(index_dir, "Kayden") == []


def test_what_cannot_be_deleted_is_shown(
    library: LocalLibrary, index_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(look(library, a_pdf(tmp_path, own.CHRONOLOGY, own.POLICY)), Handling.KEEP)
    with monkeypatch.context() as stuck:
        stuck.setattr(generations, "prune", lambda *_: None)
        gone = library.take_out("local-our-policy-2026")
    assert gone.problems
    assert all("could not be deleted" in message for message in gone.problems)
    assert generations.previous(index_dir).startswith("0001-")  # a rollback passes by what still holds it
    manifest = current_manifest(index_dir)
    assert manifest is not None
    assert forget(index_dir, manifest) == ()


def test_two_documents_added_at_the_same_moment_are_both_there(
    library: LocalLibrary, index_dir: Path, tmp_path: Path
) -> None:
    one = look(library, a_pdf(tmp_path, own.POLICY))
    two = look(library, a_pdf(tmp_path, own.PROCEDURES, name="b.pdf"), title="Procedures")
    library.add(two)  # after the first was looked at, and before it is added
    library.add(one)
    assert held_ids(index_dir) == {"a-2025", "local-our-policy-2026", "local-procedures-2026"}


def test_of_two_at_once_each_is_added_or_has_to_wait(library: LocalLibrary, index_dir: Path, tmp_path: Path) -> None:
    documents = [look(library, a_pdf(tmp_path, own.POLICY, name=f"{n}.pdf"), title=f"Policy {n}") for n in range(4)]
    done: list[str] = []
    busy: list[IndexBusy] = []

    def add(looked: ExaminedDocument) -> None:
        try:
            done.append(library.add(looked).source_id)
        except IndexBusy as error:
            busy.append(error)

    threads = [threading.Thread(target=add, args=(looked,)) for looked in documents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) + len(busy) == 4
    assert done
    assert held_ids(index_dir) == {"a-2025", *done}
    assert all("another process is writing" in error.message for error in busy)


def test_while_another_writes_nothing_is_changed(library: LocalLibrary, index_dir: Path, tmp_path: Path) -> None:
    looked = look(library, a_pdf(tmp_path, own.POLICY))
    with generations.writing(index_dir), pytest.raises(IndexBusy, match="another process is writing"):
        library.add(looked)
    assert held_ids(index_dir) == {"a-2025"}


def locked(folder: Path) -> Upload:
    return upload_of(pdfs.make(folder / "locked.pdf", [pdfs.filler(1)], password="secret"))


def scanned(folder: Path) -> Upload:
    return upload_of(pdfs.make(folder / "scan.pdf", [[pdfs.picture(0, 0, pdfs.WIDTH, pdfs.HEIGHT)]]))


def damaged(folder: Path) -> Upload:
    return Upload(name="bad.pdf", data=b"%PDF-1.7\nnothing\n%%EOF")


def cut_short(folder: Path) -> Upload:
    return Upload(name="cut.pdf", data=b"%PDF-1.7\nnothing")


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (locked, EncryptedPdf, "locked.pdf needs a password"),
        (scanned, NoText, "no page of scan.pdf has text"),
        (damaged, UnreadablePdf, "bad.pdf is damaged"),
        (cut_short, UnreadablePdf, "cut.pdf is cut short"),
    ],
)
def test_what_cannot_be_read_is_shown_by_the_name_it_came_with(
    library: LocalLibrary, tmp_path: Path, make: Callable[[Path], Upload], error: type[IngestError], message: str
) -> None:
    with pytest.raises(error) as raised:
        look(library, make(tmp_path))
    assert raised.value.message.startswith(message)


def test_what_is_too_large_or_too_long_is_refused(
    library: LocalLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = a_pdf(tmp_path, own.POLICY, own.PROCEDURES)
    monkeypatch.setattr(local_module, "MAX_PAGES", 1)
    with pytest.raises(UnreadablePdf, match="more than 1 pages"):
        look(library, upload)
    monkeypatch.setattr(local_module, "MAX_BYTES", 10)
    with pytest.raises(UnreadablePdf, match="larger than"):
        look(library, upload)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": "学校"}, "no letters or digits"),
        ({"in_force_from": date(2026, 9, 1), "in_force_to": date(2026, 1, 1)}, "before its first"),
        ({"replaces": "a-2025"}, "not a document that was added here"),
    ],
)
def test_what_does_not_fit_is_shown_before_the_file_is_read(
    library: LocalLibrary, changes: dict[str, object], message: str
) -> None:
    with pytest.raises(BuildError, match=message):
        look(library, Upload(name="x.pdf", data=b"not read"), **({"edition": ""} | changes))


def test_another_file_under_the_same_title_must_say_that_it_replaces(
    library: LocalLibrary, index_dir: Path, tmp_path: Path
) -> None:
    library.add(look(library, a_pdf(tmp_path, own.POLICY)))
    with pytest.raises(BuildError, match="another document called local-our-policy-2026"):
        look(library, a_pdf(tmp_path, own.PROCEDURES))


def test_a_document_of_the_same_title_added_meanwhile_is_not_overwritten(
    library: LocalLibrary, index_dir: Path, tmp_path: Path
) -> None:
    late = look(library, a_pdf(tmp_path, own.PROCEDURES))
    library.add(look(library, a_pdf(tmp_path, own.POLICY)))
    with pytest.raises(BuildError, match="another document called"):
        library.add(late)
    assert "sign that they have done so" in texts(index_dir)


def test_progress_is_shown_stage_by_stage(library: LocalLibrary, tmp_path: Path) -> None:
    reported: list[tuple[str, int, int]] = []
    looked = library.examine(a_pdf(tmp_path, own.POLICY), POLICY, lambda *so_far: reported.append(so_far))
    library.add(looked, None, lambda *so_far: reported.append(so_far))
    assert all(0 <= done <= of for _, done, of in reported)
    stages = list(dict.fromkeys(stage for stage, _, _ in reported))
    assert stages[0] == "Reading"
    assert stages[-1] == "Checking what was written"
    assert len(stages) >= 4


def test_without_an_index_there_is_nothing_to_add_to(tmp_path: Path) -> None:
    library = LocalLibrary(tmp_path / "none", lambda _: pytest.fail("nothing is built"))
    with pytest.raises(IndexMissing):
        look(library, a_pdf(tmp_path, own.POLICY))
    assert library.documents == []
    assert not (tmp_path / "none").exists()
