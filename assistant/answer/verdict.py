"""The verdict on what is asked: what we say first to a question that ends many cases, and where something in this one matters.

Which kind of question it is comes from assistant/understand/asked_kind.py, and what is said from corpus/statements/verdicts.toml.
What is surer stands: a short answer, or what is said of sharing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.recognised import FoundFor, Recognised, new_sentences
from assistant.answer.recognised_case import RecognisedCase
from assistant.understand import (
    SURE_IN_GENERAL,
    SURE_OF_KIND,
    SURE_OF_SOMEBODY,
    AskedPart,
    asked_kind,
    asked_parts,
    asks,
)
from corpus.models import Embedder
from corpus.statements import CaseTold, ReviewedSentence, load_verdicts

_ASKED_INDIRECTLY = 0.85  # how sure a kind must be where no words ask: “I don't know if this counts as abuse”
_URGENT_ANYWAY = 0.4  # the same where what is said is urgent
_DOUBTS = frozenset({"overreacting", "is-it-enough"})  # whoever asks so is told, whatever else is known of the case
_WHAT_NOW = "what-now"  # the kind of question that the steps for a case answer
_SHOWN_WORDS = 16  # of a question that is shown again before its answer


def with_verdict(
    found: Recognised, asked: Sequence[FoundFor], embedder: Embedder, *, of_a_case: bool, of_somebody: bool
) -> Recognised:
    """Return what fits with a verdict on each thing that is asked and has no surer answer.

    Parameters
    ----------
    found : Recognised
        What fits without it.
    asked : sequence of FoundFor
        What the whole asks first.
    embedder : Embedder
        Reads what is asked.
    of_a_case : bool
        Whether it goes on with a conversation, in which a case was told.
    of_somebody : bool
        Whether somebody is spoken of, where no case is told: then a kind may be less sure.
    """
    text = asked[0].part.words
    threshold = SURE_OF_KIND if found.case or of_a_case else SURE_OF_SOMEBODY if of_somebody else SURE_IN_GENERAL
    if found.case is not None or of_somebody:
        found = _without_what_can_wait(found, text, embedder, threshold)
    if not found.parts:
        only, *others = asked_parts(text)
        beside = found.answer is not None and not found.written_for and found.case is not None and not found.sharing
        if others or (found.answered and not beside):
            return found
        threshold = threshold if asks(only.words) else max(threshold, _ASKED_INDIRECTLY)
        told = replace(only, text=asked[0].part.text)
        kind = _kind_of(told, found.case, text, embedder, threshold)
        verdict = _said(kind, found.case, text)
        if not verdict:
            return found
        if beside:
            return _beside_the_answer(found, kind, verdict)
        return replace(found.without_answer, also=found.also, verdict=verdict, verdict_on=frozenset({kind}))
    parts = tuple(one if one.answered else _judged(one, found.case, text, embedder, threshold) for one in found.parts)
    said: dict[tuple[ReviewedSentence, ...], AskedPart] = {}
    for one in parts:
        said.setdefault(one.verdict, one.part)
    verdict = tuple(dict.fromkeys(sentence for one, part in said.items() for sentence in _on(part, one)))
    if found.written_for and verdict:
        found = found.without_answer
    return replace(found, parts=parts, verdict=verdict, verdict_on=frozenset(one.verdict_on for one in parts) - {""})


def _beside_the_answer(found: Recognised, kind: str, verdict: Sequence[ReviewedSentence]) -> Recognised:
    """Return what fits with a verdict on a doubt before the short answer to the case, unless that says the same."""
    assert found.answer is not None
    new = new_sentences(verdict[:1], [sentence.text for sentence in found.answer.sentences])
    if kind not in _DOUBTS or not new:
        return found
    return replace(found, verdict=tuple(new), verdict_on=frozenset({kind}))


def _without_what_can_wait(found: Recognised, text: str, embedder: Embedder, threshold: float) -> Recognised:
    """Return what fits without the short answers to what an urgent verdict answers: where the child is comes before any rule."""
    if found.answer is None:
        return found
    case = found.case
    told, verdicts = _told(case, text), load_verdicts()

    def waits(part: AskedPart) -> bool:
        return bool(kind := _kind_of(part, case, text, embedder, threshold)) and verdicts[kind].is_urgent(told)

    if not found.parts:
        only, *others = asked_parts(text)
        return found.without_answer if not others and waits(only) else found
    parts = tuple(one.without_answer if one.answer and waits(one.part) else one for one in found.parts)
    return found if parts == found.parts else found.with_parts(parts)


def _judged(one: FoundFor, case: RecognisedCase | None, text: str, embedder: Embedder, threshold: float) -> FoundFor:
    kind = _kind_of(one.part, case, text, embedder, threshold)
    verdict = _said(kind, case, text)
    return one if verdict is None else replace(one, verdict=verdict, verdict_on=kind, in_steps=not verdict)


def _kind_of(part: AskedPart, case: RecognisedCase | None, text: str, embedder: Embedder, threshold: float) -> str:
    """Return which kind of question a part is; less surely where what would be said to it of this case is urgent."""
    kind = asked_kind(part, embedder, threshold)
    if kind or case is None:
        return kind
    perhaps = asked_kind(part, embedder, min(threshold, _URGENT_ANYWAY))
    return perhaps if perhaps and load_verdicts()[perhaps].is_urgent(_told(case, text)) else ""


def _said(kind: str, case: RecognisedCase | None, text: str) -> tuple[ReviewedSentence, ...] | None:
    """Return the verdict on a kind of question, or ``None``; an empty one where the steps for the case say more than it.

    All but what is urgent is said of a child. Of an adult student the steps say what holds.
    """
    if not kind:
        return None
    verdict, told = load_verdicts()[kind], _told(case, text)
    if case is not None and case.of_an_adult and not verdict.is_urgent(told):
        return None
    said = verdict.of(told)
    steps_say_more = kind == _WHAT_NOW and case is not None and case.known and said == verdict.sentences
    return () if steps_say_more else said


def _told(case: RecognisedCase | None, text: str) -> CaseTold:
    if case is None:
        return CaseTold(text=text)
    return CaseTold(
        text=text,
        situations=frozenset(card.card_id for card in case.situations),
        grave=bool(case.grave),
        notification=case.notification is not None,
    )


def _on(part: AskedPart, verdict: Sequence[ReviewedSentence]) -> tuple[ReviewedSentence, ...]:
    """Return a verdict with the question that it is given to before it, where several things are asked."""
    if not verdict or len(part.words.split()) > _SHOWN_WORDS:
        return tuple(verdict)
    first, *others = verdict
    return (replace(first, text=f"“{part.words}” {first.text}"), *others)
