"""Whom a question about sharing means, and which way it goes: the bundled encoder, taught with messages by many hands.

“Coach asked me straight out. Dad was there. How far can I go?” names nobody in what it asks. So the whole message is read, or
the story with one of the things that it asks. It learned from questions by many hands (evals/questions/sharing-stories.jsonl,
sharing.jsonl and asks.jsonl). ``python -m evals sharing --train`` makes sharing.npz anew.
"""

from __future__ import annotations

from collections.abc import Collection

from assistant.encoders import NamedEncoder, read_named_encoder
from assistant.understand.sharing.sharing_names import as_one
from corpus.once import once
from corpus.statements import Direction

RECIPIENT_LABEL, WAY_LABEL = "who:", "way:"
"""What the names of recipients and of ways begin with, in the file."""
SURE_OF_SHARING = 0.0
"""The mean of both log-odds, of the likeliest recipient and of the likeliest way: docs/evaluation/answers.md."""
_NAMED = 2.0  # log-odds: somebody whom the message names is likelier meant
_ASKS = 1.0  # and so is who asks
_AS_WELL = 1.0  # another is meant besides


@once
def load_sharing_model() -> NamedEncoder:
    """Load the model that comes with the project: its names are recipients and the values of ``Direction``."""
    return read_named_encoder("assistant.understand.sharing", "sharing.npz")


def sharing_read(
    text: str, named: Collection[str] = (), asking: Collection[str] = (), threshold: float = SURE_OF_SHARING
) -> tuple[Direction, tuple[str, ...]] | None:
    """Return which way sharing is asked about, and whom it means by id, likeliest first; ``None`` where that is not sure.

    Parameters
    ----------
    text : str
        What is asked and what was told before it, without details.
    named, asking : collection of str
        The ids of those whom it names, and of those of them who ask: likelier by ``_NAMED`` and ``_ASKS``.
    threshold : float
        In log-odds.
    """
    model = load_sharing_model()
    odds = dict(zip(model.names, map(float, model.encoder.read(" ".join(text.split()))), strict=True))
    whom = {name.removeprefix(RECIPIENT_LABEL): odds[name] for name in odds if name.startswith(RECIPIENT_LABEL)}
    likely = {who: of + _NAMED * _is_among(who, named) + _ASKS * _is_among(who, asking) for who, of in whom.items()}
    way = max((name for name in odds if name.startswith(WAY_LABEL)), key=lambda name: odds[name])
    first, *others = sorted(likely, key=lambda who: -likely[who])
    if (likely[first] + odds[way]) / 2 < threshold:
        return None
    return Direction(way.removeprefix(WAY_LABEL)), (first, *(who for who in others if whom[who] >= _AS_WELL))


def _is_among(who: str, some: Collection[str]) -> bool:
    return as_one(who) in map(as_one, some)
