"""The labelled messages of who writes hold together, and what teaches is the sentence that shows it."""

from __future__ import annotations

from typing import Literal

from pydantic import TypeAdapter

from evals.labelled.asked.writers import WRITERS, WrittenMessage, lessons
from evals.labelled.labelled_sets import read_labelled


def messages(part: str = "") -> tuple[WrittenMessage, ...]:
    return read_labelled(WRITERS, TypeAdapter(WrittenMessage), part)


def written(text: str, writer: Literal["staff", "lead", "outside"], shows: str) -> WrittenMessage:
    return WrittenMessage(id="a", part="tune", text=text, writer=writer, shows=shows, hand="h")


def test_no_hand_is_in_both_parts_and_what_shows_the_writer_is_in_the_text() -> None:
    assert not {row.hand for row in messages("tune")} & {row.hand for row in messages("kept")}
    assert all(row.shows in row.text for row in messages())
    assert all(row.shows for row in messages() if row.writer == "staff")


def test_the_sentence_that_shows_it_teaches_that_and_the_others_the_contrary() -> None:
    rows = [
        written("I do lunches. She limps again.", "staff", "I do lunches"),
        written("I'm the DSL. My TA saw it.", "lead", "I'm the DSL"),
    ]
    taught = [(one.text, one.holds, one.counts) for one in lessons(rows, ["He limps."])]
    assert taught == [
        ("He limps.", False, 0.3),
        ("I do lunches.", True, 1.0), ("She limps again.", False, 0.5),
        ("I'm the DSL.", False, 2.0), ("My TA saw it.", False, 1.0),
    ]  # fmt: skip
