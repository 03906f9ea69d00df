"""How much two paragraphs, or one and several, are alike: by their rare shingles and by their words in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from corpus.word_diff import compare_words
from ingest.crosswalk.order import Pair
from ingest.crosswalk.paragraphs import Paragraph
from ingest.crosswalk.shingles import Bag, Rarity, bag_of

_LEAST_RARE = 0.05  # of the smaller paragraph, by weight
_LEAST_ALIKE = 0.12  # in shingles; less is chance
_LEAST_INSIDE = 0.4  # of the smaller paragraph, in shingles
_N_CANDIDATES = 5  # of each paragraph, by either measure
_ALMOST = 0.99  # the most that paragraphs of different words can be alike


class Likeness:
    """Compares the paragraphs of two editions; a paragraph is known by its position in its sequence.

    Parameters
    ----------
    earlier, later : sequence of Paragraph
        What is compared.
    """

    def __init__(self, earlier: Sequence[Paragraph], later: Sequence[Paragraph]) -> None:
        self._earlier, self._later = earlier, later
        self._bags = [bag_of(paragraph.text) for paragraph in earlier], [bag_of(paragraph.text) for paragraph in later]
        self._rarity = Rarity([*self._bags[0], *self._bags[1]])
        self._weights = [[self._rarity.weight(bag) for bag in bags] for bags in self._bags]
        self._known: dict[tuple[tuple[int, ...], tuple[int, ...]], float] = {}

    def candidates(self) -> dict[Pair, float]:
        """Return the pairs that may belong together with their likeness: for each paragraph the few most alike."""
        alike: dict[Pair, float] = {}
        inside: dict[Pair, float] = {}
        for (at, other), rare in self._rarity.sharing(*self._bags).items():
            both = self._weights[0][at] + self._weights[1][other]
            smaller = min(self._weights[0][at], self._weights[1][other])
            if rare < _LEAST_RARE * smaller:
                continue
            shared = self._rarity.shared(self._bags[0][at], self._bags[1][other])
            if 2 * shared >= _LEAST_ALIKE * both:
                alike[at, other] = 2 * shared / both
            if shared >= _LEAST_INSIDE * smaller:
                inside[at, other] = shared / smaller
        chosen = {*_best(alike), *_best(inside), *self._equal()}
        return {(at, other): self.of((at,), (other,)) for at, other in sorted(chosen)}

    def of(self, earlier: Sequence[int], later: Sequence[int]) -> float:
        """Return how alike the paragraphs at some positions are, those of one edition taken together: 0 to 1.

        Half of it is the share of rare shingles that both have, half the share of words that both have in order.
        """
        key = tuple(sorted(earlier)), tuple(sorted(later))
        if key not in self._known:
            self._known[key] = self._compared(*key)
        return self._known[key]

    def inside(self, piece: Bag, whole: Bag) -> float:
        """Return which share of a bag, by weight, is in another."""
        weight = self._rarity.weight(piece)
        return self._rarity.shared(piece, whole) / weight if weight else 0.0

    def bag(self, side: int, positions: Iterable[int]) -> Bag:
        """Return the shingles of some paragraphs of an edition: 0 for the earlier, 1 for the later."""
        return sum((self._bags[side][at] for at in positions), Counter())

    def _compared(self, earlier: Sequence[int], later: Sequence[int]) -> float:
        words = [sum((p[at].words for at in ats), ()) for p, ats in ((self._earlier, earlier), (self._later, later))]
        if words[0] == words[1]:
            return 1.0
        one, two = self.bag(0, earlier), self.bag(1, later)
        weight = self._rarity.weight(one) + self._rarity.weight(two)
        shared = 2 * self._rarity.shared(one, two) / weight if weight else 0.0
        first, second = sorted(" ".join(side) for side in words)  # the order of the two must not matter
        return min(_ALMOST, (shared + compare_words(first, second).likeness) / 2)

    def _equal(self) -> Iterable[Pair]:
        by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for other, paragraph in enumerate(self._later):
            by_words[paragraph.words].append(other)
        return ((at, other) for at, paragraph in enumerate(self._earlier) for other in by_words[paragraph.words])


def _best(scores: dict[Pair, float]) -> set[Pair]:
    """Return the pairs that are among the best few of either paragraph."""
    chosen: set[Pair] = set()
    for side in (0, 1):
        by_position: dict[int, list[Pair]] = defaultdict(list)
        for pair in scores:
            by_position[pair[side]].append(pair)
        for pairs in by_position.values():
            chosen.update(sorted(pairs, key=lambda pair: (-scores[pair], pair))[:_N_CANDIDATES])
    return chosen
