"""What paragraphs are found and compared by: stems and pairs of neighbouring stems, each weighted by how rare it is."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.index import tokens

Bag = Counter[str]
_COMMON_FROM = 20  # paragraphs; a shingle in more than these, and in more than a share of all, finds nothing
_COMMON_SHARE = 0.05


def bag_of(text: str) -> Bag:
    """Return the shingles of a text with their counts.

    Examples
    --------
    >>> sorted(bag_of("Ring the bell twice"))
    ['bell', 'bell twice', 'ring', 'ring bell', 'twice']
    """
    stems = tokens(text)
    return Counter([*stems, *(" ".join(pair) for pair in pairwise(stems))])


class Rarity:
    """Weights of shingles in two editions: one that few paragraphs have says more.

    Parameters
    ----------
    bags : iterable of Counter
        Of all paragraphs of both.
    """

    def __init__(self, bags: Iterable[Bag]) -> None:
        n_with: Counter[str] = Counter()
        n = 0
        for bag in bags:
            n_with.update(bag.keys())
            n += 1
        most = max(_COMMON_FROM, int(n * _COMMON_SHARE))
        self._weights = {shingle: math.log1p(n / some) for shingle, some in n_with.items()}
        self._rare = frozenset(shingle for shingle, some in n_with.items() if some <= most)

    def weight(self, bag: Bag) -> float:
        """Return the weight of all shingles of a bag, exactly the same in whatever order they come."""
        return math.fsum(count * self._weights[shingle] for shingle, count in bag.items())

    def shared(self, one: Bag, other: Bag) -> float:
        """Return the weight of what two bags have in common."""
        return self.weight(one & other)

    def sharing(self, earlier: Sequence[Bag], later: Sequence[Bag]) -> dict[tuple[int, int], float]:
        """Return the pairs of positions whose bags have rare shingles in common, with the weight of those.

        Parameters
        ----------
        earlier, later : sequence of Counter
            The bags of each edition.
        """
        having: dict[str, list[int]] = defaultdict(list)
        for at, bag in enumerate(later):
            for shingle in bag.keys() & self._rare:
                having[shingle].append(at)
        shared: dict[tuple[int, int], float] = defaultdict(float)
        for at, bag in enumerate(earlier):
            for shingle in bag:
                for other in having.get(shingle, ()):
                    shared[at, other] += self._weights[shingle]
        return shared
