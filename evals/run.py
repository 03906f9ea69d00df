"""Ask the assistant every question of a set and record what it did.

A run writes ``answers.jsonl`` (one answer's JSON a line), ``run.trec`` (ranked pages) and ``manifest.json`` (what was
run, on what). Answers are written as they come, so an interrupted run leaves what it had. Question text is never
printed.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from tqdm import tqdm

from assistant.types import Answer, Message, Outcome, Question, Section, Statement, StatementKind
from corpus.index import read_manifest, store_of
from corpus.rerankers import load_reranker
from corpus.settings import LibrarySettings
from evals.errors import NothingRan
from evals.metrics import Unit, rankings, write_run
from evals.records import (
    ANSWERS,
    MANIFEST,
    REPORT,
    REPORT_PAGE,
    RUN,
    SCORES,
    EvalQuestion,
    answer_line,
    read_answers,
    write_json,
)

NO_MODEL = "none"
DEPTH = 50
"""How many retrieved passages a record should hold for its measures to be trusted."""


class Asks(Protocol):
    """Anything that answers a question: the assistant, or a double of it."""

    def ask(self, question: Question) -> Answer:
        """Answer one question."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """What a run is about, as its manifest will say.

    Parameters
    ----------
    as_at : date
        The day on which all questions are asked.
    library : mapping
        The library's settings: index, models.
    parts : mapping
        What the index and the models are (``library_parts``); the manifest holds it as it is.
    questions_name : str
        The question set's file name.
    """

    as_at: date
    library: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, Any] = field(default_factory=dict)
    questions_name: str = ""


@dataclass(frozen=True, slots=True)
class _AskedQuestion:
    """One question's record: its answer's JSON, how long it took, and whether the assistant failed on it."""

    answer: dict[str, Any]
    ask_ms: float
    failed: bool


def run(
    assistant: Asks,
    questions: Sequence[EvalQuestion],
    to: Path,
    settings: RunSettings,
    on_asked: Callable[[int], None] = lambda _: None,
) -> dict[str, Any]:
    """Ask every question and write the record; give its manifest.

    A question on which the assistant raises is recorded as failed, with the error's sentence.

    Parameters
    ----------
    assistant : Asks
        What is asked.
    questions : sequence of EvalQuestion
        In the order asked.
    to : Path
        The record's folder; an earlier record there is replaced.
    settings : RunSettings
        The day asked about, and what the manifest repeats.
    on_asked : callable
        Gets how many have been asked.

    Raises
    ------
    NothingRan
        If every question failed; the record is written all the same.
    """
    to.mkdir(parents=True, exist_ok=True)
    for name in (RUN, MANIFEST, SCORES, REPORT, REPORT_PAGE):  # never an old score beside new answers
        (to / name).unlink(missing_ok=True)
    started = time.perf_counter()
    asked: list[_AskedQuestion] = []
    with (to / ANSWERS).open("w", encoding="utf-8") as out:
        for question in tqdm(questions, unit="question", file=sys.stderr, disable=None):
            record = _ask(assistant, question, settings.as_at)
            out.write(answer_line(question.query_id, record.answer))
            out.flush()
            asked.append(record)
            on_asked(len(asked))
    write_run(to / RUN, rankings(read_answers(to), Unit.PAGE))
    manifest = _manifest(asked, settings, time.perf_counter() - started)
    write_json(to / MANIFEST, manifest)
    if all(record.failed for record in asked):
        raise NothingRan(f"every question failed; the first: {asked[0].answer['error']}", f"see {to / ANSWERS}")
    return manifest


def _ask(assistant: Asks, question: EvalQuestion, as_at: date) -> _AskedQuestion:
    """Ask one question; an error becomes a failed answer."""
    history = tuple(Message(turn.role, turn.content) for turn in question.history)
    started = time.perf_counter()
    try:
        answer = assistant.ask(Question(text=question.text, as_at=as_at, history=history))
        record = answer.as_dict()
        for cited, citation in zip(record["citations"], answer.citations, strict=True):
            cited["passage"] = citation.passage.text  # an answer quotes from more than the ranking holds
        failed = answer.outcome is Outcome.FAILED
        if failed:
            # fixed text of ours; the urgent help may stand before it
            record["error"] = answer.sections[-1].statements[0].text
    except Exception as error:  # whatever went wrong belongs in the record, and the next question is asked
        record, failed = _failure(error, as_at), True
    return _AskedQuestion(record, (time.perf_counter() - started) * 1000, failed)


def _failure(error: Exception, as_at: date) -> dict[str, Any]:
    """Return a failed answer in the shape of any other; the question is left out, because nothing has redacted it."""
    sentence = getattr(error, "message", None) or _unexpected(error)
    fixed = Statement(text=sentence, kind=StatementKind.FIXED)
    failed = Answer(
        outcome=Outcome.FAILED,
        question="",
        standalone_question="",
        as_at=as_at,
        sections=(Section(heading="", statements=(fixed,)),),
    )
    return failed.as_dict() | {"text": sentence, "error": sentence, "sections": []}


def _unexpected(error: Exception) -> str:
    """Name an error that is none of ours by kind and line; its own words may repeat the question."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name} line {frames[-1].lineno}" if frames else ""
    return f"unexpected {type(error).__name__}{where}"


def _manifest(asked: Sequence[_AskedQuestion], settings: RunSettings, seconds: float) -> dict[str, Any]:
    """Return what was run, on what, and how it went."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "questions": settings.questions_name,
        "as_at": settings.as_at.isoformat(),
        "n": len(asked),
        "n_failed": sum(record.failed for record in asked),
        "n_retrieved_below_depth": sum(len(record.answer["retrieved"]) < DEPTH for record in asked),
        "outcomes": dict(Counter(record.answer["outcome"] for record in asked)),
        "seconds": round(seconds, 3),
        "ask_ms": latency([record.ask_ms for record in asked]),
        "generations": sorted({record.answer["generation"] for record in asked if record.answer["generation"]}),
        "models": sorted({record.answer["model"] for record in asked if record.answer["model"]}),
        "prompts": sorted({record.answer["prompt_id"] for record in asked if record.answer["prompt_id"]}),
        **settings.parts,
        "settings": dict(settings.library),
    }


def library_parts(settings: LibrarySettings) -> dict[str, Any]:
    """Name what the index that serves was built from, and the models that read it.

    Raises
    ------
    IndexMissing, IndexDamaged
        If there is no index, or its manifest cannot be read.
    ModelError
        If the bundled reranker's weights are not the expected ones.
    """
    store = store_of(settings)
    index = read_manifest(store.index_dir, store.current())
    reranker = load_reranker(settings.reranker_model, settings.n_threads)
    return {
        "embedder": index.embedder,
        "reranker": reranker.name if reranker else NO_MODEL,
        "index": index.model_dump(mode="json", exclude={"sources"})
        | {
            "n_pages": index.n_pages,
            "n_passages": index.n_passages,
            "sources": {entry.source.source_id: entry.sha256 for entry in index.sources},
        },
        "machine": {"n_cores": os.cpu_count(), "python": platform.python_version()},
    }


def latency(times_ms: Sequence[float]) -> dict[str, float]:
    """Return the median and the 95th percentile of times, and the first, which pays for loading the models.

    The first question is left out of the percentiles when there are others.
    """
    later = list(times_ms[1:]) or list(times_ms)
    p50, p95 = np.quantile(later, [0.5, 0.95])
    return {"first": round(times_ms[0], 1), "p50": round(float(p50), 1), "p95": round(float(p95), 1)}


def _commit() -> str | None:
    """Name the commit that is checked out, marked if files differ from it; ``None`` outside git."""
    command = ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        done = subprocess.run(
            command, cwd=Path(__file__).parent, capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() or None
