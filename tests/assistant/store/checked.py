"""Checks and judgements for the tests of the store."""

from __future__ import annotations

from pathlib import Path

from assistant.people import Person
from assistant.store.database.store import Store
from assistant.store.reviews import submission, verdicts
from assistant.store.reviews.labels import Label
from assistant.store.reviews.submission import Sending
from assistant.store.reviews.verdicts import Judgement
from assistant.types import Answer
from tests.assistant.ui.doubles import a_citation, a_written_answer

FIRST, SECOND = "1.1", "1.2"
YES, PARTLY, NO, OLD = Label.SUPPORTS, Label.PARTLY, Label.DOES_NOT_SUPPORT, Label.WRONG_EDITION


def two_statements(question: str = "Whom do I tell?") -> Answer:
    return a_written_answer(question, a_citation(), a_citation("Another rule altogether.", marker=2, page=3))


def sent(store: Store, sender: Person, pdfs: dict[str, Path] | None = None, note: str = "") -> str:
    return submission.send(store, sender, Sending(answer=two_statements(), pdfs=pdfs or {}, note=note))


def judged(store: Store, reviewer: Person, check_id: str, first: Label = YES, second: Label = YES) -> None:
    verdicts.submit(store, reviewer, check_id, Judgement(labels={FIRST: first, SECOND: second}))
