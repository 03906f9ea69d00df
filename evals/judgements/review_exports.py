"""Verdicts and judged questions as files to download, and answers of a run for the queue."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import StoreError
from assistant.people import Person, Role
from assistant.store.database import Store
from assistant.store.reviews import Origin, Recorded, Verdict, checks, decisions, queue, settled, submission, verdicts
from corpus.index import PassageIndex
from corpus.register import Register
from evals.errors import NothingScored, RecordError
from evals.json_lines import read_lines
from evals.judgements.judged_questions import JudgedQuestionsFile, write_gold
from evals.judgements.verdict_files import as_csv, as_jsonl, rows
from evals.records import ANSWERS, read_answers
from evals.run_folders import checked_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictFiles:
    """Verdicts to be downloaded, one row a statement."""

    n_rows: int
    csv: bytes
    jsonl: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDraw:
    """Which answers of a run are wanted.

    Parameters
    ----------
    eval_dir, name : Path, str
        Where runs lie, and where this one stands there.
    n : int
        How many, drawn at random; 0 for every answer.
    seed : int
        Of the draw: the same seed draws the same answers.
    """

    eval_dir: Path
    name: str
    n: int = 0
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawResult:
    """What became of a draw: how many are new in the queue, were known already, or have no answer to judge."""

    n_new: int
    n_known: int
    n_unfit: int


def export_verdicts(store: Store, person: Person) -> VerdictFiles:
    """Return every verdict that the person may see, as CSV and as JSON Lines.

    Raises
    ------
    NothingScored
        If there is none.
    NotAllowed
        If the person is no trainer.
    """
    by_check: dict[str, list[Verdict]] = {}
    for verdict in verdicts.visible(store, person):
        by_check.setdefault(verdict.check_id, []).append(verdict)
    found = [
        row
        for check_id, given in by_check.items()
        for row in rows(checks.read(store, person, check_id), given, decisions.of_check(store, person, check_id))
    ]
    if not found:
        raise NothingScored("there is no verdict to export yet", "judge an answer first")
    return VerdictFiles(n_rows=len(found), csv=as_csv(found), jsonl=as_jsonl(found).encode())


def export_judged_questions(store: Store, person: Person, register: Register, on: date) -> JudgedQuestionsFile:
    """Return the settled checks as judged questions: a zip of the question set, its qrels and its data statement.

    Raises
    ------
    NothingScored
        If no check is settled.
    NotAllowed
        If the person is neither trainer nor maintainer.
    """
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        written = write_gold(settled(store, person), Path(folder), register, on)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(Path(folder).iterdir()):
                archive.write(file, file.name)
    return JudgedQuestionsFile(
        n_questions=written.n_questions,
        n_judgements=written.n_judgements,
        n_overtaken=len(written.overtaken),
        zip=packed.getvalue(),
    )


def queue_from_run(store: Store, person: Person, draw: RunDraw, index: PassageIndex) -> DrawResult:
    """Put answers of a run into the queue: every one, or some drawn at random; what is there already is left alone.

    Parameters
    ----------
    store : Store
        Where the queue is stored.
    person : Person
        A trainer.
    draw : RunDraw
        Which answers are wanted.
    index : PassageIndex
        The library, for the pages that are cited.

    Raises
    ------
    NotAllowed
        If the person is no trainer.
    RecordError
        If no run that can be read stands there.
    """
    person.must(Role.TRAINER)
    records, run_id = _read(checked_folder(draw.eval_dir, draw.eval_dir / draw.name, ANSWERS))
    chosen = _drawn(records, draw)
    known = {(one.run_id, one.question) for one in queue(store, person)}
    n_known = n_unfit = 0
    for record in chosen:
        if (run_id, record.get("standalone_question")) in known:
            n_known += 1
            continue
        recorded = Recorded(record=record, run_id=run_id, origin=Origin.SAMPLE if draw.n else Origin.RUN)
        try:
            submission.add_from_run(store, person, recorded, index)
        except StoreError:
            n_unfit += 1
    return DrawResult(n_new=len(chosen) - n_known - n_unfit, n_known=n_known, n_unfit=n_unfit)


def _read(folder: Path) -> tuple[list[dict[str, Any]], str]:
    """Return a run's answers, failures left out, and what the run is called: its folder and a hash of its lines.

    Raises
    ------
    RecordError
        If it holds no run; a file that is no run is not described, since whoever asks may not have been meant to read it.
    """
    path = folder / ANSWERS
    try:
        read_answers(folder)
        lines = [line for _, line in read_lines(path)]
    except RecordError:
        raise RecordError(
            f"{folder} holds no run that can be read here", "choose another run, or record it again"
        ) from None
    records = [json.loads(line) for line in lines]
    mark = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:8]
    return [record for record in records if record["outcome"] != "failed"], f"{folder.resolve().name} {mark}"


def _drawn(records: Sequence[dict[str, Any]], draw: RunDraw) -> list[dict[str, Any]]:
    """Return the answers wanted, in the run's order."""
    if draw.n <= 0 or draw.n >= len(records):
        return list(records)
    chosen = np.random.default_rng(draw.seed).choice(len(records), draw.n, replace=False)
    return [records[at] for at in sorted(chosen)]
