from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.metric import JudgedRecord
from evals.metrics.passage_evidence import ANY_COVERED, COVERED, shingles
from evals.records import AnswerRow, EvalQuestion, RetrievedRow

QUOTE = "The kettle in the staff room should be emptied by whoever leaves last on a Friday afternoon."


def question(*items: dict) -> EvalQuestion:
    return EvalQuestion(query_id="Q", text="x", evidence=items)


def item(relevance: int = 3, **where) -> dict:
    return {"source_id": "a", "page": 1, "relevance": relevance, **where}


def answer(*texts: str, paragraph: str | None = None) -> AnswerRow:
    retrieved = tuple(
        RetrievedRow(rank=rank, source_id="a", page=1, paragraph=paragraph, text=text)
        for rank, text in enumerate(texts, 1)
    )
    return AnswerRow(query_id="Q", outcome="answered", retrieved=retrieved)


def covered(answers, *items):
    record = JudgedRecord(answers=answers, questions=[question(*items)], qrels={})
    return COVERED.values(record).get("Q"), ANY_COVERED.values(record).get("Q")


def test_a_quotation_is_covered_in_the_comparing_spelling():
    spelt = "… the kettle\nin the STAFF room – should be emptied by whoever leaves last on a Friday afternoon"
    assert covered([answer("elsewhere", spelt)], item(quote=QUOTE)) == (1.0, 1.0)
    assert covered([answer("The kettle in the staff room is nice.")], item(quote=QUOTE)) == (0.0, 0.0)


def test_most_of_the_words_are_enough_and_half_are_not():
    words = QUOTE.split()
    assert covered([answer(" ".join(words[:-2]))], item(quote=QUOTE))[0] == 1.0
    assert covered([answer(" ".join(words[: len(words) // 2]))], item(quote=QUOTE))[0] == 0.0


def test_two_passages_may_share_a_quotation_but_the_words_must_run_within_one():
    words = QUOTE.split()
    assert covered([answer(" ".join(words[:12]), " ".join(words[8:]))], item(quote=QUOTE))[0] == 1.0
    assert covered([answer(*words)], item(quote=QUOTE))[0] == 0.0


def test_only_the_first_five_passages_count():
    assert covered([answer(*["x"] * 4, QUOTE)], item(quote=QUOTE))[0] == 1.0
    assert covered([answer(*["x"] * 5, QUOTE)], item(quote=QUOTE))[0] == 0.0


def test_the_share_is_over_items_judged_relevant():
    items = (
        item(quote=QUOTE),
        item(2, quote="Nothing of this sort was ever said by anybody here."),
        item(1, quote=QUOTE),
    )
    assert covered([answer(QUOTE)], *items) == (0.5, 1.0)


def test_a_question_that_was_not_run_scores_nothing_and_one_without_evidence_is_left_out():
    assert covered([answer(QUOTE)], item(1, quote=QUOTE)) == (None, None)
    assert covered([], item(paragraph="41")) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("where", "paragraph", "value"),
    [
        ({"paragraph": "41"}, "41", 1.0),
        ({"paragraph": "41"}, "42", 0.0),
        ({"paragraph": "41", "source_id": "b"}, "41", 0.0),
        ({"paragraph": "s.3(2)"}, "s.3(2)", 1.0),
        ({"paragraph": "fn 61"}, "fn 61", 1.0),
        ({"statement": 4}, "4", 1.0),
        ({"paragraph": "Annex B: Domestic abuse"}, "Annex B: Domestic abuse", None),
        ({"paragraph": "-"}, "-", None),
        ({"paragraph": None}, None, None),
    ],
)
def test_without_a_quotation_a_number_tells(where, paragraph, value):
    assert covered([answer("words", paragraph=paragraph)], item(**where))[0] == value


def test_a_record_without_text_is_judged_on_numbers_alone():
    assert covered([answer("", paragraph="41")], item(quote=QUOTE, paragraph="41"))[0] == 1.0
    assert covered([answer("", paragraph="41")], item(quote=QUOTE))[0] is None


@given(st.text(max_size=200))
def test_a_text_covers_itself_whatever_surrounds_it(text):
    assert shingles(text) <= shingles(text)
    words = " ".join(f"w{n}" for n in range(7))
    assert shingles(words) <= shingles(f"before {words}. after")
    assert shingles(text.upper()) == shingles(text.upper().replace(" ", "  "))
