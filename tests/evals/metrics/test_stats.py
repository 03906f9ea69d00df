from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.errors import NothingScored
from evals.metrics.stats import bootstrap, exact, paired

VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(VALUES)
def test_the_interval_holds_the_mean_and_stays_in_the_range_of_the_values(values):
    interval = bootstrap(values, n_resamples=200)
    assert interval.low <= interval.mean <= interval.high
    assert interval.mean == pytest.approx(sum(values) / len(values))
    assert min(values) - 1e-12 <= interval.low
    assert interval.high <= max(values) + 1e-12
    assert interval.n == len(values)


@given(VALUES)
def test_the_same_values_and_seed_give_the_same_interval(values):
    assert bootstrap(values, n_resamples=100) == bootstrap(values, n_resamples=100)


@given(st.floats(0, 1), st.integers(1, 20))
def test_equal_values_leave_no_doubt(value, n):
    interval = bootstrap([value] * n, n_resamples=50)
    assert interval.low == pytest.approx(value)
    assert interval.high == pytest.approx(value)


def test_the_seed_matters():
    values = list(np.linspace(0, 1, 17))
    assert bootstrap(values, n_resamples=50, seed=1) != bootstrap(values, n_resamples=50, seed=2)


def test_the_width_is_that_of_the_normal_interval_for_a_large_sample():
    values = [0.0, 1.0] * 200
    interval = bootstrap(values)
    half = 1.96 * 0.5 / math.sqrt(400)
    assert interval.low == pytest.approx(0.5 - half, abs=0.006)
    assert interval.high == pytest.approx(0.5 + half, abs=0.006)


@pytest.mark.parametrize("values", [[], [0.5, math.nan], [math.inf]])
def test_no_number_is_an_error_never_a_nan(values):
    with pytest.raises(NothingScored):
        bootstrap(values)


def test_a_paired_difference_counts_wins_losses_and_ties():
    difference = paired({"Q1": 0.0, "Q2": 0.5, "Q3": 1.0, "Q4": 0.2}, {"Q1": 1.0, "Q2": 0.5, "Q3": 0.5, "Q4": 0.3})
    assert (difference.wins, difference.losses, difference.ties) == (2, 1, 1)
    assert difference.interval.mean == pytest.approx((1.0 + 0 - 0.5 + 0.1) / 4)


def test_pairing_sees_a_small_steady_gain_that_separate_intervals_would_hide():
    before = {f"Q{number}": number % 10 / 10 for number in range(40)}
    after = {query: value + 0.05 for query, value in before.items()}
    assert paired(before, after).clear
    assert bootstrap(list(before.values())).high > bootstrap(list(after.values())).low


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.floats(0, 1), min_size=1, max_size=8))
def test_a_record_against_itself_differs_by_nothing(values):
    difference = paired(values, values)
    assert (difference.interval.low, difference.interval.mean, difference.interval.high) == (0, 0, 0)
    assert not difference.clear
    assert difference.ties == len(values)


def test_runs_over_different_questions_are_not_compared():
    with pytest.raises(NothingScored, match="same questions"):
        paired({"Q1": 1.0}, {"Q2": 1.0})


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(10, 10, 0.6915, 1.0), (0, 10, 0.0, 0.3085), (13, 22, 0.3635, 0.7929), (1, 2, 0.0126, 0.9874)],
)
def test_a_share_has_clopper_and_pearsons_interval(k, n, low, high):
    interval = exact(k, n)
    assert (interval.mean, interval.n) == (k / n, n)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-4)


def test_there_is_no_share_of_nothing():
    with pytest.raises(NothingScored, match="no question to count"):
        exact(0, 0)


def test_where_lower_is_better_a_fall_is_a_win():
    difference = paired({"a": 1, "b": 0, "c": 0}, {"a": 0, "b": 0, "c": 0}, higher_is_better=False)
    assert (difference.wins, difference.losses, difference.ties) == (1, 0, 2)
    assert difference.interval.mean == pytest.approx(-1 / 3)
