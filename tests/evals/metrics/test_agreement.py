from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.errors import NothingScored
from evals.metrics.agreement import agreement, kappa, pairwise

LABELS = st.sampled_from(["supports", "partly", "does_not_support", "wrong_edition"])
PAIRS = st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=40)


@given(PAIRS)
@settings(deadline=None)  # the first call loads scikit-learn
def test_kappa_is_scikit_learns(pairs):
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed")
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    ours = kappa(first, second)
    if ours is None:
        assert len({*first, *second}) == 1
    else:
        assert ours == pytest.approx(metrics.cohen_kappa_score(first, second))


def test_a_worked_example():
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert kappa(first, second) == pytest.approx(0.4)


@given(PAIRS)
def test_it_does_not_matter_who_comes_first(pairs):
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    one, other = kappa(first, second), kappa(second, first)
    assert one == other or one == pytest.approx(other)


def test_it_is_undefined_where_both_gave_one_label_throughout():
    assert kappa(["supports"] * 5, ["supports"] * 5) is None
    found = agreement({("a", "1.1"): "supports"}, {("a", "1.1"): "supports"})
    assert (found.observed, found.kappa, found.low, found.high) == (1.0, None, None, None)


@pytest.mark.parametrize(("first", "second"), [([], []), (["a"], ["a", "b"])])
def test_it_wants_the_same_things_labelled_twice(first, second):
    with pytest.raises(NothingScored):
        kappa(first, second)


def labels(*given):
    """Labels of two statements in each of some answers."""
    return {(f"check-{at // 2}", f"1.{at % 2}"): label for at, label in enumerate(given)}


def test_only_what_both_judged_counts():
    first, second = labels("a", "b", "a", "b"), labels("a", "b", "a")
    assert agreement(first, second | {("other", "1.1"): "b"}).n == 3
    assert agreement(first, second).n_checks == 2
    with pytest.raises(NothingScored):
        agreement(first, {("other", "1.1"): "a"})


def test_the_interval_holds_kappa_and_is_the_same_each_time():
    first, second = labels(*"abababbaabab" * 3), labels(*"abbaabbaabaa" * 3)
    found = agreement(first, second)
    assert found.low < found.kappa < found.high
    assert found == agreement(first, second)
    assert agreement(first, second, 20, seed=1) != agreement(first, second, 20, seed=2)


def test_answers_are_drawn_and_not_statements():
    """One answer of many statements leaves no room to resample, however many statements it has."""
    first = {("only", str(at)): "ab"[at % 2] for at in range(30)}
    second = {("only", str(at)): "ab"[at % 3 == 0] for at in range(30)}
    found = agreement(first, second)
    assert found.low == pytest.approx(found.kappa)
    assert found.high == pytest.approx(found.kappa)


def test_an_interval_is_not_given_where_most_samples_have_no_kappa():
    first = labels(*"aaaa") | {("check-9", "1.0"): "b"}
    second = labels(*"aaaa") | {("check-9", "1.0"): "b"}
    few = agreement(first, second, n_resamples=50)
    assert few.kappa == 1
    nearly_one = {(f"c{at}", "1"): "b" if at == 0 else "a" for at in range(60)}
    assert agreement(nearly_one, nearly_one).low == 1
    two = {("a", "1"): "a", ("a", "2"): "a", ("b", "1"): "a", ("b", "2"): "b"}
    assert agreement(two, two | {("b", "1"): "b"}, n_resamples=200).low is not None


def test_every_two_who_share_an_answer_are_compared():
    three = {"x": labels(*"abab"), "y": labels(*"abba"), "z": {("other", "1"): "a"}}
    assert list(pairwise(three)) == [("x", "y")]
