"""``python -m assistant COMMAND`` on a terminal; without one, it lists them: what is asked, made of it, served or deleted.

Exit status: 0 done (any outcome but ``failed``), 1 failed, 2 bad use. Errors are one sentence and a hint on standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from assistant import messages
from assistant.api import add_server_commands
from assistant.build import build_assistant, build_comparer
from assistant.chronology import as_dict, hears_danger, sheet_of
from assistant.cluster import add_cluster_command
from assistant.editions import readable
from assistant.errors import AssistantError, HistoryError, NotWritten, QuestionError
from assistant.export import draft_letter, letter_text, record_as_text
from assistant.people import Person, Role
from assistant.pipeline import Assistant
from assistant.safety import gates, load_detail_tagger, new_redactor, read_lines, read_text, redacted_lines
from assistant.settings import StoreSettings
from assistant.supervision import talk_through
from assistant.training import TrainingFile, files_of, plan_files, plan_text
from assistant.types import Answer, Library, Message, Outcome, Question, retrieved_as_dict
from corpus.errors import CorpusError
from corpus.pii import presidio_hints
from corpus.register import load_register
from corpus.settings import LibrarySettings
from corpus.statements import load_letters, load_training
from corpus.terminal import status_of


class _Turn(BaseModel):
    role: Literal["user", "assistant"]
    content: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give the exit status."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except QuestionError as error:
        _complain(error)
        return 2
    except (AssistantError, CorpusError) as error:
        _complain(error)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assistant", description="Ask the guidance library.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    adders = (
        _add_ask_and_search, _add_supervise, _add_training, _add_chronology, _add_compare, _add_draft, _add_redact, _add_forget,
        add_server_commands, add_cluster_command,
    )  # fmt: skip
    for add in adders:
        add(commands)
    return parser


def _add_ask_and_search(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    for name, run, text in (("ask", _ask, "Answer a question."), ("search", _search, "List passages for a query.")):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("question")
        command.add_argument("--json", action="store_true", help="print one JSON value")
        command.add_argument("--as-at", type=_date, help="the day asked about, YYYY-MM-DD (default: today)")
        command.add_argument("--index", type=Path, help="the index's folder (default: DSL_INDEX_DIR, or .data/index)")
        command.set_defaults(run=run)
        if name == "ask":
            command.add_argument("--history", type=Path, help='earlier turns: a JSON list of {"role", "content"}')
            command.add_argument(
                "--library", choices=get_args(Library), default="all", help="which sources may answer (default: all)"
            )
            command.add_argument("--more", action="store_true", help="a longer answer than is read in two minutes")
        else:
            command.add_argument("-k", type=int, default=10, help="how many passages (default: 10)")


def _add_supervise(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "supervise",
        help="Think a worry through, one question at a time.",
        description="Ask the next question about a worry, and print a sheet for your supervisor. Nothing is stored.",
    )
    command.add_argument("--index", type=Path, help="the index's folder (default: DSL_INDEX_DIR, or .data/index)")
    command.set_defaults(run=_supervise)


def _add_chronology(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "chronology",
        help="Put the dated entries of a record in order.",
        description="Put the dated entries of a record in order, and print what they show over time. Nothing is stored.",
    )
    command.add_argument("file", type=Path, metavar="FILE", help="the entries as plain text; - for standard input")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.add_argument("--as-at", type=_date, help="the day it is read on, YYYY-MM-DD (default: today)")
    command.add_argument("--index", type=Path, help="the index's folder (default: DSL_INDEX_DIR, or .data/index)")
    command.set_defaults(run=_chronology)


def _add_compare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "compare", help="Lay two editions side by side.", description="Lay two editions side by side on a subject."
    )
    command.add_argument("topic", help="what they are compared on")
    command.add_argument(
        "--editions", nargs="+", required=True, metavar="SOURCE_ID", help="two, or one and the one before"
    )
    command.add_argument("--as-at", type=_date, help="the day for which is said which applies (default: today)")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.add_argument("--index", type=Path, help="the index's folder (default: DSL_INDEX_DIR, or .data/index)")
    command.set_defaults(run=_compare)


def _add_draft(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "draft",
        help="Print a letter to begin from.",
        description="Print a letter to begin from, each clause with its pinpoint.",
    )
    command.add_argument("letter", choices=[letter.letter_id for letter in load_letters()], help="which letter")
    command.add_argument("--asked", default="", help="the question: what it gives is filled in, without details")
    command.set_defaults(run=_draft)


def _add_redact(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "redact", help="Take details out of messages.", description="Take details out of messages."
    )
    command.add_argument("file", type=Path, metavar="FILE", help='JSON Lines of {"id", "text"}; - for standard input')
    command.add_argument("--json", action="store_true", help="print one JSON object a message: id, spans, text")
    command.set_defaults(run=_redact)


def _add_forget(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "forget", help="Remove a PDF from the checks.", description="Remove a PDF from the checks that show its pages."
    )
    command.add_argument("pdf", metavar="FILE", help="the PDF, or its SHA-256; the words that were quoted stay")
    command.set_defaults(run=_forget)


def _add_training(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Write the handout, the slides and the key of a ten-minute briefing, or print the plan for a year."
    command = commands.add_parser("training", help="Write a ten-minute briefing.", description=text)
    subjects = [subject.subject_id for subject in load_training().subjects]
    command.add_argument("subject", nargs="?", choices=subjects, metavar="SUBJECT", help="which subject: see --list")
    command.add_argument("--list", action="store_true", help="print the subjects")
    command.add_argument("--year", action="store_true", help="print the plan for a school year; with --out, write it")
    command.add_argument("--out", type=Path, metavar="FOLDER", help="where the files are written")
    command.add_argument("--as-at", type=_date, help="the day whose editions count, YYYY-MM-DD (default: today)")
    command.add_argument("--index", type=Path, help="the index's folder (default: DSL_INDEX_DIR, or .data/index)")
    command.set_defaults(run=_training)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-09-01") from error


def _settings(options: argparse.Namespace) -> LibrarySettings:
    settings = LibrarySettings.read()
    return settings if options.index is None else settings.at(options.index)


def _assistant(options: argparse.Namespace) -> Assistant:
    return build_assistant(_settings(options))


def _today() -> date:
    return date.today()  # noqa: DTZ011  # the day where the person sits


def _ask(options: argparse.Namespace) -> int:
    history = _history(options.history) if options.history else ()
    question = Question(
        text=options.question,
        as_at=options.as_at or _today(),
        history=history,
        more=options.more,
        library=options.library,
    )
    try:
        gates.check_asked(question)
        answer = _assistant(options).ask(question)
    except (AssistantError, CorpusError):
        if not gates.shut("danger_now", gates.danger_now, question).passed:  # help in danger must not wait for an index
            print("\n\n".join((messages.URGENT_HEADING, *messages.URGENT_HELP)), file=sys.stderr)
        raise
    print(json.dumps(answer.as_dict(), ensure_ascii=False, indent=1) if options.json else _readable(answer))
    return 1 if answer.outcome is Outcome.FAILED else 0


def _supervise(options: argparse.Namespace) -> int:
    assistant = _assistant(options)
    lines = (line.rstrip("\n") for line in sys.stdin)
    talk_through(
        assistant.supervisor,
        lines,
        lambda text: print(text, end="\n\n", flush=True),
        assistant.new_redactor(),
        datetime.now().astimezone(),
    )
    return 0


def _training(options: argparse.Namespace) -> int:
    now = datetime.now().astimezone()
    if options.list:
        print("\n".join(f"{one.subject_id}: {one.title}" for one in load_training().subjects))
    elif options.year and options.out is None:
        print(plan_text())
    elif options.out is None or not (options.year or options.subject):
        raise QuestionError(
            "a subject and --out FOLDER are needed", "--list names the subjects, --year prints the plan"
        )
    else:
        files = plan_files(now) if options.year else ()
        if options.subject:
            subject = next(one for one in load_training().subjects if one.subject_id == options.subject)
            briefing = _assistant(options).composer.compose(subject, options.as_at or _today())
            files = (*files, *files_of(briefing, now))
        _write(files, options.out)
    return 0


def _write(files: Sequence[TrainingFile], folder: Path) -> None:
    """Write files of a briefing and name each.

    Raises
    ------
    NotWritten
        If the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            (folder / file.name).write_bytes(file.write())
            print(folder / file.name)
    except OSError as error:
        raise NotWritten(
            f"{folder} cannot be written to: {error.strerror}", "choose another folder with --out"
        ) from error


def _chronology(options: argparse.Namespace) -> int:
    """Print a record in order; urgent help is printed even where no library can be opened.

    Raises
    ------
    AssistantError
        If it cannot be put in order.
    CorpusError
        If the library cannot be opened.
    """
    text = read_text(options.file)
    as_at = options.as_at or _today()
    try:
        assistant = _assistant(options)
        ordered = assistant.chronologist.put_in_order(text, as_at, assistant.new_redactor())
    except (AssistantError, CorpusError):
        if hears_danger(text, as_at):
            print("\n\n".join((messages.URGENT_HEADING, *messages.URGENT_HELP)), file=sys.stderr)
        raise
    if options.json:
        print(json.dumps(as_dict(ordered), ensure_ascii=False, indent=1))
        return 0
    notices = [f"Note: {notice.text}" for notice in ordered.notices]
    print("\n\n".join((record_as_text(sheet_of(ordered, datetime.now().astimezone())), *notices)))
    return 0


def _search(options: argparse.Namespace) -> int:
    if not 1 <= options.k <= 200:
        raise QuestionError(f"-k is {options.k}, and must be from 1 to 200", "leave it out for 10")
    gates.check_asked(Question(text=options.question, as_at=options.as_at or _today()))
    evidence = _assistant(options).search(options.question, options.as_at or _today(), options.k)
    rows = [retrieved_as_dict(found) for found in evidence.passages]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        paragraph = f" para {row['paragraph']}" if row["paragraph"] else ""
        text = " ".join(row["text"].split())
        print(f"{row['rank']:3}. {row['source_id']} p{row['page']}{paragraph}: {text[:160]}")
    return 0


def _compare(options: argparse.Namespace) -> int:
    as_at = options.as_at or _today()
    gates.check_asked(Question(text=options.topic, as_at=as_at))
    compared = build_comparer(_settings(options)).compare(options.topic, options.editions, as_at)
    print(json.dumps(compared.as_dict(), ensure_ascii=False, indent=1) if options.json else readable(compared))
    return 0


def _draft(options: argparse.Namespace) -> int:
    """Print a letter; what is asked is taken without details, as everywhere."""
    asked = new_redactor().redact(options.asked).text
    print(letter_text(draft_letter(options.letter, asked, load_register(), datetime.now().astimezone())))
    return 0


def _redact(options: argparse.Namespace) -> int:
    lines = read_lines(options.file)
    for missing in filter(None, (presidio_hints().missing, load_detail_tagger().missing)):
        print(missing, file=sys.stderr)
    for line in redacted_lines(lines, new_redactor, as_json=options.json):
        print(line)
    return 0


def _forget(options: argparse.Namespace) -> int:
    """Forget a PDF's pages; whoever can run this on the server can delete the files as well."""
    from assistant.store.database import open_store, sha256_of  # noqa: PLC0415  # the other commands need no database
    from assistant.store.reviews import forget_pdf  # noqa: PLC0415

    store = open_store(StoreSettings.read())
    try:
        operator = Person(id="terminal", name="Terminal", roles=frozenset({Role.MAINTAINER}))
        n = forget_pdf(store, operator, sha256_of(Path(options.pdf)) or options.pdf)
    finally:
        store.close()
    print(f"{n} checks show its words and no page of it from now on.")
    return 0


def _history(path: Path) -> tuple[Message, ...]:
    """Read earlier turns.

    Raises
    ------
    HistoryError
        If the file cannot be read or is not a list of turns.
    """
    try:
        turns = TypeAdapter(list[_Turn]).validate_json(path.read_bytes())
    except OSError as error:
        raise HistoryError(f"the conversation in {path} cannot be read: {error.strerror}", "check --history") from error
    except ValidationError:
        # `from None`: pydantic's own message quotes the conversation
        raise HistoryError(
            f"the conversation in {path} is not a JSON list of turns",
            'each turn is {"role": "user", "content": "…"}; a role is user or assistant',
        ) from None
    return tuple(Message(role=turn.role, content=turn.content) for turn in turns)


def _readable(answer: Answer) -> str:
    references = [f"[{citation.marker}] {citation.reference}" for citation in answer.citations]
    notices = [f"Note: {notice.text}" for notice in answer.notices]
    letters = f"Drafts that fit (python -m assistant draft): {', '.join(answer.letters)}" if answer.letters else ""
    return "\n\n".join(part for part in (answer.text, *notices, "\n".join(references), letters) if part)


def _complain(error: AssistantError | CorpusError) -> None:
    print(f"{error.message}.\n{error.hint}".strip(), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(status_of(main))
