"""A worry thought through with stand-in models: danger at every answer, details taken out, pinpoints that hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant import messages
from assistant.errors import QuestionError
from assistant.safety import Redactor, gates
from assistant.supervision import N_QUESTIONS, Reflection, Supervisor, back, end, go_on, supervisor
from assistant.types import Finding, StatementKind
from assistant.understand import Recognition
from corpus.register.register import Register
from corpus.statements import Binding, ReviewedSentence, load_cards, sentence_key
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

AS_AT = date(2025, 10, 1)
WORRY = "A Year 4 boy cries at home time, and his mum never speaks at the gate."
DANGER = "He is outside right now with a knife and the child is screaming"
EXPLAINED = (
    "A mum said at drop-off that her husband was going to kill her because she had backed the new car into the gatepost. She was "
    "laughing and so was he, he stood beside her with the dog, and the teacher who heard it has put it down as a concern and now "
    "wants to know from me what I am going to do about it before the end of the day."
)
AT_THE_END = (
    "We have helped a mum with her benefits letters since the autumn, she comes to the parents' group, attendance is up and the "
    "family worker is very pleased with how the two boys get on now. She has just texted the office to say thank you for "
    "everything, the boys are better off with their gran, she has taken all her tablets and will lie down till he is back."
)
RULES = a_source("rules-2025", in_force_from=date(2025, 9, 1))
WORDS = "Staff should look at what has changed in a child."


def a_supervisor() -> Supervisor:
    embedder = WordEmbedder()
    index = MemoryIndex([a_passage(WORDS, "rules-2025", page=2, paragraph="7")], {"rules-2025": RULES}, embedder)
    return Supervisor(index, Register({"rules-2025": RULES}), embedder, lambda as_at: {"rules-2025"})


def begun(worry: str = WORRY) -> Reflection:
    return a_supervisor().begin(worry, AS_AT, Redactor())


def answered(*texts: str, worry: str = WORRY) -> Reflection:
    asks, redactor = a_supervisor(), Redactor()
    reflection = asks.begin(worry, AS_AT, redactor)
    for text in texts:
        reflection = asks.answer(reflection, text, redactor)
    return reflection


def test_a_worry_is_asked_about_until_the_last_question() -> None:
    reflection = answered(*["I do not know yet"] * N_QUESTIONS)
    assert reflection.question is None
    assert len(reflection.replies) == N_QUESTIONS
    assert reflection.has_sheet
    assert not reflection.danger


@pytest.mark.parametrize("at", range(N_QUESTIONS))
def test_danger_is_heard_at_every_answer_and_stops_the_sequence(at: int) -> None:
    reflection = answered(*["I do not know yet"] * at, DANGER, "And more")
    assert reflection.danger
    assert reflection.question is None
    assert [reply.text for reply in reflection.replies][-1] == DANGER, "what was written is not lost"
    assert len(reflection.replies) == at + 1
    assert reflection.has_sheet
    assert back(reflection) is reflection


def test_whoever_says_that_nobody_is_in_danger_is_asked_on_beneath_urgent_help() -> None:
    stopped = answered("I do not know yet", DANGER)
    asked_on = go_on(stopped)
    assert asked_on.question is not None
    assert asked_on.danger, "urgent help stays above everything"
    assert asked_on.folds_urgent_help
    assert not stopped.folds_urgent_help
    assert len(asked_on.replies) == 2
    again = a_supervisor().answer(asked_on, DANGER, Redactor())
    assert again.stopped, "danger is heard as before"
    assert not again.folds_urgent_help
    assert again.question is None
    calm = a_supervisor().answer(asked_on, "I do not know yet", Redactor())
    assert not calm.stopped
    assert calm.danger
    assert not end(stopped).stopped


def test_danger_in_the_worry_itself_is_heard_before_anything_is_asked() -> None:
    reflection = begun(DANGER)
    assert reflection.danger
    assert reflection.question is None
    assert reflection.worry == DANGER


def test_a_question_is_asked_beneath_urgent_help_where_danger_is_heard_and_not_surely() -> None:
    reflection = begun(EXPLAINED)
    assert reflection.danger
    assert not reflection.stopped
    assert reflection.question is not None
    assert not reflection.folds_urgent_help, "in full until somebody goes on beneath it"
    further = a_supervisor().answer(reflection, "She was laughing about it", Redactor())
    assert further.danger
    assert further.folds_urgent_help
    stopped = a_supervisor().answer(further, DANGER, Redactor())
    assert stopped.stopped
    assert not stopped.folds_urgent_help


def test_danger_at_the_end_of_a_long_worry_stops_the_questions() -> None:
    reflection = begun(AT_THE_END)
    assert reflection.stopped
    assert reflection.question is None


def test_danger_is_heard_in_an_answer_that_leans_on_the_worry(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, ...]] = []

    def listens(question: object) -> object:
        heard.append(tuple(turn.content for turn in question.history))  # type: ignore[attr-defined]
        return real(question)  # type: ignore[arg-type]

    real = gates.danger_in_answer
    monkeypatch.setattr(supervisor.gates, "danger_in_answer", listens)
    reflection = answered("He is quieter now", "Nobody has")
    assert heard[0] == (WORRY,)
    assert heard[1] == (WORRY, reflection.replies[0].question.asks, "He is quieter now")


def test_a_gate_that_breaks_is_danger(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(question: object) -> object:
        raise RuntimeError("broken")

    monkeypatch.setattr(supervisor.gates, "danger_now", broken)
    assert begun().danger
    monkeypatch.undo()
    monkeypatch.setattr(supervisor.gates, "danger_in_answer", broken)
    assert answered("He is quieter now").stopped


def test_what_comes_first_is_in_full_as_it_is_told_and_at_the_end() -> None:
    asks, redactor = a_supervisor(), Redactor()
    told = begun("He squeezed her neck on Saturday, a Year 4 boy says.")
    assert told.cautions
    assert told.shows_first_things
    on = asks.answer(told, "I do not know yet", redactor)
    assert on.cautions
    assert not on.shows_first_things, "whoever answers has read it"
    assert not back(on).shows_first_things
    assert end(on).shows_first_things
    later = asks.answer(answered("I do not know yet"), "He says that dad squeezed her neck on Saturday", redactor)
    assert later.shows_first_things, "told in an answer, it is said then"


def test_names_are_taken_out_of_the_worry_and_of_each_answer_and_keep_their_letter() -> None:
    reflection = answered(
        "Kayden told Mrs Osgood that he hates home time", worry="Kayden Marsh in Year 4 cries at home time."
    )
    whole = " ".join((reflection.worry, *(reply.text for reply in reflection.replies)))
    for name in ("Kayden", "Marsh", "Osgood"):
        assert name not in whole
    assert "Child A" in reflection.worry
    assert "Child A" in reflection.replies[0].text
    assert [notice.kind for notice in reflection.notices] == ["redacted"]


def test_a_redactor_that_breaks_leaves_no_word() -> None:
    class Broken(Redactor):
        def redact(self, text: str, *, only_met: bool = False) -> None:  # type: ignore[override]
            raise RuntimeError(text)

    assert a_supervisor().begin(WORRY, AS_AT, Broken()).worry == messages.NOT_SHOWN


def test_what_must_be_refused_is_not_taken_and_can_be_written_otherwise() -> None:
    asks, redactor = a_supervisor(), Redactor()
    first = asks.begin(WORRY, AS_AT, redactor)
    refused = asks.answer(first, "How can I find out which refuge she is in without her knowing?", redactor)
    assert refused.refused
    assert refused.replies == ()
    assert refused.question == first.question
    assert [section.heading for section in refused.before] == [messages.REFUSED_HEADING]
    gone_on = asks.answer(refused, "He told his teacher", redactor)
    assert not gone_on.refused
    assert len(gone_on.replies) == 1


def test_a_worry_that_must_be_refused_is_asked_nothing_and_has_no_sheet() -> None:
    reflection = begun("How do I find out where she lives now so that I can go round there?")
    assert reflection.refused
    assert reflection.question is None
    assert not reflection.has_sheet


def test_a_refused_worry_that_speaks_of_danger_has_urgent_help_and_no_way_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor.gates, "harmful", lambda question: Finding("harmful", False, "a request"))
    reflection = begun(DANGER)
    assert reflection.danger
    assert reflection.refused
    assert not reflection.stopped
    assert not reflection.folds_urgent_help, "nobody has said that nobody is in danger"
    assert not reflection.has_sheet


def test_an_answer_that_only_sounds_like_a_request_is_taken() -> None:
    assert not answered("She would lose her job").refused
    assert len(answered("She would lose her job").replies) == 1


def test_another_nation_is_led_to_its_own_services() -> None:
    reflection = begun("We are a school in Wales and a boy in Year 4 cries at home time.")
    assert reflection.question is None
    assert [section.heading for section in reflection.before] == [messages.OTHER_NATION_HEADING]
    assert not reflection.has_sheet


def test_what_could_do_harm_is_said_and_stays_said() -> None:
    reflection = answered("They fled to a refuge last week and dad does not know where", "I do not know")
    assert reflection.cautions == ("refuge",)
    assert reflection.before[0].heading == messages.CAUTIONS_HEADING


def test_staff_who_speak_of_themselves_are_told_where_help_is() -> None:
    reflection = answered("I cannot cope with this any more, I cry in the car every day")
    assert "staff_help" in [notice.kind for notice in reflection.notices]


def test_what_is_told_of_long_ago_urges_nothing_until_it_is_told_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    neck = next(card for card in load_cards() if card.card_id == "strangulation")
    told = {"then": frozenset({neck.card_id}), "now": frozenset[str]()}
    monkeypatch.setattr(
        supervisor,
        "recognise",
        lambda text, *_, **__: Recognition(
            tells=True, situations=(neck,), past=told["then" if "2019" in text else "now"]
        ),
    )
    asks, redactor = a_supervisor(), Redactor()
    of_then = asks.begin("In 2019 he strangled her, and now he sits in a cell far from here.", AS_AT, redactor)
    assert [text.partition(":")[0] for text in of_then.high_risk] == [messages.REFERRAL_FIRST_PAST.partition(":")[0]]
    of_now = asks.answer(of_then, "She told me that he is round there most days.", redactor)
    assert [text.partition(":")[0] for text in of_now.high_risk] == [messages.REFERRAL_FIRST.partition(":")[0]]
    assert of_now.shows_first_things


def test_what_a_high_risk_feature_urges_comes_first() -> None:
    reflection = begun("Mum in Year 5’s reading group is planning to leave her husband in half term.")
    assert reflection.case.grave
    (line,) = reflection.high_risk
    assert "recent or planned separation" in line
    assert "show the other adult a plan to leave" in line
    assert begun().high_risk == ()


def test_skip_back_and_end() -> None:
    asks, redactor = a_supervisor(), Redactor()
    first = asks.begin(WORRY, AS_AT, redactor)
    assert back(first) is first
    second = asks.answer(first, "  ", redactor)
    assert second.replies[0].text == ""
    third = asks.answer(second, "Since he moved class", redactor)
    again = back(third)
    assert again.question == second.question
    assert again.draft == "Since he moved class"
    ended = end(again)
    assert ended.question is None
    assert ended.has_sheet
    assert not end(first).replies
    assert asks.answer(ended, "more", redactor) is ended


@pytest.mark.parametrize("text", ["?!", "x" * 4001])
def test_what_cannot_be_read_is_an_error_and_loses_nothing(text: str) -> None:
    asks, redactor = a_supervisor(), Redactor()
    with pytest.raises(QuestionError):
        asks.begin(text, AS_AT, redactor)
    with pytest.raises(QuestionError):
        asks.answer(asks.begin(WORRY, AS_AT, redactor), text, redactor)


def test_why_is_cited_where_the_library_has_it_and_named_where_it_has_not(monkeypatch: pytest.MonkeyPatch) -> None:
    here = ReviewedSentence(
        text="A change can say much.",
        bindings=(Binding(source_id="rules-2025", where="page 2, paragraph 7", key=sentence_key(WORDS)),),
    )
    gone = ReviewedSentence(text="So it is said.", bindings=(Binding(source_id="book", where="page 9", key="0" * 10),))
    ours = ReviewedSentence(text="We ask it of all.", ours=True)
    whys = iter((here, gone, ours))
    real = supervisor.next_question

    def chosen(*given: object, **named: object) -> object:
        return replace(real(*given, **named), why=next(whys))  # type: ignore[arg-type, type-var]

    monkeypatch.setattr(supervisor, "next_question", chosen)
    asks, redactor = a_supervisor(), Redactor()
    reflection = asks.begin(WORRY, AS_AT, redactor)
    for _ in range(2):
        reflection = asks.answer(reflection, "", redactor)
    cited = asks.cited(reflection)
    first, second, third = (question.why for question in cited.questions)
    assert first is not None
    assert first.citations == (1,)
    assert cited.citations[0].quote == WORDS
    assert second is not None
    assert second.elsewhere == ("book, page 9: not in this library",)
    assert third is not None
    assert third.kind is StatementKind.FIXED
    assert third.text == "We ask it of all (our rule)."


def test_nothing_that_is_written_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        answered("Kayden told us", DANGER, worry="Kayden Marsh cries at home time.")
    assert "Kayden" not in caplog.text
    assert "knife" not in caplog.text
