"""What the commands share: how one is added to the command line, a day as an argument, the index they read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Protocol

from corpus.index import PassageIndex
from corpus.models import SentenceTransformerEmbedder
from corpus.settings import LibrarySettings

Run = Callable[[argparse.Namespace, LibrarySettings], int]
NAMED_BY = "'python -m ingest report' names them"
"""The hint where a source is asked for that the library has not."""


class AddCommand(Protocol):
    """Adds a command to the command line."""

    def __call__(self, name: str, run: Run, text: str, /) -> argparse.ArgumentParser:
        """Return the command’s own parser, to which its arguments are added.

        Parameters
        ----------
        name : str
            As it is typed.
        run : callable
            Does it, and gives the exit status.
        text : str
            What it does, in a sentence.
        """


def a_date(text: str) -> date:
    """Return a day that was given as an argument.

    Raises
    ------
    ArgumentTypeError
        If it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-09-01") from error


def open_index(options: argparse.Namespace, settings: LibrarySettings) -> PassageIndex:
    """Return the index that serves."""
    index: PassageIndex = options.store.open(SentenceTransformerEmbedder(settings.embedding_model).name)
    return index
