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
    IN_A_CASE,
    NEAR,
    THRESHOLD,
    Match,
    QuestionMatcher,
    Recognition,
    Shape,
    asked_part,
    asks,
    is_scenario,
    read_notification,
    recognise,
)
from corpus.models import Embedder
from corpus.statements import ShortAnswer
from corpus.types import RetrievedPassage

_NUMBER = re.compile(r"(?<![\d:])\d+(?![\d:])")  # not an hour
_GENERAL = re.compile(
    r"\A\W*(?:if|when|do|does|can|could|should|must|may|what|how|is|are|who|whom|which|why|where)\b", re.IGNORECASE
)
_SOMEBODY = re.compile(
    r"\b(?:he|she|his|her|hers|him|they|them|their|mum|mom|mummy|dad|daddy|mother|father|boy|girl|lad|son|daughter|sister|brother"
    r"|kids?|child|pupil|student|partner|boyfriend|girlfriend|ex|husband|wife|today|yesterday|tonight|just|y(?:ear|r)? ?\d+)\b",
    re.IGNORECASE,
)
_A_NOTIFICATION = 2  # facts: a question about notifications has fewer
_A_STORY = 20  # words: a question of so many that speaks of a situation tells of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What of ours fits a question.

    Parameters
    ----------
    answer : ShortAnswer or None
        To what is asked.
    written_for : str
        The question that the answer was written for, where it is not sure that it is the one asked.
    case : RecognisedCase or None
        A worry or a notification, with what was recognised in it.
    """

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
        return Recognised(answer=answer, case=self.case if known else None)

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
        case = self._case(question.text, standalone, names, by_rule=is_scenario(shapes, standalone))
        asked = asked_part(standalone)
        if case is not None and len(standalone.split()) < _A_STORY and asks(asked):
            match = self.matcher.find(standalone, found)
            if match is not None and match.sure >= THRESHOLD:
                return Recognised(answer=match.answer)  # too short for a story, and we know the answer
        alone = case is None and Shape.FOLLOW_UP not in names
        match = self.matcher.find(standalone if alone else asked, found, "" if alone else standalone)
        return _fitting(standalone, match, case, THRESHOLD if alone else IN_A_CASE)

    def _case(self, text: str, standalone: str, shapes: Set[str], *, by_rule: bool) -> RecognisedCase | None:
        by_rule = by_rule or len(standalone.split()) >= _A_STORY
        known = recognise(standalone, self.embedder)
        if Shape.FOLLOW_UP in shapes and asks(asked_part(text)):
            known = recognise(text, self.embedder)
            if not known.situations:
                return None
            shapes = shapes - {Shape.NOTIFICATION}
        told = read_notification(text)
        if asks_in_general(text):
            return None
        if not _tells(known, shapes, len(told.found), by_rule=by_rule):
            return None
        notification = told if Shape.NOTIFICATION in shapes else None
        return RecognisedCase(situations=known.situations, unsure=known.unsure, notification=notification)


def asks_in_general(text: str) -> bool:
    """Whether a short text asks about a rule, and tells of nobody."""
    return len(text.split()) < _A_STORY and _GENERAL.search(text) is not None and _SOMEBODY.search(text) is None


def _tells(known: Recognition, shapes: Set[str], n_facts: int, *, by_rule: bool) -> bool:
    if Shape.EDITION in shapes:
        return False
    if known.tells or (Shape.NOTIFICATION in shapes and n_facts >= _A_NOTIFICATION):
        return True
    return by_rule and (bool(known.situations) or known.tells is None)


def _fitting(asked: str, match: Match | None, case: RecognisedCase | None, threshold: float) -> Recognised:
    """Return an answer that is sure, or one that is near, with the question it was written for; else the case alone.

    One that was written for another age, day or edition is not near: what it says may be the contrary.
    """
    fits = Recognised(case=case)
    if match is None or match.sure < NEAR:
        return fits
    if match.sure >= threshold:
        return replace(fits, answer=match.answer)
    if case is not None:
        return fits  # what is only near pushes the steps down
    written_for = match.answer.asked[0]
    if set(_NUMBER.findall(written_for)) - set(_NUMBER.findall(asked)):
        return fits
    return replace(fits, answer=match.answer, written_for=written_for)
