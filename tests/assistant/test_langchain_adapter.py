from __future__ import annotations

import re
import traceback
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("langchain_core", reason="langchain-core is not installed: pip install -e .")

from langchain_core.runnables import RunnableLambda

from assistant.errors import QuestionError
from assistant.langchain_adapter import GuidanceRetriever, as_runnable
from assistant.pipeline import Assistant
from assistant.types import Question
from corpus.register.register import Register
from corpus.types import Authority
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

DAY = date(2025, 10, 1)
DOC = Path(__file__).parents[2] / "docs" / "chat-model.md"
SOURCE = a_source(authority=Authority.STATUTORY_GUIDANCE, in_force_from=date(2025, 9, 1))
PASSAGE = a_passage(
    "Staff should tell the lead about a worry at home on the same day.", page=16, paragraph="41", heading_path=("Home",)
)


@pytest.fixture
def assistant() -> Assistant:
    embedder = WordEmbedder()
    index = MemoryIndex([PASSAGE], {SOURCE.source_id: SOURCE}, embedder)
    return Assistant(index, Register({SOURCE.source_id: SOURCE}), embedder)


def test_the_retriever_gives_documents_with_their_location(assistant: Assistant) -> None:
    retriever = GuidanceRetriever(assistant=assistant, as_at=DAY, k=3)
    (document,) = retriever.invoke("worry at home")
    assert document.page_content == PASSAGE.text
    assert document.id == PASSAGE.passage_id
    assert document.metadata["rank"] == 1
    expected = {
        "source_id": "rules-2025",
        "page": 16,
        "printed_page": "16",
        "paragraph": "41",
        "heading": "Home",
        "authority": "statutory_guidance",
        "in_force": True,
        "url": "https://example.test/rules-2025.pdf#page=16",
    }
    assert expected.items() <= document.metadata.items()


def test_the_retriever_can_stand_in_a_chain(assistant: Assistant) -> None:
    retriever = GuidanceRetriever(assistant=assistant, as_at=DAY)
    chain = retriever | RunnableLambda(lambda documents: [document.metadata["page"] for document in documents])
    assert chain.invoke("worry at home") == [16]


def test_the_runnable_gives_the_answer_that_the_assistant_gives(assistant: Assistant) -> None:
    text = "Should staff tell the lead about a worry at home?"
    answer = as_runnable(assistant, DAY).invoke(text)
    same = assistant.ask(Question(text=text, as_at=DAY)).as_dict()
    del answer["timings_ms"], same["timings_ms"]
    assert answer == same


def test_the_runnable_takes_a_conversation_and_a_day(assistant: Assistant) -> None:
    asked: dict[str, Any] = {
        "question": "and what if it is late?",
        "history": [{"role": "user", "content": "Should staff tell the lead about a worry at home?"}],
        "as_at": "2025-12-01",
    }
    answer = as_runnable(assistant, DAY).invoke(asked)
    assert answer["as_at"] == "2025-12-01"
    assert answer["standalone_question"] != asked["question"]


def test_danger_comes_first_here_too(assistant: Assistant) -> None:
    answer = as_runnable(assistant, DAY).invoke("He is at the gate with a knife now")
    assert answer["outcome"] == "escalated"


@pytest.mark.parametrize(
    "asked", [{}, {"question": 4}, {"question": "x", "history": [1]}, {"question": "x", "as_at": "soon"}]
)
def test_a_question_in_another_form_is_one_clear_error(assistant: Assistant, asked: dict[str, Any]) -> None:
    with pytest.raises(QuestionError, match="form"):
        as_runnable(assistant, DAY).invoke(asked)


def test_the_example_in_the_document_runs(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.setattr("assistant.build.build_assistant", lambda settings: assistant)
    exec(compile(example, str(DOC), "exec"), {"__name__": "example"})
    printed = capsys.readouterr().out
    assert "rules-2025" in printed
    assert "answered" in printed or "abstained" in printed


def test_langchains_names_for_who_speaks_are_read(assistant: Assistant) -> None:
    history = [{"role": "human", "content": "dad is strangling mum"}, {"role": "ai", "content": "Call 999."}]
    answer = as_runnable(assistant, DAY).invoke({"question": "what do i do right now", "history": history})
    assert answer["outcome"] == "escalated"


@pytest.mark.parametrize(
    "given",
    [
        {"question": ["Kayden Doyle at 14 Birch Lane"]},
        {"question": "and then?", "history": [{"role": "someone", "content": "Kayden Doyle"}]},
        {"question": "and then?", "history": [{"content": "Kayden Doyle"}]},
    ],
)
def test_what_cannot_be_read_is_reported_without_its_words(assistant: Assistant, given: dict[str, Any]) -> None:
    with pytest.raises(QuestionError) as caught:
        as_runnable(assistant, DAY).invoke(given)
    assert "Doyle" not in "".join(traceback.format_exception(caught.value))


def test_the_retriever_searches_without_details(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []
    search = Assistant.search
    monkeypatch.setattr(
        Assistant, "search", lambda self, text, *rest: searched.append(text) or search(self, text, *rest)
    )
    GuidanceRetriever(assistant=assistant, as_at=DAY).invoke("Kayden Doyle has a worry at home")
    assert searched == ["Person A has a worry at home"]
