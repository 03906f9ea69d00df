"""What supervisors chose, against what is asked: our rows are whole, and shares are counted over questions."""

from __future__ import annotations

from dataclasses import replace

from pydantic import TypeAdapter

from assistant.supervision import load_question_model, question_of
from corpus.models import SentenceTransformerEmbedder
from evals.labelled.cases.labelled_reflections import ANSWERS, REFLECTIONS, LabelledReflection, LabelledReply
from evals.labelled.cases.reflective_questions import figures, heard
from evals.labelled.labelled_sets import read_labelled

WORRY = "A Year 4 boy cries at home time, and his mum never speaks at the gate."


def a_row(asks: tuple[str, ...], wrong: tuple[str, ...] = ()) -> LabelledReflection:
    return LabelledReflection(id="one", part="kept", hand="k", worry=WORRY, asks=asks, wrong=wrong)


def test_each_row_names_questions_that_there_are() -> None:
    rows = read_labelled(REFLECTIONS, TypeAdapter(LabelledReflection))
    for row in rows:
        asked = {question_id for question_id, _ in row.replies}
        assert row.asks
        assert not {*row.asks} & ({*row.wrong} | asked)
    asked_before = [(question_id, "") for row in rows for question_id, _ in row.replies]
    for question_id in {*(one for one, _ in asked_before), *(one for row in rows for one in (*row.asks, *row.wrong))}:
        assert question_of(question_id).question_id == question_id
    hands = {part: {row.hand for row in rows if row.part == part} for part in ("tune", "kept")}
    assert not hands["tune"] & hands["kept"]


def test_shares_are_of_what_is_asked(embedder: SentenceTransformerEmbedder) -> None:
    nothing = figures([a_row(("no-such-question",))], embedder)
    assert [share.mean for share in nothing.values()] == [0, 0, 0, 0]
    assert [share.n for share in nothing.values()] == [1, 1, 4, 4]
    every = tuple(load_question_model().names)
    assert [share.mean for share in figures([a_row(every)], embedder).values()] == [1, 0, 1, 0]
    assert [share.mean for share in figures([a_row(("none",), every)], embedder).values()] == [0, 1, 0, 1]


def test_a_choice_says_nothing_of_what_was_written_after_it() -> None:
    first, second, third, latest = (
        a_row(("open-words",)),
        *(replace(a_row(("open-words",)), hand=hand) for hand in ("p1", "p8", "p11")),
    )
    assert {"may-it-be-left", "who-noticed-it", "no-time"} <= first.unknown
    assert {"who-noticed-it", "way-here-and-home"} <= second.unknown
    assert "may-it-be-left" not in second.unknown
    assert "way-here-and-home" in third.unknown
    assert "who-noticed-it" not in third.unknown
    assert not latest.unknown
    rows = read_labelled(REFLECTIONS, TypeAdapter(LabelledReflection))
    assert not any({*row.asks} & row.unknown for row in rows if row.hand.startswith("p"))


def test_danger_is_heard_in_answers_that_tell_of_it_and_seldom_in_others() -> None:
    found = heard(read_labelled(ANSWERS, TypeAdapter(LabelledReply), "kept"))
    assert found["danger is heard in an answer: now"].mean >= 0.95
    assert found["danger is heard in an answer: neither"].mean <= 0.12


def test_what_was_said_is_read_with_the_worry() -> None:
    row = LabelledReflection(
        id="two", part="kept", hand="k", worry=WORRY, replies=(("changed-since-when", "Since May."),), asks=("x",)
    )
    assert row.text == f"{WORRY}\nSince May."
    assert [reply.question.question_id for reply in row.answered] == ["changed-since-when"]
