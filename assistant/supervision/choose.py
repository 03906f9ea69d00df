"""Which question comes next: by rules over reviewed questions, the same each time for the same words.

At most three questions come from the situation cards, chosen by what was recognised; the others ask what a supervisor asks of
any worry. What was said already is not asked. The last two are what stops the person, in the words of an obstacle if one was
named, and what they will do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant import messages
from assistant.answer import within_sentence
from assistant.supervision.reflection import Reply
from corpus.statements import (
    Position,
    ReflectiveQuestion,
    ReviewedSentence,
    SituationCard,
    SupervisionQuestions,
    SupervisionTheme,
    any_in,
    load_supervision,
    sentences_of,
)
from corpus.text import fold

N_QUESTIONS = 6
N_IN_A_GRAVE_CASE = 5
"""Fewer where a high-risk feature was written: the referral comes first."""
N_OF_CARDS = 3
_TO_CARDS = frozenset({0, 2})  # which questions are a card's, counted from nought, if there is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written, as the rules read it.

    Parameters
    ----------
    worry : str
        The worry.
    replies : sequence of Reply
        What was asked and answered.
    data : SupervisionQuestions
        What can be asked.
    cards : sequence of SituationCard
        What was recognised.
    """

    worry: str
    replies: Sequence[Reply]
    data: SupervisionQuestions
    cards: Sequence[SituationCard] = ()

    @property
    def sentences(self) -> list[str]:
        """Everything that was written, sentence by sentence."""
        return [
            sentence
            for text in (self.worry, *(reply.text for reply in self.replies))
            for sentence in sentences_of(text)
        ]

    @property
    def latest(self) -> list[str]:
        """The sentences of the latest answer; of the worry, before there is one."""
        return sentences_of(self.replies[-1].text if self.replies else self.worry)

    @property
    def asked(self) -> tuple[ReflectiveQuestion, ...]:
        """The questions asked so far."""
        return tuple(reply.question for reply in self.replies)

    def is_open(self, question: ReflectiveQuestion) -> bool:
        """Whether a question was not asked, what was written does not answer it, and it asks no words of who has none."""
        if question.question_id in {one.question_id for one in self.asked}:
            return False
        wordless = self.data.wordless
        if wordless.is_of([card.card_id for card in self.cards]) and wordless.wants_words(question.asks):
            return False
        asks, said = sentences_of(question.asks), self.sentences
        known = any(any_in((fact.asks,), asks) and any_in((fact.said,), said) for fact in self.data.known)
        return not known and not any_in(question.needless, said)


def next_question(
    worry: str,
    cards: Sequence[SituationCard],
    replies: Sequence[Reply],
    *,
    came_up: Collection[str] = (),
    at_most: int = N_QUESTIONS,
    data: SupervisionQuestions | None = None,
) -> ReflectiveQuestion | None:
    """Return the question to ask next; nothing after the last.

    Parameters
    ----------
    worry : str
        Without details.
    cards : sequence of SituationCard
        What the worry and the answers speak of, first what matters most.
    replies : sequence of Reply
        What was asked and answered so far.
    came_up : collection of str
        The ids of cards of which the latest answer speaks and nothing before it did.
    at_most : int
        How many are asked.
    data : SupervisionQuestions or None
        ``None`` for those that come with the project.
    """
    data = data or load_supervision()
    written = Written(worry=worry, replies=replies, data=data, cards=cards)
    last = {theme.theme_id for theme in data.at(Position.LAST)}
    if any(question.theme_id in last for question in written.asked):
        return None
    if len(replies) >= at_most - 1:
        return _best(data.at(Position.LAST), written, cards)
    if len(replies) == at_most - 2:
        return _best(data.at(Position.LAST_BUT_ONE), written, cards)
    of_cards = sum(question.theme_id in {card.card_id for card in cards} for question in written.asked)
    if of_cards < N_OF_CARDS and (len(replies) in _TO_CARDS or came_up):
        new = [card for card in cards if card.card_id in came_up]
        if question := next(iter(_of_cards(new or cards, written)), None):
            return question
    general = _best(_free(data, written), written, cards)
    return general or _best(data.at(Position.LAST_BUT_ONE), written, cards)


def of_card(card: SituationCard, number: int) -> ReflectiveQuestion:
    """Return a question of a card, counted from nought, with what was recognised as the reason why it is asked."""
    question = card.questions[number]
    why = messages.WHY_OF_A_CARD.format(title=within_sentence(card.title))
    return ReflectiveQuestion(
        question_id=f"{card.card_id}-{number + 1}",
        theme_id=card.card_id,
        asks=question.text,
        why=ReviewedSentence(text=why, bindings=question.bindings, ours=question.ours),
        cards=(card.card_id,),
    )


def _of_cards(cards: Sequence[SituationCard], written: Written) -> list[ReflectiveQuestion]:
    """Return the open questions of cards, first of the card of which the fewest were asked; each begins with another in turn."""
    n_asked = {card.card_id: sum(one.theme_id == card.card_id for one in written.asked) for card in cards}
    questions = [
        of_card(card, (number + _rotation(written.worry)) % len(card.questions))
        for card in sorted(cards, key=lambda card: n_asked[card.card_id])
        for number in range(len(card.questions))
    ]
    return [question for question in questions if written.is_open(question)]


def _free(data: SupervisionQuestions, written: Written) -> list[SupervisionTheme]:
    """Return the themes that were not asked yet, not even in the words of a card, and that nothing said makes needless."""
    asked = {question.theme_id for question in written.asked}
    words = [sentence for question in written.asked for sentence in sentences_of(question.asks)]
    said = written.sentences
    return [
        theme
        for theme in data.at(Position.FREE)
        if theme.theme_id not in asked and not any_in(theme.like, words) and not any_in(theme.unless_said, said)
    ]


def _best(
    themes: Sequence[SupervisionTheme], written: Written, cards: Sequence[SituationCard]
) -> ReflectiveQuestion | None:
    """Return the question that fits best: the latest answer, then anything written, a fact that is missing, then in turn."""
    ranked = [
        (_fit(question, written), _wanted(theme), _turn(at, len(themes), written.worry), variant, question)
        for at, theme in enumerate(themes)
        for variant, question in _in_turn(theme.questions, written.worry)
        if _is_for(question, written, cards) and written.is_open(question)
    ]
    return min(ranked, key=lambda one: one[:4])[-1] if ranked else None


def _is_for(question: ReflectiveQuestion, written: Written, cards: Sequence[SituationCard]) -> bool:
    of_these = not question.cards or any(card.card_id in question.cards for card in cards)
    return of_these and (not question.fits or any_in(question.fits, written.sentences))


def _fit(question: ReflectiveQuestion, written: Written) -> int:
    """Return how closely a question fits, 0 closest: the latest answer, anything written, a recognised card, any worry."""
    if question.fits:
        return 0 if any_in(question.fits, written.latest) else 1
    return 2 if question.cards else 3


def _wanted(theme: SupervisionTheme) -> int:
    return 0 if theme.unless_said else 1  # of what is open, a fact that was not said comes first


def _in_turn(questions: Sequence[ReflectiveQuestion], worry: str) -> Iterator[tuple[int, ReflectiveQuestion]]:
    return ((_turn(at, len(questions), worry), question) for at, question in enumerate(questions))


def _turn(at: int, n: int, worry: str) -> int:
    """Return the place of one of ``n`` when they are begun with another for each worry."""
    return (at - _rotation(worry)) % n


def _rotation(worry: str) -> int:
    """Return a number that is the same for the same words and differs from worry to worry."""
    return int(hashlib.sha256(fold(worry).encode()).hexdigest()[:8], 16)
