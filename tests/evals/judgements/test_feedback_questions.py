"""Questions whose answers did not help become a question set that the evaluation reads."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import NotAllowed
from assistant.people import Person, Role
from assistant.settings import StoreSettings
from assistant.store.database.store import Store, open_store
from assistant.store.feedback import feedback
from assistant.store.feedback.feedback import Complaint, JudgedPlace, QuestionJudgement, WhyUnhelpful
from assistant.types import Outcome
from evals.errors import NothingScored
from evals.judgements.feedback_questions import export_feedback
from evals.metrics.docids import Unit, unit_of
from evals.records import EvalQuestion, Qrels, read_qrels, read_questions
from tests.assistant.ui.doubles import an_answer

DEE = Person(id="dee", name="Dee", roles=frozenset({Role.DSL}))
MEG = Person(id="meg", name="Meg", roles=frozenset({Role.MAINTAINER}))
ON = date(2026, 11, 26)
BOOK = JudgedPlace(source_id="rules-2025", page=2, paragraph="7", relevance=2)
DIGEST = JudgedPlace(source_id="digest-telling", page=1, paragraph="4", relevance=3)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("DSL_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.sqlite'}")
    return open_store(StoreSettings.read())


def judged(store: Store, question: str, judgement: QuestionJudgement) -> None:
    complaint = Complaint(answer=an_answer(question), why=WhyUnhelpful.TOO_GENERAL, note="a line of mine")
    feedback.judge(store, MEG, feedback.give(store, DEE, complaint), judgement)


def exported(store: Store, folder: Path) -> tuple[tuple[EvalQuestion, ...], Qrels, str]:
    with zipfile.ZipFile(io.BytesIO(export_feedback(store, MEG, ON).zip)) as archive:
        assert archive.namelist() == ["did-not-help.jsonl", "did-not-help.md", "did-not-help.qrels"]
        archive.extractall(folder)
    questions = read_questions(folder / "did-not-help.jsonl")
    return questions, read_qrels(folder / "did-not-help.qrels"), (folder / "did-not-help.md").read_text()


def test_a_judged_question_is_one_the_evaluation_reads(store: Store, tmp_path: Path) -> None:
    places = (BOOK, replace(BOOK, relevance=3, paragraph="8"), JudgedPlace(source_id="acts", page=9, relevance=0))
    judged(store, "Whom?", QuestionJudgement(expected=Outcome.ANSWERED, places=places, fact="The lead."))
    feedback.give(store, DEE, Complaint(answer=an_answer("Left?"), why=WhyUnhelpful.WRONG))
    questions, qrels, statement = exported(store, tmp_path)
    (question,) = questions
    assert (question.text, question.kind, question.expected) == ("Whom?", "answerable", "answered")
    assert question.key_facts == ("The lead.",)
    assert [(row["source_id"], row["page"], row["relevance"]) for row in question.evidence] == [
        ("rules-2025", 2, 3), ("rules-2025", 2, 2), ("acts", 9, 0),
    ]  # fmt: skip
    assert qrels == {question.query_id: {"rules-2025#p2": 3, "acts#p9": 0}}
    assert unit_of(qrels) is Unit.PAGE
    assert "1 questions and 2 judgements, exported on 2026-11-26" in statement
    assert "a line of mine" not in (tmp_path / "did-not-help.jsonl").read_text() + statement


@pytest.mark.parametrize(
    ("expected", "kind"),
    [(Outcome.ABSTAINED, "unanswerable"), (Outcome.REFUSED, "adversarial"), (Outcome.ESCALATED, "urgent")],
)
def test_what_should_not_have_been_answered_needs_no_page(
    store: Store, tmp_path: Path, expected: Outcome, kind: str
) -> None:
    judged(store, "Whom?", QuestionJudgement(expected=expected))
    with zipfile.ZipFile(io.BytesIO(export_feedback(store, MEG, ON).zip)) as archive:
        assert archive.namelist() == ["did-not-help.jsonl", "did-not-help.md"], "the evaluation reads no empty qrels"
        archive.extractall(tmp_path)
    (question,) = read_questions(tmp_path / "did-not-help.jsonl")
    assert (question.kind, question.expected) == (kind, expected.value)


def test_digests_are_judged_by_statement_and_with_others_by_page(store: Store, tmp_path: Path) -> None:
    judged(store, "First?", QuestionJudgement(expected=Outcome.ANSWERED, places=(DIGEST,)))
    _, qrels, _ = exported(store, tmp_path)
    assert list(qrels.values()) == [{"digest-telling#s4": 3}]
    judged(store, "Second?", QuestionJudgement(expected=Outcome.ANSWERED, places=(BOOK,)))
    _, qrels, _ = exported(store, tmp_path)
    assert list(qrels.values()) == [{"digest-telling#p1": 3}, {"rules-2025#p2": 2}]


def test_nothing_judged_is_nothing_to_export_and_only_a_maintainer_exports(store: Store) -> None:
    with pytest.raises(NothingScored):
        export_feedback(store, MEG, ON)
    with pytest.raises(NotAllowed):
        export_feedback(store, DEE, ON)
