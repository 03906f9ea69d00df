"""Bindings: a sentence is named by its hash, whatever its white space, and nothing of ours stands without one."""

from __future__ import annotations

import pytest

from corpus.errors import StatementError
from corpus.statements import Binding, ReviewedSentence, sentence_key, sentence_spans
from corpus.statements.sentences import read_binding
from corpus.types import Pinpoint
from tests.doubles import a_passage

WRITTEN = "rules-2025, page 19, paragraph 57 #40b063cd66"


def test_a_binding_is_read_as_it_is_written() -> None:
    binding = read_binding(WRITTEN)
    assert binding == Binding(source_id="rules-2025", where="page 19, paragraph 57", key="40b063cd66")
    assert str(binding) == WRITTEN


@pytest.mark.parametrize(
    "words",
    ["", "rules-2025 #40b063cd66", "rules-2025, page 19", "rules-2025, page 19 #40b063cd6", "Rules, p 1 #40B063CD66"],
)
def test_what_is_no_binding_is_refused_with_the_form(words: str) -> None:
    with pytest.raises(StatementError, match="no binding") as caught:
        read_binding(words)
    assert "#3fa9c1d2ab" in caught.value.hint


def test_a_sentence_of_ours_needs_what_bears_it_out_or_is_marked_as_our_rule() -> None:
    with pytest.raises(StatementError, match="nothing bears out"):
        ReviewedSentence(text="Refer at once.")
    assert ReviewedSentence(text="Ring nobody at home.", ours=True).bindings == ()


def test_white_space_and_quotation_marks_do_not_change_a_key_and_a_word_does() -> None:
    key = sentence_key("The child’s  views\nmatter.")
    assert key == sentence_key("The child's views matter.")
    assert key != sentence_key("The child's views may matter.")
    assert len(key) == 10


def test_a_paragraphs_number_and_a_digests_source_line_are_no_part_of_a_sentence() -> None:
    pinpoint = Pinpoint(document="Act", edition="", reference="s.1", url="", how_read="read")
    numbered = a_passage("57. Refer at once. Tell the lead.", paragraph="57")
    digest = a_passage("2 Refer at once. Source: Act, s.1.", paragraph="2", pinpoint=pinpoint)
    keys = [key for key, _ in sentence_spans(numbered)]
    assert keys == [sentence_key("Refer at once."), sentence_key("Tell the lead.")]
    assert [words for _, words in sentence_spans(digest)] == ["Refer at once."]
