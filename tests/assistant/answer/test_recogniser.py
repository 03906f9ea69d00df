"""What of ours fits a question: a case, each of several things that are asked, sharing, and a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from assistant.answer import FoundFor, Recognised, Recogniser
from assistant.answer import recogniser as recogniser_module
from assistant.answer.recognised_case import RecognisedCase
from assistant.encoders import TaughtChooser
from assistant.types import Question, Shaped
from assistant.understand import (
    NEAR,
    THRESHOLD,
    AskedPart,
    Match,
    QuestionMatcher,
    Shape,
    asked_parts,
    load_line_chooser,
    load_match_model,
    load_matcher,
    shapes_of,
)
from corpus.models import SentenceTransformerEmbedder
from corpus.statements import CaseTold, ReviewedSentence, ShortAnswer, load_cards, load_verdicts
from corpus.types import RetrievedPassage
from tests.assistant.answer.one_answer import EMBEDDER, OneAnswer, recognised, whole
from tests.doubles import ScriptedReader

GRAVE = next(card for card in load_cards() if card.grave)


@pytest.mark.parametrize(
    ("case", "certain", "high_risk"),
    [
        (RecognisedCase(), False, False),
        (RecognisedCase(situations=(GRAVE,)), True, True),
        (RecognisedCase(situations=(GRAVE,), unsure=frozenset({GRAVE.card_id})), True, True),
    ],
)
def test_a_case_of_which_nothing_is_known_is_not_certain(case: RecognisedCase, certain: bool, high_risk: bool) -> None:
    found = Recognised(case=case)
    assert (found.certain.case is not None) == certain
    assert found.high_risk == high_risk


class RemembersMessages(TaughtChooser):
    """Finds all sentences as likely to be chosen, and remembers for what."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        self.names = tuple(load_line_chooser().names)

    def scores(self, message: str) -> np.ndarray:
        self.messages.append(message)
        return np.full(len(self.names), 9.0, dtype=np.float32)


@pytest.fixture
def chooser(monkeypatch: pytest.MonkeyPatch) -> RemembersMessages:
    """Choose by this instead of what comes with the project."""
    remembers = RemembersMessages()
    monkeypatch.setattr(recogniser_module, "load_line_chooser", lambda: remembers)
    return remembers


WORRY = "A Year 4 boy told his teacher that dad put his hands round mum's neck and she could not breathe."


@pytest.mark.parametrize(
    ("before", "shapes"),
    [("", ()), ("Mum has moved out with the baby. ", (Shaped(Shape.FOLLOW_UP, "it goes on"),))],
)
def test_what_might_be_said_is_chosen_for_the_message_in_which_the_case_was_recognised(
    embedder: SentenceTransformerEmbedder, chooser: RemembersMessages, before: str, shapes: tuple[Shaped, ...]
) -> None:
    recogniser = Recogniser(embedder=embedder, matcher=OneAnswer("", 0))
    text = f"{WORRY} What do I do?"
    question = Question(text=text, as_at=date(2025, 10, 1))
    found = recogniser.recognise(question, before + text, shapes, whole(text))
    assert found.case is not None
    assert chooser.messages == [text]
    assert found.case.lines


def test_what_chooses_lines_is_loaded_before_the_first(
    embedder: SentenceTransformerEmbedder, chooser: RemembersMessages
) -> None:
    Recogniser(embedder=embedder, matcher=OneAnswer("", 0)).warm()
    assert chooser.messages == ["a message"]


def test_a_follow_up_is_held_against_what_is_asked_last(embedder: SentenceTransformerEmbedder) -> None:
    reader = ScriptedReader()
    matcher = load_matcher(embedder, None, reader)
    recogniser = Recogniser(embedder=EMBEDDER, matcher=matcher)
    last = "when must the record be sent to the new school"
    recogniser.recognise(
        Question(text=last, as_at=date(2025, 10, 1)),
        f"Do I need agreement before I refer? {last}",
        (Shaped(Shape.FOLLOW_UP, "it goes on"),),
        whole(last),
    )
    assert {question for question, _ in reader.given} == {last}


SAID = {"record": "The lead holds it.", "uncle": "Only with a parent’s word.", "police? May": "Both are in the policy."}


class AnswersOf(QuestionMatcher):
    """Finds an answer to what has one of some words in it, as sure as may be; remembers what it was asked."""

    def __init__(self, *words: str) -> None:
        super().__init__((), load_match_model(), EMBEDDER)
        self.words, self.asked = words, list[str]()

    def find(self, question: str, found: Sequence[RetrievedPassage], told: str = "") -> Match | None:
        self.asked.append(question)
        known = [word for word in self.words if word in question]
        if not known:
            return None
        sentence = ReviewedSentence(text=SAID[known[0]], bindings=(), ours=True)
        return Match(
            answer=ShortAnswer(answer_id=known[0], asked=(question,), near=(), sentences=(sentence,)), sure=1.0
        )


SECOND = "May an uncle with a note from home collect a pupil?"
TWO = f"Who keeps the record of a call from the police? {SECOND}"


def of_several(matcher: AnswersOf, asked: str = TWO) -> Recognised:
    parts = (FoundFor(part=part, passages=()) for part in asked_parts(asked))
    recogniser = Recogniser(embedder=EMBEDDER, matcher=matcher)
    return recogniser.recognise(Question(text=asked, as_at=date(2025, 10, 1)), asked, (), (*whole(asked), *parts))


def test_each_of_several_things_gets_its_answer_in_the_order_asked() -> None:
    found = of_several(AnswersOf("uncle", "record"))
    assert found.answer is not None
    assert [sentence.text for sentence in found.answer.sentences] == [SAID["record"], SAID["uncle"]]
    assert not found.unanswered


def test_what_has_no_answer_of_several_things_is_known() -> None:
    found = of_several(AnswersOf("record"))
    assert found.answer is not None
    assert [one.part.words for one in found.unanswered] == [SECOND]


def test_where_none_of_several_things_has_an_answer_the_whole_is_asked() -> None:
    matcher = AnswersOf()
    found = of_several(matcher)
    assert found.answer is None
    assert len(found.unanswered) == 2
    assert matcher.asked[-1] == TWO


def test_where_the_whole_has_an_answer_nothing_is_said_to_be_without_one() -> None:
    found = of_several(AnswersOf("police? May"))
    assert found.answer is not None
    assert not found.unanswered


NURSERY = "Can I tell the nursery about a baby sister?"


def test_a_question_about_sharing_gets_its_plan_where_no_answer_is_sure() -> None:
    found = recognised(NURSERY, "Whom may we tell?", NEAR)
    assert found.answer is None
    assert [request.recipients for request in found.sharing] == [("nursery",)]
    assert found.letters == ("least-needed",)
    assert found.answered
    assert found.reason


def test_a_short_answer_that_is_sure_stands_before_the_plan_and_the_letter_is_still_offered() -> None:
    found = recognised(NURSERY, "Can I tell the nursery?", THRESHOLD)
    assert found.answer is not None
    assert not found.sharing
    assert found.letters == ("least-needed",)


@pytest.mark.parametrize(
    ("told", "letters"),
    [
        ("Op Encompass: verbal argument last night, child 9 present, no arrests. What do I do?", ("police-request",)),
        (
            "Op Encompass: verbal argument last night at 22:05. Child (9) present. Child told PC it was loud. No injuries. No"
            " arrests. DASH standard. Ref 4471. What do I do?",
            (),
        ),
    ],
)
def test_a_notification_that_leaves_something_out_brings_the_letter_that_asks_for_it(
    embedder: SentenceTransformerEmbedder, told: str, letters: tuple[str, ...]
) -> None:
    recogniser = Recogniser(embedder=EMBEDDER, matcher=load_matcher(embedder, None, ScriptedReader()))
    question = Question(text=told, as_at=date(2025, 12, 1))
    found = recogniser.recognise(question, told, (Shaped(Shape.NOTIFICATION, "it says so"),), whole(told))
    assert found.case is not None
    assert found.case.notification is not None
    assert found.letters == letters


def test_of_several_things_that_about_sharing_is_not_without_an_answer() -> None:
    found = of_several(
        AnswersOf("record"),
        "Who keeps the record of a call? Can I tell the nursery about the baby sister before Monday?",
    )
    assert found.answer is not None
    assert [request.recipients for request in found.sharing] == [("nursery",)]
    assert not found.unanswered


def test_what_asks_nothing_about_sharing_has_no_plan() -> None:
    assert not recognised("The nursery told us of it. Which step is it?", "Which step?", NEAR).sharing


class NoAnswer(OneAnswer):
    """Finds none."""

    def find(self, question: str, found: Sequence[RetrievedPassage], told: str = "") -> Match | None:
        return None


def told(embedder: SentenceTransformerEmbedder, text: str) -> Recognised:
    """Return what is recognised in a message when no short answer is found."""
    matcher = NoAnswer("", 0.0)
    question, (first, *others) = Question(text=text, as_at=date(2025, 10, 1)), asked_parts(text)
    several = tuple(FoundFor(part=part, passages=()) for part in (first, *others)) if others else ()
    asked = (FoundFor(part=AskedPart(words=text, question=text, text=text), passages=()), *several)
    recogniser = Recogniser(embedder=embedder, matcher=matcher)
    return recogniser.recognise(question, text, shapes_of(question, text), asked)


STORY = "A Year 3 girl drew mummy crying behind a locked door and flinches when a man raises his voice."


def test_a_question_at_the_end_of_a_case_gets_a_verdict(embedder: SentenceTransformerEmbedder) -> None:
    found = told(embedder, f"{STORY} Is that enough to refer?")
    assert found.verdict == load_verdicts()["is-it-enough"].of(CaseTold(text=f"{STORY} Is that enough to refer?"))
    assert found.answered


def test_a_verdict_is_another_where_a_high_risk_feature_is_told(embedder: SentenceTransformerEmbedder) -> None:
    found = told(embedder, f"{STORY} Mum says he strangled her on Sunday. Can it wait until Monday?")
    assert found.verdict
    assert found.verdict[0].text.startswith("Do not let it wait: ring children’s social care today")


def test_who_sent_a_notification_is_not_whom_is_asked_about(embedder: SentenceTransformerEmbedder) -> None:
    notice = (
        "This came through from the police at 7.50: Encompass. Officers attended a verbal argument at the home address on"
        " Saturday 22:40. Child present, in bed. No injuries. DASH standard. No arrests."
    )
    of_staff = told(embedder, f"{notice} How much do I tell the supply teacher?")
    assert of_staff.case is not None
    assert of_staff.case.notification is not None
    assert [request.recipients for request in of_staff.sharing] == [("colleague",)]
    for asked in (
        "Can I tell the police what he said?",
        "Can I tell the cops what he said?",
        "Can I ask the PC for more?",
    ):
        of_police = told(embedder, f"{notice} {asked}")
        assert [request.recipients for request in of_police.sharing] == [("police",)]
    no_form = told(embedder, f"{notice} How much of it goes to whoever stands in today?")
    assert ("police",) not in [request.recipients for request in no_form.sharing]


class SureOfTheKey(OneAnswer):
    """Finds the same answer to everything, and is surer where the key is asked about."""

    def find(self, question: str, found: Sequence[RetrievedPassage], told: str = "") -> Match | None:
        return replace(self.match, sure=0.85 if "key" in question else 0.75)


def test_of_several_things_the_surest_answer_says_how_sure(embedder: SentenceTransformerEmbedder) -> None:
    assert recognised("Which step is it?", "Which step?", 0.6).sure == 0.6
    text = "Which step is it? Who keeps the key?"
    question, (first, second) = Question(text=text, as_at=date(2025, 10, 1)), asked_parts(text)
    several = tuple(FoundFor(part=part, passages=()) for part in (first, first, second))
    found = Recogniser(embedder=embedder, matcher=SureOfTheKey("Which step?", 0)).recognise(question, text, (), several)
    assert found.sure == 0.85
    assert [part.sure for part in found.parts] == [0.75, 0.85]


def test_the_steps_answer_what_to_do_now(embedder: SentenceTransformerEmbedder) -> None:
    found = told(embedder, f"{STORY} What do I do now? Is that enough to refer?")
    first, second = found.parts
    assert first.in_steps
    assert first.verdict == ()
    assert second.verdict
    assert found.unanswered == ()


def test_of_two_questions_each_verdict_says_which_it_is_on(embedder: SentenceTransformerEmbedder) -> None:
    found = told(embedder, f"{STORY} Can it wait until Monday? How do I raise it with mum?")
    assert [one.text.split("”")[0] for one in found.verdict if one.text.startswith("“")] == [
        "“Can it wait until Monday?",
        "“How do I raise it with mum?",
    ]


ABSENT = (
    f"{STORY} Police came to the house last night, and he was taken away. She isn't in school and nobody answers."
    " Her brother is small and goes to the nursery down the road."
)


def test_where_the_child_is_comes_before_a_short_answer(embedder: SentenceTransformerEmbedder) -> None:
    for asked in ("Who do I tell first?", "Who do I tell first? Does it go on her file?"):
        question, (first, *others) = (
            Question(text=f"{ABSENT} {asked}", as_at=date(2025, 10, 1)),
            asked_parts(f"{ABSENT} {asked}"),
        )
        several = tuple(FoundFor(part=part, passages=()) for part in (first, *others)) if others else ()
        told_first = FoundFor(
            part=AskedPart(words=question.text, question=question.text, text=question.text), passages=()
        )
        recogniser = Recogniser(embedder=embedder, matcher=OneAnswer("Who is told?", 0.99))
        found = recogniser.recognise(
            question, question.text, shapes_of(question, question.text), (told_first, *several)
        )
        assert "ring social care and the police at once" in found.verdict[0].text
        assert (found.answer is None) is not bool(others)


def test_an_answer_for_those_who_ask_us_is_none_where_we_would_ask() -> None:
    written_for = "the GP wants to know if mum has told us about the violence, do I answer on the phone?"
    assert recognised("Can I ask the GP what they know?", written_for, 0.99).sharing
    assert recognised("Can I ask the GP what they know?", "Can I ask the GP about a pupil?", 0.99).answer
    assert recognised("The GP has asked for his file. Can I send it?", written_for, 0.99).answer


def test_of_two_things_only_the_answer_for_those_who_ask_us_goes() -> None:
    text = "Can I ask the GP what they know? Which form do we use?"
    written_for = "the GP wants to know if mum has told us about the violence, do I answer on the phone?"
    several = tuple(FoundFor(part=part, passages=()) for part in asked_parts(text))
    recogniser = Recogniser(embedder=EMBEDDER, matcher=OneAnswer(written_for, 0.99))
    found = recogniser.recognise(Question(text=text, as_at=date(2025, 10, 1)), text, (), (*whole(text), *several))
    first, second = found.parts
    assert (first.answer, first.sharing is not None) == (None, True)
    assert second.answer == found.answer is not None


def test_what_is_asked_without_a_question_is_answered_where_it_is_sure(embedder: SentenceTransformerEmbedder) -> None:
    found = told(embedder, f"{STORY} I don't know if this counts as domestic abuse when it is the nan.")
    assert found.verdict
    assert not told(embedder, f"{STORY} She had chips for tea.").verdict


def test_a_short_worry_in_a_sure_situation_is_a_case(embedder: SentenceTransformerEmbedder) -> None:
    found = told(embedder, "Mum came in with a black eye again. Refer or monitor?")
    assert found.case is not None
    assert "parent-injured" in {card.card_id for card in found.case.situations}


def test_the_themes_are_given_where_they_are_one_of_several_things_asked(embedder: SentenceTransformerEmbedder) -> None:
    found = told(
        embedder, "What were the six practice themes of the Panel's annual report? What would each look like in school?"
    )
    assert found.figures is not None
    assert found.figures.findings


def test_a_worry_in_which_nothing_is_recognised_is_a_case_if_what_it_asks_is(
    embedder: SentenceTransformerEmbedder,
) -> None:
    asks = "Our DSL is off until Thursday. Does it wait till then?"
    found = told(
        embedder,
        f"A boy in Reception sits by himself and his mum's boyfriend came to collect him twice this week. {asks}",
    )
    assert found.verdict
    assert found.case is not None
    assert told(embedder, asks).case is None, "nobody is told of"
