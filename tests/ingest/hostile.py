"""A folder of PDFs that are damaged, odd or meant to do harm, written byte by byte; each is small, every sentence is ours."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.ingest import pdfs

Make = Callable[[Path], object]

_HEBREW = "שלום לכל הילדים"
_WORDS = "Staff act on a concern the same day and tell the lead."


def write(path: Path, objects: Mapping[int, bytes], trailer: bytes = b"", root: int = 1) -> Path:
    """Write a PDF of numbered objects with a right cross-reference table."""
    data = b"%PDF-1.7\n"
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    size = max(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % size
    data += b"".join(b"%010d 00000 n \n" % offsets.get(number, 0) for number in range(1, size))
    data += b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start)
    path.write_bytes(data)
    return path


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """Return a compressed stream object."""
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), extra, packed)


def shown(*texts: str, top: int = 700) -> bytes:
    """Return page content that shows lines of text in font F."""
    lines = b" ".join(b"(%s) Tj 0 -16 Td" % text.encode() for text in texts)
    return b"BT /F 12 Tf 57 %d Td %s ET" % (top, lines)


def page(content: bytes, **extra: bytes) -> dict[int, bytes]:
    """Return the objects of a one-page document: 1 catalogue, 2 pages, 3 page, 4 font, 5 content."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % extra.get("catalogue", b""),
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F 4 0 R >> %s >> %s >>" % (extra.get("resources", b""), extra.get("page", b"")),
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        5: stream(content),
    }


def ordinary() -> bytes:
    """Return page content that any reader reads."""
    return shown(_WORDS, "Nobody waits until Monday, and nobody promises to keep a secret.")


def _bytes(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _cut(path: Path) -> None:
    whole = pdfs.make(path, [pdfs.filler(n) for n in range(1, 4)]).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _moved_offsets(path: Path) -> None:
    """Damage the cross-reference table, which a reader can build anew."""
    data = pdfs.make(path, [pdfs.filler(1), pdfs.filler(2)]).read_bytes()
    at = data.rindex(b"startxref")
    path.write_bytes(data[:at] + b"startxref\n7\n%%EOF\n")


def _unknown_lock(path: Path) -> None:
    write(path, page(ordinary()) | {6: b"<< /Filter /MadeUp /V 99 /R 99 >>"}, b"/Encrypt 6 0 R /ID [<00> <00>]")


def _lying_count(path: Path) -> None:
    objects = page(ordinary())
    objects[2] = b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>"
    write(path, objects)


def _many_pages(path: Path) -> None:
    objects = page(ordinary())
    kids = b" ".join(b"3 0 R" for _ in range(6_000))
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count 6000 >>" % kids
    write(path, objects)


def _page_loop(path: Path) -> None:
    objects = page(ordinary())
    objects[2] = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 4 >>"
    write(path, objects)


def _deep_pages(path: Path) -> None:
    """Hang one page under 20,000 nested nodes."""
    objects, depth = page(ordinary()), 20_000
    for level in range(depth):
        below = 3 if level == depth - 1 else 11 + level
        objects[10 + level] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % below
    objects[2] = b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>"
    write(path, objects)


def _deep_arrays(path: Path) -> None:
    objects = page(ordinary(), catalogue=b"/Deep 6 0 R")
    write(path, objects | {6: b"[" * 300_000 + b"]" * 300_000})


def _bomb(path: Path) -> None:
    """Pack a gigabyte of nothing into a megabyte."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(1024)) + packer.flush()
    objects = page(b"")
    objects[5] = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    write(path, objects)


def _laughs(path: Path) -> None:
    """Draw a drawing that draws ten drawings, eleven deep."""
    depth = 11
    objects = page(b"/X0 Do", resources=b"/XObject << /X0 10 0 R >>")
    for level in range(depth):
        below = b"/Resources << /Font << /F 4 0 R >> /XObject << /X%d %d 0 R >> >>" % (level + 1, 11 + level)
        content = b"/X%d Do " % (level + 1) * 10
        kind = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
        objects[10 + level] = stream(content if level < depth - 1 else shown(_WORDS), kind + below)
    objects[10 + depth] = stream(shown(_WORDS), b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")
    write(path, objects)


def _draws_itself(path: Path) -> None:
    own = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 10 0 R >> >>"
    objects = page(ordinary() + b" /X Do", resources=b"/XObject << /X 10 0 R >>")
    write(path, objects | {10: stream(b"/X Do /X Do", own)})


def _too_full(path: Path) -> None:
    """Show a quarter of a million letters on one page, each line at a place of its own."""
    spots = (b"1 0 0 1 9 %d Tm (%s) Tj " % (9 * n, b"word " * 40) for n in range(1_300))
    write(path, page(b"BT /F 6 Tf " + b"".join(spots) + b" ET"))


def _slow(path: Path) -> None:
    """Show the same full page five hundred times: no page is too full, and there is no end to it."""
    spots = (b"1 0 0 1 9 %d Tm (%s) Tj " % (9 * n, b"word " * 40) for n in range(900))
    objects = page(b"BT /F 6 Tf " + b"".join(spots) + b" ET")
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count 500 >>" % b" ".join([b"3 0 R"] * 500)
    write(path, objects)


def _many_objects(path: Path) -> None:
    write(path, page(ordinary()) | {number: b"<< /N %d >>" % number for number in range(10, 30_000)})


def _many_marks(path: Path) -> None:
    """Save the state a million times and never give it back."""
    write(path, page(b"q " * 1_000_000 + ordinary()))


def _script(path: Path) -> None:
    names = b"/Names << /JavaScript << /Names [(run) 6 0 R] >> >> /OpenAction 6 0 R"
    write(path, page(ordinary(), catalogue=names) | {6: b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"})


def _attachments(path: Path) -> None:
    names = b"/Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R (b.txt) 6 0 R] >> >>"
    attached = {6: b"<< /Type /Filespec /F (a.exe) /UF (a.exe) /EF << /F 7 0 R >> >>", 7: stream(b"MZ not a program")}
    write(path, page(ordinary(), catalogue=names) | attached)


def right_to_left(path: Path) -> None:
    """Write Hebrew as its letters stand on the paper, from the left: the last letter of the sentence first."""
    codes = {char: 0x41 + n for n, char in enumerate(sorted(set(_HEBREW) - {" "}))} | {" ": 0x20}
    pairs = b"\n".join(b"<%02X> <%04X>" % (code, ord(char)) for char, code in codes.items())
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def "
        b"1 begincodespacerange <00> <FF> endcodespacerange %d beginbfchar\n%s\nendbfchar endcmap end end"
    ) % (len(codes), pairs)
    drawn = bytes(codes[char] for char in reversed(_HEBREW))
    widths = b" ".join([b"600"] * 224)
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /Arial /FirstChar 32 /LastChar 255 /Widths [%s] /ToUnicode 6 0 R >>"
    objects = page(b"BT /F 12 Tf 57 700 Td (%s) Tj ET " % drawn + shown(_WORDS, top=600).replace(b"/F ", b"/G "))
    objects[3] = objects[3].replace(b"/F 4 0 R", b"/F 4 0 R /G 7 0 R")
    write(path, objects | {4: font % widths, 6: stream(cmap), 7: page(b"")[4]})


def _no_alphabet(path: Path) -> None:
    """Use a font that says its letters are of no alphabet."""
    pairs = b"\n".join(b"<%02X> <%04X>" % (code, 0xE000 + code) for code in range(0x20, 0x7F))
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def "
        b"1 begincodespacerange <00> <FF> endcodespacerange 95 beginbfchar\n%s\nendbfchar endcmap end end"
    ) % pairs
    objects = page(ordinary())
    objects[4] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    write(path, objects | {6: stream(cmap)})


def two_columns(path: Path) -> Path:
    """Make a page whose paragraph goes on at the top of the second column."""
    left = [
        pdfs.line(770, pdfs.Run("Two columns", 16, bold=True)),
        *pdfs.lines(740, "1. The first paragraph is short.", size=11),
        *pdfs.lines(710, "2. The second paragraph fills what", "is left of the first column and its", size=11),
        *pdfs.lines(677, *[f"sentence goes on over line {n} of it" for n in range(1, 31)], size=11),
    ]
    right = [
        *pdfs.lines(740, "until it ends at the top of the other.", x=320, size=11),
        *[
            d
            for n in range(3, 11)
            for d in pdfs.lines(740 - 30 * (n - 2), f"{n}. Paragraph {n} is short.", x=320, size=11)
        ],
    ]
    return pdfs.make(path, [[pdfs.number("1"), *left, *right]])


def _form(path: Path) -> None:
    canvas = Canvas(str(path), invariant=1)
    for draw in pdfs.filler(1):
        draw(canvas)
    canvas.acroForm.textfield(name="pupil", value="A name that was typed in", x=100, y=300, width=300)
    canvas.save()


def _xfa(path: Path) -> None:
    form = b"/NeedsRendering true /AcroForm << /XFA 6 0 R /Fields [] >>"
    packet = b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template/></xdp:xdp>"
    write(path, page(shown("Please wait..."), catalogue=form) | {6: stream(packet)})


def _blank(path: Path) -> None:
    pdfs.make(path, [[], [], []])


def _scan(path: Path) -> None:
    pdfs.make(path, [[pdfs.picture(0, 0, pdfs.WIDTH, pdfs.HEIGHT)]])


def _picture_bomb(path: Path) -> None:
    """Show a picture that says it has 30,000 by 30,000 points and packs them into little."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(2**20)) for _ in range(859)) + packer.flush()
    head = b"/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /ColorSpace /DeviceGray /BitsPerComponent 8"
    picture = b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), head, packed)
    objects = page(b"q 595 0 0 842 0 0 cm /P Do Q", resources=b"/XObject << /P 6 0 R >>")
    write(path, objects | {6: picture})


def _huge_page(path: Path) -> None:
    objects = page(ordinary())
    objects[3] = objects[3].replace(b"[0 0 595 842]", b"[0 0 99999999 99999999]")
    write(path, objects)


def _bookmark_loop(path: Path) -> None:
    item = b"<< /Title (Round and round) /Parent 6 0 R /Dest [3 0 R /Fit] /Next 8 0 R /First 7 0 R /Last 8 0 R >>"
    again = b"<< /Title (And again) /Parent 6 0 R /Dest [3 0 R /Fit] /Next 7 0 R /First 7 0 R /Last 7 0 R >>"
    root = b"<< /Type /Outlines /First 7 0 R /Last 8 0 R /Count 2 >>"
    write(path, page(ordinary(), catalogue=b"/Outlines 6 0 R") | {6: root, 7: item, 8: again})


def _table_loop(path: Path) -> None:
    """Let the cross-reference table name itself as the one before."""
    data = write(path, page(ordinary())).read_bytes()
    at = data.rindex(b"xref\n0")
    path.write_bytes(data.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % at))


def _stream_length(path: Path) -> None:
    objects = page(ordinary())
    objects[5] = objects[5].replace(b"/Length ", b"/Length 99999999 /Was ")
    write(path, objects)


def _odd_metadata(path: Path) -> None:
    info = b"<< /Title (%s) /Author 6 0 R /CreationDate (tomorrow) >>" % (b"\\377\\376\\330\\000" * 500)
    write(path, page(ordinary()) | {6: info}, b"/Info 6 0 R")


def _picture(path: Path) -> None:
    size = struct.pack(">II", 1, 1)
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + size + b"\x08\x00\x00\x00\x00")


def _rotated(path: Path) -> None:
    pdfs.make(path, [pdfs.filler(1), pdfs.filler(2)], rotation=90)


def _locked(path: Path, password: str) -> None:
    pdfs.make(path, [pdfs.filler(1)], password=password)


# What each file is, and words of the verdict it should get: what was read ends "found", what was not says why.
FILES: dict[str, tuple[Make, str]] = {
    "good": (lambda path: pdfs.make(path, [pdfs.filler(1), pdfs.filler(2)]), "2 pages read"),
    "attachments": (_attachments, "1 page read, 1 passage found; it has 2 files attached, which are not read"),
    "bookmark-loop": (_bookmark_loop, "1 page read"),
    "bomb": (_bomb, "crash or run out of memory"),
    "blank": (_blank, "has anything on it"),
    "cut-short": (_cut, "is cut short"),
    "deep-arrays": (_deep_arrays, ""),
    "deep-pages": (_deep_pages, ""),
    "draws-itself": (_draws_itself, ""),
    "empty": (partial(_bytes, data=b""), "is empty"),
    "form": (_form, "1 page read, 1 passage found; it is a form, and what was typed into it is not read"),
    "huge-page": (_huge_page, "1 page read"),
    "laughs": (_laughs, ""),
    "lying-count": (_lying_count, ""),
    "many-marks": (_many_marks, "1 page read"),
    "many-objects": (_many_objects, "1 page read"),
    "many-pages": (_many_pages, "has 6000 pages"),
    "moved-offsets": (_moved_offsets, "2 pages read"),
    "no-alphabet": (_no_alphabet, ""),
    "noise": (partial(_bytes, data=b"%PDF-1.4\n" + bytes(range(256)) * 8 + b"\n%%EOF\n"), "is damaged"),
    "odd-metadata": (_odd_metadata, "1 page read"),
    "opens-freely": (partial(_locked, password=""), "1 page read"),
    "page-loop": (_page_loop, ""),
    "password": (partial(_locked, password="secret"), "needs a password"),
    "picture": (_picture, "is not a PDF"),
    "picture-bomb": (_picture_bomb, ""),
    "right-to-left": (right_to_left, "1 page read"),
    "rotated": (_rotated, "2 pages read"),
    "scan": (_scan, ""),
    "script": (_script, "1 page read, 1 passage found; it carries JavaScript, which is not run"),
    "slow": (_slow, "was not read within"),
    "stream-length": (_stream_length, ""),
    "table-loop": (_table_loop, ""),
    "too-full": (_too_full, "characters"),
    "two-columns": (two_columns, "1 page read"),
    "unknown-lock": (_unknown_lock, ""),
    "web-page": (partial(_bytes, data=b"<!doctype html><title>Not found</title>"), "is not a PDF"),
    "xfa": (_xfa, "is a form whose pages are made by a program"),
}


def folder(where: Path) -> Path:
    """Write every file into a folder."""
    for name, (make, _) in FILES.items():
        make(where / f"{name}.pdf")
    return where
