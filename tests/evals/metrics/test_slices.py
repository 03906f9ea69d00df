from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.slices import group_of, members
from evals.records import EvalQuestion, HistoryTurn

TURN = (HistoryTurn(role="user", content="before"),)
QUESTIONS = (
    EvalQuestion(query_id="Q1", text="x", kind="answerable", edition="current", topics=("consent", "sharing")),
    EvalQuestion(query_id="Q2", text="x", kind="urgent", topics=("sharing",)),
    EvalQuestion(query_id="Q3", text="x", kind="urgent", edition="2024", history=TURN),
)
QRELS = {"Q1": {"a#p1": 3, "b#p2": 2, "c#p3": 1}, "Q2": {"b#p9": 2}, "Q3": {"a#p1": 0}}


def test_a_query_is_placed_by_shape_edition_kind_topic_and_judged_source():
    assert members({"Q1", "Q2", "Q3"}, QUESTIONS, QRELS) == {
        "all": ("Q1", "Q2", "Q3"),
        "single-turn": ("Q1", "Q2"),
        "conversations": ("Q3",),
        "edition: 2024": ("Q3",),
        "edition: current": ("Q1",),
        "kind: urgent": ("Q2", "Q3"),
        "kind: answerable": ("Q1",),
        "topic: sharing": ("Q1", "Q2"),
        "topic: consent": ("Q1",),
        "source: b": ("Q1", "Q2"),
        "source: a": ("Q1",),
    }


def test_the_shapes_come_first_and_the_largest_of_a_group_before_the_others():
    names = list(members({"Q1", "Q2", "Q3"}, QUESTIONS, QRELS))
    assert names[:3] == ["all", "single-turn", "conversations"]
    assert names.index("kind: urgent") < names.index("kind: answerable")
    assert list(members({"Q3"}, QUESTIONS, QRELS)) == ["all", "conversations", "edition: 2024", "kind: urgent"]


def test_without_questions_only_the_sources_are_known():
    assert list(members({"Q1", "Q2"}, (), QRELS)) == ["all", "source: b", "source: a"]


@given(st.sets(st.sampled_from(["Q1", "Q2", "Q3"])))
def test_no_slice_is_empty_or_holds_a_query_that_was_not_given(queries):
    slices = members(queries, QUESTIONS, QRELS)
    assert all(set(rows) <= queries for rows in slices.values())
    assert all(rows for name, rows in slices.items() if name != "all")
    assert set(slices["all"]) == queries


def test_a_slice_tells_its_group():
    assert [group_of(name) for name in ("all", "single-turn", "topic: a: b")] == ["", "", "topic"]
