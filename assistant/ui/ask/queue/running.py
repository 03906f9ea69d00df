"""Questions under way in one conversation: one is answered at a time, in a thread, and the others wait for it.

A thread belongs to no page: neither a click, nor another page, nor a reload breaks it off. No Streamlit here.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import date

from assistant.stages import StoppedError
from assistant.types import Message
from assistant.ui.shared.session import Exchange, PendingQuestion

MAX_WAITING = 3  # beside the one that is being answered


class RunningQuestion:
    """A question that waits, is being answered, or is done.

    Parameters
    ----------
    asked : PendingQuestion
        As typed.
    work : callable
        Answers it, given this question and the conversation before it. It raises no ``Exception``.
    hears_danger : callable
        Whether a text speaks of danger now: asked of a question that has to wait.

    Attributes
    ----------
    stages : list of str
        The stages it has come to.
    danger : bool
        Whether danger was heard in it.
    exchange : Exchange or None
        What became of it, once it is done.
    """

    def __init__(self, asked: PendingQuestion, as_at: date, work: Work, hears_danger: Callable[[str], bool]) -> None:
        self.asked, self.as_at = asked, as_at
        self.number = 0  # from 1 within a conversation's queue
        self.stages: list[str] = []
        self.danger = self.begun = self.stopped = False
        self.exchange: Exchange | None = None
        self.work, self.hears_danger = work, hears_danger
        self.changed: Callable[[], None] = lambda: None

    def on_stage(self, stage: str) -> None:
        """Take note of a stage as it begins; work that was stopped ends here.

        Raises
        ------
        StoppedError
            If the person stopped it.
        """
        if self.stopped:
            raise StoppedError
        self.stages.append(stage)
        self.changed()

    def on_danger(self) -> None:
        """Take note that danger was heard."""
        self.danger = True
        self.changed()


Work = Callable[[RunningQuestion, tuple[Message, ...]], Exchange]


class QuestionQueue:
    """The questions of one conversation that are not in it yet, oldest first."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._questions: list[RunningQuestion] = []
        self._history: tuple[Message, ...] = ()
        self._asked = self._version = 0

    def __iter__(self) -> Iterator[RunningQuestion]:
        return iter(tuple(self._questions))

    def __len__(self) -> int:
        return len(self._questions)

    @property
    def full(self) -> bool:
        """Whether so many wait that no more are taken."""
        return len(self._questions) > MAX_WAITING

    def add(self, question: RunningQuestion, history: tuple[Message, ...]) -> None:
        """Answer a question as soon as those before it are done; if it has to wait, it is heard for danger meanwhile.

        Parameters
        ----------
        question : RunningQuestion
            It gets its number.
        history : tuple of Message
            The conversation so far. What the questions before this one come to is added to it.
        """
        with self._changed:
            if not self._questions:
                self._history = history
            self._asked += 1
            question.number, question.changed = self._asked, self._tell
            self._questions.append(question)
            self._begin_next()
            waits = not question.begun
        if waits:
            threading.Thread(target=self._listen, args=(question,), daemon=True).start()

    def stop(self, number: int) -> RunningQuestion | None:
        """Wait no longer for a question, and return it; the next one begins. Its work ends at its next stage."""
        with self._changed:
            stopped = next((one for one in self._questions if one.number == number and one.exchange is None), None)
            if stopped:
                stopped.stopped = True
                self._questions.remove(stopped)
                self._begin_next()
            return stopped

    def clear(self) -> None:
        """Stop all."""
        with self._changed:
            for question in self._questions:
                question.stopped = True
            self._questions.clear()

    def take_done(self) -> list[Exchange]:
        """Return what has been done since, once."""
        with self._changed:
            done = [one.exchange for one in self._questions if one.exchange]
            self._questions = [one for one in self._questions if not one.exchange]
            return done

    @property
    def any_done(self) -> bool:
        """Whether there is something to take."""
        return any(one.exchange for one in self)

    @property
    def version(self) -> int:
        """Another number after each change."""
        return self._version

    def wait_for_change(self, since: int, until: float) -> bool:
        """Wait for a change since a version; return whether there was one before a moment of the monotonic clock."""
        with self._changed:
            return self._changed.wait_for(lambda: self._version != since, max(0.0, until - time.monotonic()))

    def _begin_next(self) -> None:
        """Begin the oldest question that waits, unless one is being answered; the lock is held."""
        open_questions = [one for one in self._questions if not one.exchange]
        if open_questions and not open_questions[0].begun:
            open_questions[0].begun = True
            threading.Thread(target=self._answer, args=(open_questions[0],), daemon=True).start()
        self._version += 1
        self._changed.notify_all()

    def _answer(self, question: RunningQuestion) -> None:
        try:
            exchange = question.work(question, self._history)
        except StoppedError:
            return
        with self._changed:
            if question.stopped:
                return
            question.exchange = exchange
            self._history += exchange.turns
            self._begin_next()

    def _listen(self, question: RunningQuestion) -> None:
        if question.hears_danger(question.asked.text):
            question.on_danger()

    def _tell(self) -> None:
        with self._changed:
            self._version += 1
            self._changed.notify_all()
