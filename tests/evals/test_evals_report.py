"""Named for its room, because the ingest room has a report of its own."""

from __future__ import annotations

from evals.records import AnswerRow, EvalQuestion, RetrievedRow
from evals.report import outcomes_table, report, scores_table
from evals.score import score

ANSWERS = [AnswerRow(query_id="Q1", outcome="answered", retrieved=(RetrievedRow(rank=1, source_id="a", page=1),))]
QRELS = {"Q1": {"a#p1": 3}, "Q2": {"b#p7": 2, "b#p6": 3, "b#p5": 1}}
QUESTIONS = [
    EvalQuestion(query_id="Q1", text="private words", kind="answerable", expected="answered"),
    EvalQuestion(query_id="Q2", text="private words", kind="answerable", expected="answered"),
]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_table_has_a_row_a_slice_with_intervals():
    lines = scores_table(score(ANSWERS, QRELS, QUESTIONS).as_dict()).splitlines()
    assert cells(lines[0])[:4] == ["slice", "n", "nDCG@10", "RR(rel=2)@10"]
    assert cells(lines[2])[:3] == ["all", "2", "0.500 [0.00, 1.00]"]
    assert cells(lines[4])[0] == "kind: answerable"
    assert len({len(line) for line in lines[:5]}) == 1  # the columns line up


def test_the_table_says_what_n_counts():
    words = scores_table(score(ANSWERS, QRELS | {"Q3": {"a#p1": 1}}).as_dict())
    assert "at least one page judged 2 or more: 2 of the 3 in the qrels (1 have none" in words
    assert "1 of them were not run or found nothing, and score 0" in words


def test_outcomes_are_a_table_of_expected_and_got():
    table = outcomes_table({"answered": {"answered": 3, "abstained": 1}, "refused": {"refused": 2}}).splitlines()
    assert [cells(line) for line in (table[0], *table[2:])] == [
        ["expected", "n", "got abstained", "got answered", "got refused"],
        ["answered", "4", "1", "3", "0"],
        ["refused", "2", "0", "0", "2"],
    ]


def test_the_report_names_the_run_and_the_worst_by_reference_only():
    scores = score(ANSWERS, QRELS, QUESTIONS).as_dict()
    page = report({"commit": "abc", "as_at": "2025-10-01", "generations": ["g1"], "ask_ms": {"p50": 3}}, scores)
    assert "- commit: abc" in page
    assert "- generations: g1" in page
    assert "- ask_ms: p50 3" in page
    (row,) = [line for line in page.splitlines() if line.startswith("| Q2")]
    assert cells(row) == ["Q2", "0.000", "not found", "nothing", "b#p6, b#p7"]
    assert "private words" not in page
