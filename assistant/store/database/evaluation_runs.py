"""Evaluation runs that are known here: where each lies, what was run, and how it scored. For maintainers."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from assistant.errors import NotStored, StoreError
from assistant.people import Person, Role
from assistant.store.database.schema import runs as table
from assistant.store.database.store import Store

_MANIFEST, _SCORES = "manifest.json", "scores.json"  # as evals.records names them


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """An evaluation run; ``scores`` is nothing until it has been scored."""

    id: str
    folder: Path
    manifest: Mapping[str, Any]
    scores: Mapping[str, Any] | None
    added: datetime


def add(store: Store, person: Person, folder: Path) -> Run:
    """Take note of a run, or read it again if it is known.

    Raises
    ------
    NotAllowed
        If the person is no maintainer.
    StoreError
        If the folder holds no run.
    """
    person.must(Role.MAINTAINER)
    folder = folder.resolve()
    manifest, scores = _read(folder / _MANIFEST), _read(folder / _SCORES)
    if manifest is None:
        raise StoreError(f"{folder} holds no run: {_MANIFEST} is not there", "run 'python -m evals run' first")
    known = table.c.folder == str(folder)
    with store.writing() as connection:
        found = connection.scalar(select(table.c.id).where(known))
        values = {"manifest": manifest, "scores": scores, "added": store.now()}
        run_id = found or secrets.token_hex(16)
        if found:
            connection.execute(update(table).where(known).values(**values))
        else:
            connection.execute(insert(table).values(id=run_id, folder=str(folder), **values))
        return _run(connection.execute(select(table).where(table.c.id == run_id)).one())


def listed(store: Store, person: Person) -> tuple[Run, ...]:
    """Return the runs, newest first.

    Raises
    ------
    NotAllowed
        If the person is no maintainer.
    """
    person.must(Role.MAINTAINER)
    with store.reading() as connection:
        return tuple(map(_run, connection.execute(select(table).order_by(table.c.added.desc(), table.c.id))))


def read(store: Store, person: Person, run_id: str) -> Run:
    """Return a run.

    Raises
    ------
    NotAllowed
        If the person is no maintainer.
    NotStored
        If it is not known.
    """
    person.must(Role.MAINTAINER)
    with store.reading() as connection:
        row = connection.execute(select(table).where(table.c.id == run_id)).one_or_none()
    if row is None:
        raise NotStored("this run is not known here", "choose one from the list")
    return _run(row)


def remove(store: Store, person: Person, run_id: str) -> None:
    """Forget a run; its folder stays.

    Raises
    ------
    NotAllowed
        If the person is no maintainer.
    """
    person.must(Role.MAINTAINER)
    with store.writing() as connection:
        connection.execute(delete(table).where(table.c.id == run_id))


def _read(path: Path) -> dict[str, Any] | None:
    """Return a JSON object, or nothing if the file is not there.

    Raises
    ------
    StoreError
        If it cannot be read.
    """
    if not path.is_file():
        return None
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be read: {error}", "run the evaluation again") from error
    if not isinstance(value, dict):
        raise StoreError(f"{path} is not a JSON object", "run the evaluation again")
    return value


def _run(row: Row[Any]) -> Run:
    return Run(id=row.id, folder=Path(row.folder), manifest=row.manifest, scores=row.scores, added=row.added)
