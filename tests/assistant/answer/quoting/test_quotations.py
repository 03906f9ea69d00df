"""Quotations that fit: the sentence that answers first, at most a few, none about something else, none said twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.answer.draft import Quotation
from assistant.answer.quoting.quotations import by_authority, distinct, fitting, is_of_subject, read_through
from corpus.index import tokens
from corpus.types import Authority, Passage, PassageKind, RetrievedPassage
from tests.doubles import ScriptedReader, a_passage, a_source

SOURCES = {
    "rules-2025": a_source(),
    "act-2021": a_source("act-2021", authority=Authority.LAW),
    "study-2020": a_source("study-2020", authority=Authority.RESEARCH),
}
FILLER = "The minibus is checked by two adults every morning."


def shares_words(question: str, texts: Sequence[str]) -> NDArray[np.float32]:
    wanted = set(tokens(question))
    return np.array([len(wanted & set(tokens(text))) for text in texts], dtype=np.float32)


def found(*passages: Passage, twins: dict[int, int] | None = None) -> list[RetrievedPassage]:
    return [
        RetrievedPassage(passage=passage, rank=rank, score=1 / rank, duplicate_of=(twins or {}).get(rank))
        for rank, passage in enumerate(passages, start=1)
    ]


def quotes(question: str, *passages: Passage, **given: object) -> list[str]:
    chosen = fitting(question, found(*passages), SOURCES, shares_words, **given)  # type: ignore[arg-type]
    return [one.quotation.quote for one in chosen]


def test_the_sentence_that_answers_is_quoted_first_wherever_it_stands() -> None:
    answering = a_passage(f"{FILLER} Referrals are made to social care at once.", page=2)
    assert quotes("who makes referrals to social care", a_passage(FILLER), answering)[0] == (
        "Referrals are made to social care at once."
    )


def test_what_does_not_help_is_not_shown_to_fill_a_place() -> None:
    answering = a_passage("Referrals are made to social care at once.")
    assert quotes("who makes referrals to social care", answering, a_passage(FILLER, page=2)) == [answering.text]


def test_of_two_that_answer_alike_the_higher_ranked_comes_first() -> None:
    first, second = (a_passage(f"Referrals go to social care, says book {n}.", page=n) for n in (1, 2))
    assert quotes("referrals social care", first, second, a_passage(FILLER, page=3)) == [first.text, second.text]


def test_a_subsection_that_does_not_say_who_and_what_gives_way_to_one_that_does() -> None:
    hanging = a_passage("(2) The person to whom a request under this section is made must comply.", "act-2021")
    whole = a_passage("Whoever gets a request must comply if the panel asks for it, a person or a school.", page=2)
    assert quotes("must a person comply with a request", hanging, whole, a_passage(FILLER, page=3))[0] == whole.text


def test_research_is_quoted_only_from_the_best_three() -> None:
    study = a_passage("Referrals to social care rose, a study found.", "study-2020", page=9)
    assert study.text in quotes("referrals to social care", study)
    assert study.text not in quotes("referrals to social care", *(a_passage(FILLER, page=n) for n in (1, 2, 3)), study)


def test_twins_are_quoted_once_and_named() -> None:
    first, twin = a_passage("Staff tell the lead at once."), a_passage("Staff tell the lead at once.", "act-2021")
    (one,) = fitting("tell the lead", found(first, twin, twins={2: 1}), SOURCES, shares_words)
    assert one.quotation.also_on == ("The act-2021 book, first edition, page 1",)


def test_each_edition_compared_is_quoted() -> None:
    first, twin = a_passage("Staff tell the lead at once."), a_passage("Staff tell the lead at once.", "act-2021")
    hits = found(first, twin, twins={2: 1})
    assert len(fitting("tell the lead", hits, SOURCES, shares_words, {"rules-2025", "act-2021"})) == 2


def test_nothing_found_quotes_nothing() -> None:
    assert quotes("anything") == []
    assert quotes("anything", a_passage("Heading")) == []


@pytest.mark.parametrize(
    ("heading", "question", "fits"),
    [
        ("Part five: Child-on-child sexual violence", "what do parents have to be told", False),
        ("Part five: Child-on-child sexual violence", "a pupil was raped by another pupil", True),
        ("Part four: Safeguarding concerns or allegations", "do I disagree with the decision", False),
        ("Part four: Safeguarding concerns or allegations", "an allegation about a teacher", True),
        ("Part three: Safer recruitment", "he volunteers for everything", True),
        ("Part one: Safeguarding information", "what do parents have to be told", True),
    ],
)
def test_parts_about_something_else_are_left_out(heading: str, question: str, fits: bool) -> None:
    assert is_of_subject(question, a_passage("Staff should act.", heading_path=(heading,))) is fits


def test_another_nations_rule_and_notes_of_amendment_are_left_out() -> None:
    assert not is_of_subject("what is the rule", a_passage("Rule.", jurisdiction="Wales"))
    assert is_of_subject("what is the rule in Wales", a_passage("Rule.", jurisdiction="Wales"))
    assert not is_of_subject("what is the rule", a_passage("Amended.", kind=PassageKind.NOTE))


def quotation(text: str, page: int = 1) -> Quotation:
    return Quotation(passage=a_passage(text, page=page), quote=text)


def test_what_another_says_or_we_said_ourselves_is_not_repeated() -> None:
    one, same, other = (
        quotation("Staff should tell the lead at once."),
        quotation("Staff should tell the lead at once, always.", 2),
        quotation("Parents are told unless that raises the risk.", 3),
    )
    assert distinct([one, same, other], 3) == [one, other]
    assert distinct([one, other], 1) == [one]
    assert distinct([one, other], 3, ["The lead should be told at once by staff."]) == [other]


def test_sections_keep_their_kinds_apart_that_of_the_best_quotation_first() -> None:
    guidance, law = (
        quotation("Tell the lead."),
        Quotation(passage=a_passage("It is law.", "act-2021"), quote="It is law."),
    )
    sections = by_authority([guidance, law, quotation("Record it.", 2)], SOURCES)
    assert [section.heading for section in sections] == ["What statutory guidance says", "What the law says"]
    assert [len(section.quotations) for section in sections] == [2, 1]


def test_what_is_read_as_answering_comes_first_and_what_is_of_no_help_is_known() -> None:
    near, answering = (
        a_passage("Referrals to social care are counted each year.", heading_path=("Figures",)),
        a_passage("A referral to social care is made by the lead.", page=2),
    )
    fit = fitting("who makes referrals to social care", found(near, answering), SOURCES, shares_words)
    reader = ScriptedReader(answers="made by the lead")
    read = read_through("who makes referrals to social care", fit, reader)
    assert [(one.quotation.quote, one.helps) for one in read] == [(answering.text, True), (near.text, False)]
    assert ("who makes referrals to social care", f"Figures | {near.text}") in reader.given
