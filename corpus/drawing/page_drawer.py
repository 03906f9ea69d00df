"""Draws pages of PDFs, each in a process of its own, and remembers the pictures: one bad PDF stops nobody else's pages.

A process draws one page and is ended. A few work at once, fewer on any one file. Whoever asks for a picture that is being
drawn waits for that one. A page whose process was given up is not tried again for a minute.
"""

from __future__ import annotations

import hashlib
import math
import re
import signal
import struct
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.bounded_process import BoundedProcess
from corpus.drawing.drawn_page import MAX_PIXELS, MAX_SIDE, DrawnPage, NotDrawn, PageRequest
from corpus.errors import IndexDamaged, PageNotDrawn
from corpus.types import Box

_WORKER = "corpus.drawing.worker"
_ANSWERS = ("corpus.drawing.drawn_page",)
_MAX_ANSWER_MB = 64
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PNG_HEAD = re.compile(rb"\x89PNG\r\n\x1a\n....IHDR.{8}", re.DOTALL)  # its size stands in the last eight bytes
_REBUILD = "run 'make index' to make the index anew"
_SEE_IT = "open the publication itself to see the page"
_BUSY = "too many pages are being drawn just now; open it again in a moment"
_SLOW = "it takes too long to draw"
_HARM = "it needs too much memory, or breaks the program that draws it"

_Key = tuple[str, int, tuple[Box, ...], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingLimits:
    """How much drawing may use.

    Parameters
    ----------
    seconds : float
        For one page, by the clock; with the start of its process, a reader waits five.
    seconds_to_start : float
        For the process, which is long only on a computer that has no time for it.
    seconds_in_turn : float
        To wait for others' pages.
    seconds_given_up : float
        For which a page that was given up is not tried again.
    memory_mb : int
        Of address space, for one process.
    at_once, of_one_file : int
        Processes.
    cache_mb : int
        Of pictures that are remembered.
    """

    seconds: float = 4.5
    seconds_to_start: float = 10.0
    seconds_in_turn: float = 15.0
    seconds_given_up: float = 60.0
    memory_mb: int = 1024
    at_once: int = 4
    of_one_file: int = 2
    cache_mb: int = 64


class PageDrawer:
    """Draws pages within limits; threads may share it.

    Parameters
    ----------
    limits : DrawingLimits
        For all that it draws.
    """

    def __init__(self, limits: DrawingLimits | None = None) -> None:
        self._limits = limits or DrawingLimits()
        self._changed = threading.Condition()  # held for a moment, never while a page is drawn
        self._pictures: OrderedDict[_Key, DrawnPage] = OrderedDict()
        self._given_up: dict[_Key, tuple[float, PageNotDrawn]] = {}
        self._under_way: dict[_Key, Future[DrawnPage]] = {}
        self._at_work: Counter[str] = Counter()

    def draw(self, pdf: Path, page: int, boxes: Sequence[Box] = (), scale: float = 1.5) -> DrawnPage:
        """Return a page as a picture; see ``draw_page``.

        Raises
        ------
        IndexDamaged
            If the PDF is missing, or is not the one that was indexed.
        PageNotDrawn
            If it cannot be drawn within the limits.
        """
        key = (_sha256_as_indexed(pdf, page), page, tuple(boxes), scale)
        with self._changed:
            if known := self._known(key):
                return known
            others = self._under_way.get(key)
            mine = self._under_way.setdefault(key, Future())
        if others is not None:
            return others.result()
        try:
            drawn = self._draw(key, PageRequest(pdf=pdf.resolve(), page=page, boxes=key[2], scale=scale))
        except BaseException as error:
            self._settle(key)
            mine.set_exception(error)
            raise
        self._settle(key, drawn)
        mine.set_result(drawn)
        return drawn

    def _known(self, key: _Key) -> DrawnPage | None:
        """Return a picture that is remembered, or raise what was found when its page was given up.

        Raises
        ------
        PageNotDrawn
            If it was given up less than a minute ago.
        """
        now = time.monotonic()
        self._given_up = {one: known for one, known in self._given_up.items() if known[0] > now}
        if key in self._given_up:
            raise self._given_up[key][1]
        if key in self._pictures:
            self._pictures.move_to_end(key)
        return self._pictures.get(key)

    def _settle(self, key: _Key, drawn: DrawnPage | None = None) -> None:
        """Take a page from those under way, and remember its picture instead of those not asked for longest."""
        with self._changed:
            del self._under_way[key]
            if drawn is None:
                return
            self._pictures[key] = drawn
            n_bytes = sum(len(one.png) for one in self._pictures.values())
            while n_bytes > self._limits.cache_mb * 2**20:
                n_bytes -= len(self._pictures.popitem(last=False)[1].png)

    @contextmanager
    def _turn(self, sha256: str, page: int) -> Iterator[None]:
        """Wait until there is a process to spare.

        Raises
        ------
        PageNotDrawn
            If there is none for too long.
        """
        limits = self._limits

        def free() -> bool:
            return self._at_work.total() < limits.at_once and self._at_work[sha256] < limits.of_one_file

        with self._changed:
            if not self._changed.wait_for(free, limits.seconds_in_turn):
                raise PageNotDrawn(*_sentence(page, _BUSY))
            self._at_work[sha256] += 1
        try:
            yield
        finally:
            with self._changed:
                self._at_work -= Counter({sha256: 1})
                self._changed.notify_all()

    def _draw(self, key: _Key, request: PageRequest) -> DrawnPage:
        limits = self._limits
        with self._turn(key[0], request.page):
            process = BoundedProcess(
                _WORKER,
                memory_mb=limits.memory_mb,
                cpu_s=math.ceil(limits.seconds) + 1,
                answers=_ANSWERS,
                max_answer_mb=_MAX_ANSWER_MB,
            )
            try:
                process.receive(time.monotonic() + limits.seconds_to_start)
                process.send(request)
                return _checked(process.receive(time.monotonic() + limits.seconds), request.page)
            except (TimeoutError, EOFError) as error:
                slow = isinstance(error, TimeoutError) or process.end() == -signal.SIGXCPU
                failed = PageNotDrawn(*_sentence(request.page, _SLOW if slow else _HARM))
                with self._changed:
                    self._given_up[key] = (time.monotonic() + limits.seconds_given_up, failed)
                raise failed from error
            finally:
                process.end()


def _checked(answer: object, page: int) -> DrawnPage:
    """Return the picture that a process handed back.

    Raises
    ------
    PageNotDrawn
        If the process says that it could not be drawn.
    EOFError
        If it is no picture, or larger than one may be: then a file has taken the process over.
    """
    if isinstance(answer, NotDrawn):
        raise PageNotDrawn(*_sentence(page, answer.why))
    if not isinstance(answer, DrawnPage) or not _is_picture(answer):
        raise EOFError
    return answer


def _is_picture(drawn: DrawnPage) -> bool:
    """Whether a picture is what its type says; nothing of it is decoded."""
    numbers = [drawn.width, drawn.height, *(n for m in drawn.marks for n in (m.left, m.top, m.right, m.bottom))]
    if not isinstance(drawn.n_pages, int) or not all(isinstance(number, float) for number in numbers):
        return False
    if not isinstance(drawn.png, bytes) or not _PNG_HEAD.match(drawn.png):
        return False
    width: int
    height: int
    width, height = struct.unpack_from(">II", drawn.png, 16)
    return max(width, height) <= MAX_SIDE and width * height <= MAX_PIXELS


def _sentence(page: int, why: str) -> tuple[str, str]:
    """Return what happened, and what to do."""
    return f"page {page} cannot be shown: {why}", _SEE_IT


def _sha256_as_indexed(pdf: Path, page: int) -> str:
    """Return the hash of a PDF's bytes; one that is named by its hash must still have it.

    Raises
    ------
    IndexDamaged
        If it is missing or has changed.
    """
    try:
        state = pdf.stat()
        sha256 = _sha256_of(pdf, state.st_size, state.st_mtime_ns)
    except OSError as error:
        raise IndexDamaged(f"the PDF that page {page} was read from is missing ({pdf.name})", _REBUILD) from error
    if _SHA256.fullmatch(pdf.stem) and pdf.stem != sha256:
        raise IndexDamaged(f"the PDF that page {page} was read from has changed since ({pdf.name})", _REBUILD)
    return sha256


@lru_cache(maxsize=1024)
def _sha256_of(pdf: Path, size: int, changed_ns: int) -> str:  # noqa: ARG001  # a file that changes is read again
    with pdf.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_SHARED = PageDrawer()


def draw_page(pdf: Path, page: int, boxes: Sequence[Box] = (), scale: float = 1.5) -> DrawnPage:
    """Return a page as a picture, with boxes highlighted and outlined.

    Parameters
    ----------
    pdf : Path
        The source's PDF.
    page : int
        The 1-based PDF page.
    boxes : sequence of Box
        Rectangles in PDF points, origin at the bottom left, before the page's rotation and crop are applied.
    scale : float
        Pixels per point; a page too large for it is drawn smaller.

    Raises
    ------
    IndexDamaged
        If the PDF is missing, or is not the one that was indexed.
    PageNotDrawn
        If it cannot be drawn; its message is one sentence for the reader.
    """
    return _SHARED.draw(pdf, page, boxes, scale)
