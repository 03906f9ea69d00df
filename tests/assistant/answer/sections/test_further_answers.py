"""Further short answers: each after the question it was written for, and none that says what the answer says."""

from __future__ import annotations

from assistant.answer.draft import DraftSentence
from assistant.answer.sections.further_answers import further_answers
from corpus.statements import ReviewedSentence, ShortAnswer
from tests.assistant.answer.sections.test_case import EMPTY


def an_answer(asked: tuple[str, ...], *says: str) -> ShortAnswer:
    sentences = tuple(ReviewedSentence(text=text, bindings=(), ours=True) for text in says)
    return ShortAnswer(answer_id=asked[0], asked=asked, near=(), sentences=sentences)


FINE = an_answer(("Can she be fined?",), "Ask for the fine to be held.", "Tell attendance only what it needs.")


def said(*also: ShortAnswer, besides: tuple[str, ...] = ()) -> list[str]:
    sections = further_answers(also, [DraftSentence(text=text, ours=True) for text in besides], EMPTY, set())
    return [sentence.text for section in sections for sentence in section.sentences]


def test_a_further_answer_stands_after_its_question() -> None:
    assert said(FINE) == ["“Can she be fined?” Ask for the fine to be held.", "Tell attendance only what it needs."]


def test_one_that_begins_with_what_is_said_is_left_out() -> None:
    assert said(FINE, besides=("Ask today for any fine to be held.",)) == []
    assert said(FINE, FINE) == said(FINE)


def test_a_later_sentence_that_is_said_is_left_out_alone() -> None:
    assert said(FINE, besides=("Tell attendance only what it needs to know.",)) == [
        "“Can she be fined?” Ask for the fine to be held."
    ]


def test_of_a_long_one_the_first_three_sentences_are_said() -> None:
    long = an_answer(
        ("Who goes first?",), "The lead goes.", "A deputy writes.", "Staff wait outside.", "Lunch follows."
    )
    assert len(said(long)) == 3


def test_the_question_is_one_that_is_read_in_passing() -> None:
    story = "Nobody has ever rung home about him and he volunteers for everything and falls asleep on the coach. Why?"
    assert said(an_answer((story, "Why so good?"), "Ask."))[0].startswith("“Why so good?”")
    assert said(an_answer((story, story + " And who?"), "Ask."))[0].startswith(f"“{story}”")


def test_without_further_answers_there_is_no_section() -> None:
    assert further_answers((), (), EMPTY, set()) == ()
