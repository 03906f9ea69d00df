"""Official texts that are not here: what that means for answers, where a person finds them, and PDFs saved by hand."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.register import EditionStanding, Register, load_register, standing
from corpus.types import Source
from ingest.errors import FetchError
from ingest.fetch import OfficialFile, add_official, address_for_a_person, fetchable
from ingest.sandbox import BoundedReader

HOW_BY_HAND = (
    "Open each address in a browser and save the PDF, under whatever name. It is recognised by its title page: run"
    " 'python -m ingest add-official FILE', or drop it on the page Library. Then run 'make index'."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingText:
    """An official text that is not here.

    Parameters
    ----------
    means : str
        What that means for answers, as a sentence without its full stop.
    address : str
        Where a person finds it in a browser.
    """

    source: Source
    means: str
    address: str


def missing_texts(register: Register, wanted: Iterable[Source], here: Collection[str]) -> tuple[MissingText, ...]:
    """Return those of some sources that are not here, with what that means.

    Parameters
    ----------
    register : Register
        What replaced what.
    wanted : iterable of Source
        The sources that should be here.
    here : collection of str
        The ids of those that are.
    """
    return tuple(
        MissingText(source=source, means=_means(register, source, here), address=address_for_a_person(source))
        for source in wanted
        if source.source_id not in here
    )


class OfficialFiles:
    """The official PDFs of the library's folder, as the library page works with them.

    Parameters
    ----------
    folder : Path
        The library's.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def missing(self, indexed: Collection[str], as_at: date) -> tuple[MissingText, ...]:
        """Return the texts with a known address that apply on a day and are neither indexed nor in the folder."""
        register = load_register()
        applying = [
            source
            for source in fetchable(register)
            if standing(register, source.source_id, as_at) is not EditionStanding.REPLACED
        ]
        return missing_texts(register, applying, {*indexed, *files_in(self._folder)})

    def add(self, name: str, data: bytes) -> OfficialFile:
        """Put a PDF into the library's folder as the edition that it is; its name becomes no path.

        Raises
        ------
        IngestError
            If it cannot be read.
        FetchError
            If it is no registered edition, or the folder cannot be written to.
        """
        with tempfile.TemporaryDirectory() as private, BoundedReader() as reader:
            pdf = Path(private) / "official.pdf"
            pdf.write_bytes(data)
            try:
                return add_official(
                    pdf,
                    name,
                    load_register(),
                    self._folder,
                    lambda path, known: reader.read(path, known).parsed.document,
                )
            except OSError as error:
                raise FetchError(
                    f"{self._folder} cannot be written to: {error.strerror or error}",
                    "check its permissions and free space",
                ) from error


def files_in(folder: Path) -> frozenset[str]:
    """Return the ids under which PDFs stand in the library's folder."""
    return frozenset(file.stem for file in folder.glob("*.pdf") if file.is_file())


def _means(register: Register, source: Source, here: Collection[str]) -> str:
    earlier = next((one for one in register.predecessors(source.source_id) if one.source_id in here), None)
    if earlier is None:
        return "Answers cannot quote it"
    return f"Answers quote {earlier.name}, which it replaced, and say so"
