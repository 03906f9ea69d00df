"""The labelled messages that ask for words hold together, and what teaches is what they say."""

from __future__ import annotations

from collections import Counter

from pydantic import TypeAdapter

from corpus.statements import load_spoken_words
from evals.labelled.asked.asked_kinds import LabelledQuestion
from evals.labelled.asked.words_wanted import (
    NO_WORDS,
    ORDINARY,
    WORDS,
    lessons,
    sentences_that_ask_nothing,
)
from evals.labelled.labelled_sets import read_labelled


def messages(part: str = "") -> tuple[LabelledQuestion, ...]:
    return read_labelled(WORDS, TypeAdapter(LabelledQuestion), part)


def asked(words: str, kind: str, text: str = "") -> LabelledQuestion:
    return LabelledQuestion(id="a", part="tune", words=words, text=text or words, kind=kind, also="", hand="h")


def test_no_hand_is_in_both_parts_and_every_kind_is_known() -> None:
    assert not {row.hand for row in messages("tune")} & {row.hand for row in messages("kept")}
    kinds = NO_WORDS | set(load_spoken_words())
    assert {row.kind for row in messages()} == kinds
    assert {row.also for row in messages()} <= {"", *kinds}
    assert all(row.words in row.text for row in messages())


def test_sentences_of_ordinary_messages_are_of_known_kinds_and_share_nothing_with_what_teaches() -> None:
    rows = read_labelled(ORDINARY, TypeAdapter(LabelledQuestion))
    assert {row.kind for row in rows} <= NO_WORDS | set(load_spoken_words())
    assert not {row.hand for row in rows if row.part == "tune"} & {row.hand for row in rows if row.part == "kept"}
    assert not {row.text for row in rows} & {row.text for row in messages()}
    assert sum(row.kind == "none" for row in rows) > len(rows) / 2


def test_all_words_are_taught_by_several_hands() -> None:
    taught = Counter(kind for kind, _ in {(row.kind, row.hand) for row in messages("tune")})
    assert min(taught[kind] for kind in load_spoken_words()) >= 4


def test_of_a_message_the_sentence_that_asks_teaches_that_and_what_is_told_the_contrary() -> None:
    row = asked("What do I say to her?", "parent-open", "She limps again this week. What do I say to her?")
    taught = [(one.text, one.holds) for one in lessons([row], [])]
    assert taught == [("What do I say to her?", True), ("She limps again this week.", False)]


def test_a_question_that_asks_for_no_words_teaches_that_unless_it_may() -> None:
    other = [
        asked("Can it wait?", "can-it-wait"), asked("How do I raise it?", "speak-to-parent"),
        asked("So what do I put?", "record"),
    ]  # fmt: skip
    assert sentences_that_ask_nothing(other, [], [], ()) == ["Can it wait?"]


def test_a_sentence_of_an_ordinary_message_teaches_what_a_reader_said_of_it_and_else_that_it_asks_nothing() -> None:
    message = "He waits at the gate. What do I tell her? My reply? It bothers me."
    assert sentences_that_ask_nothing([], [], [message], {"My reply?"}) == ["He waits at the gate.", "It bothers me."]
    read = [asked("My reply?", "health", message), asked("What do I tell her?", "none", message)]
    taught = [(one.text, one.holds) for one in lessons([], read, ["It bothers me."])]
    assert taught == [("It bothers me.", False), ("My reply?", True), ("What do I tell her?", False)]
