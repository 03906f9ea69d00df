"""The order of paragraphs: which pairs follow it, and whether a pair stands where those around it do."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

Pair = tuple[int, int]
_MOST_OFF = 2  # paragraphs
_STRETCH = 20  # paragraphs from one certain pair to the next, at most


def heaviest_run(weights: Mapping[Pair, float]) -> set[Pair]:
    """Return the pairs that rise on both sides together and weigh most; the others have moved.

    Parameters
    ----------
    weights : mapping of (int, int) to float
        Pairs and what each weighs, above 0; no two of one first or one second position.

    Examples
    --------
    >>> sorted(heaviest_run({(0, 0): 1.0, (1, 3): 1.0, (2, 1): 1.0, (3, 2): 1.0}))
    [(0, 0), (2, 1), (3, 2)]
    """
    # Of the best run that ends at each pair: what it weighs, that pair, and the one before it.
    runs: list[tuple[float, Pair, Pair | None]] = []
    for pair in sorted(weights):
        below = [(weight, end) for weight, end, _ in runs if end[1] < pair[1]]
        weight, before = max(below, default=(0.0, None))
        runs.append((weight + weights[pair], pair, before))
    before_of = {pair: before for _, pair, before in runs}
    at = max(runs)[1] if runs else None
    run: set[Pair] = set()
    while at is not None:
        run.add(at)
        at = before_of[at]
    return run


class Surroundings:
    """The pairs that are certain, by which it is judged where others are to be expected.

    Parameters
    ----------
    certain : mapping of int to int
        The position in the earlier edition and the one in the later.
    n_earlier, n_later : int
        How many paragraphs each edition has.
    """

    def __init__(self, certain: Mapping[int, int], n_earlier: int, n_later: int) -> None:
        pairs = [(-1, -1), *certain.items(), (n_earlier, n_later)]
        self._forward = sorted(pairs)
        self._backward = sorted((later, earlier) for earlier, later in pairs)

    def distance(self, pair: Pair) -> int:
        """Return by how many paragraphs a pair is off, counted from the nearest certain pair on any side of it."""
        earlier, later = pair
        return min(_off(self._forward, earlier, later), _off(self._backward, later, earlier))

    def is_expected(self, pair: Pair) -> bool:
        """Whether a pair stands where it is expected: hardly off, or in a short stretch between the same certain pairs."""
        earlier, later = pair
        between = _between(self._forward, earlier, later) or _between(self._backward, later, earlier)
        return between or self.distance(pair) <= _MOST_OFF


def _off(certain: Sequence[Pair], here: int, there: int) -> int:
    return min(abs((there - other) - (here - at)) for at, other in _around(certain, here))


def _between(certain: Sequence[Pair], here: int, there: int) -> bool:
    below, above = _around(certain, here)
    return below[1] < there < above[1] and max(above[0] - below[0], above[1] - below[1]) <= _STRETCH


def _around(certain: Sequence[Pair], here: int) -> tuple[Pair, Pair]:
    """Return the certain pairs next to a position, not one at it."""
    low = bisect_left(certain, (here, -2))
    return certain[low - 1], certain[low + (certain[low][0] == here)]
