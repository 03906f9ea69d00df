"""The process that reads files: it may hang, run out of memory or crash, and nothing is lost but the file that did it.

``bounded_reader.py`` starts it. It takes one request at a time on standard input and answers on standard output, as
``corpus.bounded_process`` says. It limits its own memory before it opens anything, so that a file can make it fail, not the
computer.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from corpus import bounded_process
from corpus.types import Source
from ingest.errors import IngestError
from ingest.pdf import Parsed, Tesseract, parse_closely
from ingest.structure import Block, structure


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A file to read, the source it is, and what reads its scanned pages."""

    path: Path
    source: Source
    recogniser: Tesseract | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankRequest:
    """A file of which a copy is wanted, and the numbers of the pages that are empty in it."""

    path: Path
    pages: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A PDF parsed, with its blocks."""

    parsed: Parsed
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was asked for."""

    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a file could not be read; ``kind`` names the error of ``ingest.errors``, or is ``memory`` or ``fault``."""

    kind: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class AboutToScan:
    """Says that a picture is about to be read, which takes seconds of its own."""


Answer = Reading | Copy | Failure | AboutToScan


def main() -> None:
    """Answer requests until there are none."""
    bounded_process.limit(int(sys.argv[1]), int(sys.argv[2]))
    logging.disable(logging.CRITICAL)
    for request in bounded_process.requests(sys.stdin.buffer):
        bounded_process.answer(_answer(request, sys.stdout.buffer), sys.stdout.buffer)


def _answer(request: Request | BlankRequest, stdout: BinaryIO) -> Answer:
    try:
        if isinstance(request, BlankRequest):
            from ingest.sandbox.blank_pages import blanked  # noqa: PLC0415  # half a second that hardly any file needs

            return Copy(blanked(request.path, request.pages))
        parsed = parse_closely(
            request.path,
            request.source.source_id,
            request.recogniser,
            lambda: bounded_process.answer(AboutToScan(), stdout),
        )
        return Reading(parsed=parsed, blocks=structure(parsed.document, request.source))
    except IngestError as error:
        return Failure(kind=type(error).__name__, message=error.message, hint=error.hint)
    except MemoryError:
        return Failure(kind="memory", message="")
    except Exception as error:  # whatever a hostile file brings about is a fact about the file
        return Failure(kind="fault", message=type(error).__name__)


if __name__ == "__main__":
    main()
