"""Checks and judgements for the tests of the store."""

from __future__ import annotations

from pathlib import Path

from assistant.store import sending, verdicts
from assistant.store.database import Store
from assistant.store.judging import Label
from assistant.store.people import Person
from assistant.store.sending import Sending
from assistant.store.verdicts import Judgement
from assistant.types import Answer
from tests.ui_doubles import a_citation, an_answer

FIRST, SECOND = "1.1", "1.2"
YES, PARTLY, NO, OLD = Label.SUPPORTS, Label.PARTLY, Label.DOES_NOT_SUPPORT, Label.WRONG_EDITION


def two_statements(question: str = "Whom do I tell?") -> Answer:
    return an_answer(question, a_citation(), a_citation("Another rule altogether.", marker=2, page=3))


def sent(store: Store, sender: Person, pdfs: dict[str, Path] | None = None, note: str = "") -> str:
    return sending.send(store, sender, Sending(answer=two_statements(), pdfs=pdfs or {}, note=note))


def judged(store: Store, reviewer: Person, check_id: str, first: Label = YES, second: Label = YES) -> None:
    verdicts.submit(store, reviewer, check_id, Judgement(labels={FIRST: first, SECOND: second}))
