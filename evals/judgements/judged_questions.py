"""What people checked, as judged questions: a question set, its qrels and a data statement, ready for a pull request.

Only checks on which reviewers agreed or which were decided are written, only redacted text, and no reviewer's name. A check whose
sources a newer edition has replaced is flagged: its judgements are about the earlier edition.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.store.database import overtaken
from assistant.store.reviews import WHOLE, Aspect, Importance, Label, Settled, ToCheck
from corpus.register import Register
from evals.errors import NothingScored
from evals.judgements.verdict_files import SUPPORT
from evals.metrics import Unit, docid
from evals.records import CitedRow

QUESTIONS, QRELS, STATEMENT, SUPPORTED = "reviewed.jsonl", "reviewed.qrels", "reviewed.md", "reviewed.support.jsonl"
_RELEVANCE = {
    Label.SUPPORTS: 3,
    Label.PARTLY: 2,
    Label.WRONG_EDITION: 1,
    Label.DOES_NOT_SUPPORT: 0,
    Label.ANSWERS_FULLY: 3,
    Label.ANSWERS_PARTLY: 2,
    Label.DOES_NOT_ANSWER: 0,
    Label.MISLEADING: 0,
}
_NO_ANSWER = frozenset({Label.DOES_NOT_ANSWER, Label.MISLEADING})
_MISSING = 3
_KINDS = {"refused": "adversarial", "escalated": "urgent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedQuestions:
    """What was written, and which of it a newer edition has overtaken: question id, then the newer editions' ids."""

    n_questions: int
    n_judgements: int
    overtaken: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedQuestionsFile:
    """Judged questions to be downloaded, and how many of them a newer edition has overtaken."""

    n_questions: int
    n_judgements: int
    n_overtaken: int
    zip: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """One location in the library and how well it answers."""

    row: CitedRow
    relevance: int


def query_id(settled: Settled) -> str:
    """Return the id of a check's question: one that does not change when it is exported again."""
    return f"R{settled.check.id[:10]}"


def write_gold(settled: Sequence[Settled], folder: Path, register: Register, on: date) -> ExportedQuestions:
    """Write judged questions.

    Parameters
    ----------
    settled : sequence of Settled
        From ``assistant.store.reviews.checks.settled``.
    folder : Path
        Where the files go; an earlier export there is replaced.
    register : Register
        Which edition replaced which.
    on : date
        The day on which an edition counts as overtaken.

    Raises
    ------
    NothingScored
        If no check is settled.
    """
    if not settled:
        raise NothingScored("no check is agreed or decided yet, so there is nothing to export")
    unit = _unit(settled)
    newer = {
        query_id(one): tuple(source.source_id for source in found)
        for one in settled
        if (found := overtaken(one.check.shown, register, on))
    }
    questions, qrels = [], []
    for one in settled:
        judged = _judged(one, unit)
        questions.append(_question(one, judged, newer.get(query_id(one), ())))
        qrels += [f"{query_id(one)} 0 {name} {found.relevance}" for name, found in judged.items()]
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / QUESTIONS, [json.dumps(row, ensure_ascii=False) for row in questions])
    _write(folder / QRELS, qrels)
    if support := [json.dumps(row, ensure_ascii=False) for one in settled for row in _support(one, unit)]:
        _write(folder / SUPPORTED, support)
    _write(folder / STATEMENT, [_statement(len(questions), len(qrels), newer, on)])
    return ExportedQuestions(n_questions=len(questions), n_judgements=len(qrels), overtaken=newer)


def _unit(settled: Sequence[Settled]) -> Unit:
    """Judge statements where every location is a digest's, as the digests' own set does; else pages."""
    rows = [found for one in settled for found in _rows(one)]
    whole = bool(rows) and all("#s" in docid(found.row, Unit.STATEMENT) for found in rows)
    return Unit.STATEMENT if whole else Unit.PAGE


def _rows(one: Settled) -> list[_Judged]:
    """Return every location that was judged or found missing."""
    found = []
    for statement in one.check.statements:
        if label := one.labels.get(statement.key):
            found += [_Judged(row=row, relevance=_RELEVANCE[label]) for row in _cited(one, statement)]
    for missing in one.missing:
        row = CitedRow(marker=0, source_id=missing.source_id, page=missing.page)
        found.append(_Judged(row=row, relevance=_MISSING))
    return found


def _support(one: Settled, unit: Unit) -> Iterator[dict[str, Any]]:
    """Return in which of TREC’s three levels each statement is supported by what it cites.

    Yields
    ------
    dict
        ``query_id``, ``statement``, ``text``, ``docids`` and ``support``; none of an answer judged as a whole.
    """
    for statement in one.check.statements:
        label = one.labels.get(statement.key)
        if label in SUPPORT:
            yield {
                "query_id": query_id(one),
                "statement": statement.key,
                "text": statement.text,
                "docids": [docid(row, unit) for row in _cited(one, statement)],
                "support": SUPPORT[label],
            }


def _cited(one: Settled, statement: ToCheck) -> list[CitedRow]:
    """Return the places that a statement cites, as far as they were stored."""
    shown = [evidence for marker in statement.markers if (evidence := one.check.evidence(marker))]
    return [
        CitedRow(
            marker=evidence.marker,
            source_id=evidence.passage.source_id,
            page=evidence.passage.page,
            paragraph=evidence.passage.paragraph or None,
        )
        for evidence in shown
    ]


def _judged(one: Settled, unit: Unit) -> dict[str, _Judged]:
    """Return the judgements by docid, each the best given for its location, best first."""
    best: dict[str, _Judged] = {}
    for found in _rows(one):
        name = docid(found.row, unit)
        if name not in best or best[name].relevance < found.relevance:
            best[name] = found
    return dict(sorted(best.items(), key=lambda pair: (-pair[1].relevance, pair[0])))


def _question(one: Settled, judged: dict[str, _Judged], newer: Sequence[str]) -> dict[str, Any]:
    """Return a question as a line of a set; with its day and what has overtaken it, which scoring does not use."""
    kind, expected = _kind(one, judged)
    row: dict[str, Any] = {
        "query_id": query_id(one),
        "text": one.check.question,
        "history": [],
        "kind": kind,
        "topics": [],
        "edition": "",
        "evidence": [
            {
                "source_id": judgement.row.source_id,
                "page": judgement.row.page,
                "paragraph": judgement.row.paragraph or "-",
                "relevance": judgement.relevance,
            }
            for judgement in judged.values()
        ],
        "key_facts": _facts(one, Importance.VITAL),
        "okay_facts": _facts(one, Importance.OKAY),
        "must_not": [],
        "expected": expected,
        "as_at": one.check.answer.get("as_at", ""),
    }
    return row | ({"overtaken_by": list(newer)} if newer else {})


def _facts(one: Settled, importance: Importance) -> list[str]:
    return [nugget.text for nugget in one.nuggets if nugget.importance is importance]


def _kind(one: Settled, judged: dict[str, _Judged]) -> tuple[str, str]:
    """Return a question's kind and the outcome expected; empty where it is not known what should become of the question."""
    outcome = str(one.check.answer.get("outcome", ""))
    wrong = one.labels.get(WHOLE) in _NO_ANSWER
    if outcome in _KINDS:
        return ("", "") if wrong else (_KINDS[outcome], outcome)
    if any(judgement.relevance >= 2 for judgement in judged.values()):
        return "answerable", "answered"
    if wrong:
        return "", ""
    return ("unanswerable", "abstained") if outcome == "abstained" else ("", "")


def _statement(n_questions: int, n_judgements: int, newer: dict[str, tuple[str, ...]], on: date) -> str:
    """Return the data statement."""
    flagged = "".join(f"\n- `{name}`: a newer edition is in force, {', '.join(found)}" for name, found in newer.items())
    support, answer = (
        ", ".join(f"{_RELEVANCE[label]} {label.words.lower()}" for label in aspect.labels) for aspect in Aspect
    )
    return f"""# Data statement: answers that people checked

- {n_questions} questions and {n_judgements} judgements, exported on {on.isoformat()}: `{QUESTIONS}` and `{QRELS}`.
- Each question is one that somebody asked or that an evaluation asked, as the assistant understood it. Names, numbers and
  addresses were taken out before it was kept. **Read every question before you share this file**: a detail can be missed.
- At least two reviewers judged without seeing each other's verdicts. Where they differed, one of them decided and gave a reason.
  No reviewer is named here.
- An answer that quotes was judged as a whole: does it answer the question? Each place that it cites has the verdict on the whole:
  {answer}. That is coarse: one of several places may carry the answer.
- An answer that a chat model wrote was judged a statement at a time: does what is cited support it? {support}.
  Where several statements cite one place, the best counts.
- `{SUPPORTED}`, where there is one, has for each such statement whether its citations support it, in TREC RAG’s three levels:
  full, partial, none. A page of an edition that was not in force is “none”.
- 3 also for evidence that a reviewer found missing. `key_facts` are the facts that a reviewer found missing and vital, in their
  words, and `okay_facts` those that are good to know. What an answer stated already is not among them.
- Only places that the answer cited, or that a reviewer attached, were judged: read `Judged@10` beside the other measures.
  The questions favour what the assistant finds already, since its own citations were judged.
- `as_at` is the day that was asked about. Questions that a newer edition has overtaken: {len(newer)}.{flagged}"""


def _write(path: Path, lines: Sequence[str]) -> None:
    """Write lines, whole or not at all."""
    partial = path.with_suffix(path.suffix + ".partial")
    partial.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    partial.replace(path)
