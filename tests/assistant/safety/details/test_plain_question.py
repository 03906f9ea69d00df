"""Children's details stay out: the gates read the person's words, and nothing after them does."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.pipeline import Assistant
from assistant.safety.details.plain_question import without_details
from assistant.safety.details.redaction import Redactor
from assistant.types import Answer, Message, Outcome, Question
from corpus.register.register import Register
from tests.assistant.scripted_model import ScriptedModel
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

DAY = date(2025, 10, 1)
SOURCE = a_source()
PASSAGE = a_passage("A child who hears abuse at home counts as a victim of domestic abuse and should be helped.")
ASKED = "Kayden Marsh, 07700 900123, hears abuse at home. Is the child a victim of domestic abuse?"


def an_assistant(model: ScriptedModel | None = None) -> Assistant:
    embedder = WordEmbedder()
    index = MemoryIndex([PASSAGE], {SOURCE.source_id: SOURCE}, embedder)
    return Assistant(index, Register({SOURCE.source_id: SOURCE}), embedder, model=model)


def everything(answer: Answer) -> str:
    return json.dumps(answer.as_dict(), ensure_ascii=False)


def test_the_answer_holds_no_details_and_says_what_was_replaced() -> None:
    answer = an_assistant().ask(Question(text=ASKED, as_at=DAY))
    assert answer.outcome is Outcome.ANSWERED
    assert "Kayden" not in everything(answer)
    assert "900123" not in everything(answer)
    assert "Person A" in answer.question
    (notice,) = [notice for notice in answer.notices if notice.kind == "redacted"]
    assert "1 name" in notice.text
    assert "1 phone number" in notice.text


def test_a_question_without_details_gets_no_notice() -> None:
    answer = an_assistant().ask(Question(text="Is a child who hears abuse at home a victim?", as_at=DAY))
    assert [notice.kind for notice in answer.notices] == []


def test_the_same_child_keeps_the_same_letter_from_turn_to_turn() -> None:
    history = (Message("user", "Kayden and Aaliyah hear abuse at home"), Message("assistant", "Kayden is a child."))
    plain = without_details(Question(text="And Aaliyah?", as_at=DAY, history=history), Redactor())
    assert plain.question.history[0].content == "Person A and Person B hear abuse at home"
    assert plain.question.history[1].content.startswith("Person A")
    assert plain.question.text == "And Person B?"


def test_the_redactor_of_a_conversation_knows_whom_it_has_met() -> None:
    redactor, assistant = Redactor(), an_assistant()
    first = assistant.ask(Question(text="Kayden hears abuse at home. Is he a victim?", as_at=DAY), redactor=redactor)
    history = (Message("user", first.question),)
    second = assistant.ask(
        Question(text="And is Kayden a victim of abuse?", as_at=DAY, history=history), redactor=redactor
    )
    assert "Person A" in second.question


CUT = "dad has tied the door shut with the kids inside and he's 07700 900 123 sitting on the step"


@pytest.mark.parametrize(
    ("text", "earlier", "detail"),
    [
        (CUT, "", "07700"),
        ("what do i do", "she just texted Kayden Doyle saying help dad is here", "Kayden"),
        ("what do i do", "she just texted from 14 Birch Lane to say help dad is here", "Birch"),
        ("Kayden Doyle just texted saying help he has a knife", "", "Kayden"),
    ],
)
def test_a_gates_reason_holds_no_part_of_a_detail_wherever_it_was_cut(text: str, earlier: str, detail: str) -> None:
    history = (Message("user", earlier),) if earlier else ()
    answer = an_assistant().ask(Question(text=text, as_at=DAY, history=history))
    assert answer.outcome is Outcome.ESCALATED
    assert detail not in everything(answer)


def test_a_reason_without_details_is_reported() -> None:
    answer = an_assistant().ask(Question(text="Kayden is going to kill himself right now", as_at=DAY))
    (danger,) = [finding for finding in answer.review.findings if finding.gate == "danger_now"]
    assert "going to kill" in danger.reason


@settings(max_examples=15)  # of 45: each is answered in whole
@given(
    before=st.sampled_from([
        "dad is here with a knife and",
        "she whispered help me he has got",
        "he says he will kill",
    ]),
    detail=st.sampled_from(["07700 900123", "Zuzia Nowak", "14 Birch Lane", "LS6 3AB", "a.nowak@nowakpost.org"]),
    after=st.sampled_from(["now in reception", "is hitting her right now", "help us he will not let us out"]),
)
def test_no_detail_next_to_danger_is_left_in_an_answer(before: str, detail: str, after: str) -> None:
    found = everything(an_assistant().ask(Question(text=f"{before} {detail} {after}", as_at=DAY)))
    assert not any(part in found for part in re.findall(r"\w{3,}", detail) if part != "org")


def test_only_who_was_met_is_replaced_in_an_answer_of_ours() -> None:
    history = (
        Message("user", "Kayden hears abuse"),
        Message("assistant", "Kayden: see the Munro Review by Eileen Munro."),
    )
    plain = without_details(Question(text="what did the Munro Review say?", as_at=DAY, history=history), Redactor())
    assert plain.question.history[1].content == "Person A: see the Munro Review by Eileen Munro."
    assert plain.question.text == "what did the Munro Review say?"


def test_a_model_is_sent_no_details() -> None:
    model = ScriptedModel("{}", "{}")  # to word the search, and to write
    an_assistant(model).ask(Question(text=ASKED, as_at=DAY, history=(Message("user", "Kayden Marsh lives at home"),)))
    assert len(model.sent) == 2
    assert all("Kayden" not in message and "900123" not in message for message in model.sent)


def test_a_redactor_that_breaks_shows_nothing_of_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Redactor, "redact", lambda *_: 1 / 0)
    answer = an_assistant().ask(Question(text=ASKED, as_at=DAY))
    assert answer.outcome is Outcome.FAILED
    assert "Kayden" not in everything(answer)
    urgent = an_assistant().ask(Question(text="Kayden is being hit right now", as_at=DAY))
    assert urgent.outcome is Outcome.ESCALATED
    assert "Kayden" not in everything(urgent)
