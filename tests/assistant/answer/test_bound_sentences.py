"""Sentences of ours in a library: quoted, not in this library, or not checked against another edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.answer.bound_sentences import BoundSentences
from corpus.register import Register
from corpus.statements import Binding, ReviewedSentence, sentence_key
from corpus.types import Passage
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

WORDS = "A referral should be made at once."
OLD = a_source("book-2025", names=("Book 2025",), in_force_from=date(2025, 9, 1))
NEW = a_source("book-2026", names=("Book 2026",), in_force_from=date(2026, 9, 1), supersedes=("book-2025",))
REGISTER = Register({source.source_id: source for source in (OLD, NEW)})
SAYS = ReviewedSentence(
    text="Refer at once.",
    bindings=(Binding(source_id="book-2025", where="page 3, paragraph 57", key=sentence_key(WORDS)),),
)


def bound(*passages: object) -> tuple[BoundSentences, set[str]]:
    ids = {passage.source_id for passage in passages}  # type: ignore[attr-defined]
    sources = {source_id: REGISTER[source_id] for source_id in ids}
    return BoundSentences(index=MemoryIndex(passages, sources, WordEmbedder()), register=REGISTER), ids  # type: ignore[arg-type]


def test_the_very_sentence_is_quoted_where_the_library_has_it() -> None:
    found, allowed = bound(a_passage(f"57. Staff talk to the lead. {WORDS}", "book-2025", paragraph="57"))
    drafted = found.drafted(SAYS, allowed)
    assert [quotation.quote for quotation in drafted.quotations] == [WORDS]
    assert drafted.elsewhere == ()


def test_without_any_edition_of_its_source_the_place_on_paper_is_said() -> None:
    found, allowed = bound()
    assert found.drafted(SAYS, allowed).elsewhere == ("Book 2025, page 3, paragraph 57: not in this library",)


def test_several_places_that_are_not_here_are_said_once() -> None:
    more = [
        Binding(source_id="book-2025", where="page 9", key=sentence_key("Tell the lead.")),
        Binding(source_id="guide-2020", where="page 1", key=sentence_key("Write it down.")),
    ]
    found, allowed = bound()
    (said,) = found.drafted(replace(SAYS, bindings=(*SAYS.bindings, *more)), allowed).elsewhere
    assert said == "Book 2025, page 3, paragraph 57; page 9; guide-2020, page 1: not in this library"


@pytest.mark.parametrize(
    ("passages", "text"),
    [
        ((), "Refer at once."),
        ((a_passage(WORDS, "book-2025", paragraph="57"),), "Refer at once. (Book 2025, page 3, paragraph 57)"),
    ],
)
def test_whoever_asks_where_it_stands_is_told_once(passages: tuple[Passage, ...], text: str) -> None:
    found, allowed = bound(*passages)
    assert [one.text for one in found.placed([SAYS], allowed)] == [text]


def test_a_later_edition_with_the_same_words_bears_the_sentence_out() -> None:
    found, allowed = bound(a_passage(f"61. {WORDS}", "book-2026", paragraph="61"))
    assert [quotation.passage.source_id for quotation in found.drafted(SAYS, allowed).quotations] == ["book-2026"]


def test_a_later_edition_with_other_words_is_named_as_not_checked() -> None:
    found, allowed = bound(a_passage("61. A referral may be made within a week.", "book-2026", paragraph="61"))
    drafted = found.drafted(SAYS, allowed)
    assert drafted.quotations == ()
    assert drafted.elsewhere == ("written for Book 2025, page 3, paragraph 57; not checked against Book 2026",)


def test_an_edition_that_may_not_answer_is_not_quoted() -> None:
    found, _ = bound(a_passage(WORDS, "book-2025"))
    assert found.drafted(SAYS, set()).quotations == ()


def test_an_item_of_a_list_brings_the_words_that_begin_the_list() -> None:
    text = "Records should include:\n• a summary\n• the decisions reached"
    sentence = ReviewedSentence(
        text="Write down what was decided.",
        bindings=(Binding(source_id="book-2025", where="page 3", key=sentence_key("• the decisions reached")),),
    )
    found, allowed = bound(a_passage(text, "book-2025"))
    assert found.drafted(sentence, allowed).quotations[0].quote == text


def test_a_sentence_said_twice_is_drafted_once() -> None:
    found, allowed = bound()
    assert len(found.drafts((SAYS, SAYS), allowed)) == 1
