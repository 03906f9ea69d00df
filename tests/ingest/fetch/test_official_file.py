"""Official PDFs that a person saved: known by what they are, whatever they are called, or refused in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.register.register import Register, load_register
from corpus.types import Authority, Document, Source
from ingest.errors import FetchError, IngestError
from ingest.fetch.lockfile import Lock, Locked, SetAside, fetching_alone, read_lock, write_lock
from ingest.fetch.official_file import OfficialFile, add_official, recognise
from ingest.pdf.parser import parse
from ingest.web.web_pdf import anchors_file
from tests.ingest import pdfs
from tests.ingest.fetch.fetching import AS_ENACTED, TODAY, guidance_pdf, lighthouse_pdf, lighthouses, register_of

NEW = lighthouses(2031, supersedes=("lighthouses-2030",))
OLD = lighthouses(2030, authority=Authority.STATUTORY_GUIDANCE)
POLICY = lighthouses(
    source_id="local-policy", title="Looking after lighthouses", authority=Authority.LOCAL, names=("Ours",)
)
REGISTER = register_of(OLD, NEW, AS_ENACTED, POLICY)


def read(path: Path, source: Source) -> Document:
    return parse(path, source.source_id)


def saved(folder: Path, data: bytes, name: str = "4711 (1).pdf") -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def add(pdf: Path, folder: Path, register: Register = REGISTER) -> OfficialFile:
    return add_official(pdf, pdf.name, register, folder, read)


def act_pdf(folder: Path, *lines: str) -> bytes:
    return pdfs.make(folder / "made.pdf", [pdfs.lines(700, *lines), pdfs.filler(2)]).read_bytes()


@pytest.mark.parametrize("name", ["4711 (1).pdf", "lighthouses-2030.pdf", "Kopie.PDF", "download"])
def test_a_pdf_is_known_by_its_title_page_whatever_it_is_called(tmp_path: Path, folder: Path, name: str) -> None:
    data = lighthouse_pdf(tmp_path, 2031)
    pdf = saved(tmp_path, data, name)
    added = add(pdf, folder)
    assert (added.source, added.is_new, added.notices) == (NEW, True, ())
    assert (folder / "lighthouses-2031.pdf").read_bytes() == data
    assert pdf.read_bytes() == data, "the person's own file stays"
    assert {file.name for file in folder.glob("*.pdf")} == {"lighthouses-2031.pdf"}
    assert not add(pdf, folder).is_new


def test_what_stood_there_before_and_what_was_said_of_it_gives_way(tmp_path: Path, folder: Path) -> None:
    folder.mkdir()
    target = folder / "lighthouses-2031.pdf"
    target.write_bytes(b"%PDF-1.4 a print of the page")
    anchors_file(target).write_text('{"url": "https://www.gov.uk/a", "places": []}')
    entry = Locked(url="https://www.gov.uk/a", kind="html", fetched_on=TODAY, sha256="0" * 64, n_bytes=1)
    aside = SetAside(url="https://www.gov.uk/a", on=TODAY, file="set-aside/a.pdf", sha256="1" * 64, reason="other")
    write_lock(folder, Lock(fetched={"lighthouses-2031": entry, "b": entry}, set_aside={"lighthouses-2031": aside}))
    added = add(saved(tmp_path, lighthouse_pdf(tmp_path, 2031)), folder)
    assert added.notices == ("it takes the place of another file of that edition",)
    lock = read_lock(folder)
    assert (set(lock.fetched), set(lock.set_aside)) == ({"b"}, set())
    assert not anchors_file(target).exists()


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        (("Looking after lighthouses", "2033", "Statutory guidance for keepers"), "another edition of “Looking after"),
        (("Keeping harbours", "September 2031"), "its title page reads “Keeping harbours September 2031"),
        (("A report about the Lighthouse Act 2019", "and what became of it"), "its title page reads “A report about"),
    ],
)
def test_what_is_no_registered_edition_is_refused_and_said(
    tmp_path: Path, folder: Path, cover: tuple[str, ...], expected: str
) -> None:
    with pytest.raises(FetchError, match="is no edition that the register knows") as error:
        add(saved(tmp_path, guidance_pdf(tmp_path, *cover)), folder)
    assert expected in error.value.message
    assert "docs/adding-a-source.md" in error.value.hint
    assert not list(folder.glob("*.pdf"))


@pytest.mark.parametrize(
    ("lines", "is_act"),
    [
        (("Lighthouse Act 2019", "2019 CHAPTER 40"), True),
        (("LIGHTHOUSE ACT 2019", "CHAPTER 40"), True),
        (
            (
                "See the end of the document for effects on Lighthouse Act 2019.",
                "Lighthouse Act 2019",
                "2019 CHAPTER 40",
            ),
            True,
        ),
        (("Lighthouse Act 2019 (c. 40)", "Part 1"), True),
        (("Lighthouse Act 2019", "2019 CHAPTER 41"), False),
        (("EXPLANATORY NOTES", "Lighthouse Act 2019", "CHAPTER 40"), False),
        (("This guidance is issued under the Lighthouse Act 2019 and explains it.",), False),
    ],
)
def test_an_act_must_bear_its_number(tmp_path: Path, folder: Path, lines: tuple[str, ...], is_act: bool) -> None:
    pdf = saved(tmp_path, act_pdf(tmp_path, *lines))
    if is_act:
        assert add(pdf, folder).source == AS_ENACTED
    else:
        with pytest.raises(FetchError, match="no edition that the register knows"):
            add(pdf, folder)


def test_another_version_of_an_act_says_so(tmp_path: Path, folder: Path) -> None:
    status = ("Status: Point in time view as at 05/05/2030.", "Lighthouse Act 2019", "2019 CHAPTER 40")
    with pytest.raises(FetchError, match=r"it is “Lighthouse Act 2019 .*”, but it is a revised version"):
        add(saved(tmp_path, act_pdf(tmp_path, *status)), folder)


def test_what_could_be_several_is_left_to_a_person(tmp_path: Path, folder: Path) -> None:
    twin = lighthouses(source_id="twin", names=("Twin",), edition="September 2031")
    pdf = saved(tmp_path, lighthouse_pdf(tmp_path, 2031))
    with pytest.raises(FetchError, match=r"could be any of Lighthouses 2031 \(lighthouses-2031\); Twin \(twin\)"):
        add(pdf, folder, register_of(NEW, twin))


def test_a_file_that_is_no_pdf_is_refused(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(IngestError):
        add(saved(tmp_path, b"<html>"), folder)
    assert not list(folder.glob("*.pdf"))


def test_nothing_is_put_there_while_a_fetch_is_running(tmp_path: Path, folder: Path) -> None:
    pdf = saved(tmp_path, lighthouse_pdf(tmp_path, 2031))
    with fetching_alone(folder), pytest.raises(FetchError, match="is running"):
        add(pdf, folder)


@pytest.mark.corpus
@pytest.mark.slow
def test_each_real_pdf_is_recognised_without_its_name(corpus_dir: Path) -> None:
    register = load_register()
    for pdf in sorted(corpus_dir.glob("*.pdf")):
        source, _ = recognise(parse(pdf, "x"), register, "download.pdf")
        assert source.source_id == pdf.stem
