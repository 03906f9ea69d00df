"""The normaliser: what it undoes, what it keeps, and how quotations are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import clean, find_quote, fold, one_line, spreadsheet_cell


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("ill\ufffetreatment", "ill-treatment"),
        ("o\ufb03cer \ufb01nds", "officer finds"),
        ("a\u00a0b\u2009c  d", "a b c d"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("“must” – not ‘may’", "“must” – not ‘may’"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_clean_undoes_encoding_and_keeps_what_is_printed(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@given(st.text())
def test_clean_and_fold_change_nothing_the_second_time(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


def test_a_quote_is_found_where_letters_begin_and_end() -> None:
    assert find_quote("ß", "000Sß") == (4, 5)


@given(st.text(min_size=1), st.data())
def test_any_part_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = clean(text)[start:end]
    span = find_quote(quote, clean(text))
    if fold(quote):
        assert span is not None
        assert fold(clean(text)[span[0] : span[1]]) == fold(quote)
    else:
        assert span is None


def test_a_quote_is_found_over_line_ends_and_other_quotation_marks() -> None:
    page = "41. Staff should\nalways act in the child’s\nbest interests."
    span = find_quote("always act in the child's best interests", page)
    assert span is not None
    assert one_line(page[span[0] : span[1]]) == "always act in the child’s best interests"


@pytest.mark.parametrize("quote", ["", "  ", "must always act", "best interest of"])
def test_words_that_are_not_there_are_not_found(quote: str) -> None:
    assert find_quote(quote, "Staff should always act in the best interests of the child") is None


@pytest.mark.parametrize(
    "text",
    ["=1+1", " =1", "\u200b=1", "\ufeff@x", "-1+1", "+1-1", "−2+cmd", '"=1', "'=1", "＝1", "-x", "\t=1", "\x00=1", "\tcmd",
     "\rcmd", "\ncmd", "\u3000=1", "\u00ad=1", "\u180e@x", "\u2066=1", "﹦1+1", "﹢1+1", "﹫x", "＋1+1", "⁼1", "\v=1"],
)  # fmt: skip
def test_nothing_in_a_cell_is_run_as_a_formula(text: str) -> None:
    assert spreadsheet_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["", "0.61", "-0.05", "−0.05", "+12 %", "1,234", "a = b", "7-9"])
def test_numbers_and_plain_words_stay_as_they_are(text: str) -> None:
    assert spreadsheet_cell(text) == text
