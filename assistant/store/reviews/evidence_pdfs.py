"""Which check needs which PDF: copied with the first, removed with the last, forgotten on demand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import Connection, insert, select

from assistant.errors import NotStored
from assistant.people import Person, Role
from assistant.store.database import SHA256, Store, check_pdfs, forgotten_pdfs


def keep_pdfs(store: Store, connection: Connection, check_id: str, needed: Mapping[str, Path]) -> None:
    """Note the PDFs that a check needs, by content, and copy those that are not to be forgotten; the folder must be locked."""
    if not needed:
        return
    connection.execute(insert(check_pdfs), [{"check_id": check_id, "sha256": sha256} for sha256 in needed])
    forgotten = set(connection.scalars(select(forgotten_pdfs.c.sha256)))
    for sha256 in needed.keys() - forgotten:
        store.files.keep(needed[sha256], sha256)


def drop_unneeded(store: Store, sha256s: Iterable[str]) -> None:
    """Remove the PDFs, of those given, that no check needs; the folder must be locked."""
    with store.reading() as connection:
        needed = set(connection.scalars(select(check_pdfs.c.sha256)))
    for sha256 in set(sha256s) - needed:
        store.files.remove(sha256)


def forget_pdf(store: Store, person: Person, sha256: str) -> int:
    """Remove a PDF from the evidence for good, as when a document is taken out for what it says of a person.

    Its checks go on showing the words that were quoted, and no page. Return how many checks that is.

    Raises
    ------
    NotAllowed
        If the person is no maintainer.
    NotStored
        If what is given is no PDF's SHA-256.
    """
    person.must(Role.MAINTAINER)
    if not SHA256.fullmatch(sha256):
        raise NotStored(
            f"{sha256!r} is neither a file nor the SHA-256 of one", "give the PDF, or the name it is kept by"
        )
    with store.files.locked():
        with store.writing() as connection:
            known = select(forgotten_pdfs).where(forgotten_pdfs.c.sha256 == sha256)
            if connection.execute(known).one_or_none() is None:
                connection.execute(insert(forgotten_pdfs).values(sha256=sha256, forgotten=store.now()))
            n = len(connection.execute(select(check_pdfs).where(check_pdfs.c.sha256 == sha256)).all())
        store.files.remove(sha256)
    return n
