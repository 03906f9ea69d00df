"""What the reader is taught with: staff's questions, wordings, and batches of pairs as long as each other."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.errors import ModelError
from evals.labelled import train_reader
from evals.labelled.answer_readings import ANSWERS


def test_every_answer_has_a_wording_one_that_is_not_its_own_and_its_look_alikes() -> None:
    lessons = list(train_reader._wordings(np.random.default_rng(0)))
    graded = [one.grade for one, weight in lessons if weight < 1]
    assert graded.count(ANSWERS) == graded.count(0) > 600
    assert all(one.grade == 0 for one, weight in lessons if weight == 1)


def test_without_the_reranker_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train_reader, "bundled_reranker", lambda: None)
    with pytest.raises(ModelError) as told:
        train_reader.teach_reader([])
    assert "make setup" in told.value.hint
