from __future__ import annotations

from itertools import pairwise

import pytest

from evals.errors import RecordError
from evals.metrics.docids import Unit, ranking, rankings, scored_queries, unit_of, write_run
from evals.records import AnswerRow, RetrievedRow

QRELS = {"Q1": {"a#p1": 3}, "Q2": {"a#p5": 2}, "Q3": {"c#p1": 1}}  # nothing relevant enough for Q3


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


def test_a_query_without_a_relevant_page_is_not_scored():
    assert scored_queries(QRELS) == ("Q1", "Q2")
    assert scored_queries({"Q": {}}) == ()


def test_the_run_file_is_trec_with_falling_scores(tmp_path):
    answers = [AnswerRow(query_id="Q1", outcome="answered", retrieved=rows(*[("a", page) for page in range(1, 61)]))]
    write_run(tmp_path / "run.trec", rankings(answers, Unit.PAGE))
    lines = [line.split() for line in (tmp_path / "run.trec").read_text().splitlines()]
    assert [line[:4] for line in lines[:2]] == [["Q1", "Q0", "a#p1", "1"], ["Q1", "Q0", "a#p2", "2"]]
    scores = [float(line[4]) for line in lines]
    assert len(lines) == 60
    assert all(before > after for before, after in pairwise(scores))
