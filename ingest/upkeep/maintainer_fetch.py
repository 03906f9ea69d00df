"""Fetching as the maintainer's page asks for it: which sources, how far it has come, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from corpus.register import load_register
from corpus.types import Source
from corpus.upkeep import Done, Fetchable
from ingest.errors import FetchError
from ingest.fetch import ContentApi, Fetched, Fetcher, FetchOutcome, fetchable, fetching_alone, open_asker, read_lock
from ingest.progress import Progress
from ingest.sandbox import BoundedReader

Bring = Callable[[Path, Sequence[str], Progress], Done]
"""Brings sources to a folder."""

_BECAME: Mapping[FetchOutcome, str] = {
    FetchOutcome.NEW: "It is here now",
    FetchOutcome.CHANGED: "It had changed, and the new file is here",
    FetchOutcome.UNCHANGED: "It has not changed since it was fetched",
    FetchOutcome.SET_ASIDE: "Something else came, and was set aside",
}


def can_be_fetched(folder: Path) -> Sequence[Fetchable]:
    """Return the sources whose official address is known, with whether their file is in a folder.

    Raises
    ------
    FetchError
        If what was noted of fetched files cannot be read.
    """
    lock = read_lock(folder)
    found = []
    for source in fetchable(load_register()):
        entry = lock.fetched.get(source.source_id)
        here = (folder / f"{source.source_id}.pdf").is_file()
        found.append(Fetchable(source=source, is_here=here, fetched_on=entry.fetched_on if entry and here else None))
    return found


def bring(folder: Path, source_ids: Sequence[str], progress: Progress) -> Done:
    """Bring sources from their official addresses, one after another; one that cannot be had does not stop the rest.

    Parameters
    ----------
    folder : Path
        The library's.
    source_ids : sequence of str
        Which.
    progress : Progress
        Is told of each source, and of its bytes.

    Raises
    ------
    FetchError
        If one is not known, or another fetch into the folder is running.
    """
    register = load_register()
    if unknown := [one for one in source_ids if one not in register]:
        raise FetchError(f"the register has no source called {unknown[0]}", "choose from the list")
    with fetching_alone(folder), open_asker() as asker, BoundedReader() as reader:
        fetcher = Fetcher(
            register=register, folder=folder, api=ContentApi(asker), today=date.today(),  # noqa: DTZ011
            document_of=lambda path, source: reader.read(path, source).parsed.document,
        )  # fmt: skip
        return brought(fetcher, [register[one] for one in source_ids], progress)


def brought(fetcher: Fetcher, wanted: Sequence[Source], progress: Progress) -> Done:
    """Fetch each source with a fetcher, and tell what became of each."""
    told, problems, n_had = [], [], 0
    for number, source in enumerate(wanted, 1):
        stage = f"Fetching {number} of {len(wanted)}: {source.name}"
        progress(stage, 0, 1)
        try:
            fetched = replace(fetcher, on_progress=_bytes(progress, stage)).fetch(source)
        except FetchError as error:
            told.append((source.name, "It could not be had"))
            problems.append(f"{error.message}. {error.hint}".strip())
            continue
        n_had += fetched.outcome is not FetchOutcome.SET_ASIDE
        told.append((source.name, _became(fetched)))
    said = (
        f"{n_had} of {len(wanted)} are in the library’s folder.",
        "Build the library again, so that answers can quote them.",
    )
    return Done(heading="The official sites were asked", said=said, sources=tuple(told), problems=tuple(problems))


def _bytes(progress: Progress, stage: str) -> Callable[[int, int | None], None]:
    return lambda done, total: progress(stage, min(done, total), total) if total else None


def _became(fetched: Fetched) -> str:
    return ". ".join((_BECAME[fetched.outcome], *fetched.notices)) + "."
