"""What of our own sentences fits a question, as the recogniser (recogniser.py) gives it to the writer (writer.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.recognised_case import RecognisedCase
from assistant.understand import ENOUGH, N_ALSO, AskedPart, FigureRequest, SharingRequest
from corpus.index import tokens
from corpus.statements import ReviewedSentence, ShortAnswer, SpokenWords
from corpus.types import RetrievedPassage

_SAME = 0.5  # the share of the shorter one's words, from which two sentences say the same


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFor:
    """One thing that is asked, what was found for it, and what of ours is sure to fit it, if anything does.

    Parameters
    ----------
    sure : float
        How sure it is that the answer fits, from 0 to 1.
    also : tuple of ShortAnswer
        Further answers that surely fit as well, the surest first.
    verdict_on : str
        The kind of question that the verdict, or the steps for the case, answer.
    in_steps : bool
        Whether the steps for the case answer it.
    words : bool
        Whether it asks for words to say that there are.
    """

    part: AskedPart
    passages: Sequence[RetrievedPassage]
    answer: ShortAnswer | None = None
    sure: float = 0.0
    also: tuple[ShortAnswer, ...] = ()
    sharing: SharingRequest | None = None
    verdict: tuple[ReviewedSentence, ...] = ()
    verdict_on: str = ""
    in_steps: bool = False
    words: bool = False

    @property
    def answered(self) -> bool:
        """Whether something of ours answers it: a sentence, words to say, or the steps for the case."""
        said = self.answer is not None or self.sharing is not None or bool(self.verdict)
        return said or self.in_steps or self.words

    @property
    def without_answer(self) -> FoundFor:
        """The same without its short answer."""
        return replace(self, answer=None, sure=0.0, also=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What of ours fits a question.

    Parameters
    ----------
    asked : str
        What a text has to answer: of a follow-up what was asked last, since the question before would be answered again.
    answer : ShortAnswer or None
        To what is asked.
    sure : float
        How sure it is that the answer fits, from 0 to 1; of several, the surest. Nought where it is only near.
    also : tuple of ShortAnswer
        Further answers that surely fit, the surest first; in a case without a sure answer, the nearest.
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
    verdict_on : frozenset of str
        The kinds of question that it is on.
    words : tuple of SpokenWords
        Words to say that it asks for, beside all else.
    letters : tuple of str
        The ids of the letters that fit what is asked.
    figures : FigureRequest or None
        The figure, finding, themes or report that it asks for, where it asks for nothing else.
    """

    asked: str = ""
    answer: ShortAnswer | None = None
    sure: float = 0.0
    also: tuple[ShortAnswer, ...] = ()
    written_for: str = ""
    case: RecognisedCase | None = None
    parts: tuple[FoundFor, ...] = ()
    sharing: tuple[SharingRequest, ...] = ()
    verdict: tuple[ReviewedSentence, ...] = ()
    verdict_on: frozenset[str] = frozenset()
    words: tuple[SpokenWords, ...] = ()
    letters: tuple[str, ...] = ()
    figures: FigureRequest | None = None

    def with_parts(self, parts: tuple[FoundFor, ...]) -> Recognised:
        """Return what fits with other parts, and with their short answers in the place of its own."""
        answers = {one.answer.answer_id: one.answer for one in parts if one.answer is not None}
        if not answers:
            return replace(self.without_answer, parts=parts)
        sure = max(one.sure for one in parts if one.answer is not None)
        also = also_of(parts)
        return replace(self, parts=parts, answer=with_what_is_new(*answers.values()), sure=sure, also=also)

    @property
    def without_answer(self) -> Recognised:
        """What fits but for its short answer."""
        return replace(self, answer=None, sure=0.0, also=(), written_for="")

    @property
    def unanswered(self) -> tuple[FoundFor, ...]:
        """The things that are asked, of several, to which no answer is sure."""
        return tuple(found for found in self.parts if not found.answered)

    @property
    def answered(self) -> bool:
        """Whether something of ours surely answers what is asked."""
        return bool(self.sharing or self.verdict or self.words) or (self.answer is not None and not self.written_for)

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
        reasons = (
            (self.figures is not None and self.figures.findings, "a finding on the shelf gives it"),
            (self.answer and not self.written_for and self.sure >= ENOUGH, "a reviewed answer fits what is asked"),
            (self.sharing, "it asks who may be told, asked or chased"),
            (self.words, "it asks for words to say"),
            (self.verdict, "what it asks is answered alike of every case"),
            (self.case is not None and self.case.notification is not None, "a notification has steps of its own"),
            (self.case is not None and self.case.known, "situations were recognised in it"),
        )
        return next((reason for holds, reason in reasons if holds), "")


def also_of(parts: Sequence[FoundFor]) -> tuple[ShortAnswer, ...]:
    """Return the further answers to several things that are asked, without those that are given to one of them."""
    given = {one.answer.answer_id for one in parts if one.answer is not None}
    further = {answer.answer_id: answer for one in parts for answer in one.also}
    return tuple(answer for answer_id, answer in further.items() if answer_id not in given)[:N_ALSO]


def with_what_is_new(answer: ShortAnswer, *others: ShortAnswer) -> ShortAnswer:
    """Return an answer with the sentences of others that say something else than it does."""
    theirs = [sentence for other in others for sentence in other.sentences]
    new = new_sentences(theirs, [sentence.text for sentence in answer.sentences])
    return replace(answer, sentences=(*answer.sentences, *new))


def new_sentences(sentences: Sequence[ReviewedSentence], besides: Sequence[str]) -> list[ReviewedSentence]:
    """Return the sentences that say something else than each of some texts."""
    said = [set(tokens(text)) for text in besides]
    return [
        sentence
        for sentence in sentences
        if all(len(words & (its := set(tokens(sentence.text)))) < _SAME * min(len(words), len(its)) for words in said)
    ]
