"""Commands that show what is in the index, and what became of a page: report, explain, law, crosswalk, doctor."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from corpus.index import generations, read_manifest, read_provisions
from corpus.models import SentenceTransformerEmbedder
from corpus.register import load_register
from corpus.settings import LibrarySettings
from ingest import crosswalk as crosswalks
from ingest.commands.command import NAMED_BY, AddCommand
from ingest.errors import NotIndexed
from ingest.explain import as_json, as_table, explain
from ingest.index import read_reports, summary
from ingest.law import as_record, summary_of, table_for_terminal
from ingest.pdf import installed
from ingest.sandbox import BoundedReader
from ingest.upkeep import examine


def add_to(command: AddCommand) -> None:
    """Add them to the command line."""
    command("report", _report, "Show what became of every page.")
    explain_ = command("explain", _explain, "Show what each line of a page was taken for, and the passage it ended in.")
    explain_.add_argument("pdf", type=Path, metavar="PDF")
    explain_.add_argument("page", type=int, metavar="PAGE", help="the PDF's page, from 1")
    explain_.add_argument("--json", action="store_true", help="print one JSON object")
    law_ = command("law", _law, "Show the commencement table of an Act: from when each section is in force, and where.")
    law_.add_argument("source_id", metavar="SOURCE_ID")
    law_.add_argument("--json", action="store_true", help="print one JSON object")
    crosswalk_ = command("crosswalk", _crosswalk, "Show which paragraph of one edition became which of the next.")
    crosswalk_.add_argument("earlier", metavar="EARLIER", help="the id of an edition in the index")
    crosswalk_.add_argument("later", metavar="LATER", help="the id of the edition that replaced it, in the index too")
    crosswalk_.add_argument("--all", action="store_true", help="show the paragraphs that stayed the same too")
    crosswalk_.add_argument("--json", action="store_true", help="print one JSON object, without the paragraphs' words")
    command("doctor", _doctor, "Look the index over and say what is wrong with it.")


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


def _law(options: argparse.Namespace, _settings: LibrarySettings) -> int:
    options.store.refresh()
    manifest = read_manifest(options.index, options.store.current())
    source = next((entry.source for entry in manifest.sources if entry.source.source_id == options.source_id), None)
    if source is None:
        raise NotIndexed(f"the library has no source called {options.source_id}", NAMED_BY)
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
