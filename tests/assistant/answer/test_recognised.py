"""What fits a question: a second answer adds what is new, and further ones are shown beside a case and not beside a few words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant import messages
from assistant.answer import Recognised
from assistant.answer.recognised import also_of, with_what_is_new
from assistant.answer.recognised_case import RecognisedCase
from assistant.pipeline import Assistant
from assistant.types import Answer, Question
from corpus.register import Register
from corpus.statements import ReviewedSentence, ShortAnswer
from tests.assistant.answer.one_answer import whole
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source


def saying(name: str, text: str) -> ShortAnswer:
    sentence = ReviewedSentence(text=text, bindings=(), ours=True)
    return ShortAnswer(answer_id=name, asked=(name,), near=(), sentences=(sentence,))


def test_a_second_answer_adds_what_the_first_does_not_say() -> None:
    first = saying("age", "Both of them must be sixteen or over.")
    alike, new = (
        saying("law", "Both must be sixteen or over, in law."),
        saying("file", "The file goes within five days."),
    )
    assert with_what_is_new(first, alike).sentences == first.sentences
    assert with_what_is_new(first, alike, new).sentences == (*first.sentences, *new.sentences)
    assert with_what_is_new(first, new).answer_id == "age"


def test_further_answers_to_several_things_are_those_that_none_of_them_got() -> None:
    one, other, third, fourth = (
        saying(name, f"What we say of {name}.") for name in ("one", "other", "third", "fourth")
    )
    parts = [
        replace(whole("?")[0], answer=one, also=(other, third)),
        replace(whole("?")[0], answer=other, also=(one, third, fourth)),
    ]
    assert also_of(parts) == (third, fourth)
    assert also_of(parts[:1]) == (other, third)
    assert whole("?")[0].without_answer.also == ()
    assert replace(parts[0]).without_answer.also == ()


def asked(text: str, found: Recognised, monkeypatch: pytest.MonkeyPatch) -> Answer:
    monkeypatch.setattr("assistant.pipeline.Recogniser.recognise", lambda *_, **__: found)
    embedder, sources = WordEmbedder(), {"rules-2025": a_source()}
    passage = a_passage("Staff should tell the lead when a child hears abuse at home.", "rules-2025")
    assistant = Assistant(MemoryIndex([passage], sources, embedder), Register(sources), embedder)
    return assistant.ask(Question(text=text, as_at=date(2025, 10, 1)))


@pytest.mark.parametrize(
    ("text", "case", "shown"),
    [
        ("When do staff tell the lead of a child who hears abuse?", None, False),
        ("When do staff tell the lead of a child who hears abuse?", RecognisedCase(), True),
        ("A child hears abuse at home and staff know. " * 3 + "When do they tell the lead?", None, False),
    ],
)
def test_further_answers_are_shown_where_a_case_is_told(
    text: str, case: RecognisedCase | None, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = saying("When is the lead told?", "Staff tell the lead on the same day.")
    also = saying("Who writes it down?", "Whoever heard it writes it down.")
    found = Recognised(asked=text, answer=first, sure=0.9, also=(also,), case=case)
    answer = asked(text, found, monkeypatch)
    said = {section.heading: [one.text for one in section.statements] for section in answer.sections}
    assert (messages.ALSO_HEADING in said) is shown
    if shown:
        assert said[messages.ALSO_HEADING] == ["“Who writes it down?” Whoever heard it writes it down (our rule)."]
