"""The bundled digests: Markdown in our own words, each statement with its pinpoint, rendered to PDF and indexed.

``load_digests`` is the door where that Markdown becomes data; it lists every mistake with its file and line.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from corpus.register import load_register
from corpus.types import Pinpoint, Source
from ingest.digests.markdown_reader import DigestReader, cited_documents
from ingest.digests.types import Digest
from ingest.errors import DigestError

_README = "README.md"  # how digests are written, and the documents they cite that are not registered
_HINT = "correct the Markdown (README.md beside the digests says how they are written), then load it again"


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
    """Return where each statement comes from, keyed by its number as text.

    Parameters
    ----------
    digest : Digest
        A loaded digest.
    """
    return MappingProxyType({str(statement.number): statement.pinpoint for statement in digest.statements})
