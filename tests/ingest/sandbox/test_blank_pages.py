"""A copy without some pages has nothing of them: no words, no pictures, nothing that hangs on the file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.types import Authority, Source
from ingest.errors import UnreadablePdf
from ingest.sandbox.bounded_reader import BoundedReader
from tests.ingest import pdfs

SOURCE = Source(source_id="local-x", title="X", publisher="Us", edition="", authority=Authority.LOCAL)


def copy_of(path: Path, *pages: int) -> Path:
    with BoundedReader() as reader:
        path.with_name("copy.pdf").write_bytes(reader.without_pages(path, pages))
    return path.with_name("copy.pdf")


def everything_in(path: Path) -> bytes:
    """All that a PDF holds, its streams unpacked."""
    reader = pypdf.PdfReader(path)
    found = [path.read_bytes()]
    for number in range(1, reader.trailer["/Size"]):
        item = reader.get_object(number)
        found.append(repr(item).encode())
        if hasattr(item, "get_data"):
            found.append(item.get_data())
    return b"\n".join(found)


def test_the_pages_are_empty_and_all_others_are_as_they_were(tmp_path: Path) -> None:
    path = pdfs.make(tmp_path / "a.pdf", [pdfs.filler(n) for n in range(1, 5)])
    with BoundedReader() as reader:
        before = reader.read(path, SOURCE).parsed.document.pages
        after = reader.read(copy_of(path, 2, 4), SOURCE).parsed.document.pages
    assert [page.number for page in after] == [1, 2, 3, 4]
    assert (after[1].text, after[3].text) == ("", "")
    assert not after[1].image_only
    assert not after[1].unexplained
    assert (after[0].text, after[2].text) == (before[0].text, before[2].text)
    assert [line.x0 for line in after[0].lines] == [line.x0 for line in before[0].lines]
    assert {(page.width, page.height) for page in after} == {(page.width, page.height) for page in before}


def test_a_turned_page_keeps_the_size_at_which_it_is_shown(tmp_path: Path) -> None:
    path = pdfs.make(tmp_path / "a.pdf", [pdfs.filler(1), pdfs.filler(2)], rotation=90)
    with BoundedReader() as reader:
        pages = reader.read(copy_of(path, 2), SOURCE).parsed.document.pages
    assert pypdf.PdfReader(path).pages[0].mediabox.width == pytest.approx(pages[0].height)  # so it is shown turned
    assert (pages[1].width, pages[1].height) == pytest.approx((pages[0].width, pages[0].height))


def test_nothing_of_the_pages_or_of_the_file_is_in_the_copy(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "plain.pdf"), pageCompression=1)
    canvas.setTitle("About Kayden")
    canvas.drawString(50, 700, "An open page of plain words")
    canvas.linkAbsolute("to the form", "form", (50, 600, 90, 620))
    canvas.showPage()
    canvas.bookmarkPage("form")
    canvas.addOutlineEntry("Form of Kayden", "form")
    canvas.drawString(50, 700, "Kayden Doyle, 12/03/2015")
    canvas.acroForm.textfield(name="child", value="Kayden", x=50, y=500)
    canvas.showPage()
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=tmp_path / "plain.pdf")
    writer.add_attachment("kayden.txt", b"Kayden wrote this")
    comment = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Text"),
                                NameObject("/Contents"): TextStringObject("ask Kayden")})  # fmt: skip
    writer.pages[0].setdefault(NameObject("/Annots"), ArrayObject()).append(comment)
    writer.write(tmp_path / "a.pdf")
    assert b"Kayden" in everything_in(tmp_path / "a.pdf")
    copied = everything_in(copy_of(tmp_path / "a.pdf", 2))
    assert b"Kayden" not in copied
    assert b"An open page of plain words" in copied


def test_a_picture_that_only_the_page_shows_goes_although_all_pages_share_one_list(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "plain.pdf"))
    for colour in ((10, 200, 30), (200, 10, 30)):
        data = BytesIO()
        Image.new("RGB", (37, 41), colour).save(data, "PNG")
        canvas.drawImage(ImageReader(data), 50, 500, 200, 200)
        canvas.drawString(50, 700, "A page with a picture, and some words beneath it")
        canvas.showPage()
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=tmp_path / "plain.pdf")
    shared = DictionaryObject()
    for page in writer.pages:
        shared.update(page["/Resources"]["/XObject"])
    for page in writer.pages:
        page["/Resources"][NameObject("/XObject")] = shared
    writer.write(tmp_path / "a.pdf")
    red, green = bytes((200, 10, 30)) * 20, bytes((10, 200, 30)) * 20
    assert red in everything_in(tmp_path / "a.pdf")
    copied = everything_in(copy_of(tmp_path / "a.pdf", 2))
    assert red not in copied
    assert green in copied


def test_what_cannot_be_copied_is_a_sentence_and_the_reader_goes_on(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7\nnothing of the kind\n%%EOF")
    good = pdfs.make(tmp_path / "good.pdf", [pdfs.filler(1)])
    with BoundedReader() as reader:
        with pytest.raises(UnreadablePdf, match=r"bad\.pdf"):
            reader.without_pages(bad, {1})
        assert reader.read(good, SOURCE).parsed.document.pages
