from __future__ import annotations

import pytest

from evals.errors import RecordError
from evals.metrics.scores import score
from evals.records import AnswerRow, EvalQuestion, RetrievedRow
from evals.report.readme_table import ResultsRow, results, rewrite

QRELS = {"Q1": {"a#p1": 3}, "Q2": {"a#p2": 2}}
QUESTIONS = [
    EvalQuestion(query_id="Q1", text="x", expected="answered"),
    EvalQuestion(query_id="Q2", text="x", expected="refused"),
]
ANSWERS = [
    AnswerRow(query_id=query, outcome="answered", retrieved=(RetrievedRow(rank=1, source_id="a", page=1),))
    for query in ("Q1", "Q2")
]
MANIFEST = {
    "date": "2026-11-05T04:21:37+00:00", "commit": "0123456789abcdef-dirty", "as_at": "2025-10-01",
    "generations": ["g1"], "models": ["none"], "ask_ms": {"first": 900.0, "p50": 120.0, "p95": 345.0},
}  # fmt: skip


def test_a_row_has_the_figures_and_a_line_what_was_run():
    full = score(ANSWERS, QRELS, QUESTIONS).as_dict()
    block = results([
        ResultsRow(label="ours", manifest=MANIFEST, scores=full),
        ResultsRow(label="a | peer", manifest={}, scores=score(ANSWERS, QRELS).as_dict()),
    ])
    lines = block.splitlines()
    ours, peer = ([cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:4])
    assert ours[:3] == ["ours", "2", ".500 [.00, 1.00]"]
    assert ours[-1] == ".000 [.00, .84]"
    assert (peer[0], peer[-1]) == ("a \\| peer", "–")  # what was not measured is no nought
    assert lines[-2] == (
        "- ours: 5 November 2026; commit 0123456789ab with changes; guidance as at 1 October 2025; index g1; "
        "chat model none; 0.12 s a question at the median, 0.34 s at the 95th percentile; "
        "outcomes as expected: answered 1 of 1 (and 1 wrongly), refused 0 of 1."
    )


def test_the_block_between_the_marks_is_replaced_and_nothing_else(tmp_path):
    page = tmp_path / "README.md"
    page.write_text("# Title\n\n<!-- results -->\nold\n<!-- /results -->\n\nmore\n")
    rewrite(page, "new")
    rewrite(page, "newer")
    assert page.read_text() == "# Title\n\n<!-- results -->\nnewer\n<!-- /results -->\n\nmore\n"
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


@pytest.mark.parametrize(
    "text",
    [
        "no marks",
        "<!-- results -->",
        "<!-- /results --> <!-- results -->",
        "<!-- results --><!-- /results --><!-- results -->",
        "<!-- results --><!-- /results --><!-- /results -->",
    ],
)
def test_a_page_without_its_marks_once_each_is_left_alone(tmp_path, text):
    page = tmp_path / "README.md"
    page.write_text(text)
    with pytest.raises(RecordError, match="once each"):
        rewrite(page, "new")
    assert page.read_text() == text


def test_a_page_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(RecordError, match="cannot be read"):
        rewrite(tmp_path / "none.md", "new")
