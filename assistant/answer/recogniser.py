"""What of our own sentences speaks to a question: the answer to what is asked, the case that it tells of.

A message is answered as a case if it tells of somebody, by the model, or if it is a notification, or if it is long enough
for a story and speaks of a situation. A follow-up is answered by what it asks last: the case is not told again, and what is
new in it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from assistant.answer.case import RecognisedCase
from assistant.types import Question, Shaped
from assistant.understand import (
    A_STORY,
    IN_A_CASE,
    NEAR,
    THRESHOLD,
    Match,
    QuestionMatcher,
    Recognition,
    Shape,
    asked_part,
    asks,
    asks_in_general,
    is_scenario,
    read_notification,
    recognise,
)
from corpus.models import Embedder
from corpus.statements import ShortAnswer
from corpus.types import RetrievedPassage

_NUMBER = re.compile(r"(?<![\d:])\d+(?![\d:])")  # not an hour
_SAYS_WHAT = 4  # words: a follow-up of fewer says too little to be held against a text alone
_A_NOTIFICATION = 2  # facts: a question about notifications has fewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What of ours fits a question.

    Parameters
    ----------
    asked : str
        What a text has to answer: of a follow-up what was asked last, since the question before would be answered again.
    answer : ShortAnswer or None
        To what is asked.
    written_for : str
        The question that the answer was written for, where it is not sure that it is the one asked.
    case : RecognisedCase or None
        A worry or a notification, with what was recognised in it.
    """

    asked: str = ""
    answer: ShortAnswer | None = None
    written_for: str = ""
    case: RecognisedCase | None = None

    @property
    def high_risk(self) -> bool:
        """Whether a high-risk feature is in the case, or may be."""
        return self.case is not None and bool(self.case.grave or self.case.perhaps_grave)

    @property
    def certain(self) -> Recognised:
        """What fits for certain: no answer that is only near, and no case of which no more is known than that it is one."""
        known = self.case is not None and (self.case.situations or self.case.notification)
        answer = self.answer if not self.written_for else None
        return Recognised(asked=self.asked, answer=answer, case=self.case if known else None)

    @property
    def reason(self) -> str:
        """Why there is something to say, whatever was retrieved; empty if there is not."""
        if self.answer is not None and not self.written_for:
            return "a reviewed answer fits what is asked"
        if self.case is not None and self.case.notification is not None:
            return "a notification has steps of its own"
        return "situations were recognised in it" if self.case is not None and self.case.situations else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recogniser:
    """Recognises with one embedder.

    Parameters
    ----------
    embedder : Embedder
        Reads messages.
    matcher : QuestionMatcher
        Finds short answers.
    """

    embedder: Embedder
    matcher: QuestionMatcher

    def recognise(
        self, question: Question, standalone: str, shapes: Sequence[Shaped], found: Sequence[RetrievedPassage]
    ) -> Recognised:
        """Return what fits a question.

        Parameters
        ----------
        question : Question
            As asked, without details.
        standalone : str
            How it was understood.
        shapes : sequence of Shaped
            What kind of question it is.
        found : sequence of RetrievedPassage
            What was found for it.
        """
        names = {shaped.shape for shaped in shapes}
        case = None
        if not asks_in_general(question.text):
            case = self._case(question.text, standalone, names, by_rule=is_scenario(shapes, standalone))
        follows = Shape.FOLLOW_UP in names and len(question.text.split()) >= _SAYS_WHAT
        asked = question.text if follows else standalone
        if case is None or (len(standalone.split()) < A_STORY and asks(asked_part(standalone))):
            match = self.matcher.find(asked, found)
            if case is None:
                return _fitting(standalone, match, THRESHOLD, asked=asked)
            if match is not None and match.sure >= THRESHOLD:
                return Recognised(asked=asked, answer=match.answer)  # too short for a story, and we know the answer
        match = self.matcher.find(asked_part(standalone), found, asked)
        sure = match is not None and match.sure >= IN_A_CASE  # what is only near pushes the steps down
        return Recognised(asked=asked, answer=match.answer if match and sure else None, case=case)

    def _case(self, text: str, standalone: str, shapes: Set[str], *, by_rule: bool) -> RecognisedCase | None:
        by_rule = by_rule or len(standalone.split()) >= A_STORY
        known = recognise(standalone, self.embedder)
        if Shape.FOLLOW_UP in shapes and asks(asked_part(text)):
            known = recognise(text, self.embedder)
            if not known.situations:
                return None
            shapes = shapes - {Shape.NOTIFICATION}
        told = read_notification(text)
        if not _tells(known, shapes, len(told.found), by_rule=by_rule):
            return None
        notification = told if Shape.NOTIFICATION in shapes else None
        return RecognisedCase(situations=known.situations, unsure=known.unsure, notification=notification)


def _tells(known: Recognition, shapes: Set[str], n_facts: int, *, by_rule: bool) -> bool:
    if Shape.EDITION in shapes:
        return False
    if known.tells or (Shape.NOTIFICATION in shapes and n_facts >= _A_NOTIFICATION):
        return True
    return by_rule and (bool(known.situations) or known.tells is None)


def _fitting(standalone: str, match: Match | None, threshold: float, asked: str) -> Recognised:
    """Return an answer that is sure, or one that is near, with the question it was written for; else none.

    One that was written for another age, day or edition is not near: what it says may be the contrary.
    """
    fits = Recognised(asked=asked)
    if match is None or match.sure < NEAR:
        return fits
    if match.sure >= threshold:
        return replace(fits, answer=match.answer)
    written_for = match.answer.asked[0]
    if set(_NUMBER.findall(written_for)) - set(_NUMBER.findall(standalone)):
        return fits
    return replace(fits, answer=match.answer, written_for=written_for)
