"""The main job from end to end, on the bundled library and the real models: a person asks, the page answers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest

from assistant import __main__ as command
from corpus.index.generation_store import open_index
from corpus.text import fold

QUESTION = "Can a child be a victim of domestic abuse if they only heard it?"


def ask(index_dir: Path, capsys: pytest.CaptureFixture[str], question: str) -> dict[str, Any]:
    assert command.main(["ask", question, "--json", "--index", str(index_dir)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library as it comes, whatever is set where the tests run."""
    for name in ("DSL_EMBEDDING_MODEL", "DSL_RERANKER_MODEL", "DSL_THREADS"):
        monkeypatch.delenv(name, raising=False)


def printed(pdf: Path, page: int) -> str:
    """A page's words by another library than the one that ingest reads them with; white space is left out."""
    return _tight(pypdf.PdfReader(pdf).pages[page - 1].extract_text())


def _tight(text: str) -> str:
    return re.sub(r"\s", "", fold(text))


def test_a_question_is_answered_in_words_that_stand_on_the_pages_cited(
    bundled_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = ask(bundled_index, capsys, QUESTION)
    assert answer["outcome"] == "answered"
    assert answer["citations"]
    index = open_index(bundled_index)
    for citation in answer["citations"]:
        page = printed(index.pdf_path(citation["source_id"]), citation["page"])
        assert _tight(citation["quote"]) in page, citation["reference"]
    index.close()
    said = [s for section in answer["sections"] for s in section["statements"] if s["kind"] != "fixed"]
    assert any(statement["citations"] for statement in said)
    assert all(statement["verified"] for statement in said if statement["citations"])


def test_the_answer_says_that_a_child_who_hears_abuse_is_a_victim(
    bundled_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = ask(bundled_index, capsys, QUESTION)
    first = answer["sections"][0]["statements"]
    said = " ".join(statement["text"] for statement in first)
    words = set(re.findall(r"\w+", f"{said} {answer['citations'][0]['quote']}".lower()))
    assert words & {"hear", "hears", "heard", "hearing"}
    assert words & {"victim", "victims"}


def test_a_digests_statement_names_the_official_paragraph_it_rests_on(
    bundled_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for citation in ask(bundled_index, capsys, QUESTION)["citations"]:
        assert citation["authority"] == "digest"
        pinpoint = citation["pinpoint"]
        assert all(pinpoint[part] for part in ("document", "edition", "reference", "url", "how_read"))


def test_the_printed_page_number_is_the_one_on_the_page(
    bundled_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = open_index(bundled_index)
    for citation in ask(bundled_index, capsys, QUESTION)["citations"]:
        text = pypdf.PdfReader(index.pdf_path(citation["source_id"])).pages[citation["page"] - 1].extract_text()
        assert citation["printed_page"] in {line.strip() for line in text.splitlines()}
    index.close()


def test_a_question_beside_the_library_is_not_answered(bundled_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = ask(bundled_index, capsys, "How do I bleed the brakes of a mountain bike?")
    assert answer["outcome"] == "abstained"
    assert answer["citations"] == []
