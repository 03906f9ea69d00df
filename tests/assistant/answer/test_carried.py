"""A sentence of ours and a later edition: the same, worded anew, gone, confirmed, mended; and a digest's statement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.draft import Draft, DraftSection, DraftSentence, Quotation
from assistant.answer.quoting.cite import cite, cite_sentences
from corpus.index import Became, ChangedParagraph, EditionPair
from corpus.register import Register
from corpus.statements import (
    Binding,
    EditionCheck,
    ReviewedSentence,
    ReviewLedger,
    ReviewVerdict,
    own_words,
    pinned_binding,
    sentence_key,
)
from corpus.types import Authority, Passage, Pinpoint
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

OLD = a_source("book-2025", names=("Book 2025",), in_force_from=date(2025, 9, 1))
NEW = a_source("book-2026", names=("Book 2026",), in_force_from=date(2026, 9, 1), supersedes=("book-2025",))
DIGEST = a_source("digest-lamps", title="Lamps", authority=Authority.DIGEST)
REGISTER = Register({source.source_id: source for source in (OLD, NEW, DIGEST)})
DAY, BEFORE = date(2026, 11, 27), date(2026, 8, 1)
WORDS, STAYED = "A referral should be made at once.", "The lead is told."
ANEW = "A referral should be made on the same day."
THEN = a_passage(f"57. {WORDS} {STAYED}", "book-2025", page=3, paragraph="57")
NOW = a_passage(f"61. {ANEW} {STAYED}", "book-2026", page=4, paragraph="61")
REWORDED = ChangedParagraph(became=Became.REWORDED, confidence=0.9, earlier=(THEN.passage_id,), later=(NOW.passage_id,))
GONE = ChangedParagraph(became=Became.GONE, confidence=0.0, earlier=(THEN.passage_id,))
STATEMENT = a_passage(
    "3 Lamps are trimmed daily.", "digest-lamps", paragraph="3",
    pinpoint=Pinpoint(
        document="Book", edition="2025", reference="page 3, paragraph 57", url="", how_read="Read in it", source_id="book-2025"
    ),
)  # fmt: skip


def binding(words: str, source_id: str = "book-2025", where: str = "page 3, paragraph 57") -> Binding:
    return Binding(source_id=source_id, where=where, key=sentence_key(words))


SAYS = ReviewedSentence(text="Refer at once.", bindings=(binding(WORDS),))
TELL = ReviewedSentence(text="Tell the lead.", bindings=(binding(STAYED),))


def found(text: str = SAYS.text, *, was: Binding = SAYS.bindings[0], mend: str = "", rests: str = ANEW) -> EditionCheck:
    return EditionCheck(
        key=sentence_key(text), verdict=ReviewVerdict.MEND if mend else ReviewVerdict.YES, checked_by="a trainer",
        checked_on=DAY, was=was, later="book-2026", rests_on=(binding(rests, "book-2026", "page 4, paragraph 61"),), mend=mend,
    )  # fmt: skip


def library(change: ChangedParagraph | None, *checks: EditionCheck, now: Passage = NOW) -> BoundSentences:
    pair = EditionPair(earlier="book-2025", later="book-2026", changed=(change,) if change else ())
    sources = {source.source_id: source for source in (OLD, NEW, DIGEST)}
    index = MemoryIndex([THEN, now, STATEMENT], sources, WordEmbedder(), editions=[pair])
    return BoundSentences(index=index, register=REGISTER, reviews=lambda: ReviewLedger(checks=checks))


def test_words_that_were_changed_are_not_quoted_and_their_new_place_is_said() -> None:
    drafted = library(REWORDED).drafted(SAYS, {"book-2026"})
    assert drafted.quotations == ()
    assert drafted.elsewhere == (
        "written for Book 2025, page 3, paragraph 57; changed since: Book 2026 has it in other words in paragraph 61, page 4,"
        " not checked yet",
    )


def test_a_sentence_that_stayed_in_a_changed_paragraph_is_quoted_and_marked() -> None:
    drafted = library(REWORDED).drafted(TELL, {"book-2026"})
    assert [one.quote for one in drafted.quotations] == [STAYED]
    assert drafted.elsewhere == ("Book 2026 changed other words of that paragraph; not checked yet",)


def test_a_sentence_of_an_unchanged_paragraph_has_no_mark() -> None:
    drafted = library(None).drafted(TELL, {"book-2026"})
    assert [one.quote for one in drafted.quotations] == [STAYED]
    assert drafted.elsewhere == ()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (GONE, "changed since: not found in Book 2026"),
        (REWORDED.model_copy(update={"became": Became.UNSURE}), "changed since: it may be what Book 2026 has"),
    ],
)
def test_what_is_gone_or_not_sure_is_said_so(change: ChangedParagraph, says: str) -> None:
    (mark,) = library(change).drafted(SAYS, {"book-2026"}).elsewhere
    assert says in mark


def test_a_confirmed_sentence_is_quoted_from_the_later_edition_and_says_who_checked_it() -> None:
    drafted = library(REWORDED, found()).drafted(SAYS, {"book-2026"})
    assert [(one.passage.source_id, one.quote) for one in drafted.quotations] == [("book-2026", ANEW)]
    assert drafted.elsewhere == ("checked against Book 2026 by a trainer, 27 November 2026",)


def test_what_was_confirmed_is_not_once_the_later_words_change_again() -> None:
    again = a_passage(f"61. A referral may be made. {STAYED}", "book-2026", page=4, paragraph="61")
    change = REWORDED.model_copy(update={"later": (again.passage_id,)})
    drafted = library(change, found(), now=again).drafted(SAYS, {"book-2026"})
    assert drafted.quotations == ()
    assert "not checked yet" in drafted.elsewhere[0]


def test_a_sentence_to_be_mended_says_so_until_the_project_has_the_other_words() -> None:
    drafted = library(REWORDED, found(mend="Refer on the day.")).drafted(SAYS, {"book-2026"})
    assert drafted.quotations == ()
    assert drafted.elsewhere == ("changed since Book 2025: other words are proposed",)


def test_on_a_day_of_the_earlier_edition_nothing_is_marked() -> None:
    drafted = library(REWORDED).drafted(SAYS, {"book-2025"})
    assert [one.quote for one in drafted.quotations] == [WORDS]
    assert drafted.elsewhere == ()


def test_a_digests_statement_is_marked_by_its_paragraph_and_after_it_was_checked_no_more() -> None:
    assert "changed since" in library(REWORDED).changed_since(STATEMENT, DAY)
    assert library(REWORDED).changed_since(STATEMENT, BEFORE) == ""
    assert library(None).changed_since(STATEMENT, DAY) == ""
    check = found(own_words(STATEMENT), was=pinned_binding(STATEMENT))
    assert library(REWORDED, check).changed_since(STATEMENT, DAY).startswith("checked against Book 2026")


def test_quotations_of_a_digest_and_what_rests_on_it_carry_the_mark() -> None:
    quoted = Quotation(passage=STATEMENT, quote="Lamps are trimmed daily.")
    ours = DraftSentence(text="Trim them.", quotations=(quoted,))
    draft = Draft(sections=(DraftSection(heading="Lamps", sentences=(ours,), quotations=(quoted,)),))
    marked = cite(draft, REGISTER, DAY, library(REWORDED).changed_since)
    assert all("changed since" in one.elsewhere[0] for one in marked.sections[0].statements)
    assert "changed since" in marked.sections[0].statements[1].text_with_marks
    plain = cite(draft, REGISTER, DAY)
    assert all(one.elsewhere == () for one in plain.sections[0].statements)
    (statement,), _ = cite_sentences([ours], REGISTER, DAY, library(REWORDED).changed_since)
    assert statement is not None
    assert "changed since" in statement.elsewhere[0]


def test_a_sentence_that_rests_on_two_paragraphs_is_quoted_from_one_and_marked_for_the_other() -> None:
    both = replace(SAYS, bindings=(*SAYS.bindings, binding("Lamps are trimmed daily.", "digest-lamps", "page 1")))
    drafted = library(REWORDED).drafted(both, {"book-2026", "digest-lamps"})
    assert [one.passage.source_id for one in drafted.quotations] == ["digest-lamps"]
    assert len(drafted.elsewhere) == 1
