"""The library chosen: official publications, local procedures, or both with our digests."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import messages
from assistant.pipeline import Assistant
from assistant.types import Answer, Library, Outcome, Question
from corpus.register.register import Register
from corpus.types import Authority
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

BOOK = a_source("book-2025", names=("Book 2025",), in_force_from=date(2025, 9, 1))
ACT = a_source("act-2021", authority=Authority.LAW)
LOCAL = a_source("local-steps", authority=Authority.LOCAL)
DIGEST = a_source("digest-hearing", authority=Authority.DIGEST, edition="")
ALL = (BOOK, ACT, LOCAL, DIGEST)
QUESTION = "whom do staff tell when a child hears abuse at home?"


def ask(library: Library, sources: tuple[object, ...] = ALL, question: str = QUESTION) -> Answer:
    embedder = WordEmbedder()
    known = {source.source_id: source for source in sources}
    passages = [
        a_passage(f"When a child hears abuse at home staff tell the lead, says {i}.", i, paragraph="1") for i in known
    ]
    register = Register({source.source_id: source for source in ALL})
    index = MemoryIndex(passages, known, embedder)
    return Assistant(index, register, embedder).ask(Question(text=question, as_at=date(2025, 10, 1), library=library))


def found(answer: Answer) -> set[str]:
    return {hit.passage.source_id for hit in answer.retrieved}


@pytest.mark.parametrize(
    ("library", "expected"),
    [
        ("all", {"book-2025", "act-2021", "local-steps", "digest-hearing"}),
        ("official", {"book-2025", "act-2021"}),
        ("local", {"local-steps"}),
    ],
)
def test_only_what_was_chosen_is_searched_and_quoted(library: Library, expected: set[str]) -> None:
    answer = ask(library)
    assert answer.outcome is Outcome.ANSWERED
    assert found(answer) == expected
    assert {citation.source.source_id for citation in answer.citations} <= expected
    assert answer.as_dict()["library"] == library


def test_the_answer_says_what_was_left_out() -> None:
    notices = [notice.text for notice in ask("official").notices if notice.kind == "library"]
    assert notices == [messages.CHOSEN_LIBRARY["official"]]
    assert not [notice for notice in ask("all").notices if notice.kind == "library"]


def test_a_choice_that_leaves_nothing_abstains_and_says_why() -> None:
    answer = ask("local", (BOOK, ACT))
    assert answer.outcome is Outcome.ABSTAINED
    assert messages.CHOSEN_NOTHING["local"] in [notice.text for notice in answer.notices]


def test_an_edition_named_outside_the_choice_does_not_answer() -> None:
    answer = ask("local", question=f"what does Book 2025 say: {QUESTION}")
    assert found(answer) == {"local-steps"}
    assert not any("not in the library" in notice.text for notice in answer.notices)


def test_what_was_chosen_is_stored_by_answers_that_search_nothing() -> None:
    assert ask("official", question="how do I find her phone location without her knowing").library == "official"
