"""Questions under way: one at a time, in order, each after what the one before it came to; stopped at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from assistant.stages import Stages, StoppedError
from assistant.types import Message
from assistant.ui.ask.queue.running import MAX_WAITING, QuestionQueue, RunningQuestion
from assistant.ui.shared.session import Exchange, PendingQuestion
from tests.assistant.ui.doubles import an_answer

AS_AT = date(2025, 10, 1)


@dataclass
class Worker:
    """Answers each question once it is let, and remembers what it was given."""

    let: threading.Event = field(default_factory=threading.Event)
    begun: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    histories: list[Sequence[Message]] = field(default_factory=list)

    def __call__(self, question: RunningQuestion, history: tuple[Message, ...]) -> Exchange:
        text = question.asked.text
        self.begun.append(text)
        self.histories.append(history)
        try:
            question.on_stage("Searching")
            assert self.let.wait(10)
            question.on_stage("Writing")
        finally:
            self.ended.append(text)
        return Exchange(number=0, question=text, as_at=question.as_at, answer=an_answer(text))

    def ask(self, queue: QuestionQueue, text: str, hears: Callable[[str], bool] = lambda _: False) -> RunningQuestion:
        question = RunningQuestion(PendingQuestion(text=text), AS_AT, self, hears)
        queue.add(question, (Message("user", "before"),))
        return question


@pytest.fixture
def worker() -> Worker:
    return Worker()


def until(holds: Callable[[], object]) -> None:
    give_up = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < give_up, "it did not come to that"
        time.sleep(0.01)


def test_questions_are_answered_one_at_a_time_and_in_order(worker: Worker) -> None:
    queue = QuestionQueue()
    first, second = worker.ask(queue, "First?"), worker.ask(queue, "Second?")
    until(lambda: first.stages == ["Searching"])
    assert (first.begun, second.begun, worker.begun) == (True, False, ["First?"])
    assert queue.take_done() == []
    worker.let.set()
    until(lambda: second.exchange)
    assert [done.question for done in queue.take_done()] == ["First?", "Second?"]
    assert (len(queue), queue.take_done()) == (0, [])


def test_a_question_that_waited_knows_what_the_one_before_it_came_to(worker: Worker) -> None:
    queue = QuestionQueue()
    worker.ask(queue, "First?")
    second = worker.ask(queue, "Second?")
    worker.let.set()
    until(lambda: second.exchange)
    before = Message("user", "before")
    assert worker.histories == [(before,), (before, *an_answer_to("First?"))]


def an_answer_to(text: str) -> tuple[Message, Message]:
    return Message("user", text), Message("assistant", an_answer(text).text)


def test_stopping_ends_the_wait_at_once_and_the_next_begins(worker: Worker) -> None:
    queue = QuestionQueue()
    first, second = worker.ask(queue, "First?"), worker.ask(queue, "Second?")
    until(lambda: first.stages)
    assert queue.stop(first.number) is first
    assert [question.asked.text for question in queue] == ["Second?"]
    until(lambda: second.stages)
    assert worker.ended == []  # the first is still at work, and nobody waits for it
    worker.let.set()
    until(lambda: second.exchange)
    until(lambda: len(worker.ended) == 2)
    assert first.stages == ["Searching"], "what was stopped went on past its next stage"
    assert [done.question for done in queue.take_done()] == ["Second?"]
    assert worker.histories[1] == (Message("user", "before"),)


def test_a_question_that_waits_can_be_taken_back(worker: Worker) -> None:
    queue = QuestionQueue()
    first, second = worker.ask(queue, "First?"), worker.ask(queue, "Second?")
    assert queue.stop(second.number) is second
    worker.let.set()
    until(lambda: first.exchange)
    assert worker.begun == ["First?"]
    assert queue.stop(first.number) is None, "what is done cannot be stopped"


def test_clearing_stops_all(worker: Worker) -> None:
    queue = QuestionQueue()
    first = worker.ask(queue, "First?")
    worker.ask(queue, "Second?")
    until(lambda: first.stages)
    queue.clear()
    worker.let.set()
    until(lambda: worker.ended)
    time.sleep(0.05)
    assert (len(queue), queue.take_done(), worker.begun) == (0, [], ["First?"])


def test_danger_is_heard_in_a_question_that_has_to_wait(worker: Worker) -> None:
    queue = QuestionQueue()
    worker.ask(queue, "First?")
    waiting = worker.ask(queue, "A knife", hears=lambda text: "knife" in text)
    until(lambda: waiting.danger)
    assert not waiting.begun
    worker.let.set()


def test_as_many_wait_as_are_allowed(worker: Worker) -> None:
    queue = QuestionQueue()
    for number in range(MAX_WAITING + 1):
        assert not queue.full
        worker.ask(queue, f"{number}?")
    assert queue.full
    worker.let.set()


def test_whoever_looks_is_told_of_a_change_at_once(worker: Worker) -> None:
    queue = QuestionQueue()
    first = worker.ask(queue, "First?")
    until(lambda: first.stages and not queue.wait_for_change(queue.version, time.monotonic() + 0.1))
    version = queue.version
    assert not queue.wait_for_change(version, time.monotonic() + 0.05)
    threading.Timer(0.05, worker.let.set).start()
    begun = time.monotonic()
    assert queue.wait_for_change(version, begun + 10)
    assert time.monotonic() - begun < 5


def test_being_stopped_goes_through_a_stage_which_lets_no_other_fault_of_the_watcher_through() -> None:
    def stop(_: str) -> None:
        raise StoppedError

    with pytest.raises(StoppedError), Stages(stop).stage("Searching"):
        pytest.fail("the stage went on")
    assert not issubclass(StoppedError, Exception)
