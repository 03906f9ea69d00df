"""What to ask next: only questions of paragraphs that the library holds, about nobody, and answered when asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.answer.next_questions import MAX_SUGGESTED, suggestions
from assistant.build import build_assistant
from assistant.types import Outcome, Question
from corpus.practice.practice_data import StaffQuestions, load_questions
from corpus.settings import LibrarySettings
from corpus.types import RetrievedPassage
from tests.assistant.ui.doubles import a_citation, a_fixed_answer, an_answer
from tests.doubles import a_passage


def asked(*questions: str, paragraph: str = "7", page: int = 2, heading: str = "Telling") -> StaffQuestions:
    return StaffQuestions(source_id="rules-2025", paragraph=paragraph, page=page, heading=heading, questions=questions)


def test_a_question_of_a_quoted_paragraph_is_offered_as_a_sentence() -> None:
    offered = suggestions(an_answer("Whom do I tell?"), [asked("does a cook need training on abuse")])
    assert offered == ("Does a cook need training on abuse?",)


@pytest.mark.parametrize(
    "question",
    [
        "can we tell the social worker about Kayleigh Marsh",  # a name
        "does he have to go home with his dad tonight",  # somebody in particular
        "need consent to ring MASH??",  # no sentence
        "what do I do, dad is in reception with a knife right now",  # urgent
        "how do I get into a pupil’s phone without consent",  # refused
        "do schools in Wales have to follow the guidance on abuse",  # another nation
        "what proportion of children at homes with abuse get hit too",  # a figure, which may not be known
        "is it",  # too short
        f"what about {'very ' * 20}long questions",
    ],
)
def test_what_cannot_be_asked_as_it_stands_is_not_offered(question: str) -> None:
    assert suggestions(an_answer("Whom do I tell?"), [asked(question)]) == ()


def test_what_was_just_asked_is_not_offered_again() -> None:
    answer = an_answer("Does a cook need training about abuse?")
    assert suggestions(answer, [asked("does a cook need training on abuse")]) == ()


@pytest.mark.parametrize("elsewhere", [{"paragraph": "8"}, {"page": 3}, {"heading": "Other"}])
def test_a_question_of_another_paragraph_is_not_offered(elsewhere: dict[str, object]) -> None:
    assert suggestions(an_answer(), [asked("does a cook need training on abuse", **elsewhere)]) == ()


def test_one_a_paragraph_and_three_in_all_what_is_quoted_first() -> None:
    passages = [a_passage(f"Rule {n}", paragraph=str(n), page=n, heading_path=("Rules",)) for n in range(1, 6)]
    found = tuple(RetrievedPassage(passage=p, rank=n, score=1 / n) for n, p in enumerate(passages, start=1))
    known = [asked("does a cook need training on abuse", "when does a visitor sign the school register")]
    subjects = ("governors approve policies yearly", "libraries close during holidays", "buses carry escorts always")
    known += [
        asked(f"must {subject}", paragraph=str(n), page=n, heading="Rules")
        for n, subject in enumerate(subjects, start=1)
    ]
    offered = suggestions(an_answer("Whom?", a_citation(), retrieved=found), known)
    assert len(offered) == MAX_SUGGESTED
    assert offered[0] == "Does a cook need training on abuse?"
    assert "Must governors approve policies yearly?" in offered


def test_nothing_is_offered_where_nothing_was_answered() -> None:
    reply = a_fixed_answer(Outcome.ABSTAINED, "The library does not say", ("Nothing.",))
    assert suggestions(reply, [asked("does a cook need training on abuse")]) == ()


@pytest.mark.slow
def test_what_is_offered_over_the_bundled_library_is_answered(bundled_index: Path) -> None:
    assistant = build_assistant(LibrarySettings(index_dir=bundled_index))
    known, as_at, offered = load_questions(), date(2025, 11, 25), set()
    for question in (
        "Can a child be a victim of domestic abuse if they only heard it?",
        "What is coercive control?",
        "Can I tell the nursery about a younger sibling without consent?",
        "What is Operation Encompass?",
    ):
        offered |= set(suggestions(assistant.ask(Question(text=question, as_at=as_at)), known))
    assert len(offered) >= 4
    failed = {q for q in offered if assistant.ask(Question(text=q, as_at=as_at)).outcome is not Outcome.ANSWERED}
    assert not failed
