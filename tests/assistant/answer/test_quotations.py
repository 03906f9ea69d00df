"""Composing: which words are quoted, how many, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.answer.quotations import choose_quote, compose
from corpus.text import find_quote, sentences
from corpus.types import Authority, PassageKind, Pinpoint, RetrievedPassage
from tests.doubles import a_passage, a_source

LONG = " ".join(
    f"Sentence number {n} says something about topic {n} at some length, so that it takes room." for n in range(20)
)


def shares_words(question: str, texts: Sequence[str]) -> NDArray[np.float32]:
    wanted = set(question.lower().split())
    return np.array([len(wanted & set(text.lower().split())) for text in texts], dtype=np.float32)


def found(*passages: object, twins: dict[int, int] | None = None) -> list[RetrievedPassage]:
    twins = twins or {}
    return [
        RetrievedPassage(passage=p, rank=rank, score=1 / rank, duplicate_of=twins.get(rank))  # type: ignore[arg-type]
        for rank, p in enumerate(passages, start=1)
    ]


def test_a_short_passage_is_quoted_whole() -> None:
    passage = a_passage("Staff must act at once. They record it.")
    assert choose_quote("record", passage, shares_words) == passage.text


def test_from_a_long_passage_the_nearest_sentences_are_quoted() -> None:
    quote = choose_quote("topic 13", a_passage(LONG), shares_words)
    assert "topic 13" in quote
    assert len(quote) <= 420
    assert find_quote(quote, LONG) is not None


@pytest.mark.parametrize(
    ("text", "paragraph", "quote"),
    [
        ("41. Staff must act.", "41", "Staff must act."),
        ("61 An example is a scheme.", "fn 61", "An example is a scheme."),
        ("cut before. Staff must act. They record", "", "Staff must act."),
        ("only this, cut on both", "", "only this, cut on both"),
    ],
)
def test_numbers_and_cut_sentences_are_left_out(text: str, paragraph: str, quote: str) -> None:
    assert choose_quote("q", a_passage(text, paragraph=paragraph), shares_words) == quote


def test_a_digests_source_line_is_left_to_its_pinpoint() -> None:
    pinpoint = Pinpoint(document="Act", edition="", reference="s.1", url="", how_read="read")
    passage = a_passage("3. It is abuse.\nSource: Act, s.1. Read.", paragraph="3", pinpoint=pinpoint)
    assert choose_quote("q", passage, shares_words) == "It is abuse."


def test_research_and_data_guides_are_quoted_only_from_the_best_three() -> None:
    sources = {"study": a_source("study", authority=Authority.RESEARCH), "guide": a_source("guide")}
    guides = [a_passage(f"Guide number {n} of them all.", "guide", page=n) for n in range(1, 4)]
    late = compose("q", found(*guides, a_passage("A study found this too.", "study")), sources, shares_words)
    early = compose("q", found(a_passage("A study found this too.", "study"), *guides), sources, shares_words)
    assert [section.heading for section in late.sections] == ["What statutory guidance says"]
    assert [section.heading for section in early.sections][-1] == "What research found (not a duty)"


@pytest.mark.parametrize("paragraph", ["53", "s.53", "s.53(2)"])
def test_a_paragraph_asked_for_by_number_is_quoted_from_its_start(paragraph: str) -> None:
    passage = a_passage(LONG, paragraph=paragraph)
    assert choose_quote("paragraph 53, topic 13", passage, shares_words).startswith("Sentence number 0")
    assert "topic 13" in choose_quote("paragraph 5, topic 13", passage, shares_words)


def test_a_table_row_is_never_cut() -> None:
    passage = a_passage(LONG, kind=PassageKind.TABLE)
    assert choose_quote("topic 13", passage, shares_words) == LONG


@given(st.text(alphabet="ab .!?\n•AB1)", max_size=300))
def test_sentences_cover_all_but_white_space_in_order(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_sections_go_by_authority_and_keep_their_kinds_apart() -> None:
    sources = {
        "law": a_source("law", authority=Authority.LAW),
        "guide": a_source("guide"),
        "study": a_source("study", authority=Authority.RESEARCH),
    }
    passages = [a_passage(f"The {kind} says it plainly.", kind) for kind in ("study", "guide", "law")]
    draft = compose("q", found(*passages), sources, shares_words)
    headings = [section.heading for section in draft.sections]
    assert headings == ["What the law says", "What statutory guidance says", "What research found (not a duty)"]
    assert all(len({q.passage.source_id for q in section.quotations}) == 1 for section in draft.sections)


def test_at_most_five_quotations_and_four_of_a_kind() -> None:
    sources = {"guide": a_source("guide"), "law": a_source("law", authority=Authority.LAW)}
    passages = [a_passage(f"Guide text number {n} of them.", "guide", page=n) for n in range(1, 9)]
    passages += [a_passage(f"Law text number {n} of them.", "law", page=n) for n in range(1, 9)]
    draft = compose("q", found(*passages), sources, shares_words)
    assert {s.heading: len(s.quotations) for s in draft.sections} == {
        "What the law says": 1,
        "What statutory guidance says": 4,
    }


def test_twins_are_quoted_once_and_named() -> None:
    passages = [a_passage("The same words as there."), a_passage("The same words as there.", page=9, paragraph="57")]
    draft = compose("q", found(*passages, twins={2: 1}), {"rules-2025": a_source()}, shares_words)
    (quotation,) = draft.sections[0].quotations
    assert quotation.also_on == ("The rules-2025 book, first edition, page 9, paragraph 57",)


def test_a_heading_taken_for_text_is_not_quoted() -> None:
    draft = compose("q", found(a_passage("Part five Harassment")), {"rules-2025": a_source()}, shares_words)
    assert draft.sections == ()


def test_nothing_found_makes_an_empty_draft() -> None:
    assert compose("q", [], {}, shares_words).sections == ()
