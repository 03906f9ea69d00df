"""The rows a run writes and the scores read: questions, answers, qrels, manifest.

This is the room's door: text becomes data here, and a line that is not in the expected form is one sentence that names
the file and the line. Questions and answers are JSON Lines; qrels are TREC (``query_id 0 docid relevance``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, TypeAdapter

from evals.errors import RecordError
from evals.json_lines import check_unique, read_lines, read_rows

ANSWERS = "answers.jsonl"
RUN = "run.trec"
MANIFEST = "manifest.json"
SCORES = "scores.json"
REPORT = "report.md"
REPORT_PAGE = "report.html"

Qrels = dict[str, dict[str, int]]
"""Relevance by query id, then docid; 0 is judged and not relevant."""


def _one_word(value: str) -> str:
    """Check that an id can stand in a TREC file, where white space separates the fields.

    Raises
    ------
    ValueError
        If it cannot.
    """
    if not value or len(value.split()) != 1 or value != value.strip():
        raise ValueError("an id is one word without spaces")
    return value


QueryId = Annotated[str, AfterValidator(_one_word)]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryTurn:
    """One earlier turn of the conversation that a question continues."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalQuestion:
    """One question of a set. Only ``query_id`` and ``text`` are required; the rest describes it.

    Parameters
    ----------
    kind : str
        What sort of question, such as ``answerable``, ``unanswerable``, ``urgent``.
    edition : str
        Which edition it is about, such as ``current``, ``2024``, ``compare``.
    key_facts, okay_facts, must_not : tuple of str
        What a good answer says (its vital nuggets), what it may say as well, and what it must not say.
    expected : str
        The outcome a good assistant reaches (``answered``, ``abstained``…), or empty.
    """

    query_id: QueryId
    text: Annotated[str, Field(min_length=1)]
    history: tuple[HistoryTurn, ...] = ()
    kind: str = ""
    topics: tuple[str, ...] = ()
    edition: str = ""
    evidence: tuple[dict[str, Any], ...] = ()
    key_facts: tuple[str, ...] = ()
    okay_facts: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    expected: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinpointRow:
    """Where a digest's statement comes from."""

    source_id: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievedRow:
    """One retrieved passage as an answer's JSON gives it; what scoring does not need is left unread."""

    rank: Annotated[int, Field(ge=1)]
    source_id: QueryId
    page: Annotated[int, Field(ge=1)]
    paragraph: str | None = None
    text: str = ""
    pinpoint: PinpointRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedRow:
    """One citation of an answer: its marker, the page that it names, and the words of its passage."""

    marker: int
    source_id: QueryId
    page: Annotated[int, Field(ge=1)]
    paragraph: str | None = None
    passage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One statement of an answer, and the markers of its citations."""

    text: str
    kind: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """The statements under one heading of an answer."""

    statements: tuple[StatementRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One line of ``answers.jsonl``, as far as scoring needs it; a record of another program may hold less.

    Parameters
    ----------
    text : str
        The whole answer as it was shown.
    as_at : date or None
        The day that was asked about, where the record says.
    """

    query_id: QueryId
    outcome: Literal["answered", "abstained", "refused", "escalated", "failed"]
    retrieved: tuple[RetrievedRow, ...] = ()
    citations: tuple[CitedRow, ...] = ()
    sections: tuple[SectionRow, ...] = ()
    text: str = ""
    as_at: date | None = None
    generation: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)


_QUESTION = TypeAdapter(EvalQuestion)
_ANSWER = TypeAdapter(AnswerRow)


def read_questions(path: Path) -> tuple[EvalQuestion, ...]:
    """Read a question set.

    Raises
    ------
    RecordError
        If the file cannot be read, is empty, or a line is not a question; names file and line.
    """
    questions = read_rows(path, _QUESTION)
    check_unique(path, [question.query_id for question in questions])
    return questions


def read_answers(folder: Path) -> tuple[AnswerRow, ...]:
    """Read back the answers that a run wrote to a folder.

    Raises
    ------
    RecordError
        If there is no record of a run there, or a line of it is not an answer; names file and line.
    """
    path = folder / ANSWERS
    if not path.is_file():
        raise RecordError(f"{folder} holds no run: {ANSWERS} is not there", "run `python -m evals run` first")
    rows = read_rows(path, _ANSWER)
    check_unique(path, [row.query_id for row in rows])
    return rows


def read_qrels(path: Path) -> Qrels:
    """Read relevance judgements in TREC form.

    Raises
    ------
    RecordError
        If the file cannot be read, is empty, or a line is not a judgement; names file and line.
    """
    qrels: Qrels = {}
    for number, line in read_lines(path):
        fields = line.split()
        if len(fields) != 4 or not fields[3].removeprefix("-").isdigit():
            raise RecordError(f"{path.name} line {number}: a judgement reads `query_id 0 docid relevance`")
        query_id, docid, relevance = fields[0], fields[2], int(fields[3])
        if docid in qrels.setdefault(query_id, {}):
            raise RecordError(f"{path.name} line {number}: {docid} is judged twice for {query_id}")
        qrels[query_id][docid] = relevance
    return qrels


def answer_line(query_id: str, answer: Mapping[str, Any]) -> str:
    """Return one line of ``answers.jsonl``: the answer's own JSON with the question's id first."""
    return json.dumps({"query_id": query_id} | dict(answer), ensure_ascii=False) + "\n"


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write an object as indented JSON, whole or not at all."""
    partial = path.with_suffix(path.suffix + ".partial")
    partial.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    partial.replace(path)


def read_json(path: Path) -> dict[str, Any]:
    """Read an object that ``write_json`` wrote, or one edited by hand.

    Raises
    ------
    RecordError
        If the file cannot be read or is not a JSON object; names it.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise RecordError(f"{path.name} is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise RecordError(f"{path.name} is not a JSON object")
    return value
