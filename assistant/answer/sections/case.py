"""A worry about somebody to sections: the answer to what is asked, what cannot wait, steps, what not to do, what to ask.

Which sentences are said is chosen in assistant/answer/recognised_case.py.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant import messages
from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.draft import DraftSection, DraftSentence
from assistant.answer.recognised_case import RecognisedCase, chosen_lines, general_steps_said
from assistant.answer.sections.notification_sections import ask_back, notification_section
from assistant.understand import CUT, LineKind, LineRole
from corpus.statements import ReviewedSentence, SituationCard, load_common

N_LEADING = 4
"""Sentences of an answer that may stand before what cannot wait and what never to do."""


def case_sections(
    case: RecognisedCase,
    answer: Sequence[DraftSentence],
    bound: BoundSentences,
    allowed: Collection[str],
    also: Sequence[DraftSection] = (),
) -> tuple[DraftSection, ...]:
    """Return the sections of an answer to a worry: the answer to what is asked, what cannot wait, and the steps.

    Parameters
    ----------
    case : RecognisedCase
        What was recognised.
    answer : sequence of DraftSentence
        A short answer to what was asked about it, if there is one.
    bound : BoundSentences
        Finds what bears a sentence out in this library.
    allowed : collection of str
        The sources that may answer.
    also : sequence of DraftSection
        What else is said, before what not to do.
    """
    common = load_common()[case.notification is not None]
    always = bound.drafts(common.always, allowed)
    further = tuple(sentence for section in also for sentence in section.sentences)
    besides = (*answer, *further, *(always if case.known else ()))
    steps = bound.drafts(_said(case, LineRole.STEP, besides, at_least=0 if answer else 1), allowed)
    nevers = bound.drafts(_said(case, LineRole.NEVER, (*answer, *further, *steps)), allowed)
    said = [one.text for one in (*besides, *steps, *nevers)]
    steps += bound.drafts([line.sentence for line in general_steps_said(case, said)], allowed)
    questions = bound.drafts(_said(case, LineRole.QUESTION), allowed)
    points = _points(case)
    said_of_it = bool(points or answer or case.known)
    if not points and not answer:
        points += common.points
    notification = (notification_section(case.notification, bound, allowed),) if case.notification else ()
    asked_back = ask_back(case.notification) if case.notification else ()
    high_risk = _high_risk(case)
    pointing = DraftSection(
        heading=messages.POINTS_HEADING,
        before=high_risk if said_of_it else (messages.NO_SITUATION,),
        sentences=bound.drafts(points, allowed),
        alone=bool(high_risk),
    )
    to_do = DraftSection(
        heading=messages.DO_NOW_HEADING,
        before=(messages.FOR_AN_ADULT,) if case.of_an_adult else (),
        sentences=steps,
        after=asked_back,
        alone=bool(asked_back),
    )
    short = DraftSection(heading=messages.SHORT_ANSWER_HEADING, sentences=tuple(answer))
    cannot_wait = bool(case.grave or case.perhaps_grave)
    leading = (pointing, short) if cannot_wait and len(answer) > N_LEADING else (short, pointing)
    return (
        *((*leading, to_do) if cannot_wait or not said_of_it else (short, to_do, pointing)),
        *also,
        DraftSection(heading=messages.NOT_TO_DO_HEADING, sentences=nevers),
        DraftSection(heading=messages.ASK_YOURSELF_HEADING, sentences=questions),
        DraftSection(heading=messages.ALWAYS_HEADING, sentences=always),
        *notification,
    )


def _points(case: RecognisedCase) -> list[ReviewedSentence]:
    """Return what was seen and may point to something, each after the words that tell it: a misreading is seen at once."""
    grave = {card.card_id for card in case.grave}
    points: list[ReviewedSentence] = []
    told: list[str] = []
    for line in chosen_lines(case, LineRole.POINT):
        words_of_it = line.words.removesuffix(CUT)
        again = words_of_it and any(words_of_it in words or words in words_of_it for words in told)
        if again and line.kind is LineKind.CARD and line.of not in grave:
            continue  # a sign says more of the same words
        told += [words_of_it] if words_of_it else []
        form = messages.TOLD_IN if line.kind is LineKind.CARD else messages.SIGN_SEEN
        text = form.format(title=line.title, words=line.words, points_to=line.sentence.text)
        points.append(replace(line.sentence, text=text) if line.words else line.sentence)
    return points


def _said(
    case: RecognisedCase, role: LineRole, besides: Sequence[DraftSentence] = (), *, at_least: int = 0
) -> list[ReviewedSentence]:
    lines = chosen_lines(case, role, [one.text for one in besides], at_least=at_least)
    return [line.sentence for line in lines]


def _high_risk(case: RecognisedCase) -> tuple[str, ...]:
    told = ((messages.GRAVE, case.grave), (messages.PERHAPS_GRAVE, case.perhaps_grave))
    now = tuple(text.format(features=features_of(cards), urged=urged_by(cards)) for text, cards in told if cards)
    if not case.past_grave:
        return now
    return (*now, messages.PAST_GRAVE.format(features=features_of(case.past_grave), urged=messages.ACT_TODAY))


def urged_by(cards: Sequence[SituationCard]) -> str:
    """Return what cannot wait: to act today, unless every card urges another thing, and what those urge that do."""
    today = () if all(card.urges for card in cards) else (messages.ACT_TODAY,)
    return "; ".join(dict.fromkeys((*today, *(card.urges for card in cards if card.urges))))


def features_of(cards: Sequence[SituationCard]) -> str:
    """Return the titles of cards as a sentence names them."""
    return "; ".join(within_sentence(card.title) for card in cards)


def within_sentence(title: str) -> str:
    """Return a title without its capital, unless it begins with an abbreviation."""
    return title if title[1:2].isupper() else title[0].lower() + title[1:]
