"""Two rankings merged: who is ahead, what a reranker changes, and that nothing is lost."""

from __future__ import annotations

import pytest

from assistant.retrieve.two_groups import N_READ, merged, readings
from tests.doubles import ScriptedReranker

KNOWN = [f"known-{n}" for n in range(15)]
REST = [f"rest-{n}" for n in range(15)]
EVEN = dict.fromkeys([*KNOWN[:N_READ], *REST[:N_READ]], 0.0)


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
    read = dict.fromkeys(KNOWN[:N_READ], 2.0) | dict.fromkeys(REST[:N_READ], -2.0)
    assert merged(KNOWN, REST, read, 0.4).index("rest-0") == N_READ


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
    texts = {"a": "the file", "b": "the court", "c": "the gate"}
    read = readings(ScriptedReranker("file"), "which", texts)
    assert read["a"] > 0 > read["b"] == read["c"]
    assert sum(read.values()) == pytest.approx(0)


def test_without_a_reranker_all_read_alike() -> None:
    assert readings(None, "which", {"a": "the file"}) == {"a": 0.0}
    assert readings(ScriptedReranker("file"), "which", {}) == {}
