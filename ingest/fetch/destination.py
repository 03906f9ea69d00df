"""Where what was fetched goes: under its source's name if it is that edition, else aside; and the lock file says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from corpus.types import Source
from ingest.fetch.identity import Identity, IdentityVerdict
from ingest.fetch.lockfile import Locked, SetAside, read_lock, write_lock
from ingest.files import is_whole
from ingest.web import Anchors, anchors_file, write_anchors

SET_ASIDE = "set-aside"


class FetchOutcome(StrEnum):
    """What a fetch came to."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a fetch came to.

    Parameters
    ----------
    path : Path
        The source's PDF in the library; if something else came, where that was set aside.
    notices : tuple of str
        Sentences for a person.
    """

    source_id: str
    outcome: FetchOutcome
    path: Path
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The library's folder.

    Parameters
    ----------
    folder : Path
        Where the PDFs stand, each under its source's id.
    today : date
        The day to write down.
    """

    folder: Path
    today: date

    def target(self, source: Source) -> Path:
        """Return the path of a source's PDF."""
        return self.folder / f"{source.source_id}.pdf"

    def part(self, source: Source) -> Path:
        """Return the path of what is not yet whole, or not yet identified."""
        return self.folder / f"{source.source_id}.pdf.part"

    def locked(self, source: Source) -> Locked | None:
        """Return what the lock file says of a source."""
        return read_lock(self.folder).fetched.get(source.source_id)

    def on_disk(self, source: Source) -> Locked | None:
        """Return what the lock file says of a source, if its PDF is there as it says."""
        entry = self.locked(source)
        return entry if entry and is_whole(self.target(source), entry.sha256) else None

    def store(self, source: Source, fresh: Locked, identity: Identity, anchors: Anchors | None = None) -> Fetched:
        """Move the part file to its name: the source's if it is the edition asked for, else aside.

        Parameters
        ----------
        source : Source
            The edition asked for.
        fresh : Locked
            What to write down of it.
        identity : Identity
            What it is.
        anchors : Anchors or None
            For the print of a web page, where its headings stand.
        """
        if identity.verdict is not IdentityVerdict.SAME:
            return self._set_aside(source, fresh, identity)
        lock, target = read_lock(self.folder), self.target(source)
        entry = lock.fetched.get(source.source_id)
        notices = [fresh.remark] if fresh.remark else []
        if entry is None and target.exists() and not is_whole(target, fresh.sha256):
            notices.append("it takes the place of a file that was not fetched")
        elif entry is not None and entry.sha256 != fresh.sha256:
            notices.append(f"it is not what it was on {entry.fetched_on}")
        if anchors is not None and anchors.headings:
            write_anchors(target, anchors)
        else:
            anchors_file(target).unlink(missing_ok=True)
        self.part(source).replace(target)
        write_lock(self.folder, lock.with_fetched(source.source_id, fresh))
        outcome = FetchOutcome.NEW if entry is None else FetchOutcome.CHANGED
        return Fetched(source_id=source.source_id, outcome=outcome, path=target, notices=tuple(notices))

    def confirm(self, source: Source, entry: Locked) -> Fetched:
        """Write down that a source was found unchanged."""
        write_lock(self.folder, read_lock(self.folder).with_fetched(source.source_id, entry))
        return Fetched(source_id=source.source_id, outcome=FetchOutcome.UNCHANGED, path=self.target(source))

    def _set_aside(self, source: Source, fresh: Locked, identity: Identity) -> Fetched:
        aside = self.folder / SET_ASIDE / f"{source.source_id}-{fresh.sha256[:8]}.pdf"
        aside.parent.mkdir(exist_ok=True)
        self.part(source).replace(aside)
        entry = SetAside(
            url=fresh.url,
            on=self.today,
            file=f"{SET_ASIDE}/{aside.name}",
            sha256=fresh.sha256,
            reason=identity.reason,
            is_source=identity.is_source,
            dated=identity.dated,
        )
        write_lock(self.folder, read_lock(self.folder).with_set_aside(source.source_id, entry))
        notice = f"what came is not {source.name}: {identity.reason}. It was set aside, and is not used"
        return Fetched(source_id=source.source_id, outcome=FetchOutcome.SET_ASIDE, path=aside, notices=(notice,))
