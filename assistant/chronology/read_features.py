"""High-risk features in words that no rule knows: what the models of situations are sure of, beside the rules."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.chronology.agency_patterns import HEALTH
from assistant.chronology.clauses import Clause, found_in
from assistant.chronology.read_kinds import clause_of, kinds_read
from assistant.chronology.risk_features import BETWEEN_CHILDREN, HURTING, MENTIONED_ONLY, counts
from assistant.safety import any_of
from assistant.understand import SITUATION_THRESHOLD, likely, recognise
from corpus.models import Embedder
from corpus.statements import SituationCard, load_cards

_OF_ONESELF = any_of(
    r"\b(?:herself|self-?harm\w*|razor|blade|her (?:own )?(?:arms?|legs?|thighs?|wrists?)|tops? of her)\b"
)
FEWEST_WORDS = 6
"""Of an entry that is read: the models learned from messages, and shorter notes say too little."""


def features_read(text: str, embedder: Embedder) -> Iterator[tuple[SituationCard, Clause, bool]]:
    """Return the high-risk features that the models are sure an entry tells of, each with its words, and whether as past.

    A clause must bear it out by itself: "copied to mum by hand" in a note on a referral does not. What a health service did does
    not either, and that the child is a baby is no feature. A burn is no hurting: somebody must be said to have done it.

    Yields
    ------
    tuple of SituationCard, Clause and bool
    """
    if len(text.split()) < FEWEST_WORDS:
        return
    known = recognise(text, embedder)
    if known.tells is None:  # cues alone are for messages
        return
    cards = {card.card_id: card for card in load_cards() if card.grave}
    for card_id, clause in kinds_read(text, embedder).items():
        if card_id in cards and counts(card_id, clause) and not (clause.is_past or _is_denied_within(clause)):
            yield cards[card_id], clause, False
    for card in known.situations:
        words = known.told_in.get(card.card_id, "") if card.card_id != "child-hurt" else _hurting(text)
        if not card.grave or card.card_id in known.unsure or card.card_id in MENTIONED_ONLY or not words:
            continue
        clause = clause_of(text, words)
        if card.card_id == "fgm" and _OF_ONESELF.search(clause.sentence):
            continue  # a girl who cuts herself
        if (
            not HEALTH.search(words)
            and counts(card.card_id, clause)
            and not _is_denied_within(clause)
            and (card.card_id == "child-hurt" or likely(words, embedder)[card.card_id] >= SITUATION_THRESHOLD)
        ):
            yield card, clause, clause.is_past


def _hurting(text: str) -> str:
    """Return the sentence that says that somebody hurt, other than another child; empty if none does."""
    sentences = (one.sentence for one in found_in(text, HURTING) if not BETWEEN_CHILDREN.search(one.sentence))
    return " ".join(next(sentences, "").split())


def _is_denied_within(clause: Clause) -> bool:
    """Whether the words themselves say that it is not so; a "no" at their end is what somebody said."""
    last = clause.start + clause.words.rfind(" ") + 1
    return Clause(sentence=clause.sentence, start=last, end=clause.end).is_denied
