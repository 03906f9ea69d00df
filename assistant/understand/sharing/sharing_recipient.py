"""Whom a question about sharing means: by a small linear model over signs that a person can read.

“Coach asked me straight out. Dad was there. How far can I go?” Each who is named is weighed by where the message has them
(sharing_story.py), and so is somebody whom it does not name. It learned from questions by many hands
(evals/questions/sharing-stories.jsonl). ``python -m evals sharing --train`` makes sharing_recipients.npz anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

import numpy as np

from assistant.understand.sharing.sharing_story import ANYONE, PARENT, StoryOfSharing
from corpus.once import once
from corpus.statements import Direction

SURE_OF_RECIPIENT = 0.5
"""How sure it must be of whom is meant, from 0 to 1 (docs/evaluation/answers.md)."""


@once
def load_sharing_recipients() -> Mapping[str, float]:
    """Load what comes with the project: how much each sign weighs."""
    with (
        resources.files("assistant.understand.sharing").joinpath("sharing_recipients.npz").open("rb") as file,
        np.load(file) as stored,
    ):
        return dict(zip(map(str, stored["signs"]), map(float, stored["weights"]), strict=True))


def recipient_asked(
    story: StoryOfSharing, ways: Mapping[Direction, float], threshold: float = SURE_OF_RECIPIENT
) -> tuple[Direction, str] | None:
    """Return which way sharing is asked about, and whom it means, by id: of all ways and recipients the likeliest two together.

    ``None`` where whom is less sure than ``threshold``, or may be one of two.

    Parameters
    ----------
    story : StoryOfSharing
        What is asked, and what was told before it.
    ways : mapping of Direction to float
        How likely each way is.
    threshold : float
        From 0 to 1.
    """
    weights, certain = load_sharing_recipients(), story.certain
    if certain == "":
        return None
    shares = {way: {certain: 1.0} if certain else _shares(story, way, weights) for way in ways}
    found = {(way, who): share for way in ways for who, share in shares[way].items()}
    way, who = max(found, key=lambda one: ways[one[0]] * found[one])
    if found[way, who] < threshold or (who == ANYONE and not story.somebody_asks):
        return None
    if who != PARENT:
        return way, who
    way = Direction.ASKED if way is Direction.TELL and story.parent_asks else way
    return None if way is Direction.ASKED and not story.asks_to_know else (way, story.parent)


def recipient_signs(story: StoryOfSharing, who: str, direction: Direction) -> frozenset[str]:
    """Return by what somebody is weighed: each sign alone, with whether it is a parent, and with who asks.

    Who it is counts for no more than that: those who wrote were given whom to write of.
    """
    family = "of a parent" if who == PARENT else "of nobody named" if who == ANYONE else "of another"
    asked = "asked of us" if direction is Direction.ASKED else "we would ask or tell"
    signs = story.signs_of(who)
    crossed = {f"{sign}; {of}" for sign in signs for of in (family, asked)}
    return signs | crossed | {f"{family}; {direction.value}"}


def _shares(story: StoryOfSharing, direction: Direction, weights: Mapping[str, float]) -> dict[str, float]:
    """Return how likely each is meant, from 0 to 1, if sharing goes that way."""
    scores = np.array([
        sum(weights.get(sign, 0.0) for sign in recipient_signs(story, who, direction)) for who in story.candidates
    ])
    odds = np.exp(scores - scores.max())
    return dict(zip(story.candidates, (odds / odds.sum()).tolist(), strict=True))
