from __future__ import annotations

import json

import pytest

from evals.errors import NothingScored
from evals.metrics.paired_differences import compare
from evals.metrics.scores import score
from evals.records import AnswerRow, CitedRow, EvalQuestion, RetrievedRow
from evals.report.markdown import comparison_table

QRELS = {"Q1": {"a#p1": 3}, "Q2": {"a#p2": 3}, "Q3": {"a#p3": 3}}


def record(**pages: int):
    return score(
        [
            AnswerRow(query_id=query, outcome="answered", retrieved=(RetrievedRow(rank=1, source_id="a", page=page),))
            for query, page in pages.items()
        ],
        QRELS,
    )


def test_the_difference_is_second_minus_first_by_question():
    comparison = compare(record(Q1=1, Q2=9, Q3=9), record(Q1=9, Q2=2, Q3=3))
    difference = comparison.differences["Success(rel=2)@1"]
    assert (difference.wins, difference.losses, difference.ties) == (2, 1, 0)
    assert difference.interval.mean == pytest.approx(1 / 3)
    assert comparison.means["Success(rel=2)@1"] == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert comparison.by_query == (("Q1", 1.0, 0.0), ("Q2", 0.0, 1.0), ("Q3", 0.0, 1.0))


def test_the_table_shows_the_difference_and_who_won():
    table = comparison_table(compare(record(Q1=1, Q2=9), record(Q1=9, Q2=2)))
    (row,) = [line for line in table.splitlines() if line.startswith("| Success(rel=2)@1")]
    assert [cell.strip() for cell in row.split("|")[2:5]] == ["0.333", "0.333", "+0.000 [-1.000, +1.000]"]
    assert "| Q1" in table
    assert "n = 3" in table


def cited(query: str, *pages: int) -> AnswerRow:
    citations = tuple(CitedRow(marker=n, source_id="a", page=page) for n, page in enumerate(pages, 1))
    return AnswerRow(query_id=query, outcome="answered", citations=citations)


def test_further_measures_are_paired_over_the_questions_both_records_can_be_told_for():
    first = score([cited("Q1", 1, 9), cited("Q2", 2), cited("Q3")], QRELS)
    second = score([cited("Q1", 1), cited("Q2"), cited("Q3", 3)], QRELS)
    comparison = compare(first, second)
    precision = comparison.differences["citation_precision"]
    assert (precision.interval.n, precision.wins, comparison.means["citation_precision"]) == (1, 1, (0.5, 1.0))
    assert comparison.differences["citation_recall"].interval.n == 3
    assert next(iter(comparison.differences)) == "nDCG@10"


def test_less_of_a_superseded_edition_is_a_win():
    def leaking(source: str):
        rows = (RetrievedRow(rank=1, source_id=source, page=1),)
        answers = [AnswerRow(query_id="Q1", outcome="answered", retrieved=rows)]
        return score(answers, {"Q1": {"kcsie-2025#p1": 3}}, [EvalQuestion(query_id="Q1", text="x")])

    difference = compare(leaking("kcsie-2024"), leaking("kcsie-2025")).differences["superseded_leakage"]
    assert (difference.interval.mean, difference.wins, difference.losses) == (-1.0, 1, 0)


def test_the_comparison_is_json():
    comparison = compare(record(Q1=1, Q2=9), record(Q1=9, Q2=2)).as_dict()
    assert json.loads(json.dumps(comparison)) == comparison
    assert comparison["measures"]["nDCG@10"]["wins"] == 1
    assert comparison["by_query"]["Q1"] == {"first": 1.0, "second": 0.0}


def test_equal_records_say_so():
    assert "No question's nDCG@10 changed." in comparison_table(compare(record(Q1=1), record(Q1=1)))


def test_records_over_different_qrels_are_not_compared():
    answers = [AnswerRow(query_id="Q1", outcome="answered")]
    with pytest.raises(NothingScored):
        compare(score(answers, {"Q1": {"a#p1": 2}}), score(answers, {"Q2": {"a#p1": 2}}))
