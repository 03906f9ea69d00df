"""Which sentences of ours belong in the answer to a case: what readers made of each, and how sure it is that it was told.

Readers marked the sentences that might be said of some hundreds of messages (evals/questions/case-lines.jsonl): it belongs, it is
true and no more, it does not fit. How likely it belongs, and how likely it does not fit, are learned apart. A sentence that
seldom belonged has to be of one that surely is; one that nobody marked counts as its card’s others do. What was made of it in
messages like this one counts beside that (known_marks.py), and how likely advisers would choose it for the message, of all
sentences (line_chooser.py).
``python -m evals lines`` (``--train``, ``--weigh``) makes case_lines.json and known_marks.npz anew: docs/adr/0053, 0060, 0064,
0066, 0069 and 0072.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from hashlib import sha256
from importlib import resources
from math import exp

from assistant.encoders import log_odds
from assistant.understand.case.known_marks import MarksNear
from assistant.understand.case.signs import SeenSign
from assistant.understand.case.situations import Recognition
from corpus.once import once
from corpus.statements import (
    ReviewedSentence,
    Sign,
    SituationCard,
    load_cards,
    load_common,
    load_general_steps,
    load_signs,
)

BELONGS = 0.2
"""What a sentence must be worth, to be shown."""
_UNFIT_COUNTS = 0.5
_LIKE_ITS_SOURCE, _LIKE_ITS_ROLE, _LIKE_ALL = 4.0, 10.0, 5.0  # marks borrowed: by a sentence, by a card, by a role
_NOTHING_NEAR = -9.0  # what a sentence has that was never placed among those that are chosen


class LineKind(StrEnum):
    """Where a sentence comes from."""

    CARD = "card"
    SIGN = "sign"
    COMMON = "common"
    GENERAL = "general"


class LineRole(StrEnum):
    """What a sentence is said for."""

    POINT = "point"
    STEP = "step"
    NEVER = "never"
    QUESTION = "question"


_ROLES_WEIGHED = (LineRole.POINT, LineRole.STEP, LineRole.NEVER)  # beside questions


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A sentence that might be said of a case.

    Parameters
    ----------
    of : str
        The id of the card, the sign or the general step; ``worry`` or ``notification`` of what is said of every one.
    sure : float
        How sure it is that the card or the sign is told, from 0 to 1.
    likely, unfit : float
        How likely it belongs, and how likely it does not fit, from 0 to 1.
    title : str
        How the card or the sign is called.
    words : str
        Those of the message that tell it most.
    """

    sentence: ReviewedSentence
    kind: LineKind
    role: LineRole
    of: str
    sure: float = 1.0
    likely: float = 1.0
    unfit: float = 0.0
    title: str = ""
    words: str = ""

    @property
    def key(self) -> str:
        """The sentence in few letters: a sentence that is mended has no marks."""
        return sha256(self.sentence.text.encode()).hexdigest()[:10]

    @property
    def worth(self) -> float:
        """How likely it belongs, less a half of how likely it does not fit; from -0.5 to 1."""
        return self.likely - _UNFIT_COUNTS * self.unfit

    @property
    def role_key(self) -> str:
        """Its kind and role."""
        return f"{self.kind} {self.role}"


Chosen = Mapping[str, float]
"""By a sentence’s key how likely an adviser chooses it for a message: the higher the likelier."""
Marks = tuple[int, int, int]
"""For how many messages a sentence was marked, in how many of them it belonged, and in how many it did not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRecord:
    """What readers made of sentences before.

    Parameters
    ----------
    of_sentence : mapping of str to tuple
        By a sentence’s key.
    of_source : mapping of str to tuple
        By what the sentences are of: a card, a sign, every worry.
    of_role : mapping of str to tuple
        By kind and role.
    """

    of_sentence: Mapping[str, Marks]
    of_source: Mapping[str, Marks]
    of_role: Mapping[str, Marks]

    def shares(self, line: CaseLine) -> tuple[float, float]:
        """Return how often a sentence belonged, and how often it did not fit: few marks count little beside those of its like."""
        shares = (0.5, 0.5)
        for marks, borrowed in (
            (self.of_role.get(line.role_key), _LIKE_ALL),
            (self.of_source.get(line.of), _LIKE_ITS_ROLE),
            (self.of_sentence.get(line.key), _LIKE_ITS_SOURCE),
        ):
            n, *counted = marks or (0, 0, 0)
            belonged, unfit = (
                (count + borrowed * share) / (n + borrowed) for count, share in zip(counted, shares, strict=True)
            )
            shares = (belonged, unfit)
        return shares


@dataclass(frozen=True, slots=True, kw_only=True)
class LineModel:
    """What was learned: the weight of each feature, with a ``bias``, and what was made of sentences before.

    Parameters
    ----------
    belongs, unfit : mapping of str to float
        The weights by which it is told how likely a sentence belongs, and how likely it does not fit.
    """

    belongs: Mapping[str, float]
    unfit: Mapping[str, float]
    record: LineRecord


@once
def load_line_model() -> LineModel:
    """Load the model that comes with the project."""
    file = resources.files("assistant.understand.case").joinpath("case_lines.json")
    stored = json.loads(file.read_text(encoding="utf-8"))
    record = {
        name: {key: (n, belonged, unfit) for key, (n, belonged, unfit) in rows.items()}
        for name, rows in stored["record"].items()
    }
    weights = {name: stored[name] for name in ("belongs", "unfit")}
    return LineModel(**weights, record=LineRecord(**record))


def lines_of(known: Recognition, signs: Sequence[SeenSign], *, notification: bool) -> list[CaseLine]:
    """Return every sentence that might be said of a case: what is of the surest sign first, then what is of the surest card.

    Parameters
    ----------
    known : Recognition
        Which situations may be told.
    signs : sequence of SeenSign
        Those that may be.
    notification : bool
        Whether it is one of the police’s.
    """
    cards = {card.card_id: card for card in load_cards()}
    of_signs = (line for seen in signs for line in sign_lines(seen.sign, seen.sure, seen.words))
    of_cards = (
        line
        for name, sure in known.likely.items()
        for line in card_lines(cards[name], sure, known.told_in.get(name, ""))
    )
    return [*of_signs, *of_cards, *common_lines(notification=notification), *general_lines()]


def sentences_of_cases() -> Mapping[str, str]:
    """Return every sentence that may be said of a case, by its key."""
    of_cards = (line for card in load_cards() for line in card_lines(card, 1.0))
    of_signs = (line for sign in load_signs() for line in sign_lines(sign, 1.0))
    common = (line for notification in (False, True) for line in common_lines(notification=notification))
    return {line.key: line.sentence.text for line in (*of_cards, *of_signs, *common, *general_lines())}


def sign_lines(sign: Sign, sure: float, words: str = "") -> list[CaseLine]:
    """Return what is said of a sign, where it is told as surely as that, in those words."""
    said = ((LineRole.POINT, sign.points_to), (LineRole.STEP, sign.step))
    line = partial(CaseLine, kind=LineKind.SIGN, of=sign.sign_id, title=sign.title, sure=sure, words=words)
    return [line(sentence=sentence, role=role) for role, sentence in said]


def card_lines(card: SituationCard, sure: float, words: str = "") -> list[CaseLine]:
    """Return what a card says, where it is told as surely as that, in those words."""
    said = (
        (LineRole.POINT, (card.points_to,)),
        (LineRole.STEP, card.steps),
        (LineRole.NEVER, card.nevers),
        (LineRole.QUESTION, card.questions),
    )
    line = partial(CaseLine, kind=LineKind.CARD, of=card.card_id, title=card.title, sure=sure, words=words)
    return [line(sentence=sentence, role=role) for role, found in said for sentence in found]


def common_lines(*, notification: bool) -> list[CaseLine]:
    """Return what is said of every worry, or of every notification."""
    common = load_common()[notification]
    said = (
        (LineRole.STEP, (*common.first, *common.steps)),
        (LineRole.NEVER, common.nevers),
        (LineRole.POINT, common.points),
    )
    line = partial(CaseLine, kind=LineKind.COMMON, of="notification" if notification else "worry")
    return [line(sentence=sentence, role=role) for role, found in said for sentence in found]


def general_lines() -> list[CaseLine]:
    """Return the general steps, which may be said whatever is told."""
    line = partial(CaseLine, kind=LineKind.GENERAL, role=LineRole.STEP)
    return [line(sentence=one.says, of=one.step_id) for one in load_general_steps().values()]


def weighed(
    lines: Iterable[CaseLine], model: LineModel, chosen: Chosen, near: MarksNear | None = None
) -> list[CaseLine]:
    """Return sentences, each with how likely it belongs and how likely it does not fit.

    Parameters
    ----------
    lines : iterable of CaseLine
        That might be said.
    model : LineModel
        What was learned.
    chosen : mapping of str to float
        How likely each is chosen for the message.
    near : MarksNear or None
        What was made of sentences in messages like it; without it, what was made of them in all.
    """
    highest = max(chosen.values(), default=0.0)
    return [_weighed(line, model, chosen.get(line.key, _NOTHING_NEAR), highest, near) for line in lines]


def _weighed(line: CaseLine, model: LineModel, chosen: float, highest: float, near: MarksNear | None) -> CaseLine:
    in_all = model.record.shares(line)
    like_this = in_all if near is None else near.shares(line.key, in_all)
    likely, unlikely = (
        _likely(line_features(line, in_all[at], like_this[at], chosen, highest), weights)
        for at, weights in enumerate((model.belongs, model.unfit))
    )
    return replace(line, likely=likely, unfit=unlikely)


def _likely(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return 1 / (1 + exp(-weights["bias"] - sum(weights[name] * value for name, value in features.items())))


def line_features(line: CaseLine, share: float, like_this: float, chosen: float, highest: float) -> dict[str, float]:
    """Return what a sentence is judged by.

    Parameters
    ----------
    line : CaseLine
        The sentence.
    share, like_this : float
        How often it was marked so, in all messages and in those like this one.
    chosen, highest : float
        How likely it is chosen for the message, and how likely the likeliest of all sentences is.
    """
    sure = log_odds(line.sure)
    return {
        "of_card": float(line.kind is LineKind.CARD),
        "of_sign": float(line.kind is LineKind.SIGN),
        "of_general": float(line.kind is LineKind.GENERAL),
        "sure_of_card": sure if line.kind is LineKind.CARD else 0.0,
        "sure_of_sign": sure if line.kind is LineKind.SIGN else 0.0,
        "marked": share,
        "marked_near": like_this,
        "chosen": chosen,
        "behind": chosen - highest,
        **{f"is_{role}": float(line.role is role) for role in _ROLES_WEIGHED},
    }
