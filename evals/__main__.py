"""Record what the assistant does, and measure how well it does it: ``python -m evals COMMAND``.

``run``, ``score``, ``report``, ``compare`` and ``readme`` are about records; ``gates``, ``support`` and ``pii`` about labelled
messages and statements; ``train`` makes the gates' classifier, ``train-details`` the tagger of details, and
``bench`` measures cost, with ``grow``.

Exit status: 0 done, 1 failed (nothing ran, or a score below its floor), 2 bad use (a file that is not in its form).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError
from corpus.errors import CorpusError
from corpus.settings import LibrarySettings
from corpus.terminal import status_of
from evals import carry, transfer
from evals.bench import bench_command, growth
from evals.errors import EvalsError, RecordError
from evals.labelled import support_scores
from evals.labelled.answers import answer_readings, train_matcher, train_question_encoder
from evals.labelled.asked import asked_kinds, sharing_questions, words_wanted, writers
from evals.labelled.cases import (
    case_line_marks,
    chronology_records,
    conversation_messages,
    entry_sentences,
    long_ago_messages,
    notification_messages,
    reflective_questions,
    sign_sentences,
    situation_messages,
)
from evals.labelled.details import redaction_scores, train_tagger
from evals.labelled.gates import caution_messages, gate_messages, good_faith, train_classifier
from evals.metrics import Scores, below_floor, compare, score
from evals.outside_retriever import RetrieverAsked, load_retriever
from evals.records import (
    MANIFEST,
    REPORT,
    REPORT_PAGE,
    SCORES,
    read_answers,
    read_json,
    read_qrels,
    read_questions,
    write_json,
)
from evals.report import (
    ResultsRow,
    comparison_table,
    other_metrics_table,
    outcomes_table,
    page,
    report,
    results,
    rewrite,
    scores_table,
)
from evals.run import DEPTH, Asks, RunSettings, library_parts, run

QUESTIONS = Path(__file__).parent / "questions" / "digests.jsonl"


# commands that print a text: what they take, what makes the text, what it is
_PRINTED: dict[str, tuple[Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], str], str]] = {
    "gates": (gate_messages.add_arguments, gate_messages.scored, "whom the gates stop, over labelled messages"),
    "support": (
        support_scores.add_arguments,
        support_scores.scored,
        "how well the support check knows true from false",
    ),
    "pii": (redaction_scores.add_arguments, redaction_scores.scored, "how well personal details are found in messages"),
    "cautions": (caution_messages.add_arguments, caution_messages.scored, "which messages are shown what never to do"),
    "chronologies": (
        chronology_records.add_arguments,
        chronology_records.scored,
        "what is found in the dated entries of a record, and what is invented",
    ),
    "situations": (
        situation_messages.add_arguments,
        situation_messages.scored,
        "which situations are recognised in messages",
    ),
    "long-ago": (
        long_ago_messages.add_arguments,
        long_ago_messages.scored,
        "which high-risk features are told as long ago",
    ),
    "notifications": (
        notification_messages.add_arguments,
        notification_messages.scored,
        "what is read in police notifications",
    ),
    "conversations": (
        conversation_messages.add_arguments,
        conversation_messages.scored,
        "which messages go on with the conversation",
    ),
    "asks": (asked_kinds.add_arguments, asked_kinds.scored, "which kind of question ends a case"),
    "good-faith": (good_faith.add_arguments, good_faith.scored, "whom the gate on harm turns away"),
    "writers": (writers.add_arguments, writers.scored, "who writes, staff who are not the lead or others"),
    "words": (words_wanted.add_arguments, words_wanted.scored, "whose words are wanted, to say or write"),
    "sharing": (
        sharing_questions.add_arguments,
        sharing_questions.scored,
        "which questions about sharing are heard",
    ),
    "lines": (
        case_line_marks.add_arguments,
        case_line_marks.scored,
        "which sentences of ours belong in the answer to a case",
    ),
    "entries": (entry_sentences.add_arguments, entry_sentences.scored, "what sentences of records tell"),
    "reflections": (
        reflective_questions.add_arguments,
        reflective_questions.scored,
        "which questions a supervisor asks",
    ),
    "signs": (sign_sentences.add_arguments, sign_sentences.scored, "which telling facts are in a sentence"),
    "answers": (train_matcher.add_arguments, train_matcher.scored, "to which questions a short answer is shown"),
    "reader": (answer_readings.add_arguments, answer_readings.scored, "which texts are read as answering a question"),
    "encoder": (
        train_question_encoder.add_arguments,
        train_question_encoder.taught,
        "teach the encoder of questions, which finds passages",
    ),
    "train": (train_classifier.add_arguments, train_classifier.trained, "train the gates' classifier, and measure it"),
    "train-details": (train_tagger.add_arguments, train_tagger.trained, "teach the tagger of details, and measure it"),
    "transfer": (
        transfer.add_arguments,
        transfer.measured,
        "how a publication fares that nothing was written for: each left out in turn",
    ),
    "carry": (
        carry.add_arguments,
        carry.measured,
        "what it costs to carry staff's words from an edition to the next",
    ),
    "grow": (growth.add_arguments, growth.grown, "write an index several times as large, for bench --growth"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; give the exit status."""
    chosen = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = chosen.command
    try:
        return command(chosen)
    except (EvalsError, CorpusError, AssistantError) as error:
        print(f"{error.message}.\n{error.hint}".strip(), file=sys.stderr)
        return 2 if isinstance(error, RecordError) else 1


def _run(chosen: argparse.Namespace) -> int:
    """Ask every question; write the record."""
    questions = read_questions(chosen.questions)
    asked, library, parts = _retriever(chosen) if chosen.retriever else _assistant(chosen)
    about = RunSettings(
        as_at=chosen.as_at or datetime.now(UTC).date(),
        library=library,
        parts=parts,
        questions_name=chosen.questions.name,
    )
    manifest = run(asked, questions, chosen.out, about)
    print(f"{manifest['n']} questions, {manifest['n_failed']} failed, {manifest['seconds']} s: {chosen.out}")
    if manifest["n_retrieved_below_depth"]:
        print(
            f"{manifest['n_retrieved_below_depth']} answers hold fewer than {DEPTH} retrieved passages", file=sys.stderr
        )
    return 0


def _assistant(chosen: argparse.Namespace) -> tuple[Asks, dict[str, Any], dict[str, Any]]:
    """Return our assistant over the index chosen, with its settings and what it is made of."""
    # here, so that scoring loads no model
    from assistant.build import build_assistant  # noqa: PLC0415

    settings = LibrarySettings.read()
    if chosen.index:
        settings = settings.at(chosen.index)
    return build_assistant(settings), settings.model_dump(mode="json"), library_parts(settings)


def _retriever(chosen: argparse.Namespace) -> tuple[Asks, dict[str, Any], dict[str, Any]]:
    """Return another system's retriever in the assistant's place.

    Raises
    ------
    RecordError
        If an index of ours is chosen as well.
    """
    if chosen.index:
        raise RecordError("--index is of our assistant, and a retriever has its own", "leave one of the two out")
    asked = RetrieverAsked(load_retriever(chosen.retriever), chosen.first_page)
    return asked, {}, {"retriever": chosen.retriever}


def _score(chosen: argparse.Namespace) -> int:
    """Print the scores of a record, and write them into its folder."""
    scores = _scores(chosen.run, chosen)
    write_json(chosen.run / SCORES, scores.as_dict())
    if chosen.json:
        print(json.dumps(scores.as_dict(), indent=2))
    else:
        outcomes = outcomes_table(scores.outcomes) if scores.outcomes else ""
        print(
            "\n\n".join(filter(None, (scores_table(scores.as_dict()), other_metrics_table(scores.as_dict()), outcomes)))
        )
    missed = below_floor(scores, read_json(chosen.floor)) if chosen.floor else []
    for sentence in missed:
        print(sentence, file=sys.stderr)
    return 1 if missed else 0


def _report(chosen: argparse.Namespace) -> int:
    """Write the report of a record as Markdown and as a page.

    Raises
    ------
    RecordError
        If questions are to be shown and are not given.
    """
    if chosen.with_text and not chosen.questions:
        raise RecordError("--with-text shows questions, and there are none", "give them with --questions")
    if chosen.qrels:
        write_json(chosen.run / SCORES, _scores(chosen.run, chosen).as_dict())
    manifest, scores = _scored(chosen.run)
    shown = read_questions(chosen.questions) if chosen.with_text else ()
    texts = {question.query_id: question.text for question in shown}
    for name, rendered in ((REPORT, report(manifest, scores, texts)), (REPORT_PAGE, page(manifest, scores, texts))):
        (chosen.run / name).write_text(rendered, encoding="utf-8")
        print(chosen.run / name)
    return 0


def _compare(chosen: argparse.Namespace) -> int:
    """Print how the second record differs from the first."""
    comparison = compare(_scores(chosen.first, chosen), _scores(chosen.second, chosen))
    print(json.dumps(comparison.as_dict(), indent=2) if chosen.json else comparison_table(comparison))
    return 0


def _readme(chosen: argparse.Namespace) -> int:
    """Write the results of scored records between a Markdown page's marks."""
    measured = []
    for label, folder in chosen.row:
        manifest, scores = _scored(Path(folder))
        measured.append(ResultsRow(label=label, manifest=manifest, scores=scores))
    rewrite(chosen.page, results(measured))
    print(chosen.page)
    return 0


def _scored(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the manifest, where there is one, and the scores of a record.

    Raises
    ------
    RecordError
        If it has not been scored.
    """
    if not (folder / SCORES).is_file():
        raise RecordError(f"{folder} has not been scored", "run `python -m evals score` first, or give --qrels")
    manifest = read_json(folder / MANIFEST) if (folder / MANIFEST).is_file() else {}
    return manifest, read_json(folder / SCORES)


def _bench(chosen: argparse.Namespace) -> int:
    """Print our figures beside the peers', or as the library grows; a peer that was not run makes it fail."""
    benched = bench_command.run(chosen, lambda what: print(f"{what} …", file=sys.stderr, flush=True))
    print(benched.table)
    if chosen.json:
        write_json(chosen.json, benched.figures)
    return 0 if benched.whole else 1


def _print(text: Callable[[argparse.Namespace], str], chosen: argparse.Namespace) -> int:
    """Print what a command gives as text."""
    print(text(chosen))
    return 0


def _scores(folder: Path, chosen: argparse.Namespace) -> Scores:
    """Score one record with the qrels and questions of the command line."""
    questions = read_questions(chosen.questions) if chosen.questions else ()
    return score(read_answers(folder), read_qrels(chosen.qrels), questions)


def _parser() -> argparse.ArgumentParser:
    """Return the command line's grammar."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = parser.add_subparsers(required=True)

    command = _command(commands, "run", _run, "ask every question and record the answers")
    command.add_argument("--questions", type=Path, required=True, help="JSON Lines; query_id and text are required")
    command.add_argument("--index", type=Path, help="the index's folder (default: DSL_INDEX_DIR)")
    command.add_argument("--out", type=Path, required=True, help="the folder for the record")
    command.add_argument("--as-at", type=date.fromisoformat, help="the day asked about, YYYY-MM-DD (default: today)")
    command.add_argument(
        "--retriever", metavar="MODULE:OBJECT", help="ask this LangChain retriever and not our assistant"
    )
    first = "the number it gives a PDF's first page (default: 1 beside a source_id, 0 beside a file, as LangChain's loaders)"
    command.add_argument("--first-page", type=int, choices=(0, 1), help=first)

    command = _command(commands, "score", _score, "score a record against relevance judgements")
    command.add_argument("run", type=Path, help="the record's folder")
    _judged_by(command, qrels_required=True)
    command.add_argument("--floor", type=Path, help="JSON of bounds that must hold; if one does not, exit with 1")
    command.add_argument("--json", action="store_true")

    _add_record_commands(commands)

    command = _command(commands, "bench", _bench, "measure us beside other systems, or as the library grows")
    bench_command.add_arguments(command, QUESTIONS)
    for name, (add_arguments, text, summary) in _PRINTED.items():
        add_arguments(_command(commands, name, partial(_print, text), summary))
    return parser


def _add_record_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands that read scored records."""
    command = _command(commands, "report", _report, "write report.md and report.html beside a scored record")
    command.add_argument("run", type=Path, help="the record's folder")
    _judged_by(command, qrels_required=False)
    command.add_argument("--with-text", action="store_true", help="show the words of the worst questions")

    command = _command(commands, "compare", _compare, "compare two records question by question")
    command.add_argument("first", type=Path)
    command.add_argument("second", type=Path)
    _judged_by(command, qrels_required=True)
    command.add_argument("--json", action="store_true")

    command = _command(commands, "readme", _readme, "write the results of scored records into a Markdown page")
    command.add_argument("page", type=Path, help="a page with the marks <!-- results --> and <!-- /results -->")
    row = ("LABEL", "RUN")
    command.add_argument(
        "--row", nargs=2, metavar=row, action="append", required=True, help="one line; may be repeated"
    )


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    action: Callable[[argparse.Namespace], int],
    summary: str,
) -> argparse.ArgumentParser:
    """Add one command."""
    command = commands.add_parser(name, help=summary, description=summary)
    command.set_defaults(command=action)
    return command


def _judged_by(command: argparse.ArgumentParser, *, qrels_required: bool) -> None:
    """Add the judgements and the questions they are about."""
    command.add_argument("--qrels", type=Path, required=qrels_required, help="TREC relevance judgements")
    command.add_argument("--questions", type=Path, help="the question set, for slices and outcomes")


if __name__ == "__main__":
    sys.exit(status_of(main))
