"""The sentences of cards, signs, short answers and of what holds for every case, each by a name that says where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.statements.cards import load_cards
from corpus.statements.common import load_common
from corpus.statements.sentences import ReviewedSentence
from corpus.statements.short_answers import load_short_answers
from corpus.statements.signs import load_signs


def named_sentences() -> Iterator[tuple[str, ReviewedSentence]]:
    """Return every sentence of a card, a sign, a short answer or of what holds for every case, with the name it goes by.

    Yields
    ------
    tuple of str and ReviewedSentence
    """
    for card in load_cards():
        yield f"card/{card.card_id}/points-to", card.points_to
        for part, sentences in (("step", card.steps), ("never", card.nevers), ("question", card.questions)):
            yield from _numbered(f"card/{card.card_id}/{part}-", sentences)
    for sign in load_signs():
        yield f"sign/{sign.sign_id}/points-to", sign.points_to
        yield f"sign/{sign.sign_id}/step", sign.step
    for answer in load_short_answers():
        yield from _numbered(f"answer/{answer.answer_id}/", answer.sentences)
    for name, common in zip(("worry", "notification"), load_common(), strict=True):
        parts = (("first", common.first), ("step", common.steps), ("never", common.nevers), ("record", common.record))
        for part, sentences in parts:
            yield from _numbered(f"{name}/{part}-", sentences)


def _numbered(name: str, sentences: Iterable[ReviewedSentence]) -> Iterator[tuple[str, ReviewedSentence]]:
    return ((f"{name}{number}", sentence) for number, sentence in enumerate(sentences, start=1))
