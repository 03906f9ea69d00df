"""Where generations are kept: in a folder of this computer, or at a server that several computers follow.

``store_of`` says which, by the settings. Whichever it is, the files of what serves lie in ``index_dir`` once ``refresh`` or
``current`` has returned, so that whatever reads a generation's files need not know. docs/adr/0049 says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from corpus.errors import SettingsError
from corpus.index import generations
from corpus.index.chroma_vectors import CHROMA, ChromaVectors, write_vectors
from corpus.index.generations import Manifest
from corpus.index.index import GenerationIndex
from corpus.models import Calibration, Vectors
from corpus.once import once
from corpus.settings import LibrarySettings
from corpus.types import Passage


class GenerationStore(Protocol):
    """What a back end of the index does; the folder and the server pass the same contract."""

    @property
    def index_dir(self) -> Path:
        """The folder in which generations' files lie, or are brought to."""

    def refresh(self, *, whole: bool = False) -> None:
        """Bring the generation that serves here, if there is one; ``whole`` also the one before it, and all their PDFs.

        Raises
        ------
        IndexUnreachable
            If the server does not answer.
        """

    def current(self) -> str:
        """Name the generation that serves; its files are here then.

        Raises
        ------
        IndexMissing
            If there is none.
        """

    def open(self, embedder: str = "", calibration: Calibration | None = None) -> GenerationIndex:
        """Open the generation that serves; ``open_index`` says what the parameters are."""

    def open_generation(self, manifest: Manifest, calibration: Calibration | None = None) -> GenerationIndex:
        """Open a generation that need not serve: a build verifies it before it writes its manifest."""

    def pdf(self, sha256: str) -> Path:
        """Return the PDF of a source by its hash."""

    def writing(self) -> AbstractContextManager[tuple[str, ...]]:
        """Hold the one writer's lock, with what serves brought here; yields what a dead writer had left.

        Raises
        ------
        IndexBusy
            If another process is writing.
        """

    def write_vectors(self, folder: Path, passages: Sequence[Passage], vectors: Vectors) -> dict[str, str]:
        """Write the vectors of a new generation; return what its manifest says of them as ``vectors``.

        Raises
        ------
        IndexDamaged
            If they cannot be written.
        """

    def swap(self, generation: str) -> None:
        """Make a complete generation of the folder the one that serves, in one step; only while ``writing``."""


class EmbeddedStore:
    """A folder of this computer, with vectors in Chroma: the default.

    Parameters
    ----------
    index_dir : Path
        The folder.
    """

    def __init__(self, index_dir: Path) -> None:
        self.index_dir = index_dir

    def refresh(self, *, whole: bool = False) -> None:
        """Do nothing: what serves is here."""

    def current(self) -> str:
        """Name the generation that serves.

        Raises
        ------
        IndexMissing
            If there is no index in the folder.
        """
        return generations.current(self.index_dir)

    def open(self, embedder: str = "", calibration: Calibration | None = None) -> GenerationIndex:
        """Open the generation that serves; ``open_index`` says what the parameters are."""
        manifest = generations.read_manifest(self.index_dir, self.current())
        generations.must_be_of(manifest, embedder, str(self.index_dir))
        return self.open_generation(manifest, calibration)

    def open_generation(self, manifest: Manifest, calibration: Calibration | None = None) -> GenerationIndex:
        """Open a generation that need not serve."""
        return GenerationIndex(
            self.index_dir, manifest, lambda: ChromaVectors(self.index_dir, manifest), calibration, self.pdf
        )

    def pdf(self, sha256: str) -> Path:
        """Return where the PDF of a source lies."""
        return generations.pdf_of(self.index_dir, sha256)

    def writing(self) -> AbstractContextManager[tuple[str, ...]]:
        """Hold the one writer's lock; yields what a dead writer had left."""
        return generations.writing(self.index_dir)

    def write_vectors(self, folder: Path, passages: Sequence[Passage], vectors: Vectors) -> dict[str, str]:
        """Write vectors to Chroma's files in a generation's folder; their hashes are among those of its files."""
        write_vectors(folder / CHROMA, passages, vectors)
        return {}

    def swap(self, generation: str) -> None:
        """Make a complete generation the one that serves."""
        generations.swap(self.index_dir, generation)


def open_index(index_dir: Path, embedder: str = "", calibration: Calibration | None = None) -> GenerationIndex:
    """Open the generation that serves from a folder of this computer.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    embedder : str
        The name of the embedder that will make query vectors; empty to open without asking.
    calibration : Calibration or None
        That embedder's; looked up by the name in the manifest if ``None``.

    Raises
    ------
    IndexMismatch
        If the index was built with another embedder.
    """
    return EmbeddedStore(index_dir).open(embedder, calibration)


def store_of(settings: LibrarySettings) -> GenerationStore:
    """Return where generations are kept: at the server that ``DSL_INDEX`` names, or in the index's folder.

    Raises
    ------
    SettingsError
        If what a server needs is not installed.
    """
    address = settings.index.get_secret_value()
    return _served(address, settings.index_files, settings.index_dir) if address else EmbeddedStore(settings.index_dir)


@once
def _served(address: str, files: str, index_dir: Path) -> GenerationStore:
    """Return the one store of this process for a server: its connections are shared by all sessions.

    Raises
    ------
    SettingsError
        If what speaks to it is not installed, or the address cannot be used.
    """
    try:
        from corpus.index.served import open_served  # noqa: PLC0415  # its library is in an extra
    except ImportError as error:
        raise SettingsError(
            f"DSL_INDEX names a server, and what speaks to it is not installed ({error.name})",
            "run '.venv/bin/python -m pip install -e .[cluster]', or unset DSL_INDEX",
        ) from error
    return open_served(address, files, index_dir)
