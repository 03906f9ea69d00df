"""PDFs whose page is meant to do harm when it is drawn; each is small, and every sentence is ours."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tests.ingest import hostile
from tests.ingest.hostile import ordinary, page, stream, write

Make = Callable[[Path], object]

_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
_ALL = b"0 0 595 842 re"
_TURNED = b"q .7 .7 -.7 .7 300 300 cm 595 0 0 842 0 0 cm /P Do Q "
_LYING = b"/Width 2000000000 /Height 2000000000 /ColorSpace /DeviceRGB /BitsPerComponent 16 /Filter /FlateDecode"


def _nested_forms(path: Path, each: bytes = b"/X%d Do ", depth: int = 9, width: int = 12) -> None:
    """Draw a drawing that draws twelve drawings, nine deep: five thousand million in two thousand bytes."""
    objects = page(b"/X0 Do", resources=b"/XObject << /X0 10 0 R >>")
    for level in range(depth):
        below = b"/Resources << /XObject << /X%d %d 0 R >> >>" % (level + 1, 11 + level)
        objects[10 + level] = stream((each % (level + 1)) * width, _FORM + below)
    objects[10 + depth] = stream(b"0 0 1 rg 9 9 99 99 re f", _FORM)
    write(path, objects)


def _nested_groups(path: Path) -> None:
    """The same of transparent groups, each of which wants a bitmap of its own."""
    objects = page(b"/X0 Do", resources=b"/XObject << /X0 10 0 R >>")
    group = b"/Group << /S /Transparency /I true /K true >> "
    for level in range(60):
        below = b"/Resources << /XObject << /X%d %d 0 R >> /ExtGState << /G << /ca .5 /BM /Multiply >> >> >>"
        objects[10 + level] = stream(
            b"/G gs /X%d Do /X%d Do" % (level + 1, level + 1), _FORM + group + below % (level + 1, 11 + level)
        )
    objects[70] = stream(b"0 0 1 rg %s f" % _ALL, _FORM + group)
    write(path, objects)


def _content(path: Path, piece: bytes, times: int, **extra: bytes) -> None:
    """Repeat a piece of content."""
    packer = zlib.compressobj(9)
    some = piece * max(1, 2**20 // len(piece))
    packed = b"".join(packer.compress(some) for _ in range(max(1, times * len(piece) // len(some)))) + packer.flush()
    objects = page(b"", **extra)
    objects[5] = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    write(path, objects)


def _twice_packed(path: Path) -> None:
    """Pack ten gigabytes of drawing twice over into little."""
    inner = zlib.compressobj(9)
    piece = b"0 0 595 842 re f " * 60_000
    once = b"".join(inner.compress(piece) for _ in range(600)) + inner.flush()
    packed = zlib.compress(once, 9)
    objects = page(b"")
    objects[5] = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(packed), packed)
    write(path, objects)


def _contents_again(path: Path) -> None:
    """Name one content stream fifty thousand times."""
    objects = page(b"0 0 595 842 re f " * 5_000)
    objects[3] = objects[3].replace(b"/Contents 5 0 R", b"/Contents [%s]" % (b"5 0 R " * 50_000))
    write(path, objects)


def _sized(path: Path, box: bytes, extra: bytes = b"") -> None:
    objects = page(ordinary(), page=extra)
    objects[3] = objects[3].replace(b"[0 0 595 842]", box)
    write(path, objects)


def _large_and_full(path: Path) -> None:
    """Fill a page of 30,000 by 30,000 points with shadings and soft masks."""
    objects = page(b"/G gs /S sh " * 200, resources=b"/Shading << /S 6 0 R >> /ExtGState << /G 8 0 R >>")
    objects[3] = objects[3].replace(b"[0 0 595 842]", b"[0 0 30000 30000]")
    objects[6] = (
        b"<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 30000 30000] /Function 7 0 R /Extend [true true] >>"
    )
    objects[7] = b"<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0] /C1 [1 1 1] /N 1 >>"
    objects[8] = b"<< /SMask << /S /Luminosity /G 9 0 R >> >>"
    objects[9] = stream(
        b"1 g 0 0 30000 30000 re f", _FORM.replace(b"595 842", b"30000 30000") + b"/Group << /S /Transparency >> "
    )
    write(path, objects)


def _image(
    path: Path, data: bytes, head: bytes, draws: bytes = b"q 595 0 0 842 0 0 cm /P Do Q ", **extra: bytes
) -> None:
    objects = page(draws, resources=b"/XObject << /P 6 0 R >>", **extra)
    objects[6] = b"<< /Length %d /Type /XObject /Subtype /Image %s >>\nstream\n%s\nendstream" % (len(data), head, data)
    write(path, objects)


def _flat(n_bytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(2**20)) for _ in range(n_bytes // 2**20 + 1)) + packer.flush()


def _raw_image(path: Path, width: int, height: int, colours: bytes = b"/DeviceRGB", **changes: bytes) -> None:
    head = b"/Width %d /Height %d /ColorSpace %s /BitsPerComponent 8 /Filter /FlateDecode" % (width, height, colours)
    n_bytes = min(width * height * (1 if colours == b"/DeviceGray" else 3), 2**30)
    _image(path, _flat(n_bytes), head, **changes)


def _jpx(path: Path, width: int, height: int, components: int = 3) -> None:
    """Say in a JPEG 2000 header that the picture is huge, in tiles of a point each."""
    size = struct.pack(">HIIIIIIIIH", 0, width, height, 0, 0, 1, 1, 0, 0, components) + b"\x07\x01\x01" * components
    siz = b"\xff\x51" + struct.pack(">H", len(size) + 2) + size
    cod = b"\xff\x52\x00\x0c\x00\x00\x00\x01\x00\x05\x04\x04\x00\x01"
    qcd = b"\xff\x5c\x00\x13\x40" + bytes(16)
    sot = b"\xff\x90\x00\x0a\x00\x00\x00\x00\x00\x00\x00\x01"
    code = b"\xff\x4f" + siz + cod + qcd + (sot + b"\xff\x93" + bytes(64)) * 200
    _image(path, code, b"/Width %d /Height %d /Filter /JPXDecode" % (width, height))


def _jbig2(path: Path, width: int, height: int) -> None:
    """Say in a JBIG2 page segment that the picture is huge, and refine it over and over."""
    info = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = (
        struct.pack(">IIIIB", width, height, 0, 0, 0) + b"\x00" + b"\x03\xff\xfd\xff\x02\xfe\xfe\xfe" + b"\x00" * 32
    )
    regions = b"".join(struct.pack(">IBBBI", n, 38, 0, 1, len(region)) + region for n in range(1, 200))
    head = b"/Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode" % (width, height)
    _image(path, info + regions, head)


def _fax(path: Path) -> None:
    head = b"/Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode"
    _image(path, b"\xff" * 2_000, head + b" /DecodeParms << /K -1 /Columns 60000 /Rows 60000 >>")


def _run_lengths(path: Path) -> None:
    """Pack a picture three times over, the last time by run lengths."""
    data = zlib.compress(zlib.compress((b"\x81\x00") * 9_000_000, 9), 9)
    head = b"/Width 30000 /Height 30000 /ColorSpace /DeviceGray /BitsPerComponent 8"
    _image(path, data, head + b" /Filter [/FlateDecode /FlateDecode /RunLengthDecode]")


def _pattern(path: Path, cell: bytes = b"/XStep .01 /YStep .01", own: bytes = b"") -> None:
    """Tile the page with a pattern of tiny steps."""
    objects = page(b"/Pattern cs /T scn %s f" % _ALL, resources=b"/Pattern << /T 6 0 R >>")
    kind = b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] %s /Resources << %s >>" % (cell, own)
    inside = b"/Pattern cs /T scn 0 0 9 9 re f" if own else b"1 0 0 rg 0 0 5 5 re f"
    write(path, objects | {6: stream(inside, kind)})


def _mesh(path: Path) -> None:
    """Shade with a hundred thousand patches, each as large as the page."""
    one = b"\x00" + struct.pack(">24H", *range(0, 65_000, 2_709)) + bytes(12)
    shading = stream(
        one * 100_000,
        b"/ShadingType 7 /ColorSpace /DeviceRGB /BitsPerCoordinate 16 /BitsPerComponent 8 /BitsPerFlag 8"
        b" /Decode [0 595 0 842 0 1 0 1 0 1]",
    )
    write(path, page(b"/S sh", resources=b"/Shading << /S 6 0 R >>") | {6: shading})


def _function_shading(path: Path) -> None:
    """Shade by a program that works long for each point."""
    work = b"{ %s }" % (b"dup mul sqrt 2 copy pop sin cos exch atan " * 3_000)
    shading = b"<< /ShadingType 1 /ColorSpace /DeviceGray /Domain [0 595 0 842] /Function 7 0 R >>"
    function = stream(work, b"/FunctionType 4 /Domain [0 595 0 842] /Range [0 1]")
    write(path, page(b"/S sh " * 50, resources=b"/Shading << /S 6 0 R >>") | {6: shading, 7: function})


def _dashes(path: Path) -> None:
    """Draw long lines in dashes of next to nothing."""
    write(path, page(b"[.0001 .0001] 0 d .1 w " + b"0 0 m 595 842 l S 0 842 m 595 0 l S " * 500))


def _curves(path: Path) -> None:
    """Fill one path of two million curves."""
    _content(path, b"0 0 595 842 300 9 c 9 800 500 1 0 842 c ", 1_000_000)


def _type3(path: Path) -> None:
    """Write in a font whose letter writes itself, and another letter a thousand times."""
    objects = page(b"BT /F 500 Tf (%s) Tj ET" % (b"a" * 2_000))
    objects[4] = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0] /FirstChar 97 /LastChar 97"
        b" /Widths [1] /Encoding << /Differences [97 /a] >> /CharProcs << /a 6 0 R >> /Resources << /Font << /F 4 0 R >> >> >>"
    )
    write(path, objects | {6: stream(b"1 0 d0 " + b"BT /F 900 Tf (aaaa) Tj ET 0 0 900 900 re f " * 300)})


def _masks(path: Path) -> None:
    """Let a soft mask be drawn through itself."""
    state = b"/ExtGState << /G 6 0 R >>"
    objects = page(b"/G gs %s f" % _ALL, resources=state)
    mask = b"/Group << /S /Transparency >> /Resources << %s >>" % state
    objects |= {6: b"<< /SMask << /S /Luminosity /G 7 0 R >> >>", 7: stream(b"/G gs %s f" % _ALL, _FORM + mask)}
    write(path, objects)


def _glyphs(path: Path) -> None:
    """Set letters of a million points."""
    write(path, page(b"BT /F 1000000 Tf 1 Tr 9 w -9000 -9000 Td " + b"(Staff act) Tj " * 3_000 + b"ET"))


def _damaged_table(path: Path, n_objects: int = 300_000) -> None:
    """Break the cross-reference table of many objects, so that the file is searched for them."""
    objects = page(ordinary()) | dict.fromkeys(range(10, n_objects), b"<< /N 0 >>")
    data = write(path, objects).read_bytes()
    path.write_bytes(
        data[: data.rindex(b"xref\n0")]
        + b"xref\n0 99999999\ngarbage\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
    )


def _lying_stream(path: Path) -> None:
    """Say that an object stream holds two thousand million objects."""
    packed = zlib.compress(b"7 0 << >>")
    objects = page(ordinary()) | {
        6: b"<< /Type /ObjStm /N 2000000000 /First 2000000000 /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
        % (len(packed), packed)
    }
    write(path, objects)


def _predictor(path: Path) -> None:
    """Give a stream a predictor of rows as long as memory."""
    objects = page(b"")
    packed = _flat(2**20)
    parms = b"/DecodeParms << /Predictor 15 /Colors 32 /BitsPerComponent 16 /Columns 60000000 >>"
    objects[5] = b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), parms, packed)
    write(path, objects)


def _annotations(path: Path) -> None:
    """Draw a nested drawing as the looks of ten thousand comments."""
    marks = b"<< /Type /Annot /Subtype /Stamp /Rect [0 0 595 842] /F 4 /AP << /N 10 0 R >> >> " * 10_000
    objects = page(ordinary(), page=b"/Annots [%s]" % marks)
    objects[10] = stream(b"0 0 595 842 re f " * 2_000, _FORM)
    write(path, objects)


# Each file, and whether its page must come as a picture: of the others, a picture or a sentence.
PAGES: Mapping[str, tuple[Make, bool]] = {
    "annotations": (_annotations, False),
    "clips": (partial(_content, piece=b"q 0 0 595 842 re W n ", times=3_000_000), False),
    "content-again": (_contents_again, False),
    "content-bomb": (partial(_content, piece=b" ", times=2**31), False),
    "content-endless": (partial(_content, piece=b"0 0 595 842 re f ", times=60_000_000), False),
    "content-twice-packed": (_twice_packed, False),
    "curves": (_curves, False),
    "damaged-table": (_damaged_table, False),
    "dashes": (_dashes, False),
    "deep-arrays": (hostile.FILES["deep-arrays"][0], False),
    "draws-itself": (hostile.FILES["draws-itself"][0], False),
    "fax-bomb": (_fax, False),
    "function-shading": (_function_shading, False),
    "glyphs": (_glyphs, False),
    "good": (hostile.FILES["good"][0], True),
    "image-huge": (partial(_raw_image, width=30_000, height=30_000), False),
    "image-grey": (partial(_raw_image, width=30_000, height=30_000, colours=b"/DeviceGray"), False),
    "image-lies": (partial(_image, data=_flat(9), head=_LYING), False),
    "image-many": (partial(_raw_image, width=4_000, height=4_000, draws=_TURNED * 2_000), False),
    "jbig2-bomb": (partial(_jbig2, width=60_000, height=60_000), False),
    "jpx-bomb": (partial(_jpx, width=60_000, height=60_000), False),
    "jpx-lies": (partial(_jpx, width=2**31 - 1, height=2**31 - 1, components=16_000), False),
    "large-and-full": (_large_and_full, False),
    "lying-stream": (_lying_stream, False),
    "masks-itself": (_masks, False),
    "mesh": (_mesh, False),
    "nested-forms": (_nested_forms, False),
    "nested-groups": (_nested_groups, False),
    "page-loop": (hostile.FILES["page-loop"][0], False),
    "page-of-30000": (partial(_sized, box=b"[0 0 30000 30000]"), True),
    "page-of-nothing": (partial(_sized, box=b"[0 0 0 0]"), False),
    "page-of-no-number": (partial(_sized, box=b"[nan 0 1e999 inf]"), False),
    "page-thin": (partial(_sized, box=b"[0 0 99999999 1]"), False),
    "page-units": (partial(_sized, box=b"[0 0 14400 14400]", extra=b"/UserUnit 99999"), True),
    "password": (hostile.FILES["password"][0], False),
    "pattern": (_pattern, False),
    "pattern-itself": (partial(_pattern, own=b"/Pattern << /T 6 0 R >>"), False),
    "predictor": (_predictor, False),
    "run-lengths": (_run_lengths, False),
    "saves": (partial(_content, piece=b"q ", times=50_000_000), False),
    "table-loop": (hostile.FILES["table-loop"][0], False),
    "type3-itself": (_type3, False),
}  # fmt: skip


def write_one(name: str, folder: Path) -> Path:
    """Write one of the files into a folder."""
    path = folder / f"{name}.pdf"
    PAGES[name][0](path)
    return path
