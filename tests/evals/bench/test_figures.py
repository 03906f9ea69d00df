"""The tables of a bench."""

from __future__ import annotations

from dataclasses import asdict

from evals.bench.figures import Figures, bench_table, growth_table
from evals.metrics.stats import Interval


def figures(title, seconds, mean=None):
    quality = {"nDCG@10": Interval(mean=mean, low=mean / 2, high=mean * 1.5, n=97)} if mean is not None else {}
    return Figures(title=title, costs={"ingestion, s": seconds}, quality=quality)


def test_each_figure_stands_beside_its_ratio_to_ours():
    table = bench_table([figures("ours", 10.0, 0.5), figures("other", 1025.0, 0.25)])
    assert "| figure | ours | other |" in table
    assert "| ingestion, s | 10.0 (×1.00) | 1,025.0 (×102.50) |" in table
    assert "| nDCG@10 (n = 97) | 0.500 [0.250, 0.750] (×1.00) | 0.250 [0.125, 0.375] (×0.50) |" in table


def test_nothing_is_a_multiple_of_nothing():
    assert "| nDCG@10 (n = 97) | 0.000 [0.000, 0.000] | 0.250" in bench_table([
        figures("o", 1, 0.0),
        figures("p", 1, 0.25),
    ])
    assert "| passages | 0.0 | 5.0 |" in growth_table({1: {"passages": 0.0}, 2: {"passages": 5.0}})


def test_a_figure_that_a_system_lacks_is_a_dash():
    assert "| nDCG@10 (n = 97) | 0.500 [0.250, 0.750] (×1.00) | - |" in bench_table([
        figures("ours", 1.0, 0.5),
        figures("other", 1.0),
    ])


def test_a_system_that_was_not_run_says_why_below_the_table():
    table = bench_table([figures("ours", 1.0), Figures(title="other", not_run="pip failed")])
    assert "| figure | ours |\n" in table
    assert table.endswith("other was not run: pip failed")


def test_growth_is_shown_from_the_smallest_size():
    table = growth_table({50: {"search p50, ms": 30.0}, 1: {"search p50, ms": 12.0}})
    assert table.splitlines()[0] == "| figure | 1× | 50× |"
    assert "| search p50, ms | 12.0 (×1.00) | 30.0 (×2.50) |" in table


def test_figures_are_json_with_their_intervals():
    written = asdict(figures("ours", 1.0, 0.5))
    assert written["costs"] == {"ingestion, s": 1.0}
    assert written["quality"]["nDCG@10"] == {"mean": 0.5, "low": 0.25, "high": 0.75, "n": 97}
    assert written["not_run"] == ""
