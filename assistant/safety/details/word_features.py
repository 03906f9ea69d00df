"""What can be seen of each word of a message besides its meaning: its case, the lists it is on, its letters, what rules found.

The bundled encoder reads small letters alone and has never seen most names. The tagger (detail_tagger.py) is given
this beside it, so that it can weigh a rule, a list and a meaning against each other.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.pii import DetailKind, Span, context, fold, name_lists

_WORD = re.compile(r"[^\W_]+|[^\s\w]|_")
_MIXED = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]")
_NUMBERS = frozenset(DetailKind) - {
    DetailKind.NAME, DetailKind.INITIALS, DetailKind.HANDLE, DetailKind.ADDRESS, DetailKind.SCHOOL,
}  # fmt: skip
_RULED = (
    *(frozenset({kind}) for kind in DetailKind if kind not in _NUMBERS),
    _NUMBERS,
)
_SHAPES = 14  # of each word, and of the whole message
_LISTS = 15
N_LETTER_BUCKETS = 1 << 13
N_FEATURES = _SHAPES + _LISTS + 2 + len(_RULED)
LIKE_A_NAME = _SHAPES + _LISTS
"""Where the two features stand that say how like a name's the letters of a word are: of any word, and of one on no list."""
ON_LISTS = slice(_SHAPES, LIKE_A_NAME)
_N_REMEMBERED = 4096
_SIZES = (1, 2, 3, 4)

Places = Sequence[tuple[int, int]]
Features = NDArray[np.float32]


def places_of_words(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each word of a text begins and ends; each mark is a word of its own."""
    return tuple(match.span() for match in _WORD.finditer(text))


def word_features(
    text: str, places: Places, ruled: Iterable[Span], letter_weights: NDArray[np.float32] | None = None
) -> Features:
    """Return the features of words, of shape ``(len(places), N_FEATURES)``.

    Parameters
    ----------
    text : str
        The message.
    places : sequence of (int, int)
        Where its words stand.
    ruled : iterable of Span
        What rules and lists took for details.
    letter_weights : array of shape (N_LETTER_BUCKETS,), optional
        What each run of letters says for a name; without it, nothing is said of letters.
    """
    found = np.zeros((len(places), N_FEATURES), dtype=np.float32)
    letters = [letter for letter in text if letter.isalpha()]
    lower = not any(map(str.isupper, letters))
    upper = bool(letters) and not any(map(str.islower, letters))
    for row, (start, end) in zip(found, places, strict=True):
        word = text[start:end]
        row[:_SHAPES] = (*_shape(word), *_standing(text, start, end), lower, upper)
        key = fold(word)
        row[_SHAPES:LIKE_A_NAME] = _listed(key)
        if letter_weights is not None and key.isalpha():
            likeness = likeness_to_names(key, letter_weights)
            row[LIKE_A_NAME : LIKE_A_NAME + 2] = likeness, likeness * row[LIKE_A_NAME - 1]
    first = N_FEATURES - len(_RULED)
    for span in ruled:
        column = first + next(at for at, kinds in enumerate(_RULED) if span.kind in kinds)
        for row, (start, end) in zip(found, places, strict=True):
            row[column] = max(row[column], start < span.end and span.start < end)
    return found


def likeness_to_names(key: str, letter_weights: NDArray[np.float32]) -> float:
    """Return how like a name's the letters of a folded word are: from -1, like a word's, to 1."""
    return float(np.tanh(letter_weights[letter_buckets(key)].sum() / 2))


@lru_cache(maxsize=_N_REMEMBERED)
def letter_buckets(key: str) -> list[int]:
    """Return the buckets of the runs of one to four letters of a folded word, its ends marked."""
    marked = f"^{key}$"
    runs = {marked[at : at + size] for size in _SIZES for at in range(len(marked) - size + 1)}
    return sorted(zlib.crc32(run.encode()) % N_LETTER_BUCKETS for run in runs)


def _shape(word: str) -> tuple[bool, ...]:
    """Return what the characters of a word are like."""
    return (
        word[0].isupper(),
        word.isupper() and len(word) > 1,
        bool(_MIXED.search(word)),
        word.isalpha() and len(word) == 1,
        word.isalpha() and len(word) in {2, 3},
        any(map(str.isdigit, word)),
        word.isdigit(),
        not word.isalnum(),
    )


def _standing(text: str, start: int, end: int) -> tuple[bool, ...]:
    """Return how a word stands beside its neighbours."""
    return (
        bool(context.SENTENCE_START.search(text[max(0, start - 20) : start])),
        text[start - 1 : start] in {"'", "’"},
        text[start - 1 : start] in {"_", ".", "@", "-"} and not text[start - 2 : start - 1].isspace(),
        text[end : end + 2].lower() in {"'s", "’s"},
    )


@lru_cache(maxsize=_N_REMEMBERED)
def _listed(key: str) -> tuple[bool, ...]:
    """Return which lists a folded word is on; the last is whether it is on none."""
    lists = name_lists()
    owner = key.removesuffix("s")
    on = (
        key in lists.given,
        key in lists.ambiguous,
        key in lists.hard,
        key in lists.surnames,
        key in lists.second_names,
        key in lists.times,
        key in lists.never_alone,
        key in lists.places,
        key in lists.not_names,
        key in lists.ordinary,
        key in lists.spoken,
        key in lists.not_initials,
        owner != key and owner in lists.given | lists.ambiguous,
    )
    form = not any(on) and key.isalpha() and (lists.is_form(key) or lists.is_misspelt(key))
    return (*on, form, not any(on) and not form and key.isalpha())
