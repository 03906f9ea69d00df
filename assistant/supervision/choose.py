"""Which question comes next: of those that are open, the one that a supervisor would likeliest ask; the same for the same words.

What was taught supervisors’ choices says how likely each is (question_encoder.py). Rules keep the order: one of a
theme, of cards only those that were recognised, the child third at the latest, no words wanted of a child who has none; what
stops the person is last but one, and what they will do last. In a grave case the last that is free is one of safety.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from assistant import messages
from assistant.answer import within_sentence
from assistant.supervision.question_encoder import likely_asked
from assistant.supervision.reflection import Reply
from corpus.once import once
from corpus.statements import (
    Position,
    ReflectiveQuestion,
    ReviewedSentence,
    SituationCard,
    SupervisionTheme,
    load_cards,
    load_supervision,
)

N_QUESTIONS = 6
N_OF_A_CARD = 2
_OF_THE_CHILD = re.compile(
    r"^(?!.*(?:[Bb]esides the child|adult in this child|other child|another child|the child,? or the (?:adult|parent))).*"
    r"\b(?:the|this) (?:child|children themselves|pupil|young person|baby)\b"
)
_FROM = 2  # so many questions asked, and the child is asked about next if none of them was
_OF_SAFETY_AT = (3, 1)  # so many are left, and in a grave case what is of safety or of today goes before others
Likely = Callable[[str], Mapping[str, float]]


def next_question(
    worry: str,
    cards: Sequence[SituationCard],
    replies: Sequence[Reply],
    *,
    grave: bool = False,
    at_most: int = N_QUESTIONS,
    likely: Likely = likely_asked,
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
    grave : bool
        Whether a high-risk feature is surely told.
    at_most : int
        How many are asked.
    likely : callable
        Returns by its id how likely a supervisor would ask each question of a text.
    """
    if any(reply.question.theme_id in {theme.theme_id for theme in _at(Position.LAST)} for reply in replies):
        return None
    position = _position(replies, at_most)
    open_ = _open(position, cards, replies)
    of_the_child = [question for question in open_ if _OF_THE_CHILD.search(question.asks)]
    if position is Position.FREE and len(replies) >= _FROM:
        open_ = open_ if any(_OF_THE_CHILD.search(reply.question.asks) for reply in replies) else of_the_child or open_
    if grave and at_most - len(replies) in _OF_SAFETY_AT:
        open_ = [question for question in open_ if question.when_grave] or open_
    scores = _scores("\n".join([worry, *(reply.text for reply in replies if reply.text)]), likely)
    return max(open_, key=lambda question: scores.get(question.question_id, -math.inf), default=None)


def _position(replies: Sequence[Reply], at_most: int) -> Position:
    """Return what is asked now: what stops the person last but one, and what they will do last."""
    left = at_most - len(replies)
    if left > 2:
        return Position.FREE
    return Position.LAST_BUT_ONE if left == 2 else Position.LAST


def question_of(question_id: str) -> ReflectiveQuestion:
    """Return a question by its id; ``KeyError`` if there is none."""
    return {question.question_id: question for theme in _themes() for question in theme.questions}[question_id]


@once
def _themes() -> tuple[SupervisionTheme, ...]:
    """Return what can be asked about: the themes, and each situation card as a theme of its own."""
    cards = (
        SupervisionTheme(
            theme_id=card.card_id,
            title=card.title,
            position=Position.FREE,
            questions=tuple(_of_card(card, number) for number in range(len(card.questions))),
            at_most=N_OF_A_CARD,
        )
        for card in load_cards()
    )
    return (*load_supervision().themes, *cards)


def _of_card(card: SituationCard, number: int) -> ReflectiveQuestion:
    """Return a question of a card, counted from nought, with what it may speak of as the reason why it is asked."""
    question = card.questions[number]
    why = messages.WHY_OF_A_CARD.format(title=within_sentence(card.title))
    return ReflectiveQuestion(
        question_id=f"{card.card_id}-{number + 1}",
        theme_id=card.card_id,
        asks=question.text,
        why=ReviewedSentence(text=why, bindings=question.bindings, ours=question.ours),
    )


def _at(position: Position, card_ids: Collection[str] = ()) -> list[SupervisionTheme]:
    """Return the themes that are asked at a position, and of cards those with some ids."""
    own = {theme.theme_id for theme in load_supervision().themes}
    return [theme for theme in _themes() if theme.position is position and theme.theme_id in {*own, *card_ids}]


def _open(position: Position, cards: Sequence[SituationCard], replies: Sequence[Reply]) -> list[ReflectiveQuestion]:
    """Return the questions that may be asked now."""
    wordless = load_supervision().wordless
    card_ids = [card.card_id for card in cards]
    is_grave = any(card.grave for card in cards)
    no_words = wordless.is_of(card_ids)
    asked = {reply.question.question_id for reply in replies}
    n_asked = Counter(reply.question.theme_id for reply in replies)
    return [
        question
        for theme in _at(position, card_ids)
        if n_asked[theme.theme_id] < theme.at_most and not (is_grave and theme.unless_grave)
        for question in theme.questions
        if question.question_id not in asked and not (no_words and wordless.wants_words(question.asks))
    ]


def _scores(text: str, likely: Likely) -> Mapping[str, float]:
    try:
        return likely(text)
    except Exception:  # whatever is wrong with the model, they are asked in the order of the file
        return {}
