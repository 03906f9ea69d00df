"""``python -m ingest COMMAND``: bring sources into the library; ``--help`` lists the commands.

Exit status: 0 done, 1 failed or done with problems, 2 bad use. Errors are one sentence and a hint on standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import CorpusError
from corpus.index import EmbeddedStore, store_of
from corpus.settings import LibrarySettings
from corpus.terminal import status_of
from ingest.commands import FAMILIES, Run
from ingest.errors import IngestError

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

    def command(name: str, run: Run, text: str, /) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.add_argument("--index", type=Path, help="the index's folder (default: what is set, or .data/index)")
        sub.set_defaults(run=run)
        return sub

    for family in FAMILIES:
        family.add_to(command)
    return parser


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(_GIVES_WAY)
    sys.exit(status_of(main))
