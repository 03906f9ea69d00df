"""Asks the next question about a worry: hears danger first, takes details out, recognises situations, and chooses what is asked.

Nothing is decided about a child, nothing is stored, and nothing of what is written is logged.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

from assistant import messages
from assistant.answer import BoundSentences, RecognisedCase, cite_sentences
from assistant.safety import Redactor, cautions_in, gates, without_details
from assistant.supervision.choose import next_question
from assistant.supervision.reflection import Reflection, Reply
from assistant.types import Citation, Finding, Notice, Question, Statement
from assistant.understand import LESS_SURE, cautions_told, recognise
from corpus.index import PassageIndex
from corpus.models import Embedder
from corpus.register import Register
from corpus.statements import ReviewLedger


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAndReply:
    """A question as it is shown: what it asks, why, and what was answered; empty where it was skipped or is asked now."""

    asks: str
    why: Statement | None
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestions:
    """The questions asked so far, the one that is asked now last, with the citations of why they are asked."""

    questions: tuple[QuestionAndReply, ...] = ()
    citations: tuple[Citation, ...] = ()


class Supervisor:
    """Asks about worries, from one library.

    Parameters
    ----------
    index : PassageIndex
        The library, in which what bears a question out is looked up.
    register : Register
        All registered editions.
    embedder : Embedder
        Reads what is written, to recognise situations.
    allowed : callable
        Returns the ids of the sources that may answer on a day.
    """

    def __init__(
        self,
        index: PassageIndex,
        register: Register,
        embedder: Embedder,
        allowed: Callable[[date], Collection[str]],
        reviews: Callable[[], ReviewLedger] = ReviewLedger,
    ) -> None:
        self._register, self._embedder, self._allowed = register, embedder, allowed
        self._bound = BoundSentences(index=index, register=register, reviews=reviews)

    def begin(self, worry: str, as_at: date, redactor: Redactor) -> Reflection:
        """Return a worry with the first question about it.

        Parameters
        ----------
        worry : str
            As typed, or without details already.
        as_at : date
            The day whose editions count.
        redactor : Redactor
            That of the conversation.

        Raises
        ------
        QuestionError
            If it is empty or too long.
        """
        asked = Question(text=worry, as_at=as_at)
        gates.check_asked(asked)
        heard = self._hear(Reflection(worry=messages.NOT_SHOWN, as_at=as_at), asked, gates.danger_now, gates.harmful)
        sure = not gates.shut("danger_now", gates.surely_danger_now, asked).passed
        nation = "" if gates.shut("other_nation", gates.other_nation, asked).passed else gates.nation_named(asked)
        plain, notices = _plain(asked, redactor)
        begun = replace(
            heard,
            worry=plain,
            notices=(*heard.notices, *notices),
            nation="" if heard.danger else nation,
            # where danger is not sure a question stands beneath urgent help; of what is refused nothing is asked
            stopped=heard.stopped and sure and not heard.refused,
        )
        if begun.refused or begun.nation:
            return begun
        known = recognise(plain, self._embedder, LESS_SURE, as_at=as_at)
        case = RecognisedCase(situations=known.situations, unsure=known.unsure, past=known.past, violent=known.violent)
        return _ask(replace(begun, case=case))

    def answer(self, reflection: Reflection, text: str, redactor: Redactor) -> Reflection:
        """Take an answer to the question that is asked, and ask the next one; an empty answer skips it.

        Parameters
        ----------
        reflection : Reflection
            With a question; one without comes back as it is.
        text : str
            As typed.
        redactor : Redactor
            That of the conversation.

        Raises
        ------
        QuestionError
            If the answer is too long, or has no word in it.
        """
        asked = reflection.question
        if asked is None:
            return reflection
        if not text.strip():
            skipped = (*reflection.replies, Reply(question=asked))
            return _ask(replace(reflection, replies=skipped, draft="", refused=False, anew=False, notices=()))
        question = Question(text=text, as_at=reflection.as_at, history=reflection.turns)
        gates.check_asked(question)
        refuses = gates.harmful if "?" in text else _harmful_by_rule  # “Write the exact words” is a plan
        heard = self._hear(replace(reflection, notices=()), question, gates.danger_in_answer, refuses)
        if heard.refused:
            return replace(heard, question=None) if heard.stopped else heard
        plain, notices = _plain(replace(question, history=()), redactor)
        replies = (*reflection.replies, Reply(question=asked, text=plain))
        taken = replace(heard, replies=replies, draft="", notices=(*heard.notices, *notices))
        taken = replace(taken, case=self._with_what_came_up(taken, plain))
        told = (taken.cautions, taken.high_risk) != (reflection.cautions, reflection.high_risk)
        return _ask(replace(taken, anew=told))

    def cited(self, reflection: Reflection) -> AskedQuestions:
        """Return the questions asked so far, each with what bears out why it is asked, looked up in this library."""
        now = (Reply(question=reflection.question),) if reflection.question else ()
        replies = (*reflection.replies, *now)
        whys = [reply.question.why for reply in replies]
        drafts = [self._bound.drafted(why, self._allowed(reflection.as_at)) for why in whys]
        statements, citations = cite_sentences(drafts, self._register, reflection.as_at, self._bound.changed_since)
        questions = (
            QuestionAndReply(asks=reply.question.asks, why=why, answer=reply.text)
            for reply, why in zip(replies, statements, strict=True)
        )
        return AskedQuestions(questions=tuple(questions), citations=citations)

    def _hear(
        self,
        reflection: Reflection,
        question: Question,
        alarms: Callable[[Question], Finding],
        refuses: Callable[[Question], Finding],
    ) -> Reflection:
        """Ask the gates about somebody’s own words: danger first; one that breaks has let nothing through."""
        danger = not gates.shut("danger_now", alarms, question).passed
        staff = gates.about_staff(question)
        help_ = (Notice("staff_help", messages.STAFF_HELP[staff]),) if staff else ()
        return replace(
            reflection,
            danger=danger or reflection.danger,
            stopped=danger,
            refused=not gates.shut("harmful", refuses, question).passed,
            cautions=tuple(dict.fromkeys((*reflection.cautions, *self._cautions(question)))),
            notices=(*reflection.notices, *help_),
        )

    def _cautions(self, question: Question) -> tuple[str, ...]:
        try:
            return cautions_told(question.text, self._embedder, question.as_at)
        except Exception:  # whatever is wrong with the model, the patterns need none
            return cautions_in(question.text)

    def _with_what_came_up(self, reflection: Reflection, answer: str) -> RecognisedCase:
        """Return the case with the situations of which an answer surely speaks, and without what it tells to be past."""
        case = reflection.case
        known = recognise(answer, self._embedder, LESS_SURE, as_at=reflection.as_at)
        before = {card.card_id for card in case.situations}
        new = tuple(
            card for card in known.situations if card.card_id not in before and card.card_id not in known.unsure
        )
        surer = case.unsure - {card.card_id for card in known.situations if card.card_id not in known.unsure}
        told_now = {card.card_id for card in known.situations} - known.past
        past = case.past - told_now | known.past & {card.card_id for card in new}
        violent = case.violent or known.violent
        return RecognisedCase(situations=(*case.situations, *new), unsure=surer, past=past, violent=violent)


def back(reflection: Reflection) -> Reflection:
    """Return to the question before, with what was answered to it; one that danger stopped stays where it is."""
    if not reflection.replies or reflection.stopped:
        return reflection
    *before, reply = reflection.replies
    return replace(
        reflection,
        replies=tuple(before),
        question=reply.question,
        draft=reply.text,
        refused=False,
        anew=False,
        notices=(),
    )


def go_on(reflection: Reflection) -> Reflection:
    """Ask on, since the person says that nobody is in danger now; urgent help stays above everything, folded."""
    return _ask(replace(reflection, stopped=False, settled=len(reflection.replies), notices=()))


def end(reflection: Reflection) -> Reflection:
    """Ask no more."""
    return replace(reflection, question=None, draft="", stopped=False, refused=False, notices=())


def _ask(reflection: Reflection) -> Reflection:
    """Ask the next question; none while somebody may be in danger."""
    if reflection.stopped:
        return replace(reflection, question=None)
    case = reflection.case
    question = next_question(reflection.worry, case.cards, reflection.replies, grave=bool(case.grave))
    return replace(reflection, question=question)


def _harmful_by_rule(question: Question) -> Finding:
    """Whether rules alone refuse an answer that asks nothing.

    To the classifier, which learned from questions, four of fifty ordinary answers sounded like a request.
    """
    reason = gates.harmful_by_rule(question)
    return Finding("harmful", not reason, reason)


def _plain(question: Question, redactor: Redactor) -> tuple[str, tuple[Notice, ...]]:
    """Return a text without details and the notice that they were taken out; nothing of it if that cannot be done."""
    try:
        plain = without_details(question, redactor)
    except Exception:  # without its words rather than with a name
        return messages.NOT_SHOWN, ()
    return plain.question.text, plain.notices
