"""Two rankings merged: who is ahead, what is read of them changes, and that nothing is lost."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.retrieve.two_groups import N_COMPARED, merged, readings

KNOWN = [f"known-{n}" for n in range(15)]
REST = [f"rest-{n}" for n in range(15)]
EVEN = dict.fromkeys([*KNOWN[:N_COMPARED], *REST[:N_COMPARED]], 0.0)


def test_nothing_is_lost_and_nothing_comes_twice() -> None:
    order = merged(KNOWN, REST, EVEN, 0.0)
    assert sorted(order) == sorted([*KNOWN, *REST])


def test_each_group_stays_in_order_where_nothing_was_read() -> None:
    order = merged(KNOWN, REST, EVEN, 0.0)
    assert [one for one in order if one in KNOWN] == KNOWN
    assert [one for one in order if one in REST] == REST


def test_sources_that_nobody_wrote_for_are_among_the_first_five_all_the_same() -> None:
    order = merged(KNOWN, REST, EVEN, 0.0)
    assert order[0] == KNOWN[0]
    assert REST[0] in order[:5]


def test_the_best_of_the_rest_never_stands_below_the_tenth_of_the_others() -> None:
    read = dict.fromkeys(KNOWN[:N_COMPARED], 2.0) | dict.fromkeys(REST[:N_COMPARED], -2.0)
    assert merged(KNOWN, REST, read, 0.4).index("rest-0") == N_COMPARED


def test_what_answers_better_comes_first_wherever_it_is() -> None:
    assert merged(KNOWN, REST, EVEN | {"rest-0": 3.0}, 0.0)[0] == "rest-0"
    assert (
        merged(KNOWN, REST, EVEN | {"rest-3": 3.0}, 0.0)[0] == "rest-0"
    )  # what stands above it in its group goes first
    assert merged(KNOWN, REST, EVEN | {"known-0": 3.0}, 0.0)[0] == "known-0"


def test_the_more_familiar_a_question_the_further_ahead_what_was_written_for_it() -> None:
    read = EVEN | {"rest-0": 1.0}
    first = [merged(KNOWN, REST, read, familiar).index("rest-0") for familiar in (-0.2, 0.0, 0.2)]
    assert first == sorted(first)
    assert first[0] < first[2]


@pytest.mark.parametrize(("known", "rest"), [(KNOWN, []), ([], REST)])
def test_one_group_alone_is_as_it_was(known: list[str], rest: list[str]) -> None:
    assert merged(known, rest, EVEN, 0.0) == [*known, *rest]


def test_readings_have_no_scale_of_their_own() -> None:
    read = readings([np.array([3.0, 1.0, 1.0])])
    assert read[0] > 0 > read[1] == read[2]
    assert read.sum() == pytest.approx(0)
    assert np.allclose(readings([np.array([300.0, 100.0, 100.0])]), read)


def test_two_that_read_count_alike_whatever_their_scales() -> None:
    drawn = np.random.default_rng(0)
    for n in (2, 3, 20):
        some = drawn.random(n, dtype=np.float32)
        assert np.array_equal(readings([some, -300 * some]), np.zeros(n))  # what is left of rounding is nothing


def test_what_reads_all_alike_changes_nothing() -> None:
    assert np.allclose(readings([np.ones(3)]), 0)
    assert np.allclose(readings([np.ones(3), np.array([1.0, 2.0, 3.0])]), readings([np.array([1.0, 2.0, 3.0])]))
