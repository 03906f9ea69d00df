"""Pages are drawn within limits, once for all who ask, and one bad PDF stops nobody else's."""

from __future__ import annotations

import hashlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.drawing import page_drawer
from corpus.drawing.drawn_page import DrawnPage, Mark, NotDrawn
from corpus.drawing.page_drawer import DrawingLimits, PageDrawer
from corpus.errors import IndexDamaged, PageNotDrawn
from corpus.types import Box
from tests.corpus.drawing import hostile_pages

_WORDS = Box(start=0, end=20, x0=100, y0=196, x1=300, y1=212)


def made(path: Path, n_pages: int = 3) -> Path:
    canvas = Canvas(str(path), pagesize=(400, 600), invariant=1)
    for page in range(1, n_pages + 1):
        canvas.drawString(100, 200, f"Page {page} of our own making")
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return made(tmp_path / "made.pdf")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The processes started, one entry each."""
    seen: list[str] = []
    real = page_drawer.BoundedProcess

    def starting(worker: str, **limits: object) -> object:
        seen.append(worker)
        return real(worker, **limits)  # type: ignore[arg-type]

    monkeypatch.setattr(page_drawer, "BoundedProcess", starting)
    return seen


def test_a_picture_is_remembered_by_file_page_marks_and_scale(pdf: Path, tmp_path: Path, started: list[str]) -> None:
    drawer = PageDrawer()
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(pdf.read_bytes())
    first = drawer.draw(pdf, 1)
    assert drawer.draw(pdf, 1) is first
    assert drawer.draw(copy, 1) is first  # the same bytes
    assert len(started) == 1
    for n, (page, boxes, scale) in enumerate([(2, (), 1.5), (1, (_WORDS,), 1.5), (1, (), 2.0)], start=2):
        assert drawer.draw(pdf, page, boxes, scale).png != first.png
        assert len(started) == n


def test_a_file_that_changes_under_its_name_is_drawn_anew(pdf: Path) -> None:
    drawer = PageDrawer()
    before = drawer.draw(pdf, 1)
    made(pdf, n_pages=5)
    assert (before.n_pages, drawer.draw(pdf, 1).n_pages) == (3, 5)


def test_a_file_named_by_its_hash_must_have_it(pdf: Path, tmp_path: Path) -> None:
    drawer = PageDrawer()
    indexed = tmp_path / f"{hashlib.sha256(pdf.read_bytes()).hexdigest()}.pdf"
    indexed.write_bytes(pdf.read_bytes())
    assert drawer.draw(indexed, 1).n_pages == 3
    made(indexed, n_pages=5)
    with pytest.raises(IndexDamaged, match="the PDF that page 1 was read from has changed"):
        drawer.draw(indexed, 1)


def test_a_file_that_is_gone_is_said_to_be_missing_though_it_was_drawn(pdf: Path) -> None:
    drawer = PageDrawer()
    drawer.draw(pdf, 1)
    pdf.unlink()
    with pytest.raises(IndexDamaged, match=r"page 1 was read from is missing \(made\.pdf\)"):
        drawer.draw(pdf, 1)


def test_pictures_not_asked_for_longest_make_room(pdf: Path, started: list[str]) -> None:
    drawer = PageDrawer(DrawingLimits(cache_mb=0))
    drawer.draw(pdf, 1)
    drawer.draw(pdf, 1)
    assert len(started) == 2
    one = len(drawer.draw(pdf, 2).png)
    drawer._limits = DrawingLimits(cache_mb=1)
    drawer._pictures = page_drawer.OrderedDict(
        (("f", n, (), 1.0), DrawnPage(png=bytes(2**18), n_pages=1, width=1.0, height=1.0)) for n in range(4)
    )
    drawer._known(("f", 0, (), 1.0))
    drawer.draw(pdf, 3)
    assert [key[1] for key in drawer._pictures] == [2, 3, 0, 3]  # page 1 of "f" was asked for longest ago
    assert sum(len(drawn.png) for drawn in drawer._pictures.values()) <= 2**20
    assert one > 0


def test_the_same_page_asked_for_at_once_is_drawn_once(pdf: Path, started: list[str]) -> None:
    drawer = PageDrawer()
    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(lambda _: drawer.draw(pdf, 1), range(8)))
    assert len({id(one) for one in drawn}) == 1
    assert len(started) == 1


def test_a_page_without_end_is_given_up_and_stops_nobody_else(pdf: Path, tmp_path: Path) -> None:
    drawer = PageDrawer(DrawingLimits(seconds=4.0))
    endless = hostile_pages.write_one("pattern", tmp_path)
    assert endless.stat().st_size < 2_000
    failures: list[PageNotDrawn] = []

    def read_endless() -> None:
        with pytest.raises(PageNotDrawn) as caught:
            drawer.draw(endless, 1)
        failures.append(caught.value)

    readers = [threading.Thread(target=read_endless) for _ in range(6)]
    for reader in readers:
        reader.start()
    while not drawer._at_work:
        time.sleep(0.01)
    assert [drawer.draw(pdf, page).n_pages for page in (1, 2, 3)] == [3, 3, 3]
    assert not failures  # they were still waiting
    for reader in readers:
        reader.join()
    assert {failed.message for failed in failures} == {"page 1 cannot be shown: it takes too long to draw"}
    assert {failed.hint for failed in failures} == {"open the publication itself to see the page"}


def test_a_page_that_was_given_up_is_not_tried_again_for_a_while(tmp_path: Path, started: list[str]) -> None:
    drawer = PageDrawer(DrawingLimits(seconds=0.3, seconds_given_up=1.0))
    endless = hostile_pages.write_one("pattern", tmp_path)
    for _ in range(3):
        with pytest.raises(PageNotDrawn):
            drawer.draw(endless, 1)
    assert len(started) == 1
    time.sleep(1.1)
    with pytest.raises(PageNotDrawn):
        drawer.draw(endless, 1)
    assert len(started) == 2


def test_a_file_takes_no_more_than_its_share_of_the_processes(tmp_path: Path) -> None:
    drawer = PageDrawer(DrawingLimits(seconds=2.0, seconds_in_turn=0.2))
    endless = hostile_pages.write_one("pattern", tmp_path)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(drawer.draw, endless, 1, (), 1.0 + n) for n in range(4)]
        reasons = sorted(str(one.exception()) for one in asked)
    busy = "page 1 cannot be shown: too many pages are being drawn just now; open it again in a moment"
    assert reasons == ["page 1 cannot be shown: it takes too long to draw"] * 2 + [busy] * 2


def test_too_little_memory_is_a_sentence(pdf: Path) -> None:
    with pytest.raises(PageNotDrawn, match=r"page 1 cannot be shown: it needs .* memory"):
        PageDrawer(DrawingLimits(memory_mb=30)).draw(pdf, 1, scale=3.0)


_SIZE = (100).to_bytes(4, "big")
_HEAD = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"


@pytest.mark.parametrize(
    "answer",
    [
        "a word",
        DrawnPage(png=b"GIF89a", n_pages=1, width=1.0, height=1.0),
        DrawnPage(png="text", n_pages=1, width=1.0, height=1.0),  # type: ignore[arg-type]
        DrawnPage(png=_HEAD + (30_000).to_bytes(4, "big") * 2, n_pages=1, width=1.0, height=1.0),
        DrawnPage(png=_HEAD + _SIZE * 2, n_pages="<b>", width=1.0, height=1.0),  # type: ignore[arg-type]
        DrawnPage(png=_HEAD + _SIZE * 2, n_pages=1, width="1}", height=1.0),  # type: ignore[arg-type]
        DrawnPage(
            png=_HEAD + _SIZE * 2,
            n_pages=1,
            width=1.0,
            height=1.0,
            marks=(Mark(left="</script>", top=0.0, right=1.0, bottom=1.0),),  # type: ignore[arg-type]
        ),
    ],
    ids=["not a page", "no PNG", "no bytes", "a bomb", "no number", "no width", "no mark"],
)
def test_what_is_no_picture_of_ours_is_not_taken(answer: object) -> None:
    with pytest.raises(EOFError):
        page_drawer._checked(answer, 1)


def test_what_is_a_picture_of_ours_is_taken() -> None:
    drawn = DrawnPage(png=_HEAD + _SIZE * 2, n_pages=1, width=1.0, height=1.0)
    assert page_drawer._checked(drawn, 1) is drawn
    with pytest.raises(PageNotDrawn, match="page 1 cannot be shown: its PDF is damaged"):
        page_drawer._checked(NotDrawn("its PDF is damaged"), 1)
