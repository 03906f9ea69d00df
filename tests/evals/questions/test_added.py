"""The documents that are added for measuring: each is there, and each question has a page of one that answers it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pypdf

from evals.records import read_qrels, read_questions

ADDED = Path(__file__).parents[3] / "evals" / "added"
DOCUMENTS = [line.split("\t") for line in (ADDED / "documents.tsv").read_text(encoding="utf-8").splitlines()]


def test_every_document_is_named_once_with_a_title_and_a_publisher() -> None:
    assert {file for file, _, _ in DOCUMENTS} == {pdf.name for pdf in ADDED.glob("*.pdf")}
    assert len({title for _, title, _ in DOCUMENTS}) == len(DOCUMENTS) == 8
    assert all(publisher for *_, publisher in DOCUMENTS)


def test_every_question_has_a_page_that_answers_it() -> None:
    questions, judged = read_questions(ADDED / "questions.jsonl"), read_qrels(ADDED / "judged.qrels")
    assert len(questions) == 96
    assert {question.query_id for question in questions} == set(judged)
    assert all(max(pages.values()) >= 2 for pages in judged.values())


def test_every_page_that_was_judged_of_them_is_there() -> None:
    pages = Counter[str]()
    for judged in read_qrels(ADDED / "judged.qrels").values():
        for source_id, _, page in (docid.partition("#p") for docid in judged):
            if source_id.startswith("local-"):
                pages[source_id] = max(pages[source_id], int(page))
    assert len(pages) == len(DOCUMENTS)
    assert sum(len(pypdf.PdfReader(ADDED / file).pages) for file, _, _ in DOCUMENTS) == 90
    assert sum(pages.values()) <= 90
