"""Commands about our own sentences and findings: bind, propose, sign off, and see what a new edition does to them."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from corpus.index import PassageIndex
from corpus.register import load_register
from corpus.settings import LibrarySettings
from corpus.statements import OWN_FINDINGS, findings_with_own, load_ledger, save_ledger
from ingest import changes
from ingest.commands.command import NAMED_BY, AddCommand, open_index
from ingest.errors import BuildError
from ingest.proposed_findings import confirmed, keep, proposed
from ingest.sentences import printed_sentences, unbound
from ingest.signing_sheet import AN_AFTERNOON, sheet, taken


def add_to(command: AddCommand) -> None:
    """Add them to the command line."""
    sentences_ = command("sentences", _sentences, "Show a source's sentences, each with the binding that names it.")
    sentences_.add_argument("source_id", metavar="SOURCE_ID")
    sentences_.add_argument("--page", type=int, default=0, help="one PDF page, from 1 (default: all)")
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


def _index_with(options: argparse.Namespace, settings: LibrarySettings) -> PassageIndex:
    """Return the index that serves, if it has the source that is asked for.

    Raises
    ------
    BuildError
        If it has not.
    """
    index = open_index(options, settings)
    if options.source_id not in index.sources:
        raise BuildError(f"the library has no source called {options.source_id}", NAMED_BY)
    return index


def _sentences(options: argparse.Namespace, settings: LibrarySettings) -> int:
    index = _index_with(options, settings)
    for line in printed_sentences(index, options.source_id, options.page):
        print(line)
    return 0


def _findings(options: argparse.Namespace, settings: LibrarySettings) -> int:
    index = _index_with(options, settings)
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
        index = open_index(options, settings)
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
    index = open_index(options, settings)
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
