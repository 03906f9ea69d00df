"""What changed between editions: the words of each, side by side."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.pipeline import Assistant
from assistant.types import Answer, Question
from assistant.ui.shared.editions_html import changes_marked
from corpus.register.register import Register
from corpus.types import Passage
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

OLD = a_source("kcsie-2024", names=("KCSIE 2024",), in_force_from=date(2024, 9, 1), in_force_to=date(2025, 8, 31))
NEW = a_source("kcsie-2025", names=("KCSIE 2025",), in_force_from=date(2025, 9, 1), supersedes=("kcsie-2024",))
SOURCES = {source.source_id: source for source in (OLD, NEW)}
SAME = "Records of every concern about domestic abuse should be same in writing by the lead."
NOW = "Staff training on domestic abuse should be refreshed at least each year by the lead."
THEN = "Staff training on domestic abuse should be refreshed at least every two years by the lead."
PASSAGES = [
    a_passage(SAME, "kcsie-2024", page=3),
    a_passage(SAME, "kcsie-2025", page=4),
    a_passage(THEN, "kcsie-2024", page=5),
    a_passage(NOW, "kcsie-2025", page=6),
    a_passage(
        "Page 6: training changed to each year.", "kcsie-2025", page=9, heading_path=("Annex F: Table of changes",)
    ),
]


def ask(text: str, passages: list[Passage] = PASSAGES) -> Answer:
    embedder = WordEmbedder()
    sources = {passage.source_id: SOURCES[passage.source_id] for passage in passages}
    assistant = Assistant(MemoryIndex(passages, sources, embedder), Register(SOURCES), embedder)
    return assistant.ask(Question(text=text, as_at=date(2025, 10, 1)))


def shown(answer: Answer, heading: str) -> list[str]:
    return [s.text for section in answer.sections if section.heading == heading for s in section.statements]


def test_other_words_stand_side_by_side_and_both_pages_are_to_be_read() -> None:
    answer = ask("What changed in KCSIE 2025 about staff training on domestic abuse?")
    now, then = shown(answer, "In KCSIE 2025"), shown(answer, "In KCSIE 2024")
    assert now[0] == NOW
    assert then[0] == THEN
    assert "more may differ" in now[-1]
    assert "Annex F" not in answer.sections[0].heading


def test_on_the_page_what_changed_is_marked_in_both_quotations() -> None:
    marked = changes_marked(ask("What changed in KCSIE 2025 about staff training on domestic abuse?"))
    now, then = marked[1, 1], marked[2, 1]
    assert '<ins class="dsl-in">' in now
    assert "each year</ins>" in now.replace('<span class="dsl-reader-only">]</span>', "")
    assert '<del class="dsl-out">' in then
    assert "every two years</del>" in then.replace('<span class="dsl-reader-only">]</span>', "")
    assert "[1]" in now
    assert changes_marked(ask("Should staff training on domestic abuse be refreshed?")) == {}


def test_where_nothing_changed_that_is_said_and_no_pair_of_the_same_words_is_shown() -> None:
    same = [passage for passage in PASSAGES if passage.text == SAME]
    answer = ask("What changed in KCSIE 2025 about records of concern about domestic abuse?", same)
    (said,) = shown(answer, "What changed")
    assert said.startswith("On this, the words compared are the same in KCSIE 2025 as in KCSIE 2024.")
    assert shown(answer, "In KCSIE 2025") == shown(answer, "In KCSIE 2024") == []


def test_two_editions_that_are_named_are_compared_whichever_is_named_first() -> None:
    answer = ask("How does KCSIE 2024 differ from KCSIE 2025 on staff training on domestic abuse?")
    assert [section.heading for section in answer.sections][:2] == ["In KCSIE 2025", "In KCSIE 2024"]


def test_the_earlier_edition_is_named_as_there_to_compare() -> None:
    answer = ask("What changed in KCSIE 2025 about staff training on domestic abuse?")
    assert any("KCSIE 2024 is quoted to compare" in notice.text for notice in answer.notices)


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("What does KCSIE 2025 say about staff training on domestic abuse?", PASSAGES),
        ("What changed in KCSIE 2025 about staff training?", [p for p in PASSAGES if p.source_id == "kcsie-2025"]),
        ("What changed in KCSIE 2025?", PASSAGES),
    ],
)
def test_without_a_change_a_subject_or_an_earlier_edition_nothing_is_compared(
    text: str, passages: list[Passage]
) -> None:
    assert not shown(ask(text, passages), "In KCSIE 2025")


def test_an_edition_that_is_named_is_quoted_and_no_other() -> None:
    answer = ask("What does KCSIE 2024 say about staff training on domestic abuse?")
    assert {citation.source.source_id for citation in answer.citations} == {"kcsie-2024"}
