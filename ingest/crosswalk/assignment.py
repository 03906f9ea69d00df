"""Which paragraphs belong together: pairs first, then the pieces of those that were split or merged, then the faint rest.

Each paragraph is in one group at most. A group is one and one, one and several, or several and one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ingest.crosswalk.likeness import Likeness
from ingest.crosswalk.order import Pair, Surroundings

_ANYWHERE = 0.6  # alike: enough wherever the two stand
_BY_FAR = 0.1  # more alike than either is to any other: then the pair is certain, and others are expected around it
_EXPECTED = 0.5  # alike: enough for two that stand where they are expected
_FAINT = 0.15  # the same, if there is nothing better
_NEAR = 0.1  # what standing there adds where several could be meant
_PIECE = 0.5  # of a piece, the share that is in what the whole has left
_NEXT_PIECE = 0.3  # the same, next to another piece
_WHOLE = 0.4  # alike: enough for pieces and what they are pieces of

Side = int  # 0 for the earlier edition, 1 for the later


@dataclass(frozen=True, slots=True)
class Group:
    """Positions of paragraphs that became each other: those of the earlier edition and those of the later."""

    earlier: tuple[int, ...]
    later: tuple[int, ...]

    @property
    def first(self) -> Pair:
        """The first position of each edition."""
        return self.earlier[0], self.later[0]

    def positions(self, side: Side) -> tuple[int, ...]:
        """Return the positions of one edition."""
        return self.later if side else self.earlier

    def with_piece(self, side: Side, at: int) -> Group:
        """Return the group with one more position of an edition."""
        more = tuple(sorted((*self.positions(side), at)))
        return Group(self.earlier, more) if side else Group(more, self.later)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A group with a piece that was free before.

    ``rank`` is the lower the surer the piece is. Nothing in it depends on which edition is the earlier, unless pieces of the
    same words are equally sure.
    """

    rank: tuple[float, int, float, int, tuple[str, ...]]
    group: Group


class Assignment:
    """Groups the paragraphs of two editions.

    Parameters
    ----------
    likeness : Likeness
        Compares them.
    n_earlier, n_later : int
        How many there are.
    """

    def __init__(self, likeness: Likeness, n_earlier: int, n_later: int) -> None:
        self._likeness = likeness
        self._scores: Mapping[Pair, float] = likeness.candidates()
        self._of = _by_position(0, self._scores), _by_position(1, self._scores)
        self._surroundings = Surroundings(self._certain(), n_earlier, n_later)
        self._group_of: tuple[dict[int, Group], dict[int, Group]] = ({}, {})

    def groups(self) -> list[Group]:
        """Return the groups in the order of the earlier edition."""
        self._pair(_EXPECTED)
        self._add_pieces(to_free=True)
        self._take_apart()
        self._pair(_FAINT)
        self._add_pieces(to_free=False)
        return sorted(set(self._group_of[0].values()), key=lambda group: group.first)

    def rival(self, group: Group) -> float:
        """Return how alike a paragraph of a group is to the most alike one that is not in it."""
        around = {pair for side in (0, 1) for at in group.positions(side) for pair in self._of[side][at]}
        outside = (pair for pair in around if pair[0] not in group.earlier or pair[1] not in group.later)
        return max((self._scores[pair] for pair in outside), default=0.0)

    def is_expected(self, group: Group) -> bool:
        """Whether a group stands where its surroundings lead one to expect it."""
        return self._surroundings.is_expected(group.first)

    def _certain(self) -> dict[int, int]:
        """Return the pairs that are certain whatever their order."""

        def by_far(pair: Pair) -> bool:
            others = {other for side in (0, 1) for other in self._of[side][pair[side]]} - {pair}
            return all(self._scores[pair] - self._scores[other] >= _BY_FAR for other in others)

        return dict(pair for pair, alike in self._scores.items() if alike >= _ANYWHERE and by_far(pair))

    def _pair(self, least: float) -> None:
        """Join the paragraphs that are still free, the most alike first; of equals those that stand nearest each other."""
        off = {pair: self._surroundings.distance(pair) for pair in self._scores}
        worth = {pair: alike + _NEAR / (1 + off[pair]) for pair, alike in self._scores.items()}
        for pair in sorted(worth, key=lambda pair: (-worth[pair], off[pair], _rank(pair))):
            enough = least if self._surroundings.is_expected(pair) else _ANYWHERE
            if self._scores[pair] >= enough and self._is_free(0, pair[0]) and self._is_free(1, pair[1]):
                self._join(Group(pair[:1], pair[1:]))

    def _add_pieces(self, *, to_free: bool) -> None:
        """Give free paragraphs to the one that they are a piece of, the surest first, until no more fit."""
        while True:
            pieces = list(self._pieces(to_free=to_free))
            if not pieces:
                return
            self._join(min(pieces, key=lambda piece: piece.rank).group)

    def _pieces(self, *, to_free: bool) -> Iterator[_Piece]:
        """Find free paragraphs with enough of their words in what another has left.

        Yields
        ------
        _Piece
            In any order.
        """
        for pair in self._scores:
            for side in (0, 1):
                whole, at = pair[side], pair[1 - side]
                group = self._group_of[side].get(whole)
                may = to_free if group is None else len(group.positions(side)) == 1
                if not may or not self._is_free(1 - side, at):
                    continue
                grown = group.with_piece(1 - side, at) if group else Group(pair[:1], pair[1:])
                share = self._share(side, whole, at, group)
                if share >= self._share_asked(group, grown, at, 1 - side):
                    off, words = self._surroundings.distance(pair), tuple(sorted(self._likeness.bag(1 - side, [at])))
                    yield _Piece((-share, off, -self._alike(grown), sum(pair), words), grown)

    def _share(self, side: Side, whole: int, at: int, group: Group | None) -> float:
        """Return which share of a piece is in what a whole has that its other pieces have not."""
        left = self._likeness.bag(side, [whole])
        if group:
            left = left - self._likeness.bag(1 - side, group.positions(1 - side))
        return self._likeness.inside(self._likeness.bag(1 - side, [at]), left)

    def _share_asked(self, group: Group | None, grown: Group, at: int, side: Side) -> float:
        """Return which share is enough: less next to another piece, if the group is more alike with it than without."""
        adjacent = group is not None and any(abs(at - other) == 1 for other in group.positions(side))
        return _NEXT_PIECE if group and adjacent and self._alike(grown) > self._alike(group) else _PIECE

    def _alike(self, group: Group) -> float:
        return self._likeness.of(group.earlier, group.later)

    def _take_apart(self) -> None:
        """Free the paragraphs of groups that are not alike enough as they stand."""
        for group in set(self._group_of[0].values()):
            if self._alike(group) < _WHOLE:
                for side in (0, 1):
                    for at in group.positions(side):
                        del self._group_of[side][at]

    def _is_free(self, side: Side, at: int) -> bool:
        return at not in self._group_of[side]

    def _join(self, group: Group) -> None:
        for side in (0, 1):
            self._group_of[side].update(dict.fromkeys(group.positions(side), group))


def _rank(pair: Pair) -> tuple[int, int, Pair]:
    """Return a rank for pairs between which nothing else decides; the same with the editions exchanged."""
    return sum(pair), abs(pair[0] - pair[1]), pair


def _by_position(side: Side, pairs: Iterable[Pair]) -> dict[int, list[Pair]]:
    found: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[pair[side]].append(pair)
    return found
