"""``python -m evals {run,score,report,compare,bench}``: record what the assistant does, and say how well.

Exit status: 0 done, 1 failed (nothing ran, or a score below its floor), 2 bad use (a file that is not in its form).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.errors import AssistantError
from corpus.errors import CorpusError
from corpus.settings import LibrarySettings
from evals.bench import Bench, bench, bench_table
from evals.compare import compare
from evals.errors import EvalsError, RecordError
from evals.records import MANIFEST, REPORT, SCORES, read_answers, read_json, read_qrels, read_questions, write_json
from evals.report import comparison_table, outcomes_table, report, scores_table
from evals.run import DEPTH, RunSettings, run
from evals.score import Scores, below_floor, score

QUESTIONS = Path(__file__).parent / "questions" / "digests.jsonl"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; give the exit status."""
    chosen = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = chosen.command
    try:
        return command(chosen)
    except (EvalsError, CorpusError, AssistantError) as error:
        print(f"{error.message}.\n{error.hint}".strip(), file=sys.stderr)
        return 2 if isinstance(error, RecordError) else 1


def _run(chosen: argparse.Namespace) -> int:
    """Ask every question; write the record."""
    # here, so that scoring loads no model
    from assistant.build import build_assistant  # noqa: PLC0415

    questions = read_questions(chosen.questions)
    settings = LibrarySettings.read()
    if chosen.index:
        settings = settings.model_copy(update={"index_dir": chosen.index})
    about = RunSettings(
        as_at=chosen.as_at or datetime.now(UTC).date(),
        library=settings.model_dump(mode="json"),
        questions_name=chosen.questions.name,
    )
    manifest = run(build_assistant(settings), questions, chosen.out, about)
    print(f"{manifest['n']} questions, {manifest['n_failed']} failed, {manifest['seconds']} s: {chosen.out}")
    if manifest["n_retrieved_below_depth"]:
        print(
            f"{manifest['n_retrieved_below_depth']} answers hold fewer than {DEPTH} retrieved passages", file=sys.stderr
        )
    return 0


def _score(chosen: argparse.Namespace) -> int:
    """Print the scores of a record, and keep them beside it."""
    scores = _scores(chosen.run, chosen)
    write_json(chosen.run / SCORES, scores.as_dict())
    if chosen.json:
        print(json.dumps(scores.as_dict(), indent=2))
    else:
        print(scores_table(scores.as_dict()))
        if scores.outcomes:
            print(f"\n{outcomes_table(scores.outcomes)}")
    missed = below_floor(scores, read_json(chosen.floor)) if chosen.floor else []
    for sentence in missed:
        print(sentence, file=sys.stderr)
    return 1 if missed else 0


def _report(chosen: argparse.Namespace) -> int:
    """Write the report of a record that has been scored.

    Raises
    ------
    RecordError
        If it has not been.
    """
    if chosen.qrels:
        write_json(chosen.run / SCORES, _scores(chosen.run, chosen).as_dict())
    if not (chosen.run / SCORES).is_file():
        raise RecordError(f"{chosen.run} has not been scored", "run `python -m evals score` first, or give --qrels")
    to = chosen.run / REPORT
    manifest = read_json(chosen.run / MANIFEST) if (chosen.run / MANIFEST).is_file() else {}
    to.write_text(report(manifest, read_json(chosen.run / SCORES)), encoding="utf-8")
    print(to)
    return 0


def _compare(chosen: argparse.Namespace) -> int:
    """Print how the second record differs from the first."""
    print(comparison_table(compare(_scores(chosen.first, chosen), _scores(chosen.second, chosen))))
    return 0


def _bench(chosen: argparse.Namespace) -> int:
    """Print our figures beside LangChain's default."""
    qrels = read_qrels(chosen.qrels) if chosen.qrels else {}
    what = Bench(
        pdfs=chosen.source,
        questions_file=chosen.questions,
        questions=read_questions(chosen.questions),
        qrels=qrels,
        as_at=chosen.as_at.isoformat() if chosen.as_at else "",
    )
    figures = bench(what)
    print(json.dumps(figures, indent=2) if chosen.json else bench_table(figures))
    return 0


def _scores(folder: Path, chosen: argparse.Namespace) -> Scores:
    """Score one record with the qrels and questions of the command line."""
    questions = read_questions(chosen.questions) if chosen.questions else ()
    return score(read_answers(folder), read_qrels(chosen.qrels), questions)


def _parser() -> argparse.ArgumentParser:
    """Give the command line's grammar."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="{run,score,report,compare,bench}")

    command = _command(commands, "run", _run, "ask every question and record the answers")
    command.add_argument("--questions", type=Path, required=True, help="JSON Lines; query_id and text are required")
    command.add_argument("--index", type=Path, help="the index's folder (default: DSL_INDEX_DIR)")
    command.add_argument("--out", type=Path, required=True, help="the folder for the record")
    command.add_argument("--as-at", type=date.fromisoformat, help="the day asked about, YYYY-MM-DD (default: today)")

    command = _command(commands, "score", _score, "score a record against relevance judgements")
    command.add_argument("run", type=Path, help="the record's folder")
    _judged_by(command, qrels_required=True)
    command.add_argument("--floor", type=Path, help="JSON of the least that must be reached; below it, exit with 1")
    command.add_argument("--json", action="store_true")

    command = _command(commands, "report", _report, "write report.md beside a scored record")
    command.add_argument("run", type=Path, help="the record's folder")
    _judged_by(command, qrels_required=False)

    command = _command(commands, "compare", _compare, "compare two records question by question")
    command.add_argument("first", type=Path)
    command.add_argument("second", type=Path)
    _judged_by(command, qrels_required=True)

    command = _command(commands, "bench", _bench, "measure us beside LangChain's default")
    command.add_argument("--from", type=Path, required=True, dest="source", help="a folder of PDFs")
    command.add_argument("--as-at", type=date.fromisoformat)
    command.add_argument("--questions", type=Path, default=QUESTIONS)
    command.add_argument("--qrels", type=Path, help="page-level judgements, for the quality rows")
    command.add_argument("--json", action="store_true")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    does: Callable[[argparse.Namespace], int],
    says: str,
) -> argparse.ArgumentParser:
    """Add one command."""
    command = commands.add_parser(name, help=says, description=says)
    command.set_defaults(command=does)
    return command


def _judged_by(command: argparse.ArgumentParser, *, qrels_required: bool) -> None:
    """Add the judgements and the questions they are about."""
    command.add_argument("--qrels", type=Path, required=qrels_required, help="TREC relevance judgements")
    command.add_argument("--questions", type=Path, help="the question set, for slices and outcomes")


if __name__ == "__main__":
    sys.exit(main())
