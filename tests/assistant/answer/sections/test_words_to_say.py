"""Words to say stand under whom they are for, at most for two, and what they answer is not said to be unanswered."""

from __future__ import annotations

import pytest

from assistant.answer.recognised import FoundFor, Recognised
from assistant.answer.sections import words_to_say
from assistant.answer.sections.words_to_say import with_words
from assistant.understand import AskedPart
from corpus.statements import load_spoken_words


def part(words: str) -> FoundFor:
    return FoundFor(part=AskedPart(words=words, question=words, text=words), passages=())


@pytest.fixture
def wanted(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    found: dict[str, str] = {}
    monkeypatch.setattr(words_to_say, "words_asked", lambda *_: found)
    return found


def test_nothing_changes_where_no_words_are_wanted(wanted: dict[str, str]) -> None:
    found = Recognised(asked="Can it wait?")
    assert with_words(found, "Can it wait?", "") is found


def test_words_come_once_with_what_asks_for_them(wanted: dict[str, str]) -> None:
    wanted.update({"So what do I say to her?": "parent-open", "How do I word it?": "parent-open"})
    found = with_words(Recognised(asked=""), "So what do I say to her? How do I word it?", "")
    assert found.words == (load_spoken_words()["parent-open"],)
    assert found.answered
    assert found.reason == "it asks for words to say"


def test_what_is_asked_in_the_same_breath_is_not_answered_by_words(wanted: dict[str, str]) -> None:
    asked = "What do I say to her and can we refer without consent?"
    wanted[asked] = "parent-open"
    parts = (part("What do I say to her"), part("can we refer without consent?"))
    found = with_words(Recognised(asked="", parts=parts), asked, "")
    assert [one.answered for one in found.parts] == [True, False]
    assert [one.part.words for one in found.unanswered] == ["can we refer without consent?"]


def test_what_asks_for_words_that_there_are_not_stays_unanswered(wanted: dict[str, str]) -> None:
    wanted["What do I say to her?"] = "parent-open"
    parts = (part("What do I say to her?"), part("And what do I say to the vicar?"))
    found = with_words(Recognised(asked="", parts=parts), "What do I say to her? And what do I say to the vicar?", "")
    assert [one.answered for one in found.parts] == [True, False]
