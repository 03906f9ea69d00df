from __future__ import annotations

import re
import threading
import traceback
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("langchain_core", reason="langchain-core is not installed: pip install -e .")

from langchain_core.runnables import RunnableLambda
from langchain_core.tools import BaseTool

from assistant import messages
from assistant.errors import QuestionError
from assistant.langchain_adapter import Asked, Chunk, GuidanceRetriever, GuidanceRunnable, as_runnable, as_tool
from assistant.pipeline import Assistant
from assistant.types import Question
from corpus.register.register import Register
from corpus.types import Authority
from tests.awaiting import run
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

DAY = date(2025, 10, 1)
ROOT = Path(__file__).parents[2]
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


TOLD = "Should staff tell the lead about a worry at home?"


def streamed(runnable: GuidanceRunnable, asked: Asked) -> list[Chunk]:
    """What comes without an event loop; with one the same comes."""

    async def with_a_loop() -> list[Chunk]:
        return [chunk async for chunk in runnable.astream(asked)]

    chunks, other = list(runnable.stream(asked)), run(with_a_loop())
    for last in (chunks[-1], other[-1]):
        del last["timings_ms"]  # type: ignore[misc, typeddict-item]
    assert chunks == other
    return chunks


@pytest.mark.enable_socket
def test_stages_come_first_then_each_statement_with_its_citations_then_the_whole_answer(assistant: Assistant) -> None:
    chunks = streamed(as_runnable(assistant, DAY), TOLD)
    kinds = [next(iter(chunk)) for chunk in chunks]
    n_stages, n_statements = kinds.count("stage"), kinds.count("heading")
    assert kinds == ["stage"] * n_stages + ["heading"] * n_statements + ["outcome"]
    assert n_stages >= 3
    answer: dict[str, Any] = as_runnable(assistant, DAY).invoke(TOLD)
    given: list[Any] = [chunk for chunk in chunks if "statement" in chunk]
    assert [one["statement"] for one in given] == [one for part in answer["sections"] for one in part["statements"]]
    quoted = next(one for one in given if one["statement"]["citations"])
    assert [one["marker"] for one in quoted["citations"]] == quoted["statement"]["citations"]
    del answer["timings_ms"]
    assert chunks[-1] == answer


@pytest.mark.enable_socket
def test_urgent_help_is_streamed_before_anything_is_searched(assistant: Assistant) -> None:
    chunks = streamed(as_runnable(assistant, DAY), "He is at the gate with a knife now")
    kinds = [chunk.get("stage", next(iter(chunk))) for chunk in chunks]
    assert kinds.index("urgent") < kinds.index("Searching the guidance")
    assert {"urgent": list(messages.URGENT_HELP)} in chunks


def test_a_stage_comes_while_the_answer_is_still_made(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, ask = threading.Event(), Assistant.ask

    def held_up(self: Assistant, question: Question, on_stage: Any, **more: Any) -> Any:
        on_stage("Waiting")
        assert seen.wait(20)
        return ask(self, question, on_stage, **more)

    monkeypatch.setattr(Assistant, "ask", held_up)
    chunks = as_runnable(assistant, DAY).stream(TOLD)
    assert next(chunks) == {"stage": "Waiting"}
    seen.set()
    assert "outcome" in list(chunks)[-1]


@pytest.mark.enable_socket
def test_a_question_that_cannot_be_read_is_an_error_of_the_stream_too(assistant: Assistant) -> None:
    for asked in ({"question": 4}, {"question": ""}):
        with pytest.raises(QuestionError):
            streamed(as_runnable(assistant, DAY), asked)  # type: ignore[arg-type]


def test_a_chain_gets_the_same_streamed_and_invoked(assistant: Assistant) -> None:
    chain = as_runnable(assistant, DAY) | RunnableLambda(lambda answer: answer["outcome"])
    assert list(chain.stream(TOLD)) == [chain.invoke(TOLD)] == ["answered"]


def test_what_goes_in_and_comes_out_has_a_schema(assistant: Assistant) -> None:
    schema = as_runnable(assistant, DAY).get_input_jsonschema()
    asked = schema["$defs"]["AskedQuestion"]
    assert set(asked["properties"]) == {"question", "history", "as_at"}
    assert asked["required"] == ["question"]
    assert "StreamedStatement" in as_runnable(assistant, DAY).get_output_jsonschema()["$defs"]


@pytest.mark.enable_socket
def test_the_tool_gives_a_model_the_answer_with_its_references(assistant: Assistant) -> None:
    tool = as_tool(assistant, lambda: DAY)
    assert isinstance(tool, BaseTool)
    assert list(tool.args) == ["question"]
    call: dict[str, Any] = {"type": "tool_call", "id": "1", "name": tool.name, "args": {"question": TOLD}}
    for message in (tool.invoke(call), run(tool.ainvoke(call))):
        answer = message.artifact
        assert answer["text"] in message.content
        assert f"[1] {answer['citations'][0]['reference']}" in message.content


def test_the_tool_asks_every_gate_and_takes_details_out(assistant: Assistant) -> None:
    tool = as_tool(assistant, lambda: DAY)
    assert messages.URGENT_HELP[0] in tool.invoke({"question": "He is at the gate with a knife now"})
    assert "Doyle" not in tool.invoke({"question": "Kayden Doyle said his dad hits his mum. Do staff tell the lead?"})


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


@pytest.mark.parametrize("document", ["docs/chat-model.md", "README.md"])
def test_the_example_in_the_document_runs(
    assistant: Assistant, document: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / document).read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.setattr("assistant.build.build_assistant", lambda settings: assistant)
    exec(compile(example, document, "exec"), {"__name__": "example"})
    printed = capsys.readouterr().out
    assert "Searching the guidance" in printed
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
