"""The order of paragraphs: the run that stays, and where a pair is expected."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.crosswalk.order import Surroundings, heaviest_run

WEIGHTS = st.permutations(range(6)).flatmap(
    lambda later: st.lists(st.integers(1, 9), min_size=6, max_size=6).map(
        lambda weights: {(at, other): float(weights[at]) for at, other in enumerate(later)}
    )
)


def rises(pairs: tuple[tuple[int, int], ...]) -> bool:
    return all(one[1] < other[1] for one, other in combinations(sorted(pairs), 2))


def test_what_was_carried_to_the_end_has_moved_and_the_rest_has_not() -> None:
    pairs = {(0, 4): 1.0, (1, 0): 1.0, (2, 1): 1.0, (3, 2): 1.0, (4, 3): 1.0}
    assert heaviest_run(pairs) == set(pairs) - {(0, 4)}


def test_no_pairs_have_no_run() -> None:
    assert heaviest_run({}) == set()


@given(WEIGHTS)
def test_no_run_weighs_more(weights: dict[tuple[int, int], float]) -> None:
    found = heaviest_run(weights)
    runs = [run for n in range(1, 7) for run in combinations(weights, n) if rises(run)]
    assert rises(tuple(found))
    assert sum(weights[pair] for pair in found) == max(sum(weights[pair] for pair in run) for run in runs)


@pytest.mark.parametrize(
    ("pair", "distance", "expected"),
    [
        ((6, 9), 0, True),  # right behind a certain pair
        ((8, 12), 1, True),
        ((8, 40), 29, False),  # behind the last certain pair
        ((30, 7), 23, False),
        ((2, 4), 1, True),  # one before where the first certain pair would have it
        ((0, 0), 0, True),
    ],
)
def test_how_far_a_pair_is_off(pair: tuple[int, int], distance: int, expected: bool) -> None:
    around = Surroundings({5: 8, 10: 13}, 50, 50)
    assert (around.distance(pair), around.is_expected(pair)) == (distance, expected)


def test_a_pair_is_expected_in_a_short_stretch_between_certain_pairs_however_far_it_is_off() -> None:
    around = Surroundings({0: 0, 14: 14}, 200, 200)
    assert around.distance((3, 9)) == 6
    assert around.is_expected((3, 9))
    assert not Surroundings({0: 0, 60: 60}, 200, 200).is_expected((13, 40))


def test_a_certain_pair_is_judged_by_the_others() -> None:
    around = Surroundings({5: 5, 6: 30, 7: 7}, 50, 50)
    assert around.distance((6, 30)) > 0
    assert not around.is_expected((6, 30))
