from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.errors import NotAllowed
from assistant.people import Person, Role
from assistant.settings import StoreSettings
from assistant.store.database.store import Store, open_store
from assistant.store.reviews import submission, verdicts
from assistant.store.reviews.checks import Origin, queue
from assistant.store.reviews.labels import Label
from assistant.store.reviews.submission import Sending
from assistant.store.reviews.verdicts import Judgement
from corpus.register.register import Register
from evals.errors import NothingScored, RecordError
from evals.judgements.review_exports import (
    DrawResult,
    RunDraw,
    export_judged_questions,
    export_verdicts,
    queue_from_run,
)
from evals.records import answer_line, read_qrels, read_questions
from tests.assistant.ui.doubles import a_citation, a_written_answer, an_answer
from tests.doubles import MemoryIndex, WordEmbedder

ANN = Person(id="ann", name="Ann", roles=frozenset({Role.TRAINER, Role.DSL}))
BEA = Person(id="bea", name="Bea", roles=frozenset({Role.TRAINER}))
REGISTER = Register({"rules-2025": a_citation().source})
ON = date(2026, 1, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    url = SecretStr(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    opened = open_store(StoreSettings(database_url=url, evidence_dir=tmp_path / "evidence"))
    yield opened
    opened.close()


def judged(store: Store, *who: Person, question: str = "Whom?") -> str:
    check_id = submission.send(store, ANN, Sending(answer=a_written_answer(question)))
    for person in who:
        verdicts.submit(store, person, check_id, Judgement(labels={"1.1": Label.SUPPORTS}, comment=f"By {person.id}"))
    return check_id


def test_verdicts_are_those_that_the_person_may_see(store: Store) -> None:
    with pytest.raises(NothingScored, match="no verdict"):
        export_verdicts(store, ANN)
    judged(store, ANN, BEA)
    judged(store, BEA, question="Hidden?")
    files = export_verdicts(store, ANN)
    rows = [json.loads(line) for line in files.jsonl.decode().splitlines()]
    assert [(row["question"], row["reviewer"]) for row in rows] == [("Whom?", "Ann"), ("Whom?", "Bea")]
    assert files.n_rows == 2
    assert "Hidden" not in files.csv.decode()
    assert files.csv.startswith("\ufeff".encode())


def test_settled_checks_are_packed_as_a_question_set(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NothingScored):
        export_judged_questions(store, ANN, REGISTER, ON)
    judged(store, ANN, BEA)
    judged(store, ANN, question="Not settled?")
    gold = export_judged_questions(store, ANN, REGISTER, ON)
    assert (gold.n_questions, gold.n_judgements, gold.n_overtaken) == (1, 1, 0)
    with zipfile.ZipFile(io.BytesIO(gold.zip)) as archive:
        archive.extractall(tmp_path / "gold")
    questions = read_questions(tmp_path / "gold" / "reviewed.jsonl")
    assert [question.text for question in questions] == ["Whom?"]
    assert read_qrels(tmp_path / "gold" / "reviewed.qrels") == {questions[0].query_id: {"rules-2025#p2": 3}}
    assert "Ann" not in (tmp_path / "gold" / "reviewed.md").read_text()


def a_run(folder: Path, n: int = 6, **changes: Any) -> Path:
    folder.mkdir()
    records = [an_answer(f"Question {number}?").as_dict() | changes for number in range(n)]
    (folder / "answers.jsonl").write_text("".join(answer_line(f"q{at}", one) for at, one in enumerate(records)))
    return folder


@pytest.fixture
def index() -> MemoryIndex:
    citation = a_citation()
    return MemoryIndex([citation.passage], {"rules-2025": citation.source}, WordEmbedder())


def test_a_random_sample_is_the_same_for_the_same_seed(store: Store, tmp_path: Path, index: MemoryIndex) -> None:
    draw = RunDraw(eval_dir=tmp_path, name=a_run(tmp_path / "run").name, n=3, seed=5)
    assert queue_from_run(store, ANN, draw, index) == DrawResult(n_new=3, n_known=0, n_unfit=0)
    assert queue_from_run(store, ANN, draw, index) == DrawResult(n_new=0, n_known=3, n_unfit=0)
    found = queue(store, ANN)
    assert {one.origin for one in found} == {Origin.SAMPLE}
    assert len({one.question for one in found}) == 3
    assert all(one.run_id.startswith("run ") for one in found)
    for seed in range(6):
        queue_from_run(store, ANN, replace(draw, seed=seed), index)
    assert len(queue(store, ANN)) > len(found)


def test_every_answer_of_a_run_but_those_that_failed(store: Store, tmp_path: Path, index: MemoryIndex) -> None:
    folder = a_run(tmp_path / "run", 3)
    failed = an_answer("Failed?").as_dict() | {"outcome": "failed", "citations": [], "sections": []}
    unfit = {"outcome": "answered"}
    with (folder / "answers.jsonl").open("a") as out:
        out.write(answer_line("q8", failed) + answer_line("q9", unfit))
    assert queue_from_run(store, ANN, RunDraw(eval_dir=tmp_path, name=folder.name), index) == DrawResult(
        n_new=3, n_known=0, n_unfit=1
    )
    assert [(one.origin, one.n_statements) for one in queue(store, ANN)] == [(Origin.RUN, 1)] * 3


def test_what_is_no_run_is_not_described(store: Store, tmp_path: Path, index: MemoryIndex) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "answers.jsonl").write_text('{"secret": "words"}\n')
    messages = set()
    a_run(tmp_path / "outside")
    (tmp_path / "eval").mkdir()
    folder.rename(tmp_path / "eval" / "other")
    for given in ("other", "missing", "../outside", str(tmp_path / "outside")):
        with pytest.raises(RecordError) as error:
            queue_from_run(store, ANN, RunDraw(eval_dir=tmp_path / "eval", name=given), index)
        messages.add(error.value.message.replace(str(tmp_path / "eval" / given), ""))
    assert messages == {" holds no run that can be read here"}
    assert error.value.__cause__ is None


def test_only_a_trainer_takes_from_a_run(store: Store, tmp_path: Path, index: MemoryIndex) -> None:
    dsl = Person(id="dee", name="Dee", roles=frozenset({Role.DSL}))
    with pytest.raises(NotAllowed):
        queue_from_run(store, dsl, RunDraw(eval_dir=tmp_path, name=a_run(tmp_path / "run").name), index)
    assert queue(store, ANN) == ()
