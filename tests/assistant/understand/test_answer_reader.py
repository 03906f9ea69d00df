"""The reader of question and text: it parts what answers from what is near."""

from __future__ import annotations

import pytest

from assistant.encoders import taught_reranker
from assistant.understand.answer_reader import AnswerReader, load_reader
from corpus.rerankers import bundled_reranker

FOLDER = bundled_reranker()
wants_the_reranker = pytest.mark.skipif(FOLDER is None, reason="the optional reranker is not installed")
TEXTS = (
    "You do not need a parent's agreement to refer a child who is at risk of harm.",
    "Fire drills are held once in each half term.",
)


@pytest.fixture(scope="module")
def reader() -> AnswerReader:
    loaded = load_reader(1)
    assert loaded is not None
    return loaded


@wants_the_reranker
@pytest.mark.parametrize(
    ("question", "answers", "near"),
    [
        (
            "do i need mum to agree before i ring social care",
            "You do not need a parent's agreement to refer a child who is at risk of harm.",
            "Parents should be invited to the child protection conference, unless there is a reason not to.",
        ),
        (
            "how long have they got to tell us what they decided after we referred",
            "Within one working day a social worker should tell you what will be done about your referral.",
            "The child protection file should reach the new school within five days.",
        ),
        (
            "which year group does the nurse visit for hearing tests",
            "Hearing is tested by the school nurse in Year 1.",
            "A child who hears abuse at home is a victim of it.",
        ),
    ],
)
def test_what_answers_is_told_from_what_is_near(reader: AnswerReader, question: str, answers: str, near: str) -> None:
    good, bad = reader.read(question, [answers, near])
    assert good.answers > bad.answers + 1
    assert good.helps > bad.helps


@wants_the_reranker
def test_texts_are_read_in_the_order_given_and_none_is_nothing(reader: AnswerReader) -> None:
    question = "do i need mum to agree before i ring social care"
    forwards, backwards = reader.read(question, TEXTS), reader.read(question, TEXTS[::-1])
    assert [one.answers for one in forwards] == pytest.approx([one.answers for one in backwards[::-1]], abs=0.3)
    assert reader.read(question, []) == ()


def test_without_the_bundled_reranker_there_is_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taught_reranker, "bundled_reranker", lambda: None)
    load_reader.cache_clear()
    try:
        assert load_reader() is None
    finally:
        load_reader.cache_clear()
