"""Reads files in a process of its own, within limits of time and memory: one bad file never stops a build.

One process reads many files. When a file makes it hang, crash or use too much, it is ended, the file gets a verdict that says
so, and the next file gets a new process. What comes back is data of our own types and nothing else: a reader that was taken
over by a file cannot make this process run anything.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from corpus.bounded_process import BoundedProcess
from corpus.types import Source
from ingest.errors import EncryptedPdf, IngestError, NoText, UnreadablePdf
from ingest.pdf import Tesseract
from ingest.sandbox.worker import BlankRequest, Copy, Failure, Reading, Request

_WORKER = "ingest.sandbox.worker"
_OURS = (
    "corpus.types",
    "ingest.pdf.parsed",
    "ingest.structure.blocks",
    _WORKER,
)  # types of text: making one does nothing
_ERRORS: dict[str, type[IngestError]] = {kind.__name__: kind for kind in (UnreadablePdf, EncryptedPdf, NoText)}
_CPU_FACTOR = 20  # of the seconds for a file: a process reads many, and is ended by the clock long before
_HINT = "Open it, print it to PDF, and try the copy."


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one file may use.

    Parameters
    ----------
    seconds : float
        To read it; the longest guidance takes two.
    seconds_per_scan : float
        More for each scanned page whose picture is read.
    memory_mb : int
        Of address space, for the process that reads.
    """

    seconds: float = 120.0
    seconds_per_scan: float = 90.0
    memory_mb: int = 3072


class BoundedReader:
    """Reads PDFs within limits; a context manager that ends its process.

    Parameters
    ----------
    limits : Limits
        For each file.
    recogniser : Tesseract, optional
        Reads scanned pages.
    """

    def __init__(self, limits: Limits | None = None, recogniser: Tesseract | None = None) -> None:
        self._limits = limits or Limits()
        self._recogniser = recogniser
        self._process: BoundedProcess | None = None

    def __enter__(self) -> BoundedReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, path: Path, source: Source) -> Reading:
        """Parse a file and find its blocks.

        Raises
        ------
        IngestError
            If it cannot be read; which of them, as from ``ingest.pdf.parser.parse``.
        UnreadablePdf
            Also if reading it hangs, crashes or takes too much memory.
        """
        answer = self._answer_to(Request(path=path.resolve(), source=source, recogniser=self._recogniser))
        assert isinstance(answer, Reading)
        return answer

    def without_pages(self, path: Path, pages: Collection[int]) -> bytes:
        """Return a copy of a file in which some pages, numbered from 1, are empty: see ``ingest.sandbox.blank_pages``.

        Raises
        ------
        UnreadablePdf
            If no copy can be made of it within the limits.
        """
        answer = self._answer_to(BlankRequest(path=path.resolve(), pages=frozenset(pages)))
        assert isinstance(answer, Copy)
        return answer.data

    def _answer_to(self, request: Request | BlankRequest) -> Reading | Copy:
        try:
            return self._ask(request)
        except (TimeoutError, EOFError) as error:
            raise UnreadablePdf(f"{request.path.name} {self._what_happened(error)}", _HINT) from error
        except BaseException as error:
            if not isinstance(error, IngestError):
                self._end()  # an answer may be under way, which must not be taken for the next file's
            raise

    def _what_happened(self, error: Exception) -> str:
        """End the process that failed, and say in words what it did."""
        code = self._end()
        if isinstance(error, TimeoutError):
            return f"was not read within {self._limits.seconds:.0f} seconds and was given up"
        if code == -signal.SIGXCPU:
            return "used more computing time than a file may"
        return "makes the program that reads it crash or run out of memory"

    def _ask(self, request: Request | BlankRequest) -> Reading | Copy:
        process = self._process = self._process or self._start()
        process.send(request)
        deadline = time.monotonic() + self._limits.seconds
        while True:
            answer = process.receive(deadline)
            if isinstance(answer, Reading | Copy):
                return answer
            if isinstance(answer, Failure):
                raise self._error(answer, request.path.name)
            deadline += self._limits.seconds_per_scan

    def _error(self, failure: Failure, name: str) -> IngestError:
        if failure.kind in _ERRORS:
            return _ERRORS[failure.kind](failure.message, failure.hint)
        self._end()  # it has just run out of something; the next file deserves a fresh one
        if failure.kind == "memory":
            return UnreadablePdf(f"{name} needs more than {self._limits.memory_mb:,} MB of memory", _HINT)
        return UnreadablePdf(f"{name} is put together in a way that cannot be read ({failure.message})", _HINT)

    def _start(self) -> BoundedProcess:
        cpu_s = round(_CPU_FACTOR * self._limits.seconds)
        return BoundedProcess(_WORKER, memory_mb=self._limits.memory_mb, cpu_s=cpu_s, answers=_OURS)

    def _end(self) -> int | None:
        """End the process and what it started; give its exit status."""
        process, self._process = self._process, None
        return process.end() if process else None
