"""A scripted assistant and small answers, for tests of the evals room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pytest

from assistant.types import Answer, Citation, Outcome, Question, Section, Statement, StatementKind
from corpus.types import Authority, Passage, RetrievedPassage, Source

AS_AT = date(2026, 11, 1)


class ScriptedAssistant:
    """Gives the scripted answers (or raises the scripted errors) in order, and keeps what it was asked."""

    def __init__(self, script: Sequence[Answer | Exception]) -> None:
        self.script = list(script)
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if not self.script:
            pytest.fail("the script has run out: a question too many was asked")
        step = self.script.pop(0)
        if isinstance(step, Exception):
            raise step
        return step


def passage(source_id: str, page: int, paragraph: str = "") -> Passage:
    text = f"Made-up words on page {page}."
    return Passage(source_id=source_id, page=page, start=0, end=len(text), text=text, paragraph=paragraph)


def answer_with(*locations: tuple[str, int] | tuple[str, int, str], outcome: Outcome = Outcome.ANSWERED) -> Answer:
    """An answer that retrieved passages at these locations, in this order."""
    retrieved = tuple(
        RetrievedPassage(passage=passage(*location), rank=rank, score=1 / rank)
        for rank, location in enumerate(locations, 1)
    )
    common = {"question": "q", "standalone_question": "q", "as_at": AS_AT, "retrieved": retrieved, "generation": "g1"}
    if outcome is not Outcome.ANSWERED:
        fixed = Statement(text="Fixed words.", kind=StatementKind.FIXED)
        return Answer(outcome=outcome, sections=(Section(heading="First", statements=(fixed,)),), **common)
    first = retrieved[0].passage
    source = Source(source_id=first.source_id, title="T", publisher="P", edition="E", authority=Authority.LOCAL)
    cited = Citation(marker=1, passage=first, source=source, in_force=True, quote=first.text)
    quote = Statement(text=first.text, kind=StatementKind.QUOTE, citations=(1,), verified=True)
    return Answer(
        outcome=outcome, sections=(Section(heading="Says", statements=(quote,)),), citations=(cited,), **common
    )


@pytest.fixture
def scripted() -> Iterator[Callable[..., ScriptedAssistant]]:
    made: list[ScriptedAssistant] = []

    def script(*steps: Answer | Exception) -> ScriptedAssistant:
        made.append(ScriptedAssistant(steps))
        return made[-1]

    yield script
    unused = [step for assistant in made for step in assistant.script]
    if unused:
        pytest.fail(f"the assistant was not asked for {len(unused)} of the answers in its script")


@pytest.fixture
def answered() -> Callable[..., Answer]:
    return answer_with
