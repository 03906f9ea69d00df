"""``python -m ingest`` as a person uses it: what it prints where, and its exit status."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from corpus.index import generations
from corpus.index.generation_store import open_index
from corpus.practice.practice_data import Practice
from corpus.register.register import Register
from corpus.types import Source
from ingest import __main__ as command
from ingest.digests import load_digests
from ingest.engine import Engine, LocalEngine
from ingest.errors import FetchError
from ingest.fetch.by_hand import address_for_a_person
from ingest.fetch.destination import Fetched, FetchOutcome
from ingest.fetch.fetcher import Fetcher
from ingest.fetch.lockfile import fetching_alone
from ingest.index import inputs
from tests.doubles import WordEmbedder, a_source
from tests.ingest import hostile, pdfs
from tests.ingest import own_documents as own
from tests.ingest.command_parts import replace_parts
from tests.ingest.fetch.fetching import lighthouse_pdf, lighthouses, register_of

Run = Callable[..., int]
REGISTER = Register({source_id: a_source(source_id) for source_id in ("a-2025", "b-2025")})


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two registered PDFs."""
    folder = tmp_path / "pdfs"
    folder.mkdir()
    pdfs.make(folder / "a-2025.pdf", [pdfs.filler(1), pdfs.filler(2)])
    pdfs.make(folder / "b-2025.pdf", [pdfs.filler(3)])
    return folder


@pytest.fixture
def run(index_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the index with a small register and no model."""
    replace_parts(
        monkeypatch,
        SentenceTransformerEmbedder=lambda *_: WordEmbedder(),
        load_register=lambda: REGISTER,
        load_practice=Practice,
    )
    return lambda *arguments: command.main([str(part) for part in (*arguments, "--index", index_dir)])


def policy(folder: Path, words: str, name: str = "policy") -> Path:
    """A school's own document, whose words are nowhere else."""
    return pdfs.make(folder / f"{name}.pdf", [pdfs.lines(700, f"Our own procedure says that {words} every week.")])


def add(run: Run, pdf: Path, title: str = "Our policy", *more: str) -> int:
    return run("add", pdf, "--title", title, "--publisher", "The school", *more)


def sources(index_dir: Path) -> set[str]:
    manifest = inputs.current_manifest(index_dir)
    assert manifest is not None
    return {entry.source.source_id for entry in manifest.sources}


def found_anywhere(index_dir: Path, word: str) -> bool:
    """Whether any way of searching the generation that serves gives a passage with a word."""
    index, embedder = open_index(index_dir), WordEmbedder()
    everywhere = set(index.sources)
    hits = index.dense(embedder.embed([word])[0], 1000, everywhere) + index.lexical(word, 1000, everywhere)
    passages = index.get([passage_id for passage_id, _ in hits])
    assert len(passages) == len(hits)
    index.close()
    return any(word in passage.text for passage in passages)


def test_build_prints_what_serves_and_what_was_passed_over(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdfs.make(folder / "letter.pdf", [pdfs.filler(9)])
    assert run("build", "--from", folder) == 0
    out, err = capsys.readouterr()
    assert "serves: 2 sources, 3 pages, " in out
    assert "parsed 3 pages in " in out
    assert err.startswith("letter.pdf is not a registered source and was passed over")


def test_a_second_build_says_that_nothing_changed(run: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("build", "--from", folder)
    capsys.readouterr()
    assert run("build", "--from", folder) == 0
    assert capsys.readouterr().out.startswith("Nothing changed: generation 0001-")


def test_a_damaged_source_is_reported_with_status_1_and_the_others_are_built(
    run: Run, folder: Path, index_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "b-2025.pdf").write_bytes(b"")
    assert run("build", "--from", folder) == 1
    assert sources(index_dir) == {"a-2025"}
    assert capsys.readouterr().err.startswith("b-2025: b-2025.pdf is empty (0 bytes); it is left out.")


def test_without_a_folder_the_digests_are_built(run: Run, index_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = load_digests()[:1]
    replace_parts(monkeypatch, load_digests=lambda: some)
    assert run("build") == 0
    assert sources(index_dir) == {some[0].source.source_id}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["build", "--no-digests"], "there is nothing to build from."),
        (["build", "--from", "nowhere"], "nowhere is not a folder."),
        (["report"], "there is no index in "),
        (["rollback"], "there is no index in "),
        (["remove", "local-x"], "there is no index in "),
        (["fetch", "no-such-source"], "the register has no source called no-such-source."),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_a_hint_with_status_1(
    run: Run, capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    assert run(*arguments) == 1
    out, err = capsys.readouterr()
    assert out == ""
    sentence, hint = err.splitlines()
    assert sentence.startswith(expected)
    assert hint


def test_adding_where_there_is_no_index_is_a_sentence(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(run, policy(tmp_path, "zebras cross")) == 1
    assert capsys.readouterr().err.startswith("there is no index in ")


def test_an_index_that_is_a_file_is_a_sentence(
    run: Run, folder: Path, index_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index_dir.touch()
    for arguments in (("rollback",), ("report",), ("build", "--from", folder)):
        assert run(*arguments) == 1
        err = capsys.readouterr().err
        assert str(index_dir) in err
        assert len(err.splitlines()) == 2


@pytest.mark.parametrize(
    "arguments",
    [["polish"], [], ["add", "x.pdf"], ["add", "x.pdf", "--title", "T", "--publisher", "P", "--from-date", "1st"]],
)
def test_bad_use_has_status_2(run: Run, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        command.main(arguments)
    assert raised.value.code == 2
    assert "error: " in capsys.readouterr().err.splitlines()[-1]


def test_a_bad_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DSL_THREADS", "many")
    assert run("report") == 1
    assert "DSL_THREADS" in capsys.readouterr().err


def test_a_second_writer_has_to_wait(
    run: Run, folder: Path, index_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with generations.writing(index_dir):
        assert run("build", "--from", folder) == 1
    assert capsys.readouterr().err.startswith("another process is writing the index ")


def test_a_document_that_is_added_is_found_and_survives_later_builds(
    run: Run, folder: Path, tmp_path: Path, index_dir: Path
) -> None:
    run("build", "--from", folder)
    pdf = policy(tmp_path, "zebras cross")
    assert add(run, pdf, "Our policy", "--edition", "2026", "--from-date", "2026-09-01") == 0
    pdf.unlink()
    assert sources(index_dir) == {"a-2025", "b-2025", "local-our-policy-2026"}
    pdfs.make(folder / "b-2025.pdf", [pdfs.filler(4)])
    assert run("build", "--from", folder) == 0
    assert sources(index_dir) == {"a-2025", "b-2025", "local-our-policy-2026"}
    assert found_anywhere(index_dir, "zebras")
    index = open_index(index_dir)
    assert index.sources["local-our-policy-2026"].in_force_from is not None
    index.close()


def test_an_added_document_is_read_anew_when_the_parser_changes(
    run: Run, folder: Path, tmp_path: Path, index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", "--from", folder)
    add(run, policy(tmp_path, "zebras cross"))
    before = {entry.source.source_id: entry.key for entry in inputs.current_manifest(index_dir).sources}  # type: ignore[union-attr]
    monkeypatch.setitem(inputs.VERSIONS, "parser", "another")
    assert run("build", "--from", folder) == 0
    after = {entry.source.source_id: entry.key for entry in inputs.current_manifest(index_dir).sources}  # type: ignore[union-attr]
    assert after.keys() == before.keys()
    assert all(after[source_id] != before[source_id] for source_id in before)


def test_what_is_removed_is_never_found_again(run: Run, folder: Path, tmp_path: Path, index_dir: Path) -> None:
    run("build", "--from", folder)
    add(run, policy(tmp_path, "zebras cross"))
    assert found_anywhere(index_dir, "zebras")
    assert run("remove", "local-our-policy") == 0
    assert sources(index_dir) == {"a-2025", "b-2025"}
    assert not found_anywhere(index_dir, "zebras")
    run("build", "--from", folder)
    assert not found_anywhere(index_dir, "zebras")


def test_what_is_replaced_is_never_found_again(run: Run, folder: Path, tmp_path: Path, index_dir: Path) -> None:
    run("build", "--from", folder)
    add(run, policy(tmp_path, "zebras cross"))
    assert add(run, policy(tmp_path, "otters swim"), "New policy", "--replaces", "local-our-policy") == 0
    assert sources(index_dir) == {"a-2025", "b-2025", "local-new-policy"}
    assert found_anywhere(index_dir, "otters")
    assert not found_anywhere(index_dir, "zebras")


def test_a_file_that_cannot_be_read_replaces_nothing(
    run: Run, folder: Path, tmp_path: Path, index_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("build", "--from", folder)
    add(run, policy(tmp_path, "zebras cross"))
    bad = tmp_path / "bad.pdf"
    bad.write_text("a letter", encoding="utf-8")
    capsys.readouterr()
    assert add(run, bad, "New policy", "--replaces", "local-our-policy") == 1
    assert capsys.readouterr().err.startswith("bad.pdf is not a PDF")
    assert found_anywhere(index_dir, "zebras")


@pytest.mark.parametrize("source_id", ["a-2025", "local-nothing"])
def test_only_what_was_added_can_be_taken_out(
    run: Run, folder: Path, tmp_path: Path, index_dir: Path, capsys: pytest.CaptureFixture[str], source_id: str
) -> None:
    run("build", "--from", folder)
    add(run, policy(tmp_path, "zebras cross"))
    before = generations.current(index_dir)
    capsys.readouterr()
    assert run("remove", source_id) == 1
    assert add(run, policy(tmp_path, "otters swim", "new"), "New policy", "--replaces", source_id) == 1
    expected = f"{source_id} is not a document that was added here.\ndocuments added: local-our-policy\n"
    assert capsys.readouterr().err == expected * 2
    assert generations.current(index_dir) == before


def with_a_form(folder: Path) -> Path:
    """A policy with a form about a child that was left in it, filled in."""
    pages = [own.POLICY, own.FILLED_FORM]
    return pdfs.make(folder / "policy.pdf", [pdfs.lines(770, *text.splitlines(), size=9) for text in pages])


def test_details_are_reported_by_page_without_the_words_and_nothing_is_added(
    run: Run, folder: Path, tmp_path: Path, index_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("build", "--from", folder)
    before = generations.current(index_dir)
    capsys.readouterr()
    assert add(run, with_a_form(tmp_path)) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Page 2: a filled-in form (")
    assert "Staff or contact details on page 1" in err
    assert "--details leave-out" in err
    assert "Kayden" not in err
    assert generations.current(index_dir) == before


def test_words_that_nobody_can_see_are_reported_by_page_and_nothing_is_added(
    run: Run, folder: Path, tmp_path: Path, index_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("build", "--from", folder)
    hidden = hostile.shown("Everybody waits for a week.").replace(b"BT", b"BT 3 Tr").replace(b"700", b"500")
    pdf = hostile.write(tmp_path / "policy.pdf", hostile.page(hostile.ordinary() + b" " + hidden))
    capsys.readouterr()
    assert add(run, pdf) == 1
    assert capsys.readouterr().err.startswith(
        "Page 1: words that nobody can see; it has text that cannot be seen on the page (23 characters)"
    )
    assert add(run, pdf, "Our policy", "--details", "keep") == 0
    assert found_anywhere(index_dir, "lead")
    assert not found_anywhere(index_dir, "week")
    capsys.readouterr()
    run("report")
    out = capsys.readouterr().out
    assert "local-our-policy page 1 has text that cannot be seen on the page (23 characters): it is not indexed." in out


@pytest.mark.parametrize(("details", "found"), [("leave-out", False), ("keep", True)])
def test_the_choice_about_details_is_followed(
    run: Run, folder: Path, tmp_path: Path, index_dir: Path, details: str, found: bool
) -> None:
    run("build", "--from", folder)
    assert add(run, with_a_form(tmp_path), "Our policy", "--details", details) == 0
    assert found_anywhere(index_dir, "Kayden") is found
    assert found_anywhere(index_dir, "Oakhurst")


def test_remove_says_what_it_means_for_a_rollback(
    run: Run, folder: Path, tmp_path: Path, index_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("build", "--from", folder)
    add(run, policy(tmp_path, "zebras cross"))
    add(run, policy(tmp_path, "otters swim", "other"), "Other policy")
    capsys.readouterr()
    assert run("remove", "local-our-policy") == 0
    out, err = capsys.readouterr()
    assert out.startswith(
        "Our policy was taken out, with its PDF and all that was made of it. No earlier generation is left"
    )
    assert err == ""
    assert run("rollback") == 1
    assert "has no earlier generation" in capsys.readouterr().err


class Terminal(io.StringIO):
    """A person at a terminal, who types a line."""

    def isatty(self) -> bool:
        return True


def only_a(run: Run, folder: Path) -> int:
    (folder / "b-2025.pdf").unlink(missing_ok=True)
    return run("build", "--from", folder)


def test_a_build_that_would_lose_a_source_is_refused_by_title_where_nobody_can_be_asked(
    run: Run, folder: Path, index_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("build", "--from", folder)
    capsys.readouterr()
    assert only_a(run, folder) == 1
    err = capsys.readouterr().err
    assert "  The b-2025 book, first edition\n" in err
    assert "nothing was built, since 1 source would be lost." in err
    assert "--allow-loss" in err
    assert sources(index_dir) == {"a-2025", "b-2025"}
    assert run("build", "--from", folder, "--allow-loss") == 0
    assert sources(index_dir) == {"a-2025"}


@pytest.mark.parametrize(
    ("typed", "left"), [("y\n", {"a-2025"}), ("\n", {"a-2025", "b-2025"}), ("", {"a-2025", "b-2025"})]
)
def test_on_a_terminal_a_build_that_would_lose_a_source_asks(
    run: Run, folder: Path, index_dir: Path, monkeypatch: pytest.MonkeyPatch, typed: str, left: set[str]
) -> None:
    run("build", "--from", folder)
    said = Terminal()
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    monkeypatch.setattr(sys, "stderr", said)
    assert only_a(run, folder) == (0 if left == {"a-2025"} else 1)
    assert "The b-2025 book, first edition" in said.getvalue()
    assert "Build without them? y/N" in said.getvalue()
    assert sources(index_dir) == left


def test_a_generation_that_is_half_gone_is_not_gone_back_to(
    run: Run, folder: Path, index_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("build", "--from", folder)
    earlier = generations.current(index_dir)
    pdfs.make(folder / "b-2025.pdf", [pdfs.filler(4)])
    run("build", "--from", folder)
    serving = generations.current(index_dir)
    shutil.rmtree(generations.folder_of(index_dir, earlier) / "chroma")
    capsys.readouterr()
    assert run("rollback") == 1
    assert capsys.readouterr().err.startswith(f"generation {earlier} cannot serve again: chroma/")
    assert generations.current(index_dir) == serving


def test_report_prints_a_table_and_the_pages_with_problems(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdfs.make(folder / "b-2025.pdf", [pdfs.filler(1), [pdfs.picture(57, 200, 480, 560)]])
    run("build", "--from", folder)
    capsys.readouterr()
    assert run("report") == 0
    header, a, b, *_, problem = capsys.readouterr().out.splitlines()
    assert header.split()[:3] == ["source", "pages", "passages"]
    assert a.split()[:2] == ["a-2025", "2"]
    assert b.split()[:2] == ["b-2025", "2"]
    assert problem.startswith("b-2025 page 2 is a picture without text")


def test_doctor_finds_a_sound_index_sound_and_a_broken_one_broken(
    run: Run, folder: Path, index_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("build", "--from", folder)
    capsys.readouterr()
    assert run("doctor") == 0
    assert capsys.readouterr().out == "The index is sound.\n"
    (index_dir / "generations" / "0009-deadbeef").mkdir()
    assert run("doctor") == 1
    assert capsys.readouterr().out.startswith("0009-deadbeef was left by a build")


def test_what_the_doctor_prescribes_works(run: Run, folder: Path, tmp_path: Path, index_dir: Path) -> None:
    run("build", "--from", folder)
    pdf = policy(tmp_path, "zebras cross")
    add(run, pdf)
    for copied in (index_dir / "files").iterdir():
        copied.unlink()
    assert run("doctor") == 1
    assert run("build", "--from", folder) == 0
    assert run("doctor") == 1  # the added document's only copy is gone; its passages still answer
    assert found_anywhere(index_dir, "zebras")
    assert add(run, pdf) == 0
    assert run("doctor") == 0


def test_rollback_makes_the_generation_before_serve(
    run: Run, folder: Path, index_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("build", "--from", folder)
    first = generations.current(index_dir)
    (folder / "b-2025.pdf").unlink()
    run("build", "--from", folder, "--allow-loss")
    assert sources(index_dir) == {"a-2025"}
    capsys.readouterr()
    assert run("rollback") == 0
    assert capsys.readouterr().out == f"Generation {first} serves again.\n"
    assert sources(index_dir) == {"a-2025", "b-2025"}
    assert run("rollback") == 1
    assert "has no earlier generation" in capsys.readouterr().err


def test_fetch_tells_each_source_and_fails_if_one_fails(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fetched(_: Fetcher, source: Source) -> Fetched:
        if source is REGISTER["b-2025"]:
            raise FetchError("b-2025 could not be fetched: the server did not answer", "try again later")
        path = tmp_path / "a-2025.pdf"
        return Fetched(source_id="a-2025", outcome=FetchOutcome.NEW, path=path, notices=("look at its date",))

    monkeypatch.setattr(Fetcher, "fetch", fetched)
    assert run("fetch", "a-2025", "b-2025", "--to", tmp_path) == 1
    out, err = capsys.readouterr()
    assert out == f"a-2025: new, {tmp_path / 'a-2025.pdf'}\n1 of 2 are in {tmp_path}.\n"
    assert err.startswith(
        "a-2025: look at its date.\nb-2025 could not be fetched: the server did not answer.\ntry again later\n"
    )
    assert "Please set DSL_CONTACT" in err


def test_fetch_ends_with_what_is_missing_what_that_means_and_where_it_is(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fetched(_: Fetcher, source: Source) -> Fetched:
        if source.source_id == "b-2025":
            raise FetchError("b-2025: no line")
        path = tmp_path / "a-2025.pdf"
        path.write_bytes(b"%PDF")
        return Fetched(source_id="a-2025", outcome=FetchOutcome.NEW, path=path)

    monkeypatch.setattr(Fetcher, "fetch", fetched)
    monkeypatch.setenv("DSL_CONTACT", "dsl@school.example")
    assert run("fetch", "a-2025", "b-2025", "--to", tmp_path) == 1
    err = capsys.readouterr().err
    b = REGISTER["b-2025"]
    assert f"1 official text missing:\n  {b.name}. Answers cannot quote it.\n    {address_for_a_person(b)}\n" in err
    assert "python -m ingest add-official FILE" in err
    assert "DSL_CONTACT" not in err
    assert run("fetch", "a-2025", "--to", tmp_path) == 0
    assert "missing" not in capsys.readouterr().err


def test_pdfs_saved_by_hand_are_recognised_one_by_one(
    index_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_parts(monkeypatch, load_register=lambda: register_of(lighthouses(2031)))
    good, other = tmp_path / "4711.pdf", tmp_path / "4712.pdf"
    good.write_bytes(lighthouse_pdf(tmp_path, 2031))
    other.write_bytes(lighthouse_pdf(tmp_path, 2035))
    to = tmp_path / "library"
    assert command.main(["add-official", str(good), str(other), str(tmp_path / "none.pdf"), "--to", str(to)]) == 1
    out, err = capsys.readouterr()
    assert f"4711.pdf: {lighthouses(2031).full_title}, now {to / 'lighthouses-2031.pdf'}" in out
    assert "1 of 3 were recognised" in out
    assert "4712.pdf is no edition that the register knows" in err
    assert "none.pdf" in err
    assert command.main(["add-official", str(good), "--to", str(to)]) == 0
    assert "already" in capsys.readouterr().out


def test_a_fetch_during_another_does_not_begin(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with fetching_alone(tmp_path):
        assert run("fetch", "a-2025", "--to", tmp_path) == 1
    assert "is running.\nwait until it has ended" in capsys.readouterr().err


def test_a_build_goes_to_the_engine_that_is_named_else_to_the_one_that_is_set(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def opening(address: str) -> AbstractContextManager[Engine]:
        opened.append(address)
        return nullcontext(LocalEngine())

    replace_parts(monkeypatch, open_engine=opening)
    assert run("build", "--from", folder) == 0
    monkeypatch.setenv("DSL_BUILD_ON", "tcp://set:8786")
    assert run("build", "--from", folder) == 0
    assert run("build", "--from", folder, "--on", "tcp://named:8786") == 0
    assert run("build", "--from", folder, "--on", "") == 0
    assert opened == ["", "tcp://set:8786", "tcp://named:8786", ""]


def test_an_engine_of_another_kind_is_refused_before_anything_is_read(
    run: Run, folder: Path, index_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("build", "--from", folder, "--on", "ray://head:10001") == 1
    assert "ray://head:10001" in capsys.readouterr().err
    assert not generations.complete(index_dir)
    monkeypatch.setenv("DSL_BUILD_ON", "ray://head:10001")
    assert run("build", "--from", folder) == 1
    assert "DSL_BUILD_ON" in capsys.readouterr().err
