"""Notices: what the reader is told of editions, of parts about something else, of sentences that go on."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer.notices import context_notices, edition_notices, later_notices, own_words_notices, upkeep_notices
from assistant.retrieve.retriever import Editions
from assistant.types import Citation, Notice, Section, Statement, StatementKind
from corpus.index.generations import FoundInstead, IndexedSource
from corpus.register.register import Register
from corpus.types import Authority, Source, Verified
from tests.doubles import a_passage, a_source

OLD = a_source("book-2023", names=("Book 2023",), in_force_from=date(2023, 9, 1), in_force_to=date(2024, 8, 31))
NEW = a_source("book-2024", names=("Book 2024",), in_force_from=date(2024, 9, 1), supersedes=("book-2023",))
ALONE = a_source("guide-2020", names=("Guide 2020",), in_force_from=date(2020, 1, 1), in_force_to=date(2021, 1, 1))
LATER = a_source("law-2027", names=("Law 2027",), in_force_from=date(2027, 1, 1))
REGISTER = Register({source.source_id: source for source in (OLD, NEW, ALONE, LATER)})
TODAY = date(2026, 11, 25)


def cited(source: object = NEW, text: str = "Staff tell the lead at once.", **changes: object) -> Citation:
    passage = a_passage(text, source.source_id, **changes)  # type: ignore[attr-defined]
    return Citation(marker=1, passage=passage, source=source, in_force=True, quote=text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "as_at", "kind", "words"),
    [
        (NEW, TODAY, None, ""),
        (OLD, TODAY, "superseded", "Book 2023 was replaced by Book 2024 on 1 September 2024"),
        (OLD, date(2024, 1, 1), None, ""),
        (ALONE, TODAY, "superseded", "Guide 2020 applied until 1 January 2021"),
        (LATER, TODAY, "not_yet", "Law 2027 in force from 1 January 2027"),
    ],
)
def test_an_edition_that_is_not_in_force_is_reported(source: object, as_at: date, kind: str | None, words: str) -> None:
    notices = edition_notices(Editions(source_ids=frozenset()), [cited(source)], REGISTER, as_at)
    assert [notice.kind for notice in notices] == ([kind] if kind else [])
    assert all(words in notice.text for notice in notices)


def test_several_replaced_editions_are_reported_in_one_notice_and_an_extract_with_its_whole() -> None:
    part = a_source("book-2023-part", names=("Book 2023 part",), part_of="book-2023", in_force_from=date(2023, 9, 1))
    rules = a_source("rules-2022", names=("Rules 2022",), in_force_from=date(2022, 1, 1))
    newer = a_source("rules-2026", names=("Rules 2026",), in_force_from=date(2026, 1, 1), supersedes=("rules-2022",))
    register = Register({source.source_id: source for source in (OLD, NEW, part, rules, newer)})
    (notice,) = edition_notices(
        Editions(source_ids=frozenset()), [cited(OLD), cited(part), cited(rules)], register, TODAY
    )
    assert "Book 2023 (by Book 2024, 1 September 2024); Rules 2022 (by Rules 2026, 1 January 2026)." in notice.text
    assert "part" not in notice.text


def test_an_earlier_edition_next_to_its_replacement_is_named_as_there_to_compare() -> None:
    editions = Editions(source_ids=frozenset({"book-2024"}), named=(NEW,))
    (notice,) = edition_notices(editions, [cited(OLD), cited(NEW)], REGISTER, TODAY)
    assert notice.text == "Book 2023 is quoted to compare. Book 2024 replaced it on 1 September 2024."


@pytest.mark.parametrize(("as_at", "noticed"), [(date(2025, 10, 1), True), (TODAY, False)])
def test_a_digest_asked_about_an_earlier_day_says_when_it_was_written(as_at: date, noticed: bool) -> None:
    digest = a_source("digest-x", authority=Authority.DIGEST, edition="November 2026")
    register = Register({"digest-x": digest})
    notices = edition_notices(Editions(source_ids=frozenset()), [cited(digest)], register, as_at)
    assert [notice.kind for notice in notices] == (["digest_date"] if noticed else [])


def test_editions_that_are_named_and_not_here_are_reported_known_or_not() -> None:
    editions = Editions(source_ids=frozenset({"book-2024"}), named=(OLD, NEW), unknown=("Book 1999",))
    notices = edition_notices(editions, [], REGISTER, TODAY)
    assert [notice.kind for notice in notices] == ["not_in_library", "not_in_library"]
    assert "Book 2023" in notices[0].text
    assert "Book 1999" in notices[1].text


def test_an_edition_named_and_missing_is_different_from_one_that_is_here() -> None:
    assert not Editions(source_ids=frozenset({"book-2024"}), named=(OLD, NEW)).none_here
    assert Editions(source_ids=frozenset({"book-2024"}), named=(OLD,)).none_here
    assert Editions(source_ids=frozenset({"book-2024"}), unknown=("Book 1999",)).none_here
    assert not Editions(source_ids=frozenset({"book-2024"})).none_here


@pytest.mark.parametrize(
    ("text", "noticed"),
    [("They should tell parents unless there are compelling", True), ("They should tell parents.", False)],
)
def test_a_sentence_that_goes_on_on_the_next_page_is_reported(text: str, noticed: bool) -> None:
    assert [n.kind for n in context_notices([cited(text=text)])] == (["breaks_off"] if noticed else [])


def ours(text: str) -> Section:
    return Section(heading="What to do", statements=(Statement(text=text, kind=StatementKind.FIXED, verified=True),))


@pytest.mark.parametrize(("as_at", "noticed"), [(TODAY, True), (date(2024, 1, 1), False)])
def test_our_own_sentences_that_rest_on_a_replaced_edition_say_so(as_at: date, noticed: bool) -> None:
    notices = own_words_notices((ours("Tell the lead (Book 2023, paragraph 4)."),), (), REGISTER, as_at)
    assert ["Book 2023 (by Book 2024, 1 September 2024)" in notice.text for notice in notices] == [True] * noticed


@pytest.mark.parametrize(
    ("elsewhere", "noticed"),
    [
        ("Book 2023, page 4: not in this library", True),
        ("written for Book 2023, page 4; not checked against Book 2024", False),
    ],
)
def test_what_bears_a_sentence_out_and_is_not_here_says_that_it_was_replaced(elsewhere: str, noticed: bool) -> None:
    statement = Statement(kind=StatementKind.REVIEWED, text="Tell the lead.", elsewhere=(elsewhere,))
    notices = own_words_notices((Section(heading="", statements=(statement,)),), (), REGISTER, TODAY)
    assert ["Book 2023 (by Book 2024, 1 September 2024)" in notice.text for notice in notices] == [True] * noticed


def test_a_year_of_one_title_is_not_taken_for_an_edition_of_another() -> None:
    text = "Guide 2020, paragraph 1; another book of 2023."
    assert [
        notice.text for notice in own_words_notices((ours(text),), (), REGISTER, TODAY) if "Book" in notice.text
    ] == []


def test_a_replacement_that_was_only_reported_is_called_so() -> None:
    newer = a_source(
        "book-2024",
        names=("Book 2024",),
        in_force_from=date(2024, 9, 1),
        supersedes=("book-2023",),
        verified=Verified.SECONDARY,
    )
    register = Register({source.source_id: source for source in (OLD, newer)})
    (notice,) = edition_notices(Editions(source_ids=frozenset()), [cited(OLD)], register, TODAY)
    assert "1 September 2024, as reported" in notice.text


def test_what_is_reported_of_a_quotation_or_is_in_force_is_not_reported_again() -> None:
    assert own_words_notices((ours("Tell the lead (Book 2024, paragraph 4)."),), (), REGISTER, TODAY) == ()
    assert own_words_notices((ours("Book 2023, paragraph 4."),), (cited(OLD),), REGISTER, TODAY) == ()


@pytest.mark.parametrize(
    ("as_at", "days"), [(date(2025, 10, 1), "7 November 2025, 1 May 2026"), (date(2026, 6, 1), "")]
)
def test_what_our_sentences_say_of_later_days_is_told_to_be_later(as_at: date, days: str) -> None:
    texts = ("It has been a duty since 7 November 2025.", "A list is kept from 1 May 2026, and was from 1 May 2024.")
    statements = tuple(Statement(kind=StatementKind.REVIEWED, text=text, citations=(1,)) for text in texts)
    notices = later_notices((Section(heading="", statements=statements),), as_at)
    assert [days in notice.text for notice in notices] == ([True] if days else [])


DUE = a_source("advice", names=("Advice",), review_by=date(2026, 8, 31))


def upkeep(
    source: Source, as_at: date = TODAY, instead: FoundInstead | None = None, *also: Source, known: bool = True
) -> tuple[Notice, ...]:
    register = Register({one.source_id: one for one in (OLD, NEW, LATER, *((source,) if known else ()))})
    indexed = {
        one.source_id: IndexedSource(source=one, sha256="0", key="", n_pages=1, n_passages=1, instead=instead)
        for one in (source, *also)
    }
    return upkeep_notices([cited(source), cited(source)], indexed, register, as_at)


@pytest.mark.parametrize("known", [True, False])
def test_a_source_past_its_review_date_is_reported_once_and_on_that_day_not_yet(known: bool) -> None:
    (notice,) = upkeep(DUE, known=known)
    assert notice.kind == "review_passed"
    assert "Advice (by 31 August 2026)" in notice.text
    assert upkeep(DUE, date(2026, 8, 31), known=known) == ()


def test_the_registers_review_date_counts_and_not_that_of_the_day_it_was_indexed() -> None:
    register = Register({"advice": a_source("advice", review_by=date(2027, 8, 31))})
    assert upkeep_notices([cited(DUE)], {}, register, TODAY) == ()


@pytest.mark.parametrize(
    "source",
    [
        a_source(
            "book-2023", names=("Book 2023",), in_force_from=date(2023, 9, 1), in_force_to=date(2024, 8, 31),
            review_by=date(2024, 8, 31),
        ),
        a_source("guide-2020", names=("Guide 2020",), in_force_to=date(2021, 1, 1), review_by=date(2021, 1, 1)),
    ],
    ids=["replaced", "ended"],
)  # fmt: skip
def test_what_is_replaced_or_ended_is_not_reported_as_due_as_well(source: Source) -> None:
    assert upkeep(source) == ()
    register = Register({one.source_id: one for one in (OLD, NEW, source)})
    (notice,) = edition_notices(Editions(source_ids=frozenset()), [cited(source)], register, TODAY)
    assert notice.kind == "superseded"


def instead(is_source: str = "", on: date = date(2026, 11, 20)) -> FoundInstead:
    return FoundInstead(on=on, reason="it is dated September 2026", is_source=is_source)


def test_something_else_at_the_official_address_is_reported_with_its_day() -> None:
    (notice,) = upkeep(NEW, TODAY, instead())
    assert notice.kind == "other_at_address"
    assert (
        "On 20 November 2026 the official address of Book 2024 gave something else: it is dated September"
        in notice.text
    )


def test_what_came_after_the_day_asked_about_is_not_reported() -> None:
    assert upkeep(NEW, date(2026, 11, 19), instead()) == ()


def test_a_known_edition_at_the_official_address_is_named_unless_it_is_here_or_reported_already() -> None:
    (notice,) = upkeep(NEW, TODAY, instead("law-2027"))
    assert "gave Law 2027, which is not in the library" in notice.text
    assert upkeep(NEW, TODAY, instead("law-2027"), LATER) == ()
    assert upkeep(OLD, TODAY, instead("book-2024")) == ()  # its replacement is in a notice of its own
