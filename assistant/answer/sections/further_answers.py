"""Further short answers that surely fit as well, each with the question that it was written for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant import messages
from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.draft import DraftSection, DraftSentence
from assistant.answer.recognised import new_sentences
from corpus.statements import ReviewedSentence, ShortAnswer

_MOST = 3  # sentences of a further answer
_SHORT = 16  # words of the question that is shown with it


def further_answers(
    also: Sequence[ShortAnswer], besides: Sequence[DraftSentence], bound: BoundSentences, allowed: Collection[str]
) -> tuple[DraftSection, ...]:
    """Return what further answers say that is new, the question first: whoever reads sees whether it is theirs.

    Parameters
    ----------
    also : sequence of ShortAnswer
        Further answers, the surest first.
    besides : sequence of DraftSentence
        What the answer says already.
    bound : BoundSentences
        Finds what bears a sentence out in this library.
    allowed : collection of str
        The sources that may answer.
    """
    said = [one.text for one in besides]
    sentences: list[ReviewedSentence] = []
    for answer in also:
        new = new_sentences(answer.sentences, said)[:_MOST]
        if not new or new[0] != answer.sentences[0]:
            continue  # what it says first is said, and the rest leans on that
        said += [one.text for one in new]
        first, *others = new
        text = messages.ASKED_BEFORE.format(asked=_plainest(answer.asked), text=first.text)
        sentences += [replace(first, text=text), *others]
    drafted = bound.drafts(sentences, allowed)
    return (DraftSection(heading=messages.ALSO_HEADING, sentences=drafted),) if drafted else ()


def _plainest(asked: Sequence[str]) -> str:
    """Return the first wording that is short, else the shortest: it is read in passing."""
    return next((one for one in asked if len(one.split()) <= _SHORT), min(asked, key=len))
