from __future__ import annotations

import math
from itertools import pairwise

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.errors import RecordError
from evals.metrics.ranking import (
    MEASURE_NAMES,
    MEASURES,
    Unit,
    per_query,
    ranking,
    rankings,
    scored_queries,
    unit_of,
    write_run,
)
from evals.records import AnswerRow, RetrievedRow

QRELS = {
    "Q1": {"a#p1": 3, "a#p2": 2, "b#p7": 1, "b#p8": 0},
    "Q2": {"a#p5": 2},
    "Q3": {"c#p1": 1},  # nothing relevant enough
}


def rows(*pages: tuple[str, int], paragraph: str | None = None) -> tuple[RetrievedRow, ...]:
    return tuple(
        RetrievedRow(rank=rank, source_id=source, page=page, paragraph=paragraph)
        for rank, (source, page) in enumerate(pages, 1)
    )


def test_the_best_rank_of_a_page_counts_and_later_ones_are_dropped():
    retrieved = rows(("a", 1), ("a", 2), ("a", 1), ("b", 1), ("a", 2), ("c", 1))
    assert ranking(retrieved, Unit.PAGE) == ("a#p1", "a#p2", "b#p1", "c#p1")


def test_rank_decides_not_the_order_of_the_lines():
    assert ranking(reversed(rows(("a", 1), ("a", 2), ("a", 3))), Unit.PAGE) == ("a#p1", "a#p2", "a#p3")


def test_a_digest_is_judged_by_statement_and_other_sources_keep_their_page():
    retrieved = (
        RetrievedRow(rank=1, source_id="digest-helplines", page=2, paragraph="4"),
        RetrievedRow(rank=2, source_id="kcsie-2025", page=9, paragraph="4"),
        RetrievedRow(rank=3, source_id="digest-helplines", page=2, paragraph="4"),
        RetrievedRow(rank=4, source_id="digest-helplines", page=1, paragraph=None),
    )
    assert ranking(retrieved, Unit.STATEMENT) == ("digest-helplines#s4", "kcsie-2025#p9", "digest-helplines#p1")
    assert ranking(retrieved, Unit.PAGE) == ("digest-helplines#p2", "kcsie-2025#p9", "digest-helplines#p1")


def test_the_form_of_the_qrels_says_what_is_judged():
    assert unit_of({"Q": {"a#p1": 1}}) is Unit.PAGE
    assert unit_of({"Q": {"digest-x#s1": 1, "digest-y#s12": 2}}) is Unit.STATEMENT


@pytest.mark.parametrize("docids", [{"a#p1": 1, "digest-x#s1": 1}, {"a.pdf": 1}, {"a#p": 1}, {"a#p1.5": 1}])
def test_qrels_of_mixed_or_unknown_form_are_an_error(docids):
    with pytest.raises(RecordError, match="is not a page"):
        unit_of({"Q": docids})


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
    assert [values[name] for name in MEASURE_NAMES if "rel=2" in name] == [0.0] * 5


def test_the_measures_say_their_threshold():
    assert MEASURE_NAMES == (
        "nDCG@10", "RR(rel=2)@10", "R(rel=2)@5", "R(rel=2)@10", "Success(rel=2)@1", "Success(rel=2)@5", "Judged@10",
    )  # fmt: skip


def test_what_is_beyond_the_cutoff_does_not_count():
    filler = tuple(f"z#p{page}" for page in range(1, 11))
    assert set(per_query(QRELS, {"Q2": (*filler, "a#p5")})["Q2"].values()) == {0.0}


@pytest.mark.parametrize("ranked", [{}, {"Q1": ()}, {"Q9": ("a#p1",)}])
def test_a_query_with_no_results_scores_zero_never_nan(ranked):
    values = per_query(QRELS, ranked)
    assert values == {query: dict.fromkeys(MEASURE_NAMES, 0.0) for query in ("Q1", "Q2")}


def test_a_query_without_a_relevant_page_is_not_scored():
    assert scored_queries(QRELS) == ("Q1", "Q2")
    assert scored_queries({"Q": {}}) == ()


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
    kept = {query: qrels[query] for query in ours}
    if not kept:
        return
    run = list(ir_measures.read_trec_run(str(run_file)))
    theirs = ir_measures.calc_aggregate(list(MEASURES), kept, run)
    for measure, value in theirs.items():
        mean = sum(row[str(measure)] for row in ours.values()) / len(ours)
        assert mean == pytest.approx(value)
        assert 0 <= mean <= 1


def test_the_run_file_is_trec_with_falling_scores(tmp_path):
    answers = [AnswerRow(query_id="Q1", outcome="answered", retrieved=rows(*[("a", page) for page in range(1, 61)]))]
    write_run(tmp_path / "run.trec", rankings(answers, Unit.PAGE))
    lines = [line.split() for line in (tmp_path / "run.trec").read_text().splitlines()]
    assert [line[:4] for line in lines[:2]] == [["Q1", "Q0", "a#p1", "1"], ["Q1", "Q0", "a#p2", "2"]]
    scores = [float(line[4]) for line in lines]
    assert len(lines) == 60
    assert all(before > after for before, after in pairwise(scores))
