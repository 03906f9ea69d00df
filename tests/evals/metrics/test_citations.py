from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.citations import KEY_FACTS, PAGES_PER_CITATION, PRECISION, RECALL, RECALL_CEILING, VERBATIM
from evals.metrics.metric import JudgedRecord
from evals.records import AnswerRow, CitedRow, EvalQuestion, RetrievedRow, SectionRow, StatementRow

QRELS = {"Q": {"a#p1": 3, "a#p2": 2, "a#p3": 2, "a#p4": 1}}


def answer(*pages: int, outcome: str = "answered", text: str = "") -> AnswerRow:
    cited = tuple(CitedRow(marker=n, source_id="a", page=page) for n, page in enumerate(pages, 1))
    return AnswerRow(query_id="Q", outcome=outcome, citations=cited, text=text)


def quoting(quote: str, page: int, kind: str = "quote") -> AnswerRow:
    statement = StatementRow(text=quote, kind=kind, citations=(1,))
    return AnswerRow(
        query_id="Q",
        outcome="answered",
        sections=(SectionRow(statements=(statement,)),),
        citations=(CitedRow(marker=1, source_id="a", page=page),),
        retrieved=(RetrievedRow(rank=1, source_id="a", page=1, text="Empty the kettle\non a Friday – always."),),
    )


def citations(answers, qrels=QRELS):
    record = JudgedRecord(answers=answers, qrels=qrels)
    return {metric: metric.values(record) for metric in (PRECISION, PAGES_PER_CITATION, RECALL, RECALL_CEILING)}


def measured(*pages: int):
    return {metric: values["Q"] for metric, values in citations([answer(*pages)]).items()}


def quotes_verbatim(answers):
    return VERBATIM.values(JudgedRecord(answers=answers, qrels={}))


def key_facts(answers, questions):
    return KEY_FACTS.values(JudgedRecord(answers=answers, questions=questions, qrels={}))


def test_precision_counts_citations_and_pages_per_citation_counts_pages():
    assert measured(1, 1, 2, 9) == pytest.approx({
        PRECISION: 3 / 4, PAGES_PER_CITATION: 2 / 4, RECALL: 2 / 3, RECALL_CEILING: 1.0,
    })  # fmt: skip
    assert measured(4) == pytest.approx({PRECISION: 0, PAGES_PER_CITATION: 0, RECALL: 0, RECALL_CEILING: 1 / 3})


def test_an_answer_without_citations_has_a_recall_and_no_precision():
    other = AnswerRow(query_id="R", outcome="answered", citations=(CitedRow(marker=1, source_id="b", page=1),))
    values = citations([answer(), other], QRELS | {"R": {"b#p1": 2}})
    assert values == {
        PRECISION: {"R": 1},
        PAGES_PER_CITATION: {"R": 1},
        RECALL: {"Q": 0, "R": 1},
        RECALL_CEILING: {"Q": 0, "R": 1},
    }


def test_a_record_that_cites_nothing_is_not_measured():
    assert not any(citations([answer()]).values())


def test_statements_are_compared_where_statements_were_judged():
    row = AnswerRow(
        query_id="Q", outcome="answered", citations=(CitedRow(marker=1, source_id="digest-x", page=7, paragraph="2"),)
    )
    assert citations([row], {"Q": {"digest-x#s2": 3}})[RECALL] == {"Q": 1.0}


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_recall_never_passes_its_ceiling_nor_pages_per_citation_the_precision(pages):
    values = measured(*pages)
    assert values[RECALL] <= values[RECALL_CEILING] <= 1
    assert values[PAGES_PER_CITATION] <= values[PRECISION] <= 1


def test_a_quotation_counts_if_its_words_stand_on_a_page_it_cites():
    assert quotes_verbatim([quoting("empty the kettle on a friday - always", 1)]) == {"Q": 1.0}
    assert quotes_verbatim([quoting("Empty the kettle on a Monday", 1)]) == {"Q": 0.0}
    assert quotes_verbatim([quoting("Empty the kettle", 2)]) == {"Q": 0.0}  # another page is cited
    assert quotes_verbatim([quoting("Anything", 1, kind="fixed")]) == {}


def test_a_quotation_from_beyond_the_ranking_is_looked_up_in_the_passage_it_cites():
    row = quoting("Fill the kettle", 1)
    cited = CitedRow(marker=1, source_id="a", page=1, passage="Fill the kettle on Tuesdays.")
    assert quotes_verbatim([row]) == {"Q": 0.0}
    assert quotes_verbatim([replace(row, citations=(cited,))]) == {"Q": 1.0}


def question(*facts: str, expected: str = "answered") -> EvalQuestion:
    return EvalQuestion(query_id="Q", text="x", key_facts=facts, expected=expected)


def test_a_key_fact_is_as_covered_as_its_stems_are_stated():
    stating = answer(text="Referrals are made at once.")
    assert key_facts([stating], [question("A referral is made")])["Q"] == 1.0
    assert key_facts([stating], [question("A referral is made", "Parents agree")])["Q"] == 0.5
    assert key_facts([stating], [question("the")]) == {}  # no word of it says anything


def test_an_abstention_states_no_key_fact_and_is_not_asked_for_one():
    abstained = answer(outcome="abstained", text="Referrals: ask.")
    other = AnswerRow(query_id="R", outcome="answered", text="words")
    assert key_facts([abstained, other], [question("referrals")]) == {"Q": 0.0}
    assert key_facts([abstained, other], [question("referrals", expected="abstained")]) == {}
    assert key_facts([answer()], [question("referrals")]) == {}  # rankings only
