from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.errors import NothingScored
from evals.metrics.alpha import all_agreement, alpha

# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): examples A, B and C. A dot is a value that is missing.
TWO_OF_TWO = ("0100000010", "1110010000")
TWO_OF_FIVE = ("aabbdcccedda", "babbbccceddd")
FOUR_WITH_GAPS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
LABELS = st.sampled_from(["fully", "partly", "not", "misleading"])


def units(observers: tuple[str, ...]) -> list[list[str]]:
    assert len({len(one) for one in observers}) == 1
    return [[label for label in column if label != "."] for column in zip(*observers, strict=True)]


@pytest.mark.parametrize(
    ("observers", "published"), [(TWO_OF_TWO, 0.095), (TWO_OF_FIVE, 0.692), (FOUR_WITH_GAPS, 0.743)]
)
def test_the_published_examples(observers: tuple[str, ...], published: float) -> None:
    assert alpha(units(observers)) == pytest.approx(published, abs=0.0005)


@given(st.lists(st.lists(LABELS, max_size=5), max_size=20), st.randoms())
@settings(deadline=None)
def test_neither_order_nor_what_one_alone_judged_matters(given_units: list[list[str]], random: object) -> None:
    found = alpha(given_units)
    shuffled = [sorted(unit) for unit in reversed(given_units)]
    again = alpha([*shuffled, ["fully"], []])
    assert again == (None if found is None else pytest.approx(found))
    assert found is None or found <= 1


def test_it_is_1_where_all_agree_and_undefined_where_one_label_was_given_throughout() -> None:
    assert alpha([["a", "a", "a"], ["b", "b"]]) == 1
    assert alpha([["a", "a"], ["a", "a", "a"]]) is None
    assert alpha([]) is None


def labels(**by_check: str) -> dict[tuple[str, str], str]:
    return {(check, "answer"): label for check, label in by_check.items()}


def test_all_reviewers_with_what_each_left_out_with_n_and_an_interval() -> None:
    ann = labels(c1="fully", c2="not", c3="partly", c4="fully", c5="not")
    bea = labels(c1="fully", c2="not", c3="not", c4="fully", c6="partly")
    cy = labels(c2="not", c3="partly", c4="fully", c5="partly")
    found = all_agreement({"ann": ann, "bea": bea, "cy": cy})
    assert (found.n_reviewers, found.n, found.n_checks) == (3, 5, 5)
    assert found.alpha == alpha([
        ["fully"] * 2,
        ["not"] * 3,
        ["partly", "not", "partly"],
        ["fully"] * 3,
        ["not", "partly"],
    ])
    assert found.low is not None
    assert found.high is not None
    assert found.alpha is not None
    assert found.low < found.alpha < found.high
    assert all_agreement({"ann": ann, "bea": bea, "cy": cy}) == found


def test_the_statements_of_one_answer_are_drawn_together() -> None:
    ann = {("c1", "1.1"): "full", ("c1", "1.2"): "none", ("c2", "1.1"): "full"}
    found = all_agreement({"ann": ann, "bea": ann, "cy": ann})
    assert (found.n, found.n_checks, found.alpha) == (3, 2, 1)


def test_nothing_judged_by_two_is_reported() -> None:
    with pytest.raises(NothingScored):
        all_agreement({"ann": labels(c1="fully"), "bea": labels(c2="fully")})
