"""The bundled digests: Markdown in our own words, each statement with its pinpoint, rendered to PDF and indexed.

``load_digests`` is the door where that Markdown becomes data; it lists every mistake with its file and line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.register import load_register
from corpus.types import Authority, Pinpoint, Source, Verified
from ingest.errors import DigestError

_LICENCE = "Open Government Licence v3.0 facts, our words"
_HOW = ("checked in ", "read in ", "read on ", "reported by ")
_PAGE = re.compile(r"\bpages? (\d+)")
_HTTPS = re.compile(r"https://\S+")
_README = "README.md"  # how digests are written, and the documents they cite that are not registered
_HINT = "correct the Markdown (README.md beside the digests says how they are written), then load it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestStatement:
    """One fact in our own words.

    ``number`` counts from 1 through the whole digest; the PDF prints it, and the parser reads it back as the paragraph.
    """

    number: int
    text: str
    pinpoint: Pinpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSection:
    """Statements under one heading."""

    heading: str
    statements: tuple[DigestStatement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A short practice guide: what it is registered as, what it is about, when it is due for review, what it says."""

    source: Source
    summary: str
    review_by: date
    sections: tuple[DigestSection, ...]

    @property
    def statements(self) -> tuple[DigestStatement, ...]:
        """Every statement, in order."""
        return tuple(statement for section in self.sections for statement in section.statements)


class _Cited(BaseModel):
    """A document that pinpoints cite by a short name, as in README.md."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    title: str = Field(min_length=1)
    edition: str = Field(min_length=1)
    url: str = Field(pattern=r"^https?://\S+$")


class _Documents(BaseModel):
    """The front matter of README.md."""

    model_config = ConfigDict(extra="forbid")

    documents: dict[str, _Cited] = {}


class _Front(BaseModel):
    """The front matter of a digest."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    title: str = Field(min_length=1)
    edition: str = Field(min_length=1)
    review_by: date
    summary: str = Field(min_length=1)


class _Mistake(Exception):
    """Something wrong on a line; becomes part of a DigestError."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.sentence = sentence


def cited_documents(readme: str, register: Mapping[str, Source]) -> tuple[dict[str, Pinpoint], list[str]]:
    """Return what pinpoints may cite, as pinpoints that lack only where and how; and what is wrong with README.md.

    Parameters
    ----------
    readme : str
        The text of README.md, or empty. A document that it describes under a registered id is the print that was read.
    register : Mapping of str to Source
        The editions that may be cited by id.
    """
    known = {
        source_id: _citable(source.title, source.edition, source.file_url or source.landing_url, source_id)
        for source_id, source in register.items()
    }
    if not readme:
        return known, []
    try:
        cited = _Documents.model_validate(tomllib.loads(_split(readme)[0])).documents
    except _Mistake as error:
        return known, [f"line {error.line}: {error.sentence}"]
    except tomllib.TOMLDecodeError as error:
        return known, [f"line 1: the front matter is not TOML: {error}"]
    except ValidationError as error:
        return known, [f"line 1: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
    for name, document in cited.items():
        known[name] = _citable(document.title, document.edition, document.url, name if name in register else "")
    return known, []


def _citable(title: str, edition: str, url: str, source_id: str) -> Pinpoint:
    return Pinpoint(document=title, edition=edition, reference="", url=url, how_read="", source_id=source_id)


def _split(text: str) -> tuple[str, int]:
    """Return the front matter and the index of the first line after it.

    Raises
    ------
    _Mistake
        If the file does not begin with front matter.
    """
    lines = text.splitlines()
    if not lines or lines[0].strip() != "---":
        raise _Mistake(1, "the file does not begin with front matter between two lines of ---")
    for index, line in enumerate(lines[1:], 1):
        if line.strip() == "---":
            return "\n".join(lines[1:index]), index + 1
    raise _Mistake(1, "the front matter is not closed by a line of ---")


class DigestReader:
    """Reads one digest, noting mistakes as (line, sentence)."""

    def __init__(self, documents: Mapping[str, Pinpoint]) -> None:
        self.mistakes: list[tuple[int, str]] = []
        self._documents = documents
        self._sections: list[tuple[str, list[DigestStatement]]] = []
        self._number = 0
        self._tried: set[int] = set()  # sections with a statement, be it a mistaken one

    def read(self, stem: str, text: str) -> Digest | None:
        """Return the digest, or ``None`` if there were mistakes."""
        try:
            matter, start = _split(text)
        except _Mistake as error:
            self.mistakes.append((error.line, error.sentence))
            return None
        front = self._front(matter)
        for line, paragraph in _paragraphs(text.splitlines(), start):
            self._paragraph(line, paragraph)
        empty = [name for index, (name, _) in enumerate(self._sections, 1) if index not in self._tried]
        self.mistakes += [(start, f"the section {name!r} has no statements") for name in empty]
        if not self._sections:
            self.mistakes.append((start, "the digest has no statements"))
        if front is None or self.mistakes:
            return None
        sections = tuple(
            DigestSection(heading=name, statements=tuple(statements)) for name, statements in self._sections
        )
        return Digest(source=_source(stem, front), summary=front.summary, review_by=front.review_by, sections=sections)

    def _front(self, matter: str) -> _Front | None:
        try:
            return _Front.model_validate(tomllib.loads(matter))
        except tomllib.TOMLDecodeError as error:
            self.mistakes.append((1, f"the front matter is not TOML: {error}"))
        except ValidationError as error:
            for detail in error.errors():
                name = str(detail["loc"][0])
                self.mistakes.append((_line_of(name, matter), f"{name}: {_plainly(detail['type'], detail['msg'])}"))
        return None

    def _paragraph(self, line: int, lines: list[str]) -> None:
        if lines[0].startswith("## "):
            self._sections.append((lines[0].removeprefix("## ").strip(), []))
            if len(lines) > 1:
                self.mistakes.append((line, "a heading needs a blank line after it"))
            return
        pins = [(line + index, text) for index, text in enumerate(lines) if text.startswith("^")]
        text = " ".join(text.strip() for text in lines if not text.startswith("^"))
        self._tried.add(len(self._sections))
        try:
            statement = self._statement(line, text, pins)
        except _Mistake as error:
            self.mistakes.append((error.line, error.sentence))
            return
        self._sections[-1][1].append(statement)

    def _statement(self, line: int, text: str, pins: list[tuple[int, str]]) -> DigestStatement:
        """Make a statement of a paragraph.

        Raises
        ------
        _Mistake
            If it lacks a heading, words or a pinpoint, or its pinpoint is wrong.
        """
        if not self._sections:
            raise _Mistake(line, "a statement stands before the first ## heading")
        if not text:
            raise _Mistake(line, "a pinpoint stands without a statement")
        if len(pins) != 1:
            raise _Mistake(line, "the statement has no pinpoint" if not pins else "the statement has two pinpoints")
        odd = sorted({char for char in text + pins[0][1] if not _printable(char)})
        if odd:
            raise _Mistake(line, f"the PDF's fonts cannot print {', '.join(map(repr, odd))}")
        pinpoint = self._pinpoint(*pins[0])
        self._number += 1
        return DigestStatement(number=self._number, text=text, pinpoint=pinpoint)

    def _pinpoint(self, line: int, text: str) -> Pinpoint:
        """Read ``^ document | reference | how read | address``; the address may be left out.

        Raises
        ------
        _Mistake
            If a part is missing, the document is not known, or how it was read is not said in the agreed words.
        """
        parts = [part.strip() for part in text.removeprefix("^").split("|")]
        if len(parts) not in {3, 4} or not all(parts):
            raise _Mistake(line, "a pinpoint reads '^ document | reference | how read', with '| address' where needed")
        name, reference, how = parts[:3]
        if name not in self._documents:
            raise _Mistake(line, f"the document {name!r} is neither registered nor in README.md")
        if not how.startswith(_HOW):
            raise _Mistake(line, f"how it was read begins with one of {', '.join(repr(h.strip()) for h in _HOW)}")
        if len(parts) == 4 and not _HTTPS.fullmatch(parts[3]):
            raise _Mistake(line, f"{parts[3]!r} is not an https address")
        return _completed(self._documents[name], reference, how, parts[3] if len(parts) == 4 else "")


def _source(stem: str, front: _Front) -> Source:
    """Return what a digest is registered as."""
    return Source(
        source_id=f"digest-{stem}",
        title=front.title,
        publisher="This project",
        edition=front.edition,
        authority=Authority.DIGEST,
        licence=_LICENCE,
        verified=Verified.FULL_TEXT,
        review_by=front.review_by,
        note=f"{front.summary} Written in our own words; the official source comes first. To be reviewed by"
        f" {front.review_by.day} {front.review_by:%B %Y}.",
    )


def _completed(document: Pinpoint, reference: str, how: str, url: str) -> Pinpoint:
    """Add to a document where in it and how it was read; a PDF's address opens at the page."""
    page = _PAGE.search(reference)
    address = url or document.url
    if address.lower().endswith(".pdf") and page:
        address = f"{address}#page={page[1]}"
    unread = "; the original was not read" if how.startswith("reported by ") else ""
    return replace(document, reference=reference, url=address, how_read=how[0].upper() + how[1:] + unread)


def _paragraphs(lines: list[str], start: int) -> Iterator[tuple[int, list[str]]]:
    """Go through the paragraphs after the front matter.

    Yields
    ------
    tuple of (int, list of str)
        The number of the paragraph's first line, and its lines.
    """
    paragraph: list[str] = []
    for index in range(start, len(lines) + 1):
        line = lines[index] if index < len(lines) else ""
        if line.strip():
            paragraph.append(line)
        elif paragraph:
            yield index + 1 - len(paragraph), paragraph
            paragraph = []


def _printable(char: str) -> bool:
    try:
        char.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _line_of(name: str, matter: str) -> int:
    """Find the line of the file on which a field of the front matter stands."""
    for index, line in enumerate(matter.splitlines(), 2):
        if line.split("=")[0].strip() == name:
            return index
    return 1


def _plainly(kind: str, message: str) -> str:
    if kind == "missing":
        return "it is missing"
    if kind.startswith("date"):
        return "it is not a date; write 2027-05-31, without quotation marks"
    if kind == "extra_forbidden":
        return "there is no such field"
    return "it is empty" if kind == "string_too_short" else message


def load_digests(folder: Path | None = None, register: Mapping[str, Source] | None = None) -> tuple[Digest, ...]:
    """Load the digests, in the order of their file names.

    Parameters
    ----------
    folder : Path, optional
        Where the Markdown is; without one, the digests that come with the program.
    register : Mapping of str to Source, optional
        The editions that pinpoints may cite by id; without one, the register that comes with the program.

    Raises
    ------
    DigestError
        If a file cannot be read or is not in the expected form; lists every mistake.
    """
    here: Traversable = resources.files("corpus") / "digests" if folder is None else folder
    known = load_register() if register is None else register
    mistakes: list[str] = []
    try:
        texts = {file.name: file.read_text(encoding="utf-8") for file in here.iterdir() if file.name.endswith(".md")}
    except (OSError, UnicodeDecodeError) as error:
        raise DigestError(f"the digests in {here} cannot be read: {error}", _HINT) from error
    documents, found = cited_documents(texts.pop(_README, ""), known)
    mistakes += [f"{_README}, {mistake}" for mistake in found]
    if not texts:
        mistakes.append(f"{here} has no digests")
    digests: list[Digest] = []
    for name in sorted(texts):
        reader = DigestReader(documents)
        digest = reader.read(name.removesuffix(".md"), texts[name])
        mistakes += [f"{name}, line {line}: {sentence}" for line, sentence in reader.mistakes]
        if digest is not None:
            digests.append(digest)
    if mistakes:
        raise DigestError("\n".join(["the digests have mistakes:", *(f"- {mistake}" for mistake in mistakes)]), _HINT)
    return tuple(digests)


def pinpoints(digest: Digest) -> Mapping[str, Pinpoint]:
    """Return where each statement comes from, keyed by its number as text."""
    return MappingProxyType({str(statement.number): statement.pinpoint for statement in digest.statements})
