from __future__ import annotations

import math

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.docids import write_run
from evals.metrics.metric import JudgedRecord
from evals.metrics.ranking import METRICS
from evals.records import AnswerRow, RetrievedRow

NAMES = tuple(metric.name for metric in METRICS)
QRELS = {
    "Q1": {"a#p1": 3, "a#p2": 2, "b#p7": 1, "b#p8": 0},
    "Q2": {"a#p5": 2},
    "Q3": {"c#p1": 1},  # nothing relevant enough
}


def per_query(qrels, ranked):
    """Each scored query's value of each measure, for pages ranked so."""
    answers = [
        AnswerRow(
            query_id=query,
            outcome="answered",
            retrieved=tuple(
                RetrievedRow(rank=rank, source_id=docid.split("#p")[0], page=int(docid.split("#p")[1]))
                for rank, docid in enumerate(docids, 1)
            ),
        )
        for query, docids in ranked.items()
    ]
    columns = {metric.name: metric.values(JudgedRecord(answers=answers, qrels=qrels)) for metric in METRICS}
    return {query: {name: column[query] for name, column in columns.items()} for query in columns["nDCG@10"]}


def test_ndcg_by_hand():
    # found: b#p8 (0), a#p2 (2), z (not judged), a#p1 (3); the gain is the grade, the discount log2(rank + 1)
    ranked = {"Q1": ("b#p8", "a#p2", "z#p1", "a#p1")}
    dcg = 2 / math.log2(3) + 3 / math.log2(5)
    ideal = 3 / math.log2(2) + 2 / math.log2(3) + 1 / math.log2(4)
    values = per_query(QRELS, ranked)["Q1"]
    assert values["nDCG@10"] == pytest.approx(dcg / ideal)
    assert values["RR(rel=2)@10"] == pytest.approx(1 / 2)
    assert values["R(rel=2)@5"] == 1.0
    assert values["Success(rel=2)@1"] == 0.0
    assert values["Success(rel=2)@5"] == 1.0
    assert values["Judged@10"] == pytest.approx(3 / 4)


def test_a_grade_of_one_is_not_relevant_to_the_binary_measures():
    values = per_query(QRELS, {"Q1": ("b#p7",)})["Q1"]
    assert values["nDCG@10"] > 0
    assert [values[name] for name in NAMES if "rel=2" in name] == [0.0] * 5


def test_the_measures_say_their_threshold():
    assert NAMES == (
        "nDCG@10", "RR(rel=2)@10", "R(rel=2)@5", "R(rel=2)@10", "Success(rel=2)@1", "Success(rel=2)@5", "Judged@10",
    )  # fmt: skip


def test_what_is_beyond_the_cutoff_does_not_count():
    filler = tuple(f"z#p{page}" for page in range(1, 11))
    assert set(per_query(QRELS, {"Q2": (*filler, "a#p5")})["Q2"].values()) == {0.0}


@pytest.mark.parametrize("ranked", [{}, {"Q1": ()}, {"Q9": ("a#p1",)}])
def test_a_query_with_no_results_scores_zero_never_nan(ranked):
    values = per_query(QRELS, ranked)
    assert values == {query: dict.fromkeys(NAMES, 0.0) for query in ("Q1", "Q2")}


DOCIDS = [f"a#p{page}" for page in range(1, 15)]


@given(
    qrels=st.dictionaries(
        st.sampled_from(["Q1", "Q2", "Q3", "Q4"]),
        st.dictionaries(st.sampled_from(DOCIDS), st.integers(0, 3), min_size=1),
        min_size=1,
    ),
    ranked=st.dictionaries(
        st.sampled_from(["Q1", "Q2", "Q3"]), st.lists(st.sampled_from([*DOCIDS, "z#p1", "z#p2"]), unique=True)
    ),
)
def test_oracle_the_written_run_scored_by_ir_measures_gives_the_same_numbers(tmp_path_factory, qrels, ranked):
    ours = per_query(qrels, {query: tuple(docids) for query, docids in ranked.items()})
    run_file = tmp_path_factory.mktemp("oracle") / "run.trec"
    write_run(run_file, {query: tuple(docids) for query, docids in ranked.items()})
    scored = {query: qrels[query] for query in ours}
    if not scored:
        return
    run = list(ir_measures.read_trec_run(str(run_file)))
    theirs = ir_measures.calc_aggregate([ir_measures.parse_measure(name) for name in NAMES], scored, run)
    for measure, value in theirs.items():
        mean = sum(row[str(measure)] for row in ours.values()) / len(ours)
        assert mean == pytest.approx(value)
        assert 0 <= mean <= 1
