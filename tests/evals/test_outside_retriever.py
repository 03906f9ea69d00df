from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.langchain_adapter import GuidanceRetriever
from assistant.pipeline import Assistant
from assistant.types import Outcome, Question
from corpus.register.register import Register
from evals.__main__ import main
from evals.errors import RecordError
from evals.outside_retriever import RetrieverAsked, load_retriever
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

DAY = date(2025, 10, 1)
NOBODY = Register({})


class Shelf(BaseRetriever):
    """A LangChain retriever of somebody else's, which gives the same documents whatever it is asked."""

    documents: list[Document]

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return self.documents


def a_document(page: int, words: str = "Tell the lead.", **metadata: Any) -> Document:
    return Document(page_content=words, metadata={"source": "/pdfs/rules-2025.pdf", "page": page} | metadata)


def places(retriever: Any, first_page: int | None = None) -> list[tuple[str, int]]:
    answer = RetrieverAsked(retriever, first_page, NOBODY).ask(Question(text="Whom?", as_at=DAY))
    return [(one.passage.source_id, one.passage.page) for one in answer.retrieved]


def test_a_loaders_pages_count_from_0_and_ours_from_1() -> None:
    assert places(Shelf(documents=[a_document(0), a_document(4)])) == [("rules-2025", 1), ("rules-2025", 5)]
    assert places(Shelf(documents=[a_document(4, source_id="book")])) == [("book", 4)]
    assert places(Shelf(documents=[a_document(4)]), first_page=1) == [("rules-2025", 4)]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (Document(page_content="x", metadata={"source": "a.pdf"}), "page"),
        (Document(page_content="x", metadata={"page": 3}), "source"),
        (Document(page_content="x", metadata={"source_id": "a", "page": 0}), "before the first page"),
    ],
)
def test_a_document_that_does_not_say_where_it_stands_is_reported(document: Document, reason: str) -> None:
    with pytest.raises(RecordError, match=reason):
        places(Shelf(documents=[document]))


def test_what_is_found_first_counts_as_quoted_and_nothing_found_is_an_abstention() -> None:
    found = [a_document(0, "One."), a_document(1, "  "), *(a_document(page, f"Words {page}.") for page in (2, 3, 4))]
    answer = RetrieverAsked(Shelf(documents=found), None, NOBODY).ask(Question(text="Whom?", as_at=DAY))
    assert answer.outcome is Outcome.ANSWERED
    assert [(one.passage.page, one.quote) for one in answer.citations] == [
        (1, "One."),
        (3, "Words 2."),
        (4, "Words 3."),
    ]
    assert [one.rank for one in answer.retrieved] == [1, 2, 3, 4]
    nothing = RetrieverAsked(Shelf(documents=[]), None, NOBODY).ask(Question(text="Whom?", as_at=DAY))
    assert (nothing.outcome, nothing.retrieved) == (Outcome.ABSTAINED, ())


def test_our_own_retriever_finds_the_same_when_it_is_asked_as_a_stranger() -> None:
    source, passage = a_source(in_force_from=date(2025, 9, 1)), a_passage("Tell the lead of a worry.", page=16)
    embedder, register = WordEmbedder(), Register({source.source_id: source})
    assistant = Assistant(MemoryIndex([passage], {source.source_id: source}, embedder), register, embedder)
    assert places(GuidanceRetriever(assistant=assistant, as_at=DAY)) == [("rules-2025", 16)]


@pytest.fixture
def theirs(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of somebody else's."""
    module = ModuleType("their_search")
    monkeypatch.setitem(sys.modules, "their_search", module)
    found = [a_document(0, "Tell the lead at once."), a_document(6)]
    module.retriever = Shelf(documents=found)  # type: ignore[attr-defined]
    module.make = lambda: Shelf(documents=found)  # type: ignore[attr-defined]
    module.words = "no retriever"  # type: ignore[attr-defined]
    return module


def test_a_retriever_is_imported_by_name_or_made(theirs: ModuleType) -> None:
    assert load_retriever("their_search:retriever") is theirs.retriever
    assert isinstance(load_retriever("their_search:make"), Shelf)
    for name, reason in (
        ("their_search", "names no retriever"),
        ("their_search:nothing", "cannot be had: AttributeError"),
        ("no_such_module_of_theirs:it", "cannot be had: ModuleNotFoundError"),
        ("their_search:words", "is no retriever"),
        ("their_search:Shelf.documents", "cannot be had"),
    ):
        with pytest.raises(RecordError, match=reason):
            load_retriever(name)


def test_another_system_is_scored_with_the_same_report(
    theirs: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions, qrels, out = tmp_path / "q.jsonl", tmp_path / "q.qrels", tmp_path / "out"
    line = {"query_id": "Q1", "text": "Whom?", "expected": "answered", "key_facts": ["Tell the lead at once"]}
    questions.write_text(json.dumps(line) + "\n")
    qrels.write_text("Q1 0 rules-2025#p1 3\n")
    asked = ["run", "--questions", str(questions), "--out", str(out), "--retriever", "their_search:retriever"]
    assert main([*asked, "--index", str(tmp_path)]) == 2
    assert "leave one of the two out" in capsys.readouterr().err
    assert main([*asked, "--as-at", "2025-10-01"]) == 0
    judged = ["--qrels", str(qrels), "--questions", str(questions)]
    assert main(["score", str(out), *judged]) == 0
    assert main(["report", str(out), *judged]) == 0
    names = {"answers.jsonl", "run.trec", "manifest.json", "scores.json", "report.md", "report.html"}
    assert {path.name for path in out.iterdir()} == names
    assert (out / "run.trec").read_text().splitlines()[0] == "Q1 Q0 rules-2025#p1 1 2 dsl-guidance"
    assert "their_search:retriever" in (out / "report.md").read_text()
    scores = json.loads((out / "scores.json").read_text())
    assert scores["slices"]["all"]["Success(rel=2)@1"]["mean"] == 1.0
    assert scores["further"]["all"]["vital_nuggets"]["mean"] == 1.0
