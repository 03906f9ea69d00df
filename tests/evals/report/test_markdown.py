"""Named for its room, because the ingest room has a report of its own."""

from __future__ import annotations

from evals.metrics.scores import score
from evals.records import AnswerRow, EvalQuestion, RetrievedRow
from evals.report.markdown import other_metrics_table, outcomes_table, report, scores_table

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


MANIFEST = {"commit": "abc", "as_at": "2025-10-01", "generations": ["g1"], "ask_ms": {"p50": 3}, "embedder": "e1"}


def test_topics_and_sources_are_in_the_report_and_not_in_the_terminal():
    questions = [EvalQuestion(query_id=f"Q{n}", text="x", topics=("consent",)) for n in range(4)]
    scores = score([], {f"Q{n}": {"a#p1": 3} for n in range(4)}, questions).as_dict()
    assert "topic: consent" not in scores_table(scores)
    page = report({}, scores)
    assert "| topic: consent | 4 " in page
    assert "| source: a | 4 " in page


def test_topics_of_few_questions_are_counted_and_not_shown():
    questions = [EvalQuestion(query_id="Q1", text="x", topics=("consent",))]
    page = report({}, score(ANSWERS, {"Q1": {"a#p1": 3}}, questions).as_dict())
    assert "topic: consent" not in page
    assert "1 with fewer than 3 questions are in scores.json only." in page


def test_metrics_beside_the_ranking_are_explained():
    (row,) = [
        line
        for line in other_metrics_table(score(ANSWERS, QRELS, QUESTIONS).as_dict()).splitlines()
        if "leakage" in line
    ]
    assert cells(row)[1:3] == ["1", "0.000 [0.00, 0.97]"]
    assert other_metrics_table(score(ANSWERS, QRELS).as_dict()) == ""


def test_the_report_names_the_run_and_the_worst_by_reference_only():
    page = report(MANIFEST, score(ANSWERS, QRELS, QUESTIONS).as_dict())
    assert "- Commit: abc" in page
    assert "- Index generation: g1" in page
    assert "- A question, ms: p50 3" in page
    assert "- Embedding model: e1" in page
    (row,) = [line for line in page.splitlines() if line.startswith("| Q2")]
    wanted = "b#p6 (judged 3, not found), b#p7 (judged 2, not found)"
    assert cells(row) == ["Q2", "0.000", "not found", "nothing", wanted, "answerable; not run, expected answered"]
    assert "private words" not in page


def test_a_question_that_may_be_shown_stays_in_its_cell():
    page = report(
        {}, score(ANSWERS, QRELS, QUESTIONS).as_dict(), {"Q2": "one | two\n<b>three ![x](http://evil.test/p.png)"}
    )
    (row,) = [line for line in page.splitlines() if line.startswith("| Q2")]
    assert row.endswith("| one \\| two &lt;b>three ![x]\\(http://evil.test/p.png) |")


def test_a_report_can_be_made_of_scores_from_before_the_other_metrics():
    scores = score(ANSWERS, QRELS, QUESTIONS).as_dict()
    for name in ("further", "further_per_query", "outcome_shares"):
        del scores[name]
    for row in scores["worst"]:
        for name in ("found_grades", "wanted_grades", "wanted_ranks", "about"):
            del row[name]
    assert "| Q2" in report({}, scores)
