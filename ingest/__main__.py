"""``python -m ingest COMMAND``: bring sources into the library; ``--help`` lists the commands.

Exit status: 0 done, 1 failed or done with problems, 2 bad use. Errors are one sentence and a hint on standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from tqdm import tqdm

from corpus.errors import CorpusError
from corpus.index import EmbeddedStore, generations, read_manifest, read_provisions, store_of
from corpus.models import SentenceTransformerEmbedder
from corpus.practice import load_practice
from corpus.register import Register, load_register
from corpus.settings import LibrarySettings
from corpus.statements import OWN_FINDINGS, findings_with_own, load_ledger, save_ledger
from corpus.terminal import status_of
from corpus.types import Authority, Source
from ingest import changes
from ingest import crosswalk as crosswalks
from ingest.digests import load_digests, read_guidance
from ingest.engine import Engine, open_engine
from ingest.errors import BuildError, FetchError, IngestError, NotIndexed, SourcesLost
from ingest.explain import as_json, as_table, explain
from ingest.fetch import ContentApi, Fetcher, FetchOutcome, add_official, fetchable, fetching_alone, open_asker
from ingest.index import Builder, BuildResult, Plan, inputs, publish, read_reports, summary
from ingest.law import as_record, summary_of, table_for_terminal
from ingest.local import Description, Handling, LocalLibrary, terminal_text, upload_of
from ingest.pdf import installed
from ingest.practice import learn
from ingest.progress import on_terminal
from ingest.proposed_findings import confirmed, keep, proposed
from ingest.sandbox import BoundedReader
from ingest.sentences import printed_sentences, unbound
from ingest.signing_sheet import AN_AFTERNOON, sheet, taken
from ingest.upkeep import (
    HOW_BY_HAND,
    Asked,
    CheckRecord,
    as_atom,
    ask_and_record,
    check_report,
    examine,
    files_in,
    library_check,
    library_here,
    missing_texts,
    must_be_sound,
    read_record,
)

_GIVES_WAY = 10  # of the system’s steps: a question that is asked on this machine meanwhile goes first


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give the exit status.

    Raises
    ------
    BrokenPipeError
        If nobody reads its output any more.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        settings = LibrarySettings.read()
        options.store = EmbeddedStore(options.index) if options.index else store_of(settings)
        options.index = options.store.index_dir
        return int(options.run(options, settings))
    except (IngestError, CorpusError) as error:
        print(f"{error.message}.\n{error.hint}".strip(), file=sys.stderr)
        return 1
    except BrokenPipeError:  # the output is not wanted any more: corpus/terminal.py
        raise
    except OSError as error:
        print(f"{error.filename or 'a file'} could not be used: {error.strerror or error}.", file=sys.stderr)
        print("Check the path, its permissions and free space.", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Bring sources into the library.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.add_argument("--index", type=Path, help="the index's folder (default: what is set, or .data/index)")
        sub.set_defaults(run=run)
        return sub

    build = command("build", _build, "Index a folder of registered PDFs, or the bundled digests, or both.")
    build.add_argument("--from", dest="folder", type=Path, help="a folder of PDFs named <source_id>.pdf")
    build.add_argument(
        "--digests",
        action=argparse.BooleanOptionalAction,
        help="index the bundled digests (default: yes, unless --from is given)",
    )
    build.add_argument(
        "--allow-loss",
        action="store_true",
        help="build also if sources that serve now would serve no more (default: ask on a terminal, or do not build)",
    )
    build.add_argument(
        "--leave-out",
        action="append",
        default=[],
        metavar="SOURCE_ID",
        help="for measuring: index it as if nobody had written questions or cases for it",
    )
    build.add_argument(
        "--as-if-for",
        nargs=2,
        metavar=("EARLIER", "LATER"),
        help="for measuring: as if what is written for an edition had been written for the one before, and carried",
    )
    build.add_argument(
        "--on",
        metavar="ADDRESS",
        help="a Dask scheduler, as tcp://host:8786: its workers read and embed (default: DSL_BUILD_ON, or this computer)",
    )
    add = command("add", _add, "Register and index one more PDF, such as a school's policy.")
    add.add_argument("file", type=Path)
    add.add_argument("--title", required=True)
    add.add_argument("--publisher", required=True)
    add.add_argument("--authority", choices=[Authority.LOCAL.value], default=Authority.LOCAL.value)
    add.add_argument("--edition", default="")
    add.add_argument("--from-date", type=_date, help="first day in force, YYYY-MM-DD")
    add.add_argument("--to-date", type=_date, help="last day in force, YYYY-MM-DD")
    add.add_argument("--replaces", default="", metavar="SOURCE_ID", help="the local document it takes the place of")
    add.add_argument(
        "--details",
        choices=[handling.value for handling in Handling],
        help="what is done about pages with a child's details on them; without it, nothing is added if there are any",
    )
    remove = command("remove", _remove, "Take a document that was added out of the library.")
    remove.add_argument("source_id")
    fetch_ = command("fetch", _fetch, "Fetch official guidance and Acts to the library's folder.")
    fetch_.add_argument("sources", nargs="*", metavar="SOURCE_ID", help="which (default: all whose address is known)")
    fetch_.add_argument("--to", type=Path, help="the folder (default: DSL_LIBRARY_DIR, or .data/library)")
    official = command(
        "add-official", _add_official, "Put official PDFs that you saved by hand into the library's folder."
    )
    official.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a PDF, whatever it is called")
    official.add_argument("--to", type=Path, help="the folder (default: DSL_LIBRARY_DIR, or .data/library)")
    check_ = command("check", _check, "Say what needs doing to keep the library current; ask the official sites.")
    check_.add_argument("--as-at", type=_date, help="the day to check for, YYYY-MM-DD (default: today)")
    check_.add_argument("--offline", action="store_true", help="ask nobody; look at the register and the digests only")
    check_.add_argument("--library", type=Path, help="where fetched PDFs are (default: DSL_LIBRARY_DIR)")
    check_.add_argument("--pdfs", type=Path, help="a folder of official PDFs to hold the digests' words against")
    check_.add_argument("--json", action="store_true", help="print one JSON object")
    check_.add_argument(
        "--atom", type=Path, metavar="FILE", help="write what was seen at the official sites, as a feed to subscribe to"
    )
    _add_reading_commands(command)
    return parser


def _add_reading_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands that read an index, and what maintainers do to one."""
    command("report", _report, "Show what became of every page.")
    command(
        "publish", _publish, "Make the index of this computer the first generation at the server that DSL_INDEX names."
    )
    explain_ = command("explain", _explain, "Show what each line of a page was taken for, and the passage it ended in.")
    explain_.add_argument("pdf", type=Path, metavar="PDF")
    explain_.add_argument("page", type=int, metavar="PAGE", help="the PDF's page, from 1")
    explain_.add_argument("--json", action="store_true", help="print one JSON object")
    sentences_ = command("sentences", _sentences, "Show a source's sentences, each with the binding that names it.")
    sentences_.add_argument("source_id", metavar="SOURCE_ID")
    sentences_.add_argument("--page", type=int, default=0, help="one PDF page, from 1 (default: all)")
    law_ = command("law", _law, "Show the commencement table of an Act: from when each section is in force, and where.")
    law_.add_argument("source_id", metavar="SOURCE_ID")
    law_.add_argument("--json", action="store_true", help="print one JSON object")
    findings_ = command(
        "findings", _findings, "Propose a report's figures for the shelf, and keep those that you confirm."
    )
    findings_.add_argument("source_id", metavar="SOURCE_ID")
    findings_.add_argument("--page", type=int, default=0, help="one PDF page, from 1 (default: all)")
    findings_.add_argument("--list", action="store_true", help="print what would be proposed, and ask nothing")
    ledger_ = command(
        "ledger", _ledger, "Print a sheet for practitioners to sign off our sentences, or take it back in."
    )
    ledger_.add_argument("what", choices=("sheet", "take"))
    ledger_.add_argument("file", nargs="?", type=Path, metavar="FILE", help="for take: the signed sheet, as CSV")
    ledger_.add_argument("--out", type=Path, help="for sheet: where to write it, as CSV")
    ledger_.add_argument(
        "--most", type=int, default=AN_AFTERNOON, help="for sheet: how many sentences (default: %(default)s)"
    )
    ledger_.add_argument(
        "--only", nargs="*", default=(), metavar="ID", help="for sheet: of these answers, cards and others alone"
    )
    ledger_.add_argument("--ledger", type=Path, help="the ledger (default: DSL_REVIEW_LEDGER)")
    command("statements", _statements, "Say which of our own sentences the library does not bear out any more.")
    changes_ = command(
        "changes", _changes, "Show which of our sentences a new edition in the library touches, with both wordings."
    )
    changes_.add_argument("--source", default="", metavar="SOURCE_ID", help="one edition, the earlier or the later")
    changes_.add_argument("--ledger", type=Path, help="the ledger with what was found (default: DSL_REVIEW_LEDGER)")
    changes_.add_argument("--json", action="store_true", help="print one JSON object, without guidance's words")
    changes_.add_argument("--amendments", type=Path, metavar="FILE", help="write what was found of them, as TOML")
    crosswalk_ = command("crosswalk", _crosswalk, "Show which paragraph of one edition became which of the next.")
    crosswalk_.add_argument("earlier", metavar="EARLIER", help="the id of an edition in the index")
    crosswalk_.add_argument("later", metavar="LATER", help="the id of the edition that replaced it, in the index too")
    crosswalk_.add_argument("--all", action="store_true", help="show the paragraphs that stayed the same too")
    crosswalk_.add_argument("--json", action="store_true", help="print one JSON object, without the paragraphs' words")
    command("doctor", _doctor, "Look the index over and say what is wrong with it.")
    command("rollback", _rollback, "Make the generation before serve again.")
    command(
        "learn", _learn, "For maintainers: learn from staff's words anew, with an index of the editions they are about."
    )


def _learn(options: argparse.Namespace, settings: LibrarySettings) -> int:
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads)
    options.store.refresh()
    learned = learn(options.index, embedder, load_practice(), progress=on_terminal())
    learned.save()
    print(f"An adapter and {len(learned)} vectors written for {learned.model}.")
    return 0


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-09-01") from error


def _builder(options: argparse.Namespace, settings: LibrarySettings, engine: Engine | None = None) -> Builder:
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads)
    return Builder(
        options.index,
        embedder,
        load_register(),
        words=load_practice(),
        progress=on_terminal(),
        leave_out=getattr(options, "leave_out", ()),
        as_if_for=tuple(pair) if (pair := getattr(options, "as_if_for", None)) else None,
        store=options.store,
        engine=engine,
    )


def _build(options: argparse.Namespace, settings: LibrarySettings) -> int:
    register = load_register()
    started = time.perf_counter()
    with_digests = options.folder is None if options.digests is None else options.digests
    if options.folder is None and not with_digests:
        raise BuildError("there is nothing to build from", "name a folder with --from, or leave out --no-digests")
    address = settings.build_on if options.on is None else options.on
    with tempfile.TemporaryDirectory() as folder, open_engine(address) as engine:
        items, passed_over = inputs.from_folder(options.folder, register) if options.folder else ([], [])
        if with_digests:
            items += inputs.from_digests(load_digests(), Path(folder))
        result = _builder(options, settings, engine).change(
            lambda serving: Plan(items=[*items, *inputs.local_items(options.index, serving)]),
            lambda lost: bool(options.allow_loss) or _asked_about(lost),
        )
    return _print_result(result, passed_over, time.perf_counter() - started)


def _asked_about(lost: Sequence[Source]) -> bool:
    """Ask the person at the terminal whether sources are to go; where there is none, they are not.

    Raises
    ------
    SourcesLost
        If nobody is there to be asked.
    """
    names = [f"  {source.full_title}" for source in lost]
    print("This build would lose what can be quoted now:", *names, sep="\n", file=sys.stderr)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise SourcesLost(
            f"nothing was built, since {len(lost)} source{'' if len(lost) == 1 else 's'} would be lost",
            "name what they are read from with --from and --digests, or say --allow-loss if they are to go",
        )
    print("Build without them? y/N ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _local(options: argparse.Namespace, settings: LibrarySettings) -> LocalLibrary:
    return LocalLibrary(
        options.index, lambda _: _builder(options, settings), recogniser=installed(), refresh=options.store.refresh
    )


def _add(options: argparse.Namespace, settings: LibrarySettings) -> int:
    started = time.perf_counter()
    library = _local(options, settings)
    description = Description(
        title=options.title,
        publisher=options.publisher,
        edition=options.edition,
        in_force_from=options.from_date,
        in_force_to=options.to_date,
        replaces=options.replaces,
    )
    examined = library.examine(upload_of(options.file), description)
    for sentence in terminal_text.noticed(examined.notices):
        print(sentence, file=sys.stderr)
    if examined.asked_about and not options.details:
        print(terminal_text.CHOOSE, file=sys.stderr)
        return 1
    added = library.add(examined, Handling(options.details) if options.details else None)
    return _print_result(added.result, [], time.perf_counter() - started)


def _remove(options: argparse.Namespace, settings: LibrarySettings) -> int:
    started = time.perf_counter()
    removed = _local(options, settings).take_out(options.source_id)
    print(terminal_text.taken_out(removed))
    return _print_result(replace(removed.result, left_out=()), [], time.perf_counter() - started)


def _fetch(options: argparse.Namespace, settings: LibrarySettings) -> int:
    register, folder = load_register(), options.to or settings.library_dir
    unknown = [source_id for source_id in options.sources if source_id not in register]
    if unknown:
        raise FetchError(f"the register has no source called {unknown[0]}", "see corpus/register/sources.toml")
    wanted = [register[source_id] for source_id in options.sources] or list(fetchable(register))
    with fetching_alone(folder), open_asker(settings.contact) as asker, BoundedReader() as reader:
        fetcher = Fetcher(
            register=register, folder=folder, api=ContentApi(asker), today=date.today(),  # noqa: DTZ011
            document_of=lambda path, source: reader.read(path, source).parsed.document,
        )  # fmt: skip
        n_had = sum(_fetch_one(fetcher, source, n, len(wanted)) for n, source in enumerate(wanted, 1))
    print(f"{n_had} of {len(wanted)} are in {folder}.")
    if settings.contact == "none":
        print("Please set DSL_CONTACT, so that the official sites know whom to write to.", file=sys.stderr)
    _print_missing(register, wanted, folder)
    return 0 if n_had == len(wanted) else 1


def _fetch_one(fetcher: Fetcher, source: Source, number: int, n_wanted: int) -> bool:
    """Fetch a source and print what came of it; say whether the edition asked for is in the library now."""
    bar = tqdm(
        desc=f"{number}/{n_wanted} {source.source_id}", unit="B", unit_scale=True, leave=False,
        disable=not sys.stderr.isatty(),
    )  # fmt: skip

    def show(done: int, total: int | None) -> None:
        bar.total = total
        bar.update(done - bar.n)

    with bar:
        try:
            fetched = replace(fetcher, on_progress=show).fetch(source)
        except FetchError as error:
            print(f"{error.message}.\n{error.hint}".strip(), file=sys.stderr)
            return False
    for notice in fetched.notices:
        print(f"{source.source_id}: {notice}.", file=sys.stderr)
    print(f"{source.source_id}: {fetched.outcome.replace('_', ' ')}, {fetched.path}")
    return fetched.outcome is not FetchOutcome.SET_ASIDE


def _print_missing(register: Register, wanted: Sequence[Source], folder: Path) -> None:
    """Say which texts are not here, what that means for answers, and where to find them."""
    missing = missing_texts(register, wanted, files_in(folder))
    if not missing:
        return
    print(f"\n{len(missing)} official text{'' if len(missing) == 1 else 's'} missing:", file=sys.stderr)
    for one in missing:
        print(f"  {one.source.name}. {one.means}.\n    {one.address}", file=sys.stderr)
    print(HOW_BY_HAND, file=sys.stderr)


def _add_official(options: argparse.Namespace, settings: LibrarySettings) -> int:
    register, folder, n_added = load_register(), options.to or settings.library_dir, 0
    with BoundedReader(recogniser=installed()) as reader:
        for file in options.files:
            try:
                added = add_official(
                    file, file.name, register, folder, lambda path, source: reader.read(path, source).parsed.document
                )
            except IngestError as error:
                print(f"{error.message}.\n{error.hint}".strip(), file=sys.stderr)
                continue
            n_added += 1
            for notice in added.notices:
                print(f"{file.name}: {notice}.", file=sys.stderr)
            print(f"{file.name}: {added.source.full_title}, {'now' if added.is_new else 'already'} {added.path}")
    print(f"{n_added} of {len(options.files)} were recognised. Run 'make index', so that answers can quote them.")
    return 0 if n_added == len(options.files) else 1


def _check(options: argparse.Namespace, settings: LibrarySettings) -> int:
    folder: Path = options.library or settings.library_dir
    options.store.refresh()
    register, library = library_here(options.index, folder)
    today = date.today()  # noqa: DTZ011  # the day where the person sits
    guidance, unread = read_guidance(sorted(options.pdfs.glob("*.pdf"))) if options.pdfs else ({}, [])
    asked = Asked(record=read_record(folder))
    if not options.offline:
        here = settings.model_copy(update={"index_dir": options.index, "library_dir": folder})
        asked = ask_and_record(here, register, library, on_terminal())
    checked = library_check.check(
        register, library, load_digests(), options.as_at or today,
        seen=None if options.offline else asked.record, guidance=guidance,
    )  # fmt: skip
    print(check_report.as_json(checked) if options.json else check_report.readable(checked, asked.record))
    if asked.touched and not options.json:
        print(f"\nWhat the new files do to our sentences:\n{changes.readable(asked.touched)}")
    print("\n".join(unread), end="\n" if unread else "", file=sys.stderr)
    if options.atom is not None:
        _write_atom(options.atom, asked.record)
    return 1 if checked.needs_doing else 0


def _write_atom(file: Path, record: CheckRecord) -> None:
    """Write what was seen as a feed.

    Raises
    ------
    FetchError
        If nobody has asked the official sites yet.
    """
    if record.asked is None:
        raise FetchError("the official sites have never been asked", "run 'python -m ingest check' with a network")
    file.write_bytes(as_atom(record))
    print(f"{len(record.changes)} changes are in {file}.", file=sys.stderr)


def _report(options: argparse.Namespace, _settings: LibrarySettings) -> int:
    serving = options.store.current()
    print(summary(read_reports(generations.folder_of(options.index, serving))))
    return 0


def _explain(options: argparse.Namespace, settings: LibrarySettings) -> int:
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads)
    with BoundedReader(recogniser=installed()) as reader:
        page = explain(options.pdf, options.page, load_register(), embedder, reader)
    print(as_json(page) if options.json else as_table(page))
    return 0


def _sentences(options: argparse.Namespace, settings: LibrarySettings) -> int:
    index = options.store.open(SentenceTransformerEmbedder(settings.embedding_model).name)
    if options.source_id not in index.sources:
        raise BuildError(
            f"the library has no source called {options.source_id}", "'python -m ingest report' names them"
        )
    for line in printed_sentences(index, options.source_id, options.page):
        print(line)
    return 0


def _law(options: argparse.Namespace, _settings: LibrarySettings) -> int:
    options.store.refresh()
    manifest = read_manifest(options.index, options.store.current())
    source = next((entry.source for entry in manifest.sources if entry.source.source_id == options.source_id), None)
    if source is None:
        raise NotIndexed(
            f"the library has no source called {options.source_id}", "'python -m ingest report' names them"
        )
    provisions = read_provisions(options.index, manifest).get(source.source_id, ())
    if options.json:
        data = {"source_id": source.source_id, "title": source.title, "provisions": [*map(as_record, provisions)]}
        print(json.dumps(data, ensure_ascii=False, indent=1))
    elif provisions:
        print(source.full_title, table_for_terminal(provisions), summary_of(provisions), sep="\n")
    else:
        print(
            f"Nothing is recorded of the provisions of {source.full_title}: only a revised version that was fetched has it."
        )
    return 0


def _findings(options: argparse.Namespace, settings: LibrarySettings) -> int:
    index = options.store.open(SentenceTransformerEmbedder(settings.embedding_model).name)
    if options.source_id not in index.sources:
        raise BuildError(
            f"the library has no source called {options.source_id}", "'python -m ingest report' names them"
        )
    source = index.sources[options.source_id]
    proposals = proposed(index, options.source_id, findings_with_own(options.index), options.page)
    if options.list or not proposals:
        print("\n".join(map(str, proposals)) or "No sentence with a figure was found that is not on the shelf.")
        return 0
    kept = confirmed(proposals, source, findings_with_own(options.index), input)
    keep(options.index, source, kept)
    print(f"{len(kept)} of {len(proposals)} are on the shelf now, in {options.index / OWN_FINDINGS}.")
    return 0


def _ledger(options: argparse.Namespace, settings: LibrarySettings) -> int:
    file: Path = options.ledger or settings.review_ledger
    ledger, today = load_ledger(file), date.today()  # noqa: DTZ011  # the day where the person sits
    if options.what == "sheet":
        if options.out is None:
            raise BuildError("it is not said where the sheet is to go", "name a file with --out")
        index = options.store.open(SentenceTransformerEmbedder(settings.embedding_model).name)
        options.out.write_bytes(sheet(index, ledger, today, most=options.most, only=options.only))
        print(f"{options.out} is to be signed: yes, no or mend, by whom, on which day, until which day.")
        return 0
    if options.file is None:
        raise BuildError("it is not said which sheet is to be taken", "name the signed sheet: ledger take FILE")
    ledger, n = taken(options.file, ledger)
    save_ledger(ledger, file)
    print(f"{n} reviews are in {file}.")
    return 0


def _statements(options: argparse.Namespace, settings: LibrarySettings) -> int:
    index = options.store.open(SentenceTransformerEmbedder(settings.embedding_model).name)
    register = load_register()
    known = register.with_sources(source for source in index.sources.values() if source.source_id not in register)
    lost = unbound(index, known)
    for one in lost:
        print(f"{one.statement_id}: {one.text}\n  not found: {one.binding}")
    print(
        f"{len(lost)} bindings are not where they were." if lost else "Every binding to a source that is here is found."
    )
    return 1 if lost else 0


def _changes(options: argparse.Namespace, settings: LibrarySettings) -> int:
    options.store.refresh()
    reviews = load_ledger(options.ledger or settings.review_ledger)
    found = changes.touched_in(options.index, load_register(), reviews, options.source)
    if options.json:
        print(json.dumps({"editions": list(map(changes.as_dict, found))}, ensure_ascii=False, indent=1))
    else:
        print(changes.readable(found))
    if options.amendments is not None:
        options.amendments.write_text(changes.as_toml(reviews), encoding="utf-8")
        print(f"{len(reviews.checks)} are written to {options.amendments}.", file=sys.stderr)
    return 1 if any(one.n_open or one.not_compared for one in found) else 0


def _crosswalk(options: argparse.Namespace, _settings: LibrarySettings) -> int:
    options.store.refresh()
    found = crosswalks.crosswalk_in(options.index, options.earlier, options.later)
    if options.json:
        data = {"earlier": options.earlier, "later": options.later, **found.as_dict()}
        print(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        print(crosswalks.as_table(found, with_same=options.all))
    return 0


def _doctor(options: argparse.Namespace, settings: LibrarySettings) -> int:
    faults = examine(options.index, SentenceTransformerEmbedder(settings.embedding_model).name, options.store)
    print("\n".join(faults) or "The index is sound.")
    return 1 if faults else 0


def _rollback(options: argparse.Namespace, _settings: LibrarySettings) -> int:
    with options.store.writing():
        earlier = generations.previous(options.index)
        must_be_sound(options.index, earlier)
        options.store.swap(earlier)
    print(f"Generation {earlier} serves again.")
    return 0


def _publish(options: argparse.Namespace, settings: LibrarySettings) -> int:
    if not settings.index.get_secret_value():
        raise BuildError("DSL_INDEX names no server to publish to", "set it to postgresql://user@host/name")
    own = options.store if isinstance(options.store, EmbeddedStore) else EmbeddedStore(settings.index_dir)
    manifest = publish(own, store_of(settings))
    print(
        f"Generation {manifest.generation} serves: {len(manifest.sources)} sources, {manifest.n_passages:,} passages."
    )
    return 0


def _print_result(result: BuildResult, passed_over: Sequence[str], total_s: float) -> int:
    for sentence in (*passed_over, *result.mended, *result.problems, *result.remarks):
        print(sentence, file=sys.stderr)
    if result.left_out:
        print(f"No longer in the library: {', '.join(result.left_out)}. See --from and --digests.", file=sys.stderr)
    manifest = result.manifest
    holds = f"{len(manifest.sources)} sources, {manifest.n_pages:,} pages, {manifest.n_passages:,} passages"
    if not result.changed:
        print(f"Nothing changed: generation {manifest.generation} serves ({holds}). {total_s:.1f} s.")
        return 1 if result.problems else 0
    print(f"Generation {manifest.generation} serves: {holds}.")
    print(_pace("parsed", result.n_pages_parsed, "pages", result.seconds["read"]))
    print(_pace("embedded", result.n_passages_embedded, "passages", result.seconds["embed"]))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"total {total_s:.1f} s, peak memory {peak_mb:,.0f} MB")
    return 1 if result.problems else 0


def _pace(what: str, n: int, unit: str, seconds: float) -> str:
    return f"{what} {n:,} {unit} in {seconds:.1f} s" + (f" ({n / seconds:.0f} a second)" if n and seconds else "")


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(_GIVES_WAY)
    sys.exit(status_of(main))
