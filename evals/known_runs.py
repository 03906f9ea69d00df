"""Evaluation runs in a folder: run a question set, find runs, describe one, compare two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError
from corpus.index import read_manifest, store_of
from corpus.settings import LibrarySettings
from evals.errors import EvalsError, RecordError
from evals.metrics import REL, Scores, compare, compare_slices, score, source_of
from evals.records import (
    MANIFEST,
    REPORT_PAGE,
    SCORES,
    EvalQuestion,
    read_answers,
    read_json,
    read_qrels,
    read_questions,
    write_json,
)
from evals.report import RunComparison, RunDetail, page, run_summaries
from evals.run import Asks, RunSettings, library_parts, run
from evals.run_folders import checked_folder, run_folders

OURS = Path(__file__).parent / "questions"
OWN = "questions"
"""The folder among the runs for question sets of one's own: ``NAME.jsonl`` with ``NAME.qrels``."""

LOADING, SCORING = "Opening the library and the models", "Scoring the answers"
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnableSet:
    """A question set that can be run, and how much of what answers it the library has.

    Parameters
    ----------
    n : int
        How many questions it has.
    absent : int
        How many of its questions have their evidence in sources that the library does not have.
    """

    name: str
    n: int
    absent: int


class KnownRuns:
    """Evaluation runs in a folder, and the question sets that can be run.

    Parameters
    ----------
    settings : LibrarySettings
        The library that is asked.
    folder : Path
        Where runs are written and looked for.
    build : callable, optional
        Makes the assistant that is asked.
    """

    def __init__(
        self, settings: LibrarySettings, folder: Path, build: Callable[[LibrarySettings], Asks] | None = None
    ) -> None:
        self._settings = settings
        self.folder = folder
        self._build = build or _assistant

    @property
    def key(self) -> str:
        """What tells it from another that the same server may show."""
        return str(self.folder.resolve())

    def question_sets(self) -> Sequence[RunnableSet]:
        """Return the sets that have judgements, our own first.

        Raises
        ------
        RecordError
            If a set of one's own is not in its form; names file and line.
        """
        here = self._sources_here()
        found = []
        for file in _sets(OURS, self.folder / OWN):
            qrels = read_qrels(file.with_suffix(".qrels"))
            absent = sum(not _is_answerable(judged, here) for judged in qrels.values())
            found.append(RunnableSet(name=file.name, n=len(read_questions(file)), absent=absent))
        return found

    def start(self, name: str, progress: Callable[[str, int, int], None]) -> Path:
        """Ask every question of a set, score the answers, write the report, and give the record's folder.

        Raises
        ------
        RecordError
            If there is no such set, or it is not in its form.
        CorpusError
            If the library or a model cannot be used.
        NothingRan
            If every question failed.
        """
        file = self._set(name)
        questions = read_questions(file)
        progress(LOADING, 0, 1)
        assistant = self._build(self._settings)
        now = datetime.now(UTC)
        about = RunSettings(
            as_at=now.date(),
            library=self._settings.model_dump(mode="json"),
            parts=library_parts(self._settings),
            questions_name=name,
        )
        to = self.folder / f"{now:%Y%m%d-%H%M%S}-{file.stem}"
        stage = f"Asking {len(questions)} questions"
        progress(stage, 0, len(questions))
        run(assistant, questions, to, about, lambda n: progress(stage, n, len(questions)))
        progress(SCORING, 0, 1)
        self._score(to, name)
        progress(SCORING, 1, 1)
        return to

    def found(self) -> Sequence[Path]:
        """Return the folders here that hold a run; a run that was not scored is, where its judgements are here.

        Raises
        ------
        RecordError
            If there is no folder of runs.
        """
        if not self.folder.is_dir():
            raise RecordError(f"{self.folder} is not a folder", "start a run, or correct DSL_EVAL_DIR")
        return [found for found in run_folders(self.folder) if self._scored(found)]

    def detail(self, manifest: Json, scores: Json) -> RunDetail:
        """Return a scored run."""
        return run_summaries.detail(manifest, scores, self._words(manifest))

    def report(self, manifest: Json, scores: Json) -> str:
        """Return the report as one HTML page that needs nothing else."""
        return page(manifest, scores, self._words(manifest))

    def compare(self, first: Path, second: Path) -> RunComparison:
        """Compare two records of one question set, the second with the first.

        Raises
        ------
        RecordError
            If they are of different sets, are gone or lie elsewhere, or the set's judgements are not here.
        NothingScored
            If they have no question in common.
        """
        for folder in (first, second):
            checked_folder(self.folder, folder)
        names = [str(read_json(folder / MANIFEST).get("questions", "")) for folder in (first, second)]
        if names[0] != names[1]:
            raise RecordError(f"one run asked {names[0]}, the other {names[1]}", "choose two runs of one question set")
        before, after = (self._scores(folder, names[0]) for folder in (first, second))
        return run_summaries.compared(compare(before, after), compare_slices(before, after), before, after)

    def _set(self, name: str) -> Path:
        """Return a question set's file.

        Raises
        ------
        RecordError
            If it, or its judgements, are not here.
        """
        known = {file.name: file for file in _sets(OURS, self.folder / OWN)}
        if name not in known:
            own = self.folder / OWN
            hint = f"put {Path(name).stem}.jsonl and {Path(name).stem}.qrels into {own}" if name else "score it there"
            raise RecordError(f"the judgements of {name or 'the questions'} are not here", hint)
        return known[name]

    def _scores(self, folder: Path, name: str) -> Scores:
        file = self._set(name)
        return score(read_answers(folder), read_qrels(file.with_suffix(".qrels")), read_questions(file))

    def _score(self, folder: Path, name: str) -> None:
        scores = self._scores(folder, name).as_dict()
        write_json(folder / SCORES, scores)
        manifest = read_json(folder / MANIFEST)
        (folder / REPORT_PAGE).write_text(self.report(manifest, scores), encoding="utf-8")

    def _scored(self, folder: Path) -> bool:
        """Score a run if that can be done here; return whether it is a run at all."""
        try:
            name = str(read_json(folder / MANIFEST)["questions"])
            if not (folder / SCORES).is_file():
                self._score(folder, name)
        except KeyError:
            return False  # another program's manifest
        except (EvalsError, OSError):
            return (folder / SCORES).is_file() or (folder / "answers.jsonl").is_file()
        return True

    def _words(self, manifest: Json) -> Mapping[str, str]:
        """Return the words of the questions that a run asked, where its set is here."""
        try:
            questions: Sequence[EvalQuestion] = read_questions(self._set(str(manifest.get("questions", ""))))
        except EvalsError:
            return {}
        return {question.query_id: question.text for question in questions}

    def _sources_here(self) -> frozenset[str] | None:
        try:
            store = store_of(self._settings)
            manifest = read_manifest(store.index_dir, store.current())
        except CorpusError:
            return None
        return frozenset(entry.source.source_id for entry in manifest.sources)


def _assistant(settings: LibrarySettings) -> Asks:
    from assistant.build import build_assistant  # noqa: PLC0415  # the page that lists runs loads no model

    return build_assistant(settings)


def _sets(*folders: Path) -> list[Path]:
    """Return the question sets that have judgements; where two share a name, the first."""
    files = [
        file for folder in folders for file in sorted(folder.glob("*.jsonl")) if file.with_suffix(".qrels").is_file()
    ]
    return list({file.name: file for file in reversed(files)}.values())[::-1]


def _is_answerable(judged: Mapping[str, int], here: frozenset[str] | None) -> bool:
    """Whether the library has a source that answers a question."""
    wanted = {source_of(docid) for docid, grade in judged.items() if grade >= REL}
    return not wanted or (here is not None and bool(wanted & here))
