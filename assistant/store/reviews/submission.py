"""Put an answer into the queue, with its evidence: by the person who was given it, or from an evaluation run."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from assistant.errors import StoreError
from assistant.people import Person, Role
from assistant.safety import Redactor
from assistant.store.database import Shown, Store, checks, evidence_snapshot, restored_answer, storable
from assistant.store.reviews.checks import Origin
from assistant.store.reviews.evidence_pdfs import drop_unneeded, keep_pdfs
from assistant.store.reviews.labels import CheckState, aspect_of, to_check
from assistant.types import Answer
from corpus.index import PassageIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """An answer that somebody asks to have checked.

    Parameters
    ----------
    pdfs : Mapping of str to Path
        The PDF of each cited source in the generation that answered.
    note : str
        What the sender wants looked at; details are taken out before it is stored.
    """

    answer: Answer
    pdfs: Mapping[str, Path] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An answer of an evaluation run: a line of its ``answers.jsonl``, the run's id, and whether it was drawn at random."""

    record: Mapping[str, Any]
    run_id: str = ""
    origin: Origin = Origin.RUN


def send(store: Store, person: Person, sending: Sending, redactor: Redactor | None = None) -> str:
    """Put an answer into the queue; return the check's id.

    Parameters
    ----------
    store : Store
        Where it is stored.
    person : Person
        The sender: a DSL or a trainer.
    sending : Sending
        The answer, its PDFs and a note.
    redactor : Redactor, optional
        The conversation's own, which knows who was met in it.

    Raises
    ------
    NotAllowed
        If the person is neither.
    NotTaken
        If the note is too long.
    """
    person.must(Role.DSL, Role.TRAINER)
    shown = evidence_snapshot.of_answer(sending.answer, sending.pdfs)
    row = {
        "origin": Origin.SENT.value,
        "run_id": "",
        "question": sending.answer.standalone_question,
        "note": storable(sending.note, redactor),
        "answer": restored_answer.as_record(sending.answer),
        "sent_by": person.id,
    }
    return _add(store, row, shown, sending.pdfs)


def add_from_run(store: Store, person: Person, recorded: Recorded, index: PassageIndex) -> str:
    """Put an answer of an evaluation run into the queue; return the check's id.

    Raises
    ------
    NotAllowed
        If the person is neither trainer nor maintainer.
    StoreError
        If the record is not an answer's, such as that of a question on which the assistant failed.
    """
    person.must(Role.TRAINER, Role.MAINTAINER)
    try:
        question = recorded.record["standalone_question"]
        shown = evidence_snapshot.of_record(recorded.record, index)
        to_check(recorded.record, aspect_of(recorded.record))
    except (KeyError, TypeError, ValueError):
        raise StoreError("this line of the run is not an answer that can be checked", "choose another") from None
    row = {
        "origin": recorded.origin.value,
        "run_id": recorded.run_id,
        "question": question,
        "note": "",
        "answer": dict(recorded.record),
        "sent_by": "",
    }
    return _add(
        store, row, shown, {one.source.source_id: index.pdf_path(one.source.source_id) for one in shown if one.sha256}
    )


def _add(store: Store, row: Mapping[str, Any], shown: Sequence[Shown], pdfs: Mapping[str, Path]) -> str:
    """Store a check and the PDFs it needs: both or neither."""
    new = secrets.token_hex(16)
    values = dict(row) | {"id": new, "evidence": evidence_snapshot.to_json(shown), "created": store.now()}
    values |= {"question": row["question"].replace("\x00", ""), "state": CheckState.OPEN.value}
    values["asks"] = aspect_of(row["answer"]).value  # settled now: what is asked of a check never changes
    needed = {one.sha256: pdfs[one.source.source_id] for one in shown if one.sha256}
    with store.files.locked():
        try:
            with store.writing() as connection:
                connection.execute(insert(checks).values(**values))
                keep_pdfs(store, connection, new, needed)
        except BaseException:
            drop_unneeded(store, needed)
            raise
    return new
