"""Whether a message goes on with what was said before it, or is a new case or question that stands alone.

Rules find what points to something that the message does not name itself. By themselves they take six of ten new cases for
more of the last one, since whoever tells of a new child says “he” and “they” too. So a small linear model decides, from the
rules, a few signs and the message's vector. It belongs to one embedder: with another, or without one, the rules stand alone.
``python -m evals conversations --train`` makes continuation.npz anew.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np

from assistant.safety import any_of
from assistant.understand.conversation.follow_up import people
from corpus.index import tokens
from corpus.models import Embedder, Vectors
from corpus.once import once

_NEW_SUBJECT = any_of(
    r"\b(?:different|another|new|separate|unrelated|other) (?:\w+ )?"
    r"(?:child|pupil|student|family|case|question|topic|subject|issue|matter|one|thing)\b(?![^.?!]*\b(?:same|too|as well)\b)",
    r"\b(?:moving on|change of subject|on another note|something else entirely|unrelated(?:ly)?)\b",
)
_CONTINUES = re.compile(
    r"^\W*(?:(?:and|but|so|also|then|ok(?:ay)?|right|thanks?(?: you)?|yes|no|well|hmm|plus)\b[\s,.–-]*)+", re.IGNORECASE
)
_ELLIPTIC = any_of(
    r"^\W*(?:(?:and|but|so|ok|then) )*(?:what|how) (?:if|about)\b",
    r"^\W*(?:(?:and|but|so|ok) )*(?:if|when|for|in|with|why|how soon|how long|same)\b",
    r"\bthe 20\d\d (?:edition|version|one)\b",
    r"\b(?:does|do|is|would|will|did) (?:that|it|this|the same)\b(?! (?:mean|child|pupil|girl|boy)\b)",
)
_POINTS = any_of(
    r"\b(?:he|she|they|him|her|them|his|their|hers|theirs|it|its|those|these)\b",
    r"\b(?:hes|shes|theyre|he[’']s|she[’']s|they[’']re|he[’']d|she[’']d|they[’']d|he[’']ll|she[’']ll)\b",
    r"\b(?:do|does|did|is|about|with|to|of|for|after|by|in|than|like|decides?) (?:that|this)\b(?! \w+ (?:is|was|are|has)\b)",
    r"\b(?:though|still|instead|(?<!nothing\s)else|either|again|anyway|same)\b",
    r"\bthe (?:referral|notification|child|girl|boy|parents?|mum|dad|father|mother|file|meeting|conference|report|form|call|email"
    r"|other (?:parent|child|school|one)|assessment|enquir\w+|plan|social worker)\b",
)
_EMPTY_IT = re.compile(
    r"\b(?:is|was|would) it (?:(?!enough)\w+ ){1,3}(?:to|that|for|if|when)\b|\bit(?:[’']s| is) (?:ok|true|a)\b",
    re.IGNORECASE,
)
_NAMES_ITS_SUBJECT = re.compile(
    r"^\W*(?:what|who)(?:[’']s| is| are|s) (?!that|this|it|he|she|they|next|the )\w+|^\W*define\b", re.IGNORECASE
)
_MINE = re.compile(r"\b(?:i|we)\b", re.IGNORECASE)
_OWN_PERSON = re.compile(
    r"\b(?:an?|one of (?:our|my)|two|three|our|my|some|any|every|each|all) (?:\w+ ){0,3}"
    r"(?:boy|girl|lad|child|children|pupils?|students?|mum|dad|mother|father|parents?|staff|teacher|caretaker|cook|head|colleague|governor|coach|school|schools"
    r"|baby|sibling|family)\b",
    re.IGNORECASE,
)
FEW_WORDS = 3
_MANY_WORDS = 60
_FEWEST_STEMS = 3  # fewer, of somebody’s who asks what to do, and the same holds
_FEW_STEMS = 4  # fewer words of its own, after "and", and a question is about what came before

# Signs that the model reads beside the rules.
_PRONOUN = re.compile(
    r"\b(?:he|she|they|him|her|them|his|their|hers|theirs|it|its|this|that|these|those|hes|shes|theyre)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b(?:boy|girl|lad|lass|child|pupil|student|kid|mum|mam|mother|dad|father|parents?|stepdad|partner|boyfriend|nan|gran"
    r"|brother|sister|baby|man|woman|teacher|colleague|police|officer)s?\b",
    re.IGNORECASE,
)
_BROUGHT_IN = re.compile(
    r"\b(?:an?|one of|two|three|our|my|some|any|every|each|all|another)\s+(?:\w+\s+){0,3}?"
    r"(?:boy|girl|lad|lass|child|children|pupils?|students?|mum|mother|father|dad|parents?|teacher|colleague|family|baby|yr|year|y\d)",
    re.IGNORECASE,
)
_YEAR_GROUP = re.compile(r"\b(?:year|yr|y) ?\d{1,2}\b", re.IGNORECASE)
_BEGINS_WITH_PRONOUN = re.compile(
    r"^\W*(?:(?:and|but|so|also|then|ok|right|thanks|well|yes|no)\W+)*"
    r"(?:he|she|they|hes|shes|theyre|his|her|their|him|it|its)\b",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"[\"“‘]")
_BEFORE_CHARS = 800  # of what was said before, the last of it
VECTOR_COUNTS = 2.0  # so often as a sign
N_SIGNS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuationModel:
    """A linear model over the signs and the vector of a message.

    Parameters
    ----------
    embedder : str
        The name of the model whose vectors it reads.
    weights : array
        Shape ``(N_SIGNS + dimension,)``.
    bias : float
        Above zero, the sum says that a message goes on.
    """

    embedder: str
    weights: Vectors
    bias: float


@once
def load_continuation() -> ContinuationModel:
    """Load the model that comes with the project."""
    with (
        resources.files("assistant.understand.conversation").joinpath("continuation.npz").open("rb") as file,
        np.load(file) as stored,
    ):
        return ContinuationModel(
            embedder=str(stored["embedder"]), weights=stored["weights"], bias=float(stored["bias"])
        )


def goes_on(text: str, earlier: Sequence[str], embedder: Embedder | None = None) -> bool:
    """Whether a message goes on with the person's earlier ones; by the rules alone, unless the embedder is the model's own."""
    model = load_continuation()
    if not earlier or embedder is None or embedder.name != model.embedder:
        return bool(earlier) and leans(text)
    return float(read_message(text, earlier, embedder) @ model.weights) + model.bias > 0


def read_message(text: str, earlier: Sequence[str], embedder: Embedder) -> Vectors:
    """Return what the model reads of a message after earlier ones, shape ``(N_SIGNS + dimension,)``."""
    before = " ".join(earlier)[-_BEFORE_CHARS:]
    vector, vector_before = embedder.embed([text, before])
    signs = [*_signs(text, before), float(vector @ vector_before)]
    return np.concatenate([np.array(signs, dtype=np.float32), VECTOR_COUNTS * vector])


def _signs(text: str, before: str) -> list[float]:
    pronoun, somebody = _PRONOUN.search(text), _SOMEBODY.search(text)
    named, named_before = ({person.word for person in people(part)} for part in (text, before))
    n_words = len(text.split())
    return [
        leans(text),
        _CONTINUES.search(text) is not None,
        begins_with_pronoun(text),
        pronoun is not None and (somebody is None or pronoun.start() < somebody.start()),
        _BROUGHT_IN.search(text) is not None,
        pronoun is None and somebody is None,
        min(math.log(max(n_words, 1)), 4.5) / 2,
        n_words <= 5,
        text.rstrip().endswith("?"),
        "?" in text.rstrip()[:-1],
        _QUOTES.search(text) is not None,
        _YEAR_GROUP.search(text) is not None,
        len(named & named_before) / max(1, len(named)),
        bool(named) and not named & named_before,
    ]


def leans(text: str) -> bool:
    """Whether a message points, by the rules, to something that it does not name itself."""
    words, stems = text.split(), set(tokens(_CONTINUES.sub("", text)))
    if _NEW_SUBJECT.search(text) or len(words) > _MANY_WORDS:
        return False
    pointing = _EMPTY_IT.sub(" ", text)
    if len(words) <= FEW_WORDS or (len(stems) < _FEWEST_STEMS and _MINE.search(text)):
        return not _NAMES_ITS_SUBJECT.match(text)
    if is_elliptic(pointing):
        return True
    points, own = _POINTS.search(pointing), _OWN_PERSON.search(pointing)
    if points and not (own and own.start() < points.start()):
        return True
    return _CONTINUES.match(text) is not None and len(stems) < _FEW_STEMS


def begins_with_pronoun(text: str) -> bool:
    """Whether a message begins with somebody or something that only what came before can name."""
    return _BEGINS_WITH_PRONOUN.search(text) is not None


def is_elliptic(text: str) -> bool:
    """Whether a message leaves out what it asks about, as in “and if they refuse?”."""
    return _ELLIPTIC.search(text) is not None
