"""The graded questions hold together, and the reader keeps to its floors on hands it never learned from."""

from __future__ import annotations

import json

import numpy as np
import pytest
from pydantic import TypeAdapter

from corpus.rerankers import bundled_reranker
from corpus.statements import load_short_answers
from evals import __main__ as command
from evals.labelled.answers.answer_readings import figures
from evals.labelled.answers.graded_texts import READINGS, AnswersAsRead, Pair, ReadQuestion, pairs
from evals.labelled.labelled_sets import read_labelled
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source


def questions(part: str = "") -> tuple[ReadQuestion, ...]:
    return read_labelled(READINGS, TypeAdapter(ReadQuestion), part)


def test_no_hand_is_in_both_parts_and_grades_are_three() -> None:
    assert not {row.hand for row in questions("tune")} & {row.hand for row in questions("kept")}
    grades = {grade for row in questions() for grade in row.answers.values()}
    assert grades == {0, 1, 2} == {grade for row in questions() for _, _, grade in row.quotations}


def test_no_words_of_guidance_are_in_the_set() -> None:
    assert all("#p" in passage_id for row in questions() for passage_id, _, _ in row.quotations)


def test_a_pair_is_a_text_as_it_is_read_and_what_is_no_more_is_left_out() -> None:
    answer = load_short_answers()[0]
    passage = a_passage("Staff tell the lead. The lead decides what is done next.", heading_path=("Telling",))
    index = MemoryIndex([passage], {"rules-2025": a_source()}, WordEmbedder())
    row = ReadQuestion(
        id="x-1",
        part="tune",
        hand="x",
        text="who decides",
        answers={answer.answer_id: 1, "no-such-answer": 2},
        quotations=((passage.passage_id, 1, 2), ("gone#p1", 0, 2), (passage.passage_id, 9, 1)),
    )
    first, second = pairs([row], index)
    assert (first.kind, first.grade) == ("answer", 1)
    assert first.text.endswith(f" {' '.join(one.text for one in answer.sentences)}")
    assert first.text.startswith(answer.asked)
    assert second == Pair(
        question="who decides", text="Telling | The lead decides what is done next.", grade=2, kind="quotation"
    )


def test_a_wording_that_is_what_was_asked_is_not_read_with_its_answer() -> None:
    as_asked, answer = AnswersAsRead(), load_short_answers()[0]
    wording = answer.asked[0]
    alone = as_asked.text(answer.answer_id, wording)
    told = as_asked.text(answer.answer_id, "what now", wording)
    assert alone is not None
    assert told is not None
    assert wording not in alone
    assert wording not in told
    assert as_asked.text("no-such-answer", wording) is None


def test_figures_are_by_kind_and_count_the_pairs() -> None:
    read = [Pair(question="q", text=str(grade), grade=grade, kind="answer") for grade in (0, 1, 2)]
    found = figures(read, np.array([[-1.0, -1.0], [-0.5, 1.0], [1.0, 0.5]], dtype=np.float32))
    assert found == {"answer: answers": (1.0, 3), "answer: helps": (1.0, 3)}


@pytest.mark.skipif(bundled_reranker() is None, reason="the optional reranker is not installed")
@pytest.mark.slow
def test_it_keeps_to_its_floors_on_hands_kept_aside(capsys: pytest.CaptureFixture[str], bundled_index: object) -> None:
    assert command.main(["reader", "--json", "--index", str(bundled_index)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["answer: answers"]["area"] >= 0.78
    assert found["answer: answers"]["n"] > 400
