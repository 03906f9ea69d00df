"""Which short answers advisers would choose: what comes with the project knows every answer."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.encoders import SHARPNESS
from assistant.understand import chooser_of, load_answer_chooser
from corpus.errors import ModelError
from corpus.statements import load_short_answers

STORY = "The girl in year four has said that her father waits by the gate and counts the coats. "


def test_every_answer_has_a_place() -> None:
    chooser = load_answer_chooser()
    assert chooser.names == tuple(one.answer_id for one in load_short_answers()), "python -m evals answers --wordings"
    assert np.allclose(np.linalg.norm(chooser.places, axis=1), 1, atol=1e-2)
    scores = chooser.scores(STORY + "May we tell him who fetched her?")
    assert scores.shape == (len(chooser.names),)
    assert np.isfinite(scores).all()
    assert scores.max() <= SHARPNESS * 1.01


def test_a_question_finds_the_answer_that_was_written_for_it() -> None:
    chooser = load_answer_chooser()
    found = [
        answer.answer_id in {chooser.names[at] for at in np.argsort(-chooser.scores(answer.asked[0]))[:5]}
        for answer in load_short_answers()[::40]
    ]
    assert np.mean(found) > 0.7


def test_answers_that_it_was_not_taught_are_not_chosen_among() -> None:
    known = load_answer_chooser().names
    assert chooser_of(known) is load_answer_chooser()
    with pytest.raises(ModelError, match="other answers"):
        chooser_of(("new", *known))


def test_a_long_message_is_read_to_its_end() -> None:
    one, other = (
        load_answer_chooser().scores(STORY * 20 + end)
        for end in ("May we send the file to the new school?", "Do I ring the police about the knife?")
    )
    assert not np.allclose(one, other)
