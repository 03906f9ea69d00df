"""The table of metrics: adding one to it is all that a new metric needs."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from evals.bench import peers_compared
from evals.bench.figures import Figures, bench_table
from evals.metrics import catalogue
from evals.metrics.metric import JudgedRecord, Metric, Subject
from evals.metrics.paired_differences import compare
from evals.metrics.scores import Scores, below_floor, score
from evals.metrics.stats import exact_share
from evals.records import AnswerRow, CitedRow, EvalQuestion, RetrievedRow
from evals.report.html_page import page
from evals.report.markdown import comparison_table, other_metrics_table, report

QRELS = {"Q1": {"a#p1": 3}, "Q2": {"a#p2": 3}}
QUESTIONS = [EvalQuestion(query_id=query, text="x", kind="answerable") for query in QRELS]
TOY = Metric(
    name="long_winded",
    words="share of questions for which more than two passages were found",
    subject=Subject.RETRIEVAL,
    values=lambda record: {answer.query_id: float(len(answer.retrieved) > 2) for answer in record.answers},
    higher_is_better=False,
    interval=exact_share,
)
LOWER = "share of questions for which more than two passages were found; lower is better"


def answers(*n_found: int) -> list[AnswerRow]:
    return [
        AnswerRow(
            query_id=query,
            outcome="answered",
            retrieved=tuple(RetrievedRow(rank=rank, source_id="a", page=rank) for rank in range(1, n + 1)),
            citations=(CitedRow(marker=1, source_id="a", page=1),),
        )
        for query, n in zip(QRELS, n_found, strict=True)
    ]


def scored(*n_found: int) -> Scores:
    return score(answers(*n_found), QRELS, QUESTIONS)


@pytest.fixture
def toy(monkeypatch):
    monkeypatch.setattr(catalogue, "METRICS", (*catalogue.METRICS, TOY))


def test_a_metric_in_the_table_is_scored_with_its_interval(toy):
    scores = scored(3, 1).as_dict()
    assert scores["further_per_query"]["long_winded"] == {"Q1": 1.0, "Q2": 0.0}
    interval = asdict(exact_share([1.0, 0.0]))
    assert scores["further"]["all"]["long_winded"] == interval
    assert scores["further"]["kind: answerable"]["long_winded"] == interval
    assert json.loads(json.dumps(scores)) == scores


def test_a_metric_in_the_table_is_in_the_reports_with_its_words_and_interval(toy):
    scores = scored(3, 1).as_dict()
    for written in (other_metrics_table(scores), report({}, scores), page({}, scores)):
        assert "long_winded" in written
        assert LOWER in written
        assert "0.500 [0.01, 0.99]" in written
    assert '<span class="name">long winded</span>' in page({}, scores)


def test_a_metric_in_the_table_is_compared_in_its_direction_and_can_be_a_ceiling(toy):
    comparison = compare(scored(3, 3), scored(3, 1))
    assert (comparison.differences["long_winded"].wins, comparison.differences["long_winded"].losses) == (1, 0)
    assert comparison.as_dict()["measures"]["long_winded"]["wins"] == 1
    assert "long_winded less is better, and a win." in comparison_table(comparison)
    floor = {"at_most": {"long_winded": 0.4}}
    assert below_floor(scored(3, 1), floor) == ["long_winded is 0.500, above its ceiling of 0.400"]


def test_a_metric_of_what_is_found_is_in_the_bench_and_one_of_answers_is_not(toy, tmp_path):
    what = peers_compared.BenchRequest(pdfs=tmp_path, questions_file=tmp_path, questions=tuple(QUESTIONS), qrels=QRELS)
    quality = peers_compared._quality(answers(3, 1), what)
    assert "| long_winded (n = 2) | 0.500 [0.013, 0.987]" in bench_table([Figures(title="ours", quality=quality)])
    assert "citation_precision" not in quality


def test_without_it_nothing_of_it_is_shown():
    scores = scored(3, 1)
    assert "long_winded" not in json.dumps(scores.as_dict()) + page({}, scores.as_dict())


def test_citation_precision_is_shown():
    scores = scored(3, 1).as_dict()
    assert scores["further"]["all"]["citation_precision"]["mean"] == 0.5
    for written in (report({}, scores), page({}, scores)):
        assert "citation_precision" in written
        assert "mean share of an answer’s citations whose page is judged relevant (n: answers that cite)" in written


def test_names_are_unique_and_every_metric_has_words():
    names = [metric.name for metric in catalogue.METRICS]
    assert len(set(names)) == len(names)
    assert all(metric.words for metric in catalogue.METRICS)


def test_a_share_of_ones_has_the_exact_interval_and_no_metric_with_it_has_other_values():
    record = JudgedRecord(answers=answers(3, 1), qrels=QRELS, questions=QUESTIONS)
    for metric in catalogue.METRICS:
        if metric.interval is exact_share:
            assert set(metric.values(record).values()) <= {0.0, 1.0}
