"""What the reader is taught with: staff's questions, wordings, and batches of pairs as long as each other."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.understand import load_matcher
from corpus.errors import ModelError
from corpus.models import SentenceTransformerEmbedder
from evals.errors import RecordError
from evals.labelled import train_taught_reranker
from evals.labelled.answers import train_reader
from evals.labelled.answers.graded_texts import ANSWERS, HELPS
from evals.labelled.answers.shown_questions import graded


class AsTheySay:
    """Short answers as they stand, without the wording that is nearest to each question: to find it takes minutes."""

    def __init__(self) -> None:
        self.matcher = load_matcher(SentenceTransformerEmbedder())
        self._says = {answer.answer_id: answer.sentences[0].text for answer in self.matcher.answers}

    def text(self, answer_id: str, question: str, told: str = "") -> str | None:
        return self._says.get(answer_id)


@pytest.fixture(autouse=True)
def _without_wordings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train_reader, "AnswersAsRead", AsTheySay)


def all_shown() -> list[train_reader.Lesson]:
    return [lesson for told in (False, True) for lesson in train_reader._shown(told=told)]


def test_every_answer_has_a_wording_one_that_is_not_its_own_and_its_look_alikes() -> None:
    lessons = list(train_reader._wordings(np.random.default_rng(0)))
    graded = [one.grade for one, weights in lessons if max(weights) < 1]
    assert graded.count(ANSWERS) == graded.count(0) > 600
    assert all(one.grade == 0 for one, weights in lessons if weights == (1.0, 1.0))


def test_that_an_answer_helps_is_taught_only_where_a_grader_said_so() -> None:
    lessons = all_shown()
    unknown = [one for one, (_, helps) in lessons if helps == 0]
    assert unknown
    assert {one.grade for one in unknown} == {0}
    assert {one.grade for one, weights in lessons if weights == (1.0, 1.0)} == {0, HELPS, ANSWERS}


def test_what_ends_a_case_is_taught_apart() -> None:
    of_cases, others = ({one.question for one, _ in train_reader._shown(told=told)} for told in (True, False))
    assert of_cases == {row.told for row in graded(weighing=False) if row.told}
    assert not of_cases & others


def test_going_on_is_with_the_cases_of_the_hands_that_are_named() -> None:
    named = {one.question for one, _ in train_reader._shown(told=True, hands={"w13", "w14"})}
    assert named == {row.told for row in graded(weighing=False) if row.hand in {"w13", "w14"}}
    with pytest.raises(RecordError, match="w27"):  # it is kept
        list(train_reader._shown(told=True, hands={"w13", "w27"}))


def test_the_hands_that_weigh_the_reader_teach_it_nothing() -> None:
    asked = {row.told or row.text for row in graded(weighing=True)}
    assert len(asked) > 250
    assert len({one.question for one, _ in all_shown()} & asked) <= 1  # one question two hands asked alike


def test_without_the_reranker_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train_taught_reranker, "bundled_reranker", lambda: None)
    with pytest.raises(ModelError) as told:
        train_reader.teach_reader([])
    assert "make setup" in told.value.hint
