"""The committed question sets hold together: over the digests as they are, and over official editions by reference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import evals
from assistant.types import Outcome
from corpus.practice.practice_data import load_practice
from corpus.register.register import load_register
from corpus.text import fold
from evals.metrics.docids import Unit, scored_queries, unit_of
from evals.metrics.ranking import METRICS
from evals.records import EvalQuestion, Qrels, read_json, read_qrels, read_questions
from ingest.digests.load import load_digests

FOLDER = Path(evals.__file__).parent / "questions"


@pytest.fixture(scope="module")
def questions() -> tuple[EvalQuestion, ...]:
    return read_questions(FOLDER / "digests.jsonl")


@pytest.fixture(scope="module")
def qrels() -> Qrels:
    return read_qrels(FOLDER / "digests.qrels")


def test_there_are_enough_of_each_kind(questions):
    kinds = [question.kind for question in questions]
    assert kinds.count("answerable") >= 60
    assert kinds.count("urgent") >= 8
    assert sum(kinds.count(kind) for kind in ("unanswerable", "out_of_scope", "adversarial")) >= 10


def test_each_expects_an_outcome_that_its_kind_allows(questions):
    allowed = {
        "answerable": {Outcome.ANSWERED},
        "urgent": {Outcome.ESCALATED},
        "unanswerable": {Outcome.ABSTAINED},
        "out_of_scope": {Outcome.ABSTAINED},
        "adversarial": {Outcome.REFUSED},
    }
    assert [question.query_id for question in questions if question.expected not in allowed[question.kind]] == []


def test_no_question_is_asked_twice(questions):
    assert len({question.text.casefold() for question in questions}) == len(questions)


def test_evidence_and_qrels_say_the_same(qrels, questions):
    evidence = {
        question.query_id: {
            f"{item['source_id']}#s{item['statement']}": item["relevance"] for item in question.evidence
        }
        for question in questions
        if question.evidence
    }
    assert evidence == qrels


def test_every_answerable_question_has_something_to_find(qrels, questions):
    scored = scored_queries(qrels)
    assert [
        q.query_id for q in questions if q.kind == "answerable" and (q.query_id not in scored or not q.key_facts)
    ] == []
    assert [q.query_id for q in questions if q.kind not in {"answerable", "urgent"} and q.query_id in qrels] == []


def test_every_statement_judged_is_in_a_digest(qrels):
    statements = {
        f"{digest.source.source_id}#s{statement.number}"
        for digest in load_digests()
        for section in digest.sections
        for statement in section.statements
    }
    judged = {docid for row in qrels.values() for docid in row}
    assert unit_of(qrels) is Unit.STATEMENT
    assert judged - statements == set()


def test_the_floor_guards_measures_and_outcomes_that_are_scored(questions):
    floor = read_json(FOLDER / "floor.json")
    assert set(floor["measures"]) <= {metric.name for metric in METRICS}
    assert set(floor["outcomes"]) <= {question.expected for question in questions}
    assert all(0 < least <= 1 for group in ("measures", "outcomes") for least in floor[group].values())
    assert floor["at_most"] == {"superseded_leakage": 0.0}


def test_the_data_statement_has_the_numbers_right(questions):
    words = (FOLDER / "README.md").read_text(encoding="utf-8")
    kinds = [question.kind for question in questions]
    counts = re.findall(r"\d+", words[words.index("## What is in it") : words.index("- Each question has")])
    elsewhere = kinds.count("unanswerable") + kinds.count("out_of_scope")
    conversations = sum(bool(question.history) for question in questions)
    shapes = [kinds.count("answerable"), conversations, kinds.count("urgent"), elsewhere, kinds.count("adversarial")]
    assert [int(count) for count in counts] == shapes
    assert f"| {len(questions)} questions" in words


OFFICIAL = ("official", "official-kept")


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_official_sets_name_pages_of_registered_editions_and_quote_none(name):
    register = load_register()
    questions, judged = read_questions(FOLDER / f"{name}.jsonl"), read_qrels(FOLDER / f"{name}.qrels")
    assert unit_of(judged) is Unit.PAGE
    assert {docid.split("#")[0] for row in judged.values() for docid in row} <= set(register)
    assert all(set(item) <= {"source_id", "page", "paragraph", "relevance"} for q in questions for item in q.evidence)
    assert judged.keys() <= {question.query_id for question in questions}


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_official_sets_evidence_and_qrels_say_the_same(name):
    judged = read_qrels(FOLDER / f"{name}.qrels")
    for question in read_questions(FOLDER / f"{name}.jsonl"):
        best: dict[str, int] = {}
        for item in question.evidence:
            docid = f"{item['source_id']}#p{item['page']}"
            best[docid] = max(best.get(docid, 0), item["relevance"])
        assert judged.get(question.query_id, {}) == best, question.query_id


def test_a_third_of_the_official_questions_is_kept_aside_and_no_question_is_in_two_sets():
    tuned, holdout = (read_questions(FOLDER / f"{name}.jsonl") for name in OFFICIAL)
    assert len(holdout) * 2 == len(tuned) >= 100
    texts = [q.text.casefold() for name in (*OFFICIAL, "digests") for q in read_questions(FOLDER / f"{name}.jsonl")]
    assert len(set(texts)) == len(texts)


def test_no_official_question_shares_six_words_with_what_retrieval_is_built_from():
    """Otherwise the sets would measure the copying."""
    theirs = {run for text in load_practice().messages() for run in _runs(text)}
    for name in OFFICIAL:
        shared = [q.query_id for q in read_questions(FOLDER / f"{name}.jsonl") if _runs(q.text) & theirs]
        assert shared == [], name


def _runs(text: str, n: int = 6) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", fold(text))
    return set(zip(*(words[at:] for at in range(n)), strict=False))
