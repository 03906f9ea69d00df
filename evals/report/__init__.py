"""A record’s scores for people: Markdown, a page, the README’s table."""

from evals.report import run_summaries
from evals.report.html_page import page
from evals.report.markdown import comparison_table, other_metrics_table, outcomes_table, report, scores_table
from evals.report.parts import MIN_N, SHOWN, Miss, about, misses, outcomes_counted
from evals.report.readme_table import ResultsRow, results, rewrite
from evals.report.run_summaries import ComparedMeasure, NamedMean, RunComparison, RunDetail, RunSummary

__all__ = [
    "MIN_N", "SHOWN", "ComparedMeasure", "Miss", "NamedMean", "ResultsRow", "RunComparison", "RunDetail",
    "RunSummary", "about", "comparison_table", "misses", "other_metrics_table", "outcomes_counted",
    "outcomes_table", "page", "report", "results", "rewrite", "run_summaries", "scores_table",
]  # fmt: skip
