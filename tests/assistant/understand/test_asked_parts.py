"""What a message asks, one thing at a time, each so that it can be read by itself."""

from __future__ import annotations

import pytest

from assistant.understand.asked_parts import asked_part, asked_parts, asks, told_part

STORY = "A girl in Year 5 told her teacher that her stepdad took the keys."
ONE_THING = (
    "What counts as economic abuse?",
    "Is it abuse or is it a quarrel?",
    "Do I ring her mother or do I ring the police?",
    f"{STORY} What do we do today?",
    "When do we tell the council? 10 days? 20 days?",
    "Where is it kept? On his file or by itself?",
    "Her diary lists it all. Which drawer, what time. Do we tell the police?",
    "He is at the gate again, what do we do?",
    "She has left her class and what do we do?",
    "May her aunt, who she trusts, hear of it?",
    "Can I tell the other parent, who lives elsewhere?",
    "Can I pass it to the manager, who is the one at the door at six?",
    "No question at all, and when the bell rang she wept.",
    "When she is in she asks to ring home at lunch. Has banged on the door twice. What would you do on Monday",
)


@pytest.mark.parametrize("message", ONE_THING)
def test_one_thing_is_asked_and_read_with_the_whole_message(message: str) -> None:
    (part,) = asked_parts(message)
    assert part.text == message


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Who may refer and does she have to agree?", ["Who may refer", "does she have to agree?"]),
        ("What is it? Who sits in it? May we bring notes?", ["What is it?", "Who sits in it?", "May we bring notes?"]),
        (f"{STORY} Do we tell her mother, and if so how?", ["Do we tell her mother", "if so how?"]),
        (f"{STORY} What do I say, how and who rings?", ["What do I say", "how", "who rings?"]),
    ],
)  # fmt: skip
def test_several_things_are_asked(message: str, parts: list[str]) -> None:
    assert [part.words for part in asked_parts(message)] == parts


def test_a_part_that_leans_on_another_is_read_with_it() -> None:
    first, second = asked_parts("Where do we record a call from the police? And who can see it?")
    assert first.text == "Where do we record a call from the police?"
    assert second.text == "Where do we record a call from the police? And who can see it?"


def test_each_part_is_read_with_the_story_and_without_the_other() -> None:
    first, second = asked_parts(f"{STORY} Do we tell her mother today? Must the nursery be told about her brother?")
    assert first.text == f"{STORY} Do we tell her mother today?"
    assert second.text == f"{STORY} Must the nursery be told about her brother?"


def test_of_a_long_story_the_last_words_are_read_and_what_is_asked_is_not_cut_off() -> None:
    words = " ".join(f"word{n}" for n in range(200))
    (part,) = asked_parts(f"{words}. What do we do?")
    assert part.text.endswith("word199. What do we do?")
    assert len(part.text.split()) < 100


def test_what_is_asked_beyond_five_things_is_read_with_the_last() -> None:
    asked = [f"Who keeps the record of room {n}?" for n in range(9)]
    parts = asked_parts(" ".join(asked))
    assert [part.words for part in parts] == [*asked[:4], " ".join(asked[4:])]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Dad came back. What do we do?", "What do we do?"),
        ("what do we do? dad came back", "what do we do?"),
        ("dad came back", "dad came back"),
        ("", ""),
    ],
)
def test_the_part_that_asks_last(question: str, asked: str) -> None:
    assert asked_part(question) == asked


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        (
            "Please rewrite this entry: 'Quiet since Monday. Spoke to nan at the gate. Will keep an eye.'",
            "Please rewrite",
        ),
        ("Please rewrite this: 'Spoke to the girls' mum at the gate. Will monitor.'", "Please rewrite"),
        ("Is this enough? “Dad shouted. Can I stay with you? Will talk to mum.”", "Is this enough?"),
        ("Explain what is missing. She wrote “Where was he? Will ask again.”", "Explain what is missing."),
        ("Mum said “he has hit me. I am scared of him.” Do I tell dad?", "Do I tell dad?"),
        (
            'He calls it "banter" in front of staff. Do I report it? He also says "only joking" after.',
            "Do I report it?",
        ),
        ('She said "he hit me". Do we refer today? The girls\' parents know nothing.', "Do we refer today?"),
        (
            "'Cause he has hit her again. Do we ring the police? The boys' mum is in the office.",
            "Do we ring the police?",
        ),
    ],
)
def test_what_is_quoted_is_not_what_is_asked(message: str, asked: str) -> None:
    (part,) = asked_parts(message)
    assert part.words.startswith(asked)


def test_what_was_said_before_a_question_is_told() -> None:
    assert told_part("Mum said “he has hit me. I am scared of him.” Do I tell dad?").endswith("scared of him.”")


def test_a_question_in_quotation_marks_asks_nothing_but_a_message_that_is_quoted_whole_does() -> None:
    assert not asks("“Must we tell the parents first?”")
    (part,) = asked_parts("“A boy says that his dad hits mum. Must we tell the parents first?”")
    assert part.words == "Must we tell the parents first?"


def test_nothing_asks_nothing() -> None:
    assert asked_parts("")[0].words == ""
