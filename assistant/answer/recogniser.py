"""What of our own sentences speaks to a question: the answer to what is asked, the case that it tells of.

A message is answered as a case if it tells of somebody, by the model, or if it is a notification, or if it is long enough
for a story and speaks of a situation. A follow-up is answered by what it asks last: the case is not told again, and what is
new in it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from assistant.answer.case import RecognisedCase
from assistant.answer.sharing_plan import letters_for
from assistant.types import Question, Shaped
from assistant.understand import (
    A_STORY,
    IN_A_CASE,
    NEAR,
    SURE_IN_GENERAL,
    SURE_OF_KIND,
    SURE_OF_SOMEBODY,
    THRESHOLD,
    AskedPart,
    FigureRequest,
    Match,
    QuestionMatcher,
    Recognition,
    Shape,
    SharingRequest,
    asked_kind,
    asked_part,
    asked_parts,
    asks,
    asks_in_general,
    asks_what_to_do,
    begins_to_ask,
    figure_asked,
    figure_kind,
    is_scenario,
    names_somebody,
    read_notification,
    recognise,
    sharing_in,
    with_what_is_new,
)
from corpus.models import Embedder
from corpus.statements import (
    CaseTold,
    FindingsShelf,
    ReviewedSentence,
    ShortAnswer,
    load_findings,
    load_verdicts,
)
from corpus.types import RetrievedPassage

_NUMBER = re.compile(r"(?<![\d:])\d+(?![\d:])")  # not an hour
_A_LONG_STORY = 45  # words: what is asked after so many is asked of a case
_SAYS_WHAT = 4  # words: a follow-up of fewer says too little to be held against a text alone
_ASKED_INDIRECTLY = 0.85  # how sure a kind must be where no words ask: “I don't know if this counts as abuse”
_WHAT_NOW = "what-now"  # the kind of question that the steps for a case answer
_SHOWN_WORDS = 16  # of a question that is shown again before its answer
_A_NOTIFICATION = 2  # facts: a question about notifications has fewer


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFor:
    """One thing that is asked, what was found for it, and what of ours is sure to fit it, if anything does."""

    part: AskedPart
    passages: Sequence[RetrievedPassage]
    answer: ShortAnswer | None = None
    sharing: SharingRequest | None = None
    verdict: tuple[ReviewedSentence, ...] = ()
    in_steps: bool = False

    @property
    def answered(self) -> bool:
        """Whether something of ours answers it: a sentence, or the steps for the case."""
        return self.answer is not None or self.sharing is not None or bool(self.verdict) or self.in_steps


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
    parts : tuple of FoundFor
        The things that are asked, where they are several.
    sharing : tuple of SharingRequest
        Whom it asks to tell, ask or chase, where no short answer is sure.
    verdict : tuple of ReviewedSentence
        What we say of every case to what is asked, where nothing is surer.
    letters : tuple of str
        The ids of the letters that fit what is asked.
    figures : FigureRequest or None
        The figure, finding, themes or report that it asks for, where it asks for nothing else.
    """

    asked: str = ""
    answer: ShortAnswer | None = None
    written_for: str = ""
    case: RecognisedCase | None = None
    parts: tuple[FoundFor, ...] = ()
    sharing: tuple[SharingRequest, ...] = ()
    verdict: tuple[ReviewedSentence, ...] = ()
    letters: tuple[str, ...] = ()
    figures: FigureRequest | None = None

    @property
    def unanswered(self) -> tuple[FoundFor, ...]:
        """The things that are asked, of several, to which no answer is sure."""
        return tuple(found for found in self.parts if not found.answered)

    @property
    def answered(self) -> bool:
        """Whether something of ours surely answers what is asked."""
        return bool(self.sharing or self.verdict) or (self.answer is not None and not self.written_for)

    @property
    def high_risk(self) -> bool:
        """Whether a high-risk feature is in the case, or may be."""
        return self.case is not None and bool(self.case.grave or self.case.perhaps_grave)

    @property
    def certain(self) -> Recognised:
        """What fits for certain: no answer that is only near, and no case of which no more is known than that it is one."""
        known = self.case is not None and self.case.known
        answer = self.answer if not self.written_for else None
        return replace(self, answer=answer, written_for="", case=self.case if known else None)

    @property
    def reason(self) -> str:
        """Why there is something to say, whatever was retrieved; empty if there is not."""
        if self.figures is not None and self.figures.findings:
            return "a finding on the shelf gives it"
        if self.answer is not None and not self.written_for:
            return "a reviewed answer fits what is asked"
        if self.sharing:
            return "it asks who may be told, asked or chased"
        if self.verdict:
            return "what it asks is answered alike of every case"
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
    shelf : callable
        Gives the findings of the library, as they are now.
    """

    embedder: Embedder
    matcher: QuestionMatcher
    shelf: Callable[[], FindingsShelf] = load_findings

    def recognise(
        self, question: Question, standalone: str, shapes: Sequence[Shaped], asked: Sequence[FoundFor]
    ) -> Recognised:
        """Return what fits a question; of what it asks about sharing, what we say of it where no answer is surer.

        Parameters
        ----------
        question : Question
            As asked, without details.
        standalone : str
            How it was understood.
        shapes : sequence of Shaped
            What kind of question it is.
        asked : sequence of FoundFor
            What the whole asks, with what was found for it; after it each thing that is asked, where they are several.
        """
        found = _with_sharing(self._recognised(question, standalone, shapes, asked), asked[0].part.words)
        of_somebody = names_somebody(question.text) and not asks_in_general(question.text)
        threshold = SURE_OF_KIND if found.case else SURE_OF_SOMEBODY if of_somebody else SURE_IN_GENERAL
        found = self._with_verdict(found, asked, threshold)
        return self._with_figures(found, question, asked)

    def _with_figures(self, found: Recognised, question: Question, asked: Sequence[FoundFor]) -> Recognised:
        """Return what fits with the figure or finding that is asked for, where nothing else answers and it is of nobody."""
        whole, *several = asked
        if found.sharing or question.library == "local" or (several and (found.answered or found.case is not None)):
            return found
        if found.case is not None and (found.case.grave or found.case.notification):
            return found
        requests = (self._figures(one.part.words, question.as_at) for one in several or (whole,))
        figures = next((one for one in requests if one is not None and (one.findings or not several)), None)
        if figures is None or (not figures.findings and found.answered):
            return found
        return Recognised(asked=found.asked, figures=figures)

    def _figures(self, words: str, as_at: date) -> FigureRequest | None:
        return figure_asked(words, self.shelf(), as_at) if figure_kind(words) is not None else None

    def _recognised(
        self, question: Question, standalone: str, shapes: Sequence[Shaped], asked: Sequence[FoundFor]
    ) -> Recognised:
        names = {shaped.shape for shaped in shapes}
        case = None
        if not asks_in_general(question.text):
            case = self._case(question.text, standalone, names, by_rule=is_scenario(shapes, standalone))
            if case and not case.known and _only_asks(question.text):
                case = None  # it may tell of something, and nothing of it is known but what is asked
        whole, *several = asked
        if case is not None and _asks_for_a_fact(standalone, [found.part.words for found in several or asked], case):
            known = self._known(asked)
            if known is not None:
                return known
        parts = tuple(self._answered(found, IN_A_CASE if case else THRESHOLD) for found in several)
        sure = list({found.answer.answer_id: found.answer for found in parts if found.answer}.values())
        if sure:
            return Recognised(asked=whole.part.words, answer=with_what_is_new(*sure), case=case, parts=parts)
        fits = self._of_the_whole(whole, standalone, case)
        return fits if fits.answer and not fits.written_for else replace(fits, parts=parts)

    def _known(self, asked: Sequence[FoundFor]) -> Recognised | None:
        """Return the answers, if each thing that is asked has one as sure as without a case; else ``None``."""
        whole, *several = asked
        parts = tuple(self._answered(found, THRESHOLD) for found in several or asked)
        answers = {found.answer.answer_id: found.answer for found in parts if found.answer}
        if not all(found.answer for found in parts):
            return None
        return Recognised(
            asked=whole.part.words, answer=with_what_is_new(*answers.values()), parts=parts if several else ()
        )

    def _answered(self, found: FoundFor, threshold: float) -> FoundFor:
        match = self.matcher.find(found.part.question, found.passages, found.part.text)
        return replace(found, answer=match.answer if match is not None and match.sure >= threshold else None)

    def _of_the_whole(self, whole: FoundFor, standalone: str, case: RecognisedCase | None) -> Recognised:
        """Return what fits a message that asks one thing, or of whose parts none has an answer by itself."""
        asked = whole.part.words
        if case is None:
            return _fitting(standalone, self.matcher.find(asked, whole.passages), THRESHOLD, asked=asked)
        match = self.matcher.find(asked_part(standalone), whole.passages, whole.part.text)
        sure = match is not None and match.sure >= IN_A_CASE  # what is only near pushes the steps down
        return Recognised(asked=asked, answer=match.answer if match and sure else None, case=case)

    def _with_verdict(self, found: Recognised, asked: Sequence[FoundFor], threshold: float) -> Recognised:
        """Return what fits with what we say of every case to each thing that is asked and has no surer answer."""
        text = asked[0].part.words
        if not found.parts:
            only, *others = asked_parts(text)
            if found.answered or others:
                return found
            threshold = threshold if asks(only.words) else max(threshold, _ASKED_INDIRECTLY)
            verdict = self._verdict(replace(only, text=asked[0].part.text), found.case, text, threshold)
            return replace(found, answer=None, written_for="", verdict=verdict) if verdict else found
        parts = tuple(one if one.answered else self._judged(one, found.case, text, threshold) for one in found.parts)
        said = [_of_question(one.part.words, one.verdict) for one in parts if one.verdict]
        verdict = tuple(dict.fromkeys(sentence for some in said for sentence in some))
        if found.written_for and verdict:
            found = replace(found, answer=None, written_for="")
        return replace(found, parts=parts, verdict=verdict)

    def _judged(self, one: FoundFor, case: RecognisedCase | None, text: str, threshold: float) -> FoundFor:
        verdict = self._verdict(one.part, case, text, threshold)
        return one if verdict is None else replace(one, verdict=verdict, in_steps=not verdict)

    def _verdict(
        self, part: AskedPart, case: RecognisedCase | None, text: str, threshold: float
    ) -> tuple[ReviewedSentence, ...] | None:
        """Return the verdict on what is asked, or ``None``; an empty one where the steps for the case say more than it."""
        kind = asked_kind(part, self.embedder, threshold)
        if not kind:
            return None
        verdict, told = load_verdicts()[kind], CaseTold(text=text)
        if case is not None:
            told = CaseTold(
                text=text,
                situations=frozenset(card.card_id for card in case.situations),
                grave=bool(case.grave),
                notification=case.notification is not None,
            )
        said = verdict.of(told)
        steps_say_more = kind == _WHAT_NOW and case is not None and case.known and said == verdict.sentences
        return () if steps_say_more else said

    def _case(self, text: str, standalone: str, shapes: Set[str], *, by_rule: bool) -> RecognisedCase | None:
        by_rule = by_rule or len(standalone.split()) >= A_STORY
        known = recognise(standalone, self.embedder)
        if Shape.FOLLOW_UP in shapes and asks(asked_part(text)):
            known = recognise(text, self.embedder)
            if not known.situations:
                return None
            shapes = shapes - {Shape.NOTIFICATION}
        told = read_notification(text)
        if not _tells(known, shapes, len(told.found), by_rule=by_rule) and not _speaks_of_one(text, known):
            return None
        notification = told if Shape.NOTIFICATION in shapes and len(told.found) >= _A_NOTIFICATION else None
        return RecognisedCase(
            situations=known.situations, unsure=known.unsure, told_in=known.told_in, notification=notification
        )


def _with_sharing(found: Recognised, asked: str) -> Recognised:
    """Return what fits with what is said of sharing: in the place of no answer, or of one that is only near."""
    known = dict(sharing_in(asked))
    if not known:
        return found
    found = replace(found, letters=letters_for(tuple(known.values())))
    if not found.parts:
        surely = found.answer is not None and not found.written_for
        return found if surely else replace(found, answer=None, written_for="", sharing=_each_once(known.values()))
    parts = tuple(
        one if one.answer is not None else replace(one, sharing=known.get(one.part.words)) for one in found.parts
    )
    sharing = _each_once(one.sharing for one in parts if one.sharing is not None)
    if found.written_for and sharing:
        found = replace(found, answer=None, written_for="")
    return replace(found, parts=parts, sharing=sharing)


def _of_question(asked: str, verdict: Sequence[ReviewedSentence]) -> tuple[ReviewedSentence, ...]:
    """Return a verdict with the question that it is given to before it, where several things are asked."""
    if not verdict or len(asked.split()) > _SHOWN_WORDS:
        return tuple(verdict)
    first, *others = verdict
    return (replace(first, text=f"“{asked}” {first.text}"), *others)


def _each_once(requests: Iterable[SharingRequest]) -> tuple[SharingRequest, ...]:
    return tuple(dict.fromkeys(requests))


def _only_asks(text: str) -> bool:
    """Whether a message is about nobody in particular, or is short and begins by asking."""
    return not names_somebody(text) or (begins_to_ask(text) and len(text.split()) < A_STORY)


def _asks_for_a_fact(standalone: str, asked: Sequence[str], case: RecognisedCase) -> bool:
    """Whether a message is short, asks no more than what a reviewed answer may know, and tells of no high-risk feature."""
    if case.notification is not None or case.grave or not all(asks(words) for words in asked):
        return False
    n_words = len(standalone.split())
    return n_words < A_STORY or (n_words < _A_LONG_STORY and not any(asks_what_to_do(words) for words in asked))


def what_is_asked(question: Question, standalone: str, shapes: Sequence[Shaped]) -> str:
    """Return what a text has to answer: of a follow-up what was asked last, unless it says too little by itself."""
    follows = any(shaped.shape == Shape.FOLLOW_UP for shaped in shapes)
    return question.text if follows and len(question.text.split()) >= _SAYS_WHAT else standalone


def _tells(known: Recognition, shapes: Set[str], n_facts: int, *, by_rule: bool) -> bool:
    if Shape.EDITION in shapes:
        return False
    if known.tells or (Shape.NOTIFICATION in shapes and n_facts >= _A_NOTIFICATION):
        return True
    return by_rule and (bool(known.situations) or known.tells is None)


def _speaks_of_one(text: str, known: Recognition) -> bool:
    """Whether a message is of somebody in a situation that is sure, and does not begin by asking, however short it is."""
    sure = any(card.card_id not in known.unsure for card in known.situations)
    return sure and names_somebody(text) and not begins_to_ask(text)


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
