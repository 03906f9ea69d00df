"""Commands that change which generation serves: build, add, remove, publish, rollback, and learn before a build."""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corpus.index import EmbeddedStore, generations, store_of
from corpus.models import SentenceTransformerEmbedder
from corpus.practice import load_practice
from corpus.register import load_register
from corpus.settings import LibrarySettings
from corpus.types import Authority, Source
from ingest.commands.command import AddCommand, a_date
from ingest.digests import load_digests
from ingest.engine import Engine, open_engine
from ingest.errors import BuildError, SourcesLost
from ingest.index import Builder, BuildResult, Plan, inputs, publish
from ingest.local import Description, Handling, LocalLibrary, terminal_text, upload_of
from ingest.pdf import installed
from ingest.practice import learn, lessons
from ingest.progress import on_terminal
from ingest.upkeep import must_be_sound


def add_to(command: AddCommand) -> None:
    """Add them to the command line."""
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
    add.add_argument("--from-date", type=a_date, help="first day in force, YYYY-MM-DD")
    add.add_argument("--to-date", type=a_date, help="last day in force, YYYY-MM-DD")
    add.add_argument("--replaces", default="", metavar="SOURCE_ID", help="the local document it takes the place of")
    add.add_argument(
        "--details",
        choices=[handling.value for handling in Handling],
        help="what is done about pages with a child's details on them; without it, nothing is added if there are any",
    )
    remove = command("remove", _remove, "Take a document that was added out of the library.")
    remove.add_argument("source_id")
    command(
        "publish", _publish, "Make the index of this computer the first generation at the server that DSL_INDEX names."
    )
    command("rollback", _rollback, "Make the generation before serve again.")
    command(
        "learn", _learn, "For maintainers: learn from staff's words anew, with an index of the editions they are about."
    )
    taught = command("lessons", _lessons, "For maintainers: write which passages staff's words were written for.")
    taught.add_argument("file", type=Path, help="JSON Lines to write: a text, and the id of a passage")


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


def _publish(options: argparse.Namespace, settings: LibrarySettings) -> int:
    if not settings.index.get_secret_value():
        raise BuildError("DSL_INDEX names no server to publish to", "set it to postgresql://user@host/name")
    own = options.store if isinstance(options.store, EmbeddedStore) else EmbeddedStore(settings.index_dir)
    manifest = publish(own, store_of(settings))
    print(
        f"Generation {manifest.generation} serves: {len(manifest.sources)} sources, {manifest.n_passages:,} passages."
    )
    return 0


def _rollback(options: argparse.Namespace, _settings: LibrarySettings) -> int:
    with options.store.writing():
        earlier = generations.previous(options.index)
        must_be_sound(options.index, earlier)
        options.store.swap(earlier)
    print(f"Generation {earlier} serves again.")
    return 0


def _learn(options: argparse.Namespace, settings: LibrarySettings) -> int:
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads)
    options.store.refresh()
    learned = learn(options.index, embedder, load_practice(), progress=on_terminal())
    learned.save()
    print(f"{len(learned)} vectors written for {learned.model}.")
    return 0


def _lessons(options: argparse.Namespace, settings: LibrarySettings) -> int:
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads)
    options.store.refresh()
    found = lessons(options.index, embedder, load_practice(), progress=on_terminal())
    options.file.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in found), encoding="utf-8")
    print(f"{len(found):,} written to {options.file}.")
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
