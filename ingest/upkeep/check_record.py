"""What was seen at the official sites, and when: ``checks.json`` beside the PDFs, written by each check that asks them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ingest.errors import FetchError
from ingest.fetch import SourceChange, SourceState

RECORD_NAME = "checks.json"
_KEPT = 200  # changes, the oldest of which go first


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenChange:
    """A change at an official address, since the file here was fetched.

    Parameters
    ----------
    change_id : str
        A URN that is the same on every computer that sees this change.
    name : str
        What people call the source.
    seen : datetime
        When it was seen first.
    kinds : mapping of str to int
        How many of our sentences of each kind rest on the source.
    n_touched : int or None
        How many of them rest on a paragraph that the new file has otherwise; ``None`` where it could not be had or compared.
    is_open : bool
        Whether it was still so when the source was asked about last.
    """

    change_id: str
    source_id: str
    name: str
    state: SourceState
    says: str
    url: str
    seen: datetime
    edition: str = ""
    kinds: Mapping[str, int] = field(default_factory=dict)
    n_touched: int | None = None
    is_open: bool = True

    @property
    def n_resting(self) -> int:
        """How many of our sentences rest on the source."""
        return sum(self.kinds.values())

    @property
    def effect(self) -> str:
        """What it does to our sentences, as a sentence."""
        if not self.n_resting:
            return "None of our sentences rests on it."
        kinds = ", ".join(f"{kind} {n:,}" for kind, n in self.kinds.items())
        touched = (
            "" if self.n_touched is None else f"; {self.n_touched:,} on paragraphs that the new file has otherwise"
        )
        return f"{self.n_resting:,} of our sentences rest on it ({kinds}){touched}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRecord:
    """What the official sites were seen to have.

    Parameters
    ----------
    feed_id : str
        The name of this library’s list of changes, for those who read it as a feed.
    asked : datetime or None
        When they were asked last, and any of them answered.
    unchanged : tuple of str
        The sources that were as they had been fetched, by name.
    not_asked : mapping of str to str
        Why a source could not be asked about, by its name.
    changes : tuple of SeenChange
        The newest first; those that are over too.
    """

    feed_id: str = ""
    asked: datetime | None = None
    unchanged: tuple[str, ...] = ()
    not_asked: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[SeenChange, ...] = ()

    @property
    def open(self) -> tuple[SeenChange, ...]:
        """What is still so."""
        return tuple(one for one in self.changes if one.is_open)

    def known(self, change_id: str) -> SeenChange | None:
        """Return a change that was seen before; ``None`` if it was not."""
        return next((one for one in self.changes if one.change_id == change_id), None)

    def with_seen(self, asked_about: frozenset[str], seen: tuple[SeenChange, ...], now: datetime) -> CheckRecord:
        """Return the record with what was seen now; of sources that were asked about, what was seen before is over if it is not.

        Parameters
        ----------
        asked_about : frozenset of str
            The ids of the sources that were.
        seen : tuple of SeenChange
            What was seen.
        now : datetime
            When.
        """
        again = {one.change_id for one in seen}
        before = (
            replace(one, is_open=one.is_open and one.source_id not in asked_about)
            for one in self.changes
            if one.change_id not in again
        )
        changes = sorted((*seen, *before), key=lambda one: one.seen, reverse=True)[:_KEPT]
        feed_id, asked = self.feed_id or uuid.uuid4().urn, now if asked_about else self.asked
        return replace(self, feed_id=feed_id, asked=asked, changes=tuple(changes))


def change_id_of(source_id: str, change: SourceChange) -> str:
    """Return the URN of a change: from what it is alone, so that it is the same wherever and whenever it is seen."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "|".join((source_id, change.state, change.url, change.mark))).urn


_RECORD = TypeAdapter(CheckRecord)


def read_record(folder: Path) -> CheckRecord:
    """Read what was seen before; an empty record if nobody has asked yet.

    Raises
    ------
    FetchError
        If it cannot be read.
    """
    file = folder / RECORD_NAME
    try:
        return _RECORD.validate_json(file.read_bytes())
    except FileNotFoundError:
        return CheckRecord()
    except (OSError, ValidationError) as error:
        raise FetchError(f"{file} cannot be read", "move it away: the next check begins a new one") from error


def write_record(folder: Path, record: CheckRecord) -> None:
    """Write what was seen, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{RECORD_NAME}.new"
    data = json.dumps(_RECORD.dump_python(record, mode="json"), indent=1, ensure_ascii=False)
    fresh.write_text(data + "\n", encoding="utf-8")
    fresh.replace(folder / RECORD_NAME)
