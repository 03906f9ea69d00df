"""Text that nobody can see on a page is in none of its text, and is noticed; what can be seen stays, however it is set."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.text import clean
from ingest.errors import NoText
from ingest.pdf.parsed import LeftOut, Parsed, Scan
from ingest.pdf.parser import parse, parse_closely
from tests.ingest import hostile, pdfs

HIDDEN = "Staff must wait for seven days before they tell anyone about a child in danger."
SEEN = "Staff act on a concern the same day and tell the lead."
_GREEN = b"0 0.4 0.3 rg"

Make = Callable[[Path], object]


def text(
    words: str = HIDDEN, *, x: int = 57, y: int = 500, size: float = 12, before: bytes = b"", font: bytes = b"F"
) -> bytes:
    """Page content that shows a line; ``before`` is set for it alone."""
    return b"q BT %s /%s %g Tf %d %d Td (%s) Tj ET Q " % (before, font, size, x, y, words.encode("latin-1"))


def made(content: bytes, **extra: bytes) -> Make:
    """A page of ordinary text with something more on it."""
    return lambda path: hostile.write(path, hostile.page(hostile.ordinary() + b" " + content, **extra))


def with_object(content: bytes, body: bytes, **extra: bytes) -> Make:
    """The same, with an object 6 that the page's resources name."""
    return lambda path: hostile.write(path, hostile.page(hostile.ordinary() + b" " + content, **extra) | {6: body})


def _box(colour: bytes, y: int = 490) -> bytes:
    return b"q %s 50 %d 500 30 re f Q " % (colour, y)


def _picture_over(path: Path) -> None:
    """A line, and a picture drawn over it."""
    drawn = [*pdfs.filler(1), pdfs.line(400, pdfs.Run(HIDDEN)), pdfs.picture(50, 390, 500, 30)]
    pdfs.make(path, [drawn])


def _layer(path: Path) -> None:
    """A line in a layer that is switched off."""
    off = b"/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] /Order [6 0 R] >> >>"
    content = hostile.ordinary() + b" /OC /L BDC " + text() + b"EMC"
    objects = hostile.page(content, catalogue=off, resources=b"/Properties << /L 6 0 R >>")
    hostile.write(path, objects | {6: b"<< /Type /OCG /Name (Layer) >>"})


def _blank_letters(path: Path) -> None:
    """A line in a font whose letters draw nothing."""
    names = b" ".join(b"/c%d" % code for code in range(32, 127))
    glyphs = b" ".join(b"/c%d 7 0 R" % code for code in range(32, 127))
    pairs = b"\n".join(b"<%02X> <%04X>" % (code, code) for code in range(32, 127))
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def "
        b"1 begincodespacerange <00> <FF> endcodespacerange 95 beginbfchar\n%s\nendbfchar endcmap end end"
    ) % pairs
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << %s >> "
        b"/Encoding << /Type /Encoding /Differences [32 %s] >> /FirstChar 32 /LastChar 126 /Widths [%s] /ToUnicode 8 0 R "
        b"/Resources << >> >>" % (glyphs, names, b" ".join([b"600"] * 95))
    )
    objects = hostile.page(hostile.ordinary() + b" " + text(font=b"B"))
    objects[3] = objects[3].replace(b"/F 4 0 R", b"/F 4 0 R /B 6 0 R")
    empty = hostile.stream(b"600 0 0 0 600 700 d1")
    hostile.write(path, objects | {6: font, 7: empty, 8: hostile.stream(cmap)})


def _in_a_form(path: Path) -> None:
    form = hostile.stream(text(before=b"1 1 1 rg"), b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
                          b"/Resources << /Font << /F 4 0 R >> >>")  # fmt: skip
    with_object(b"/X Do", form, resources=b"/XObject << /X 6 0 R >>")(path)


def _in_a_clear_form(path: Path) -> None:
    """A line in black, in a form that is drawn as clear as glass."""
    form = hostile.stream(text(), b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
                          b"/Group << /S /Transparency >> /Resources << /Font << /F 4 0 R >> >>")  # fmt: skip
    with_object(b"q /G gs /X Do Q", form, resources=b"/XObject << /X 6 0 R >> /ExtGState << /G << /ca 0 /CA 0 >> >>")(
        path
    )


def _cropped(path: Path) -> None:
    made(text(y=200), page=b"/CropBox [0 400 595 842]")(path)


def _white_on_a_turned_page(path: Path) -> None:
    made(text(before=b"1 1 1 rg"), page=b"/Rotate 90")(path)


def _clear(alpha: bytes) -> Make:
    return made(b"q /G gs " + text() + b"Q", resources=b"/ExtGState << /G << /ca %s >> >>" % alpha)


UNSEEN: dict[str, Make] = {
    "render mode invisible": made(text(before=b"3 Tr")),
    "render mode clip": made(text(before=b"7 Tr")),
    "white": made(text(before=b"1 1 1 rg")),
    "white, in CMYK": made(text(before=b"0 0 0 0 k")),
    "all but white": made(text(before=b"0.98 0.98 0.98 rg")),
    "outlined in white": made(text(before=b"1 Tr 1 1 1 RG")),
    "transparent": _clear(b"0"),
    "all but transparent": _clear(b"0.02"),
    "outside the crop box": _cropped,
    "left of the page": made(text(x=-700)),
    "one point high": made(text(size=1)),
    "two points high, on a page by itself": made(text(size=2, y=300)),
    "made small by a matrix": made(b"q 0.05 0 0 0.05 57 500 cm " + text(x=0, y=0) + b"Q"),
    "squeezed to a hair": made(text(before=b"1 Tz")),
    "under a white box": made(text() + _box(b"1 g")),
    "under a picture": _picture_over,
    "of the colour of its box": made(_box(_GREEN) + text(before=_GREEN)),
    "cut off by a clip": made(b"q 0 0 9 9 re W n " + text() + b"Q"),
    "white among words that are seen": made(text(y=700, before=b"1 1 1 rg")),
    "black under a box that has words on it": made(text() + _box(b"1 g") + text(SEEN, before=b"0 g")),
    "in a layer that is off": _layer,
    "in a font of blank letters": _blank_letters,
    "white, in a form": _in_a_form,
    "in a form that is transparent": _in_a_clear_form,
    "white, on a turned page": _white_on_a_turned_page,
}


def words_of(parsed: Parsed) -> str:
    return " ".join(" ".join(page.text.split()) for page in parsed.document.pages)


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_cannot_be_seen_is_left_out_and_noticed(tmp_path: Path, kind: str) -> None:
    UNSEEN[kind](tmp_path / "a.pdf")
    parsed = parse_closely(tmp_path / "a.pdf", "a")
    for words in ("wait for", "seven days", "danger"):
        assert words not in words_of(parsed)
    assert "plain" in words_of(parsed) or SEEN in words_of(parsed)
    assert set(parsed.left_out) == {1}
    assert parsed.left_out[1].unseen == len(HIDDEN.replace(" ", ""))
    assert "text that cannot be seen on the page (65 characters)" in parsed.left_out[1].words


def _white_on_a_picture(path: Path) -> None:
    def draw(canvas: object) -> None:
        canvas.setFillColorRGB(1, 1, 1)  # type: ignore[attr-defined]

    pdfs.make(path, [[*pdfs.filler(1), pdfs.picture(50, 390, 500, 30), draw, pdfs.line(400, HIDDEN)]])


def _small_page(path: Path) -> None:
    objects = hostile.page(text(y=150, x=5, size=2.2) + text(SEEN, y=100, x=5, size=2.2))
    objects[3] = objects[3].replace(b"[0 0 595 842]", b"[0 0 149 210]")
    hostile.write(path, objects)


SHOWN: dict[str, Make] = {
    "white on a dark box": made(_box(_GREEN) + text(before=b"1 1 1 rg")),
    "white on a picture": _white_on_a_picture,
    "light grey": made(text(before=b"0.8 g")),
    "light grey small print": made(text(before=b"0.75 g", size=6)),
    "yellow": made(text(before=b"1 1 0 rg")),
    "a heading in colour": made(text(before=b"0.9 0.2 0.1 rg", size=16)),
    "half transparent": _clear(b"0.5"),
    "outlined letters": made(text(before=b"1 Tr 0 0 0 RG", size=16)),
    "small print": made(text(size=5)),
    "printed twice, a little apart": made(text() + text(y=500).replace(b"57 500", b"57.3 500")),
    "with a shadow": made(text(before=b"0.7 g").replace(b"57 500", b"58 499") + text(before=b"0 g")),
    "under a highlight": made(
        text() + b"q /G gs " + _box(b"1 1 0 rg") + b"Q",
        resources=b"/ExtGState << /G << /BM /Multiply >> >>"),
    "on a turned page": made(text(), page=b"/Rotate 270"),
    "on a page whose margins are cropped": made(text(), page=b"/CropBox [40 400 560 800]"),
    "in a layer that is on": lambda path: hostile.write(
        path,
        hostile.page(
            hostile.ordinary() + b" /OC /L BDC " + text() + b"EMC",
            catalogue=b"/OCProperties << /OCGs [6 0 R] /D << /ON [6 0 R] >> >>",
            resources=b"/Properties << /L 6 0 R >>",
        )
        | {6: b"<< /Type /OCG /Name (Layer) >>"},
    ),
    "on a small page that is shown large": _small_page,
}  # fmt: skip


@pytest.mark.parametrize("kind", SHOWN)
def test_what_can_be_seen_stays(tmp_path: Path, kind: str) -> None:
    SHOWN[kind](tmp_path / "a.pdf")
    parsed = parse_closely(tmp_path / "a.pdf", "a")
    assert HIDDEN in words_of(parsed)
    assert not parsed.left_out


def test_a_watermark_and_the_words_that_it_crosses_stay(tmp_path: Path) -> None:
    mark = b"q 0.88 g BT /F 90 Tf 0.7 0.7 -0.7 0.7 150 480 Tm (DRAFT) Tj ET Q "
    hostile.write(tmp_path / "a.pdf", hostile.page(mark + hostile.shown(*[SEEN] * 20)))
    parsed = parse_closely(tmp_path / "a.pdf", "a")
    assert words_of(parsed).count(SEEN) == 20
    assert not parsed.left_out


def test_footnote_marks_are_seen_and_a_word_processors_debris_is_not_worth_a_word(tmp_path: Path) -> None:
    parsed = parse_closely(pdfs.footnotes(tmp_path / "a.pdf"), "a")
    assert {mark for _, mark in parsed.document.pages[0].marks} == {"8", "9", "10"}
    assert parsed.left_out == {}
    assert LeftOut(unseen=2).words == ""


def test_a_word_that_is_hidden_inside_a_line_is_not_in_it(tmp_path: Path) -> None:
    content = (
        b"BT /F 12 Tf 57 500 Td (Staff must ) Tj 1 1 1 rg (never ever again ) Tj 0 g (tell the lead at once.) Tj ET"
    )
    made(content)(tmp_path / "a.pdf")
    parsed = parse_closely(tmp_path / "a.pdf", "a")
    assert "never" not in words_of(parsed)
    assert "Staff must" in words_of(parsed)
    assert "tell the lead at once." in words_of(parsed)
    assert parsed.left_out[1].unseen == len("nevereveragain")


def _mapped(path: Path, codes: dict[int, str], drawn: bytes) -> None:
    """A page that shows some bytes in a font which says that they are other characters."""
    pairs = b"\n".join(b"<%02X> <%s>" % (code, to.encode("utf-16-be").hex().encode()) for code, to in codes.items())
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def "
        b"1 begincodespacerange <00> <FF> endcodespacerange %d beginbfchar\n%s\nendbfchar endcmap end end"
    ) % (len(codes), pairs)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    objects = hostile.page(hostile.ordinary() + b" BT /M 12 Tf 57 500 Td (%s) Tj ET" % drawn)
    objects[3] = objects[3].replace(b"/F 4 0 R", b"/F 4 0 R /M 7 0 R")
    hostile.write(path, objects | {6: hostile.stream(cmap), 7: font})


_PLAIN = {code: chr(code) for code in range(0x20, 0x7B)}


@pytest.mark.parametrize("control", ["\u202e", "\u202d", "\u2067", "\u202b"])
def test_a_line_whose_order_is_turned_is_not_quoted(tmp_path: Path, control: str) -> None:
    _mapped(tmp_path / "a.pdf", _PLAIN | {0x7B: control}, b"Seven days {must pass")
    parsed = parse_closely(tmp_path / "a.pdf", "a")
    assert "pass" not in words_of(parsed)
    assert "Seven" not in words_of(parsed)
    assert SEEN in words_of(parsed)
    assert "text whose order is turned by control characters" in parsed.left_out[1].words


@pytest.mark.parametrize("odd", ["\u200b", "\u200d", "\u200e", "\u2060", "\ufeff", "\ufe0f", "\U000e0041"])
def test_characters_without_a_shape_are_taken_out_of_words(tmp_path: Path, odd: str) -> None:
    _mapped(tmp_path / "a.pdf", _PLAIN | {0x7B: odd}, b"Tell the le{ad at once.")
    parsed = parse_closely(tmp_path / "a.pdf", "a")
    assert "Tell the lead at once." in words_of(parsed)
    assert clean(f"le{odd}ad") == "lead"


def test_a_nul_and_a_soft_hyphen_do_not_stand_in_a_page(tmp_path: Path) -> None:
    _mapped(tmp_path / "a.pdf", _PLAIN | {0x7B: "\x00", 0x7C: "\u00ad"}, b"Tell {the le|ad at once.")
    page = parse(tmp_path / "a.pdf", "a").pages[0]
    assert not {"\x00", "\u00ad"} & set(page.text)
    assert clean("a\x00b\u202ec\u2066d") == "abcd"


def test_a_font_that_does_not_say_its_letters_is_not_quoted_and_the_page_waits_for_a_recogniser(tmp_path: Path) -> None:
    objects = hostile.page(
        hostile.ordinary() + b" BT /N 12 Tf 57 500 Td <%s> Tj ET" % HIDDEN.encode("utf-16-be").hex().encode()
    )
    objects[3] = objects[3].replace(b"/F 4 0 R", b"/F 4 0 R /N 6 0 R")
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /Identity-H /DescendantFonts [7 0 R] >>"
    below = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Odd /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        b"/Supplement 0 >> /DW 600 /FontDescriptor 8 0 R >>"
    )
    about = b"<< /Type /FontDescriptor /FontName /Odd /Flags 4 /FontBBox [0 0 600 700] /ItalicAngle 0 /Ascent 700 /Descent 0 >>"
    hostile.write(tmp_path / "a.pdf", objects | {6: font, 7: below, 8: about})
    parsed = parse_closely(tmp_path / "a.pdf", "a")
    assert "seven days" not in words_of(parsed)
    assert SEEN in words_of(parsed)
    assert parsed.left_out[1].unknown + parsed.left_out[1].unseen > 60


def test_the_text_layer_of_a_scan_is_not_quoted_and_the_page_is_a_scan(tmp_path: Path) -> None:
    def layer(canvas: object) -> None:
        words = canvas.beginText(57, 700)  # type: ignore[attr-defined]
        words.setFont("Helvetica", 12)
        words.setTextRenderMode(3)
        for _ in range(6):
            words.textLine(HIDDEN)
        canvas.drawText(words)  # type: ignore[attr-defined]

    scan = [pdfs.picture(0, 0, pdfs.WIDTH, pdfs.HEIGHT), layer]
    pdfs.make(tmp_path / "a.pdf", [scan, pdfs.filler(2)])
    parsed = parse_closely(tmp_path / "a.pdf", "a")
    assert parsed.document.pages[0].text == ""
    assert parsed.document.pages[0].image_only
    assert parsed.scans == {1: Scan.NOT_TRIED}
    assert set(parsed.left_out) == {1}
    pdfs.make(tmp_path / "b.pdf", [scan])
    with pytest.raises(NoText, match="probably scanned"):
        parse(tmp_path / "b.pdf", "b")


def test_more_text_over_text_than_can_be_looked_at_is_not_quoted(tmp_path: Path) -> None:
    over = b"".join(
        text(f"Words {n} of the upper hand", y=40 + 12 * n) + text(f"Other {n} beneath", y=40 + 12 * n)
        for n in range(60)
    )
    hostile.write(tmp_path / "a.pdf", hostile.page(over))
    parsed = parse_closely(tmp_path / "a.pdf", "a")
    assert parsed.left_out[1].unseen > 0
