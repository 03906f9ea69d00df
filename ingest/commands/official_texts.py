"""Commands about official texts: fetch them, put in those that were saved by hand, check what is due."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from tqdm import tqdm

from corpus.register import Register, load_register
from corpus.settings import LibrarySettings
from corpus.types import Source
from ingest import changes
from ingest.commands.command import AddCommand, a_date
from ingest.digests import load_digests, read_guidance
from ingest.errors import FetchError, IngestError
from ingest.fetch import ContentApi, Fetcher, FetchOutcome, add_official, fetchable, fetching_alone, open_asker
from ingest.pdf import installed
from ingest.progress import on_terminal
from ingest.sandbox import BoundedReader
from ingest.upkeep import (
    HOW_BY_HAND,
    Asked,
    CheckRecord,
    as_atom,
    ask_and_record,
    check_report,
    files_in,
    library_check,
    library_here,
    missing_texts,
    read_record,
)


def add_to(command: AddCommand) -> None:
    """Add them to the command line."""
    fetch_ = command("fetch", _fetch, "Fetch official guidance and Acts to the library's folder.")
    fetch_.add_argument("sources", nargs="*", metavar="SOURCE_ID", help="which (default: all whose address is known)")
    fetch_.add_argument("--to", type=Path, help="the folder (default: DSL_LIBRARY_DIR, or .data/library)")
    official = command(
        "add-official", _add_official, "Put official PDFs that you saved by hand into the library's folder."
    )
    official.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a PDF, whatever it is called")
    official.add_argument("--to", type=Path, help="the folder (default: DSL_LIBRARY_DIR, or .data/library)")
    check_ = command("check", _check, "Say what needs doing to keep the library current; ask the official sites.")
    check_.add_argument("--as-at", type=a_date, help="the day to check for, YYYY-MM-DD (default: today)")
    check_.add_argument("--offline", action="store_true", help="ask nobody; look at the register and the digests only")
    check_.add_argument("--library", type=Path, help="where fetched PDFs are (default: DSL_LIBRARY_DIR)")
    check_.add_argument("--pdfs", type=Path, help="a folder of official PDFs to hold the digests' words against")
    check_.add_argument("--json", action="store_true", help="print one JSON object")
    check_.add_argument(
        "--atom", type=Path, metavar="FILE", help="write what was seen at the official sites, as a feed to subscribe to"
    )


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
