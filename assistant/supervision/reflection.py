"""A worry thought through, as far as it has come: what was written, what was asked, what was answered. No names are in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from assistant import messages
from assistant.answer import RecognisedCase, features_of, fixed_statement, urged_by
from assistant.types import Message, Notice, Section
from corpus.statements import ReflectiveQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A question that was asked, and what was answered: without details, empty if it was skipped."""

    question: ReflectiveQuestion
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection:
    """A worry on its way to a sheet.

    Parameters
    ----------
    worry : str
        As written, without details.
    as_at : date
        The day whose editions bear out why something is asked.
    case : RecognisedCase
        The situations that the worry and the answers speak of.
    replies : tuple of Reply
        What was asked and answered, oldest first.
    question : ReflectiveQuestion or None
        What is asked now; nothing at the end.
    draft : str
        What was answered to it before somebody went back.
    danger : bool
        Whether danger now was heard in anything that was written, sure or not: urgent help stands above everything from then
        on, folded once the person has said that nobody is in danger, or has answered a question beneath it.
    stopped : bool
        Whether it was surely heard in what was written last: nothing is asked until the person says that nobody is in danger.
    settled : int or None
        How many answers, and the worry with them, the person has said to tell of no danger now; the gates read the later ones.
    refused : bool
        Whether what was written last must be refused; it was not taken.
    nation : str
        The nation other than England in which the person works; nothing is asked then.
    cautions : tuple of str
        The situations spoken of in which an ordinary step does harm.
    anew : bool
        Whether what was written last told of one of these, or of a high-risk feature: what is to be done first is shown in full.
    notices : tuple of Notice
        What else the person should know: that details were taken out, where staff find help.
    """

    worry: str
    as_at: date
    case: RecognisedCase = field(default_factory=RecognisedCase)
    replies: tuple[Reply, ...] = ()
    question: ReflectiveQuestion | None = None
    draft: str = ""
    danger: bool = False
    stopped: bool = False
    settled: int | None = None
    refused: bool = False
    nation: str = ""
    cautions: tuple[str, ...] = ()
    anew: bool = True
    notices: tuple[Notice, ...] = ()

    @property
    def turns(self) -> tuple[Message, ...]:
        """The worry, the questions and the answers, as the gates read a conversation: of what is settled nothing."""
        replies = (reply for reply in self.replies[self.settled or 0 :] if reply.text)
        asked = (
            message
            for reply in replies
            for message in (Message("assistant", reply.question.asks), Message("user", reply.text))
        )
        return (*(() if self.settled is not None else (Message("user", self.worry),)), *asked)

    @property
    def has_sheet(self) -> bool:
        """Whether there is something to take away: not of what was refused, nor of another nation’s case."""
        if self.nation or (self.refused and not self.replies):
            return False
        return self.question is None or bool(self.replies)

    @property
    def shows_first_things(self) -> bool:
        """Whether what is to be done first is shown in full: as it is told, and at the end; folded between."""
        return self.anew or self.question is None or self.refused

    @property
    def folds_urgent_help(self) -> bool:
        """Whether urgent help is folded: once the person has gone on beneath it, and nothing new was heard."""
        return not self.stopped and (self.settled is not None or bool(self.replies))

    @property
    def high_risk(self) -> tuple[str, ...]:
        """What is said first of high-risk features: what they urge does not wait for these questions."""
        case = self.case
        found = (
            (messages.REFERRAL_FIRST, case.grave, urged_by(case.grave)),
            (messages.REFERRAL_FIRST_PERHAPS, case.perhaps_grave, urged_by(case.perhaps_grave)),
            (messages.REFERRAL_FIRST_PAST, case.past_grave, messages.ACT_TODAY),
        )
        told = [(text, cards, urged) for text, cards, urged in found if cards]
        first = told[:1] if case.grave else told
        return tuple(text.format(features=features_of(cards), urged=urged) for text, cards, urged in first)

    @property
    def before(self) -> tuple[Section, ...]:
        """The fixed text that stands above the question; urgent help, if there is danger, stands above it all."""
        parts = (
            (messages.CAUTIONS_HEADING, tuple(messages.CAUTIONS[name] for name in self.cautions)),
            (messages.REFUSED_HEADING, messages.REFUSED if self.refused else ()),
            (messages.OTHER_NATION_HEADING, _services(self.nation)),
        )
        return tuple(
            Section(heading=heading, statements=tuple(map(fixed_statement, texts))) for heading, texts in parts if texts
        )


def _services(nation: str) -> tuple[str, ...]:
    return tuple(text for name, text in messages.OTHER_NATION.items() if name == nation)
