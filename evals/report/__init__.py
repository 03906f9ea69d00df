"""A record’s scores for people: Markdown, a page, the README’s table."""

from evals.report import run_summaries
from evals.report.about import library_parts
from evals.report.html_page import page
from evals.report.markdown import beyond_ranking_table, comparison_table, outcomes_table, report, scores_table
from evals.report.misses import Miss
from evals.report.parts import SHOWN
from evals.report.readme_table import ResultsRow, results, rewrite
from evals.report.run_summaries import ComparedMeasure, NamedMean, RunComparison, RunDetail, RunSummary

__all__ = [
    "SHOWN",
    "ComparedMeasure",
    "Miss",
    "NamedMean",
    "ResultsRow",
    "RunComparison",
    "RunDetail",
    "RunSummary",
    "beyond_ranking_table",
    "comparison_table",
    "library_parts",
    "outcomes_table",
    "page",
    "report",
    "results",
    "rewrite",
    "run_summaries",
    "scores_table",
]
