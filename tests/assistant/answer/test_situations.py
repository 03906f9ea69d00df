"""Worries about somebody: which sections an answer has, what each quotes, and how short it is."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant import messages
from assistant.answer.excerpt import chosen_words, is_off_topic
from assistant.answer.situation_sections import SituationStep, all_steps, facets_for
from assistant.pipeline import Assistant
from assistant.types import Answer, Outcome, Question, Shaped, StatementKind
from assistant.understand.question_type import Shape
from corpus.register.register import Register
from corpus.types import Authority, PassageKind
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

DAY = date(2025, 10, 1)
SOURCES = {
    source.source_id: source
    for source in (
        a_source("rules", names=("Rules 2025",)),
        a_source("act", authority=Authority.LAW),
        a_source("study", authority=Authority.RESEARCH),
    )
}
VICTIM = "Controlling behaviour is abuse that may involve watching the victim’s phone, money and friends."
SEES = "A child who sees or hears abuse between parents at home counts as a victim of domestic abuse."
PROMISE = "Adults never promise a child to keep secret what the child tells them about abuse."
REFER = "Where a child may suffer harm, a referral to social care is made immediately, and to the police."
PARENTS = "Tell the parents about the worry first, unless a child would then be at more risk of harm at home."
RECORD = "All concerns and decisions, with the reasons for each, are to be recorded in writing by the lead."
STAFF = "If somebody accuses a teacher, the case manager should refer the concerns immediately to the lead."
STUDY = "Parents told us that abuse may involve phone and money and that a child could be a victim of controlling behaviour."
PASSAGES = [
    a_passage(text, "rules", page=page, paragraph=str(page), **changes)  # type: ignore[arg-type]
    for page, (text, changes) in enumerate(
        [
            (VICTIM, {}),
            (SEES, {}),
            (PROMISE, {}),
            (REFER, {}),
            (PARENTS, {}),
            (RECORD, {}),
            (STAFF, {"heading_path": ("Part four: Safeguarding concerns or allegations",)}),
        ],
        start=1,
    )
]
PASSAGES.append(a_passage(STUDY, "study"))
WORRY = (
    "A girl told me that dad has controlling behaviour over mum’s phone and money. Could this be abuse, what do I do?"
)


@pytest.fixture
def assistant() -> Assistant:
    embedder = WordEmbedder()
    return Assistant(MemoryIndex(PASSAGES, SOURCES, embedder), Register(SOURCES), embedder)


def ask(assistant: Assistant, text: str, *, more: bool = False) -> Answer:
    return assistant.ask(Question(text=text, as_at=DAY, more=more))


def headings(answer: Answer) -> list[str]:
    return [section.heading for section in answer.sections]


def quoted_under(answer: Answer, heading: str) -> list[str]:
    section = next(section for section in answer.sections if section.heading == heading)
    return [statement.text for statement in section.statements if statement.kind is StatementKind.QUOTE]


def test_a_worry_is_answered_in_the_order_a_lead_works(assistant: Assistant) -> None:
    answer = ask(assistant, WORRY)
    assert answer.outcome is Outcome.ANSWERED
    assert headings(answer)[:6] == [
        messages.CAUTIONS_HEADING,  # the phone that he controls
        messages.POINT_TO_HEADING,
        messages.DO_NOW_HEADING,
        messages.INVOLVE_HEADING,
        messages.FIND_OUT_HEADING,
        messages.RECORD_HEADING,
    ]
    assert quoted_under(answer, messages.POINT_TO_HEADING)[0] == VICTIM
    assert quoted_under(answer, messages.DO_NOW_HEADING) == [PROMISE, REFER]
    assert PARENTS in quoted_under(answer, messages.INVOLVE_HEADING)
    assert quoted_under(answer, messages.RECORD_HEADING) == [RECORD]


def test_what_it_may_point_to_is_put_as_possibility(assistant: Assistant) -> None:
    first = ask(assistant, WORRY).sections[1].statements[0]
    assert first.kind is StatementKind.FIXED
    assert "other reasons" in first.text


def test_every_quotation_has_its_weight_and_is_quoted_once(assistant: Assistant) -> None:
    answer = ask(assistant, WORRY)
    quotes = [s for section in answer.sections for s in section.statements if s.kind is StatementKind.QUOTE]
    assert {statement.label for statement in quotes} == {"Statutory guidance"}
    assert len({statement.text for statement in quotes}) == len(quotes)
    assert "(Statutory guidance)" in answer.text


def test_what_one_quotation_says_is_not_repeated_in_nearly_the_same_words() -> None:
    embedder = WordEmbedder()
    again = a_passage(f"In this guidance {VICTIM[0].lower()}{VICTIM[1:]}", "rules", page=9, paragraph="9")
    assistant = Assistant(MemoryIndex([*PASSAGES, again], SOURCES, embedder), Register(SOURCES), embedder)
    quotes = [c.quote for c in ask(assistant, WORRY, more=True).citations[:4]]
    assert sum("watching the victim" in quote for quote in quotes) == 1


def test_research_and_rules_about_staff_are_no_steps(assistant: Assistant) -> None:
    text = ask(assistant, WORRY, more=True).text.split("## What statutory guidance says")[0]
    assert STUDY not in text
    assert STAFF not in text


def test_the_ranking_of_the_question_is_left_as_it_is(assistant: Assistant) -> None:
    searched = assistant.search(WORRY, DAY, 60).passages
    assert ask(assistant, WORRY).retrieved == searched


def test_a_section_without_a_good_sentence_is_left_out() -> None:
    embedder = WordEmbedder()
    index = MemoryIndex([passage for passage in PASSAGES if passage.text != RECORD], SOURCES, embedder)
    answer = ask(Assistant(index, Register(SOURCES), embedder), WORRY)
    assert messages.RECORD_HEADING not in headings(answer)


def test_a_short_answer_leaves_out_what_is_needed_least(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    n_words = len(ask(assistant, WORRY).text.split())
    monkeypatch.setattr("assistant.answer.situations._N_WORDS", 130)
    short = ask(assistant, WORRY)
    assert len(short.text.split()) < n_words
    assert PARENTS not in short.text
    assert VICTIM in short.text
    assert RECORD in short.text


def test_more_is_given_on_request(assistant: Assistant) -> None:
    answer = ask(assistant, WORRY, more=True)
    assert len(answer.citations) > len(ask(assistant, WORRY).citations)
    assert headings(answer)[1] == messages.POINT_TO_HEADING
    assert "What statutory guidance says" in headings(answer)


def test_a_notification_gets_its_own_sections(assistant: Assistant) -> None:
    text = "Police email this morning: attended verbal argument, child present. What do I do about the abuse a child hears?"
    answer = ask(assistant, text)
    assert headings(answer)[:3] == [messages.DO_NOW_HEADING, messages.LEFT_OUT_HEADING, messages.NOT_TO_DO_HEADING]
    for words in ("Brothers and sisters", "0204 513 9990", "Do not interview the child", "Do not ring or message home"):
        assert words in answer.text


def test_a_question_of_one_point_keeps_the_sections_by_authority(assistant: Assistant) -> None:
    answer = ask(assistant, "Is a child who sees or hears abuse a victim of domestic abuse?")
    assert headings(answer)[0] == "What statutory guidance says"
    assert messages.DO_NOW_HEADING not in headings(answer)
    assert all(statement.label == "" for section in answer.sections for statement in section.statements)


def test_an_evidence_that_shows_no_step_falls_back_on_plain_quotations() -> None:
    embedder = WordEmbedder()
    only = a_passage("Mum has a phone and the lad has money and friends in school.", "study")
    assistant = Assistant(MemoryIndex([only], SOURCES, embedder), Register(SOURCES), embedder)
    answer = ask(assistant, "Mum has a phone and our lad has money and friends in school. What do I do?")
    assert headings(answer) == ["What research found (not a duty)", messages.FIND_OUT_HEADING]


@pytest.mark.parametrize(
    ("sentence", "question", "off_topic"),
    [
        ("The case manager should refer.", "Dad hits mum. What do I do?", True),
        ("The case manager should refer.", "A teacher hits his wife. What do I do?", False),
        ("Both young victims should be offered support.", "Year 3 boy is sad.", True),
        ("Both young victims should be offered support.", "Year 10 girl and her boyfriend.", False),
        ("Harmful behaviour towards parents is abuse.", "Her dad takes mum's wages.", True),
        ("Harmful behaviour towards parents is abuse.", "A Y11 lad keeps hitting his mum.", False),
        ("FGM must be reported.", "He is late each day.", True),
    ],
)
def test_sentences_about_something_more_particular(sentence: str, question: str, off_topic: bool) -> None:
    assert is_off_topic(sentence, question) is off_topic


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "Alpha beta gamma delta one. They should act on it at once and not wait.",
            "Alpha beta gamma delta one. They should act on it at once and not wait.",
        ),
        (
            "Options are these: • act at once and well, or • wait for a long while.",
            "Options are these: • act at once and well, or • wait for a long while.",
        ),
        ("The police should act on it at once today and not wait.", ""),
        ("cut off but should act on it at once and for long.", ""),
        ("Alpha beta gamma should act on it at once but then", ""),
        (
            "You can act on it well by ringing one: First 0123. Second 0456.",
            "You can act on it well by ringing one: First 0123. Second 0456.",
        ),
        ("Nothing of the kind is said here at all.", ""),
    ],
)
def test_the_words_chosen_can_stand_by_themselves(text: str, quote: str) -> None:
    step = SituationStep(words="act at once", shows=re.compile(r"\bact\b"))
    assert chosen_words(step, a_passage(text), "what now")[0] == quote


def test_a_table_or_another_nations_section_is_no_step() -> None:
    embedder = WordEmbedder()
    passages = [
        a_passage(RECORD, "rules", page=1, kind=PassageKind.TABLE),
        a_passage(f"{RECORD} Also here.", "rules", page=2, jurisdiction="Wales"),
        *PASSAGES[:5],
    ]
    answer = ask(Assistant(MemoryIndex(passages, SOURCES, embedder), Register(SOURCES), embedder), WORRY)
    assert messages.RECORD_HEADING not in headings(answer)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        (WORRY, True),
        (
            "Our Year 11 girl says that dad has controlling behaviour and she is to be married abroad. What do I do?",
            False,
        ),
    ],
)
def test_nobody_is_sent_to_the_family_where_its_honour_is_at_stake(
    assistant: Assistant, question: str, shown: bool
) -> None:
    assert (PARENTS in ask(assistant, question).text) is shown


def test_the_tables_are_whole() -> None:
    for shape in (Shape.RESPONDING, Shape.NOTIFICATION):
        facets = facets_for([Shaped(shape, "x")])
        assert all(facet.steps or facet.alone for facet in facets)
        assert len({facet.heading for facet in facets}) == len(facets)
    assert all(step.words for step in all_steps())
