"""A worry about somebody to sections: what was recognised in it, high-risk features first; steps; what not to do; what to ask.

The situations come recognised (assistant/understand/situations.py), and what is said of each is a card (corpus/statements/);
so do the signs (assistant/understand/signs.py), telling facts with a line and a step for each. At most three cards and three
signs are merged, and nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest

from assistant import messages
from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.draft import DraftSection, DraftSentence
from assistant.answer.notification_sections import ask_back, notification_section
from assistant.understand import PoliceNotification, SeenSign
from corpus.index import tokens
from corpus.statements import ReviewedSentence, SituationCard, load_cards, load_common

_N_CARDS = _N_SIGNS = 3
_FEWEST_STEPS = 1  # of the cards, however many signs there are
_N_STEPS, _N_NEVERS, _N_QUESTIONS = 4, 2, 2  # besides what holds for every case
_MOST_NEVERS = 3
_SAME = 0.6  # the share of the shorter one's words, from which two sentences say the same


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedCase:
    """A worry, as far as it was understood.

    Parameters
    ----------
    situations : tuple of SituationCard
        What was recognised in it, the surest first.
    unsure : frozenset of str
        The ids of those that it may speak of, or not.
    notification : PoliceNotification or None
        What the police wrote, if it is a notification.
    told_in : mapping of str to str
        By a card's id the words that speak most of it.
    signs : tuple of SeenSign
        Telling facts that were seen in it, the surest first.
    """

    situations: tuple[SituationCard, ...] = ()
    unsure: frozenset[str] = frozenset()
    told_in: Mapping[str, str] = field(default_factory=dict)
    notification: PoliceNotification | None = None
    signs: tuple[SeenSign, ...] = ()

    @property
    def known(self) -> bool:
        """Whether more is known of it than that it is a case."""
        return bool(self.situations or self.signs or self.notification)

    @property
    def shown_signs(self) -> tuple[SeenSign, ...]:
        """The surest signs; of a notification one, since its clauses are less like those that signs were taught with."""
        return self.signs[: 1 if self.notification is not None else _N_SIGNS]

    @property
    def grave(self) -> tuple[SituationCard, ...]:
        """The high-risk features that are surely among them, in the order of the cards' files: the gravest first."""
        order = {card.card_id: at for at, card in enumerate(load_cards())}
        grave = (card for card in self.situations if card.grave and card.card_id not in self.unsure)
        return tuple(sorted(grave, key=lambda card: order.get(card.card_id, len(order))))

    @property
    def perhaps_grave(self) -> tuple[SituationCard, ...]:
        """The high-risk features that may be among them, the surest first."""
        return tuple(card for card in self.situations if card.grave and card.card_id in self.unsure)

    @property
    def cards(self) -> tuple[SituationCard, ...]:
        """The three that are shown, what is surely a high-risk feature first.

        None that another stands instead of; and where a sign says more, none that is unsure, unless it is high-risk.
        """
        left_out = {other for card in self.situations for other in card.instead_of if card.card_id not in self.unsure}
        if self.signs:
            left_out |= {card.card_id for card in self.situations if card.card_id in self.unsure and not card.grave}
        others = (card for card in self.situations if card not in self.grave and card.card_id not in left_out)
        return (*self.grave, *others)[:_N_CARDS]


def case_sections(
    case: RecognisedCase, answer: Sequence[DraftSentence], bound: BoundSentences, allowed: Collection[str]
) -> tuple[DraftSection, ...]:
    """Return the sections of an answer to a worry.

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
    """
    common = load_common()[case.notification is not None]
    cards = case.cards

    def drafts(
        sentences: Iterable[ReviewedSentence], besides: Iterable[DraftSentence] = ()
    ) -> tuple[DraftSentence, ...]:
        return bound.drafts(_distinct(sentences, [one.text for one in besides]), allowed)

    no_early_help = (case.grave or case.perhaps_grave) and case.notification is None
    gravest = _in_turn(card.steps for card in case.grave)[:_N_STEPS]
    others = _in_turn(card.steps for card in cards if card not in case.grave)
    of_signs = [seen.sign.step for seen in case.shown_signs]
    theirs_first = [*of_signs, *others[: max(_FEWEST_STEPS, _N_STEPS - len(gravest) - len(of_signs))]]
    steps = drafts((*gravest, *common.first, *theirs_first, *(() if no_early_help else common.steps)), answer)
    theirs = _in_turn(card.nevers for card in cards)[: _N_NEVERS if case.notification is None else 1]
    nevers = drafts((*theirs, *common.nevers[: _MOST_NEVERS - len(theirs)]), (*answer, *steps))
    points = _points(case)
    if not points and not answer:
        points += common.points
    questions = drafts(_in_turn(card.questions for card in cards)[:_N_QUESTIONS])
    notification = (notification_section(case.notification, bound, allowed),) if case.notification else ()
    asked_back = ask_back(case.notification) if case.notification else ()
    return (
        DraftSection(
            heading=messages.SHORT_ANSWER_HEADING if answer else messages.POINTS_HEADING,
            before=_high_risk(case) if case.known or answer else (messages.NO_SITUATION,),
            sentences=(*answer, *bound.drafts(points, allowed)),
        ),
        DraftSection(heading=messages.DO_NOW_HEADING, sentences=steps, after=asked_back),
        DraftSection(heading=messages.NOT_TO_DO_HEADING, sentences=nevers),
        DraftSection(heading=messages.ASK_YOURSELF_HEADING, sentences=questions),
        DraftSection(heading=messages.RECORD_HEADING, sentences=drafts(common.record)),
        *notification,
    )


def _points(case: RecognisedCase) -> list[ReviewedSentence]:
    """Return what was seen and may point to something: the signs, then the situations that speak of other words."""
    seen = case.shown_signs
    points = [
        replace(one.sign.points_to, text=messages.SIGN_SEEN.format(words=one.words, points_to=one.sign.points_to.text))
        for one in seen
    ]
    for card in case.cards:
        words = case.told_in.get(card.card_id, "")
        if card.grave or not words or not any(words in one.text or one.text in words for one in seen):
            points.append(_with_words(card, words))
    return points


def _high_risk(case: RecognisedCase) -> tuple[str, ...]:
    told = ((messages.GRAVE, case.grave), (messages.PERHAPS_GRAVE, case.perhaps_grave))
    return tuple(
        text.format(features="; ".join(within_sentence(card.title) for card in cards)) for text, cards in told if cards
    )


def _with_words(card: SituationCard, words: str) -> ReviewedSentence:
    """Return what a situation may point to, after the words that speak of it: a misreading is seen at once."""
    text = messages.TOLD_IN.format(title=card.title, words=words, points_to=card.points_to.text)
    return replace(card.points_to, text=text) if words else card.points_to


def within_sentence(title: str) -> str:
    """Return a title without its capital, unless it begins with an abbreviation."""
    return title if title[1:2].isupper() else title[0].lower() + title[1:]


def _in_turn(groups: Iterable[Sequence[ReviewedSentence]]) -> list[ReviewedSentence]:
    """Return the first of each card, then the second of each, and so on."""
    return [sentence for sentence in chain.from_iterable(zip_longest(*groups)) if sentence is not None]


def _distinct(sentences: Iterable[ReviewedSentence], besides: Sequence[str]) -> list[ReviewedSentence]:
    """Return sentences of which none says what an earlier one says, or what one of ``besides`` says."""
    kept: list[ReviewedSentence] = []
    said = [set(tokens(text)) for text in besides]
    for sentence in sentences:
        words = set(tokens(sentence.text))
        if not any(len(words & other) >= _SAME * max(1, min(len(words), len(other))) for other in said):
            kept.append(sentence)
            said.append(words)
    return kept
