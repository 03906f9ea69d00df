"""Whose words are wanted: plain ways to ask are known, and what asks for something else gets none."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from assistant.understand.words_asked import (
    load_asking_model,
    load_listener_encoder,
    may_ask_for_words,
    with_its_story,
    words_asked,
)
from corpus.statements import load_spoken_words


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("A Year 5 girl said “promise you won’t tell anyone”. What do I say to her?", "child-secret"),
        (
            "Dad rang twice to ask which of us reported him to social care. What do I say when he rings again?",
            "feared-asks",
        ),
        ("Mum has a black eye and hasn’t told us anything. How do I start the conversation with her?", "parent-open"),
        (
            "Give me a line for reception when a man they don’t know rings and asks if she’s in today.",
            "caller-unknown office",
        ),
        (
            "Social care have closed it with no further action. How do I word the e-mail that challenges it?",
            "social-care-no",
        ),
        ("His dad has just rung the office asking if he is here. What may reception say?", "feared-where office"),
    ],
)
def test_whose_words_are_wanted_is_known(message: str, expected: str) -> None:
    (found,) = words_asked(message).values()
    assert found in expected.split()


@pytest.mark.parametrize(
    "message",
    [
        "Year 4 boy is quiet since his dad came back. Can I tell the school nurse?",
        "What does KCSIE say about operation encompass?",
        "Mum told us that he has her phone. What do I do now?",
        "He said to his teacher that he does not sleep. Is that enough to refer?",
    ],
)
def test_what_asks_for_something_else_gets_none(message: str) -> None:
    assert not words_asked(message)


def test_what_is_read_is_the_sentence_with_the_end_of_its_story() -> None:
    story = " ".join(f"w{at}" for at in range(300))
    read = with_its_story("What  do I say?", story).split()
    assert read[:5] == ["What", "do", "I", "say?", "|"]
    assert read[5:] == story.split()[-110:]


def test_an_empty_sentence_asks_for_nothing() -> None:
    assert load_asking_model().likely("") < 0.5
    assert not words_asked("")


def test_each_kind_has_its_words() -> None:
    assert set(load_listener_encoder().names) == set(load_spoken_words())


class Knows:
    """Says of each sentence how likely each listener is, by the first of them whose name stands in it."""

    names = ("child", "mum", "head")

    def log_odds(self, texts: list[str]) -> np.ndarray:
        return np.array([
            [at + 1.0 if name in text.split("|")[0] else -9.0 for at, name in enumerate(self.names)] for text in texts
        ])


def test_of_words_for_many_the_two_likeliest_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[words_asked.__module__]
    monkeypatch.setattr(module, "load_listener_encoder", lambda: SimpleNamespace(names=Knows.names, encoder=Knows()))
    message = "What do I say to the child? What do I say to mum? What do I say to the head?"
    assert list(words_asked(message).values()) == ["mum", "head"]
    assert not words_asked("What do I say to the cat?")


@pytest.mark.parametrize(
    ("asking", "listener", "given"),
    [(0.9, 0.1, True), (0.9, -0.1, False), (0.5, 1.0, False), (0.5, 1.3, True), (0.3, 1.3, False), (0.2, 9.0, False)],
)
def test_who_surely_asks_needs_a_less_sure_listener(
    monkeypatch: pytest.MonkeyPatch, asking: float, listener: float, given: bool
) -> None:
    module = sys.modules[words_asked.__module__]
    knows = SimpleNamespace(log_odds=lambda texts: np.full((len(texts), 1), listener))
    monkeypatch.setattr(module, "load_asking_model", lambda: SimpleNamespace(likely=lambda _: asking))
    monkeypatch.setattr(module, "load_listener_encoder", lambda: SimpleNamespace(names=("mum",), encoder=knows))
    assert bool(words_asked("What do I say?")) is given


def test_one_who_dictates_asks_in_the_midst_of_what_is_told() -> None:
    told = "he rang again this morning and she was in bits about it all and I said I would ring her back and "
    assert may_ask_for_words(told + "what on earth do I actually say to her then and the bell is going in ten minutes")
    assert not may_ask_for_words(told + "the bell is going in ten minutes and the coach is here")
