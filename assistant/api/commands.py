"""``python -m assistant {serve,keys,mcp}``: serve other programs, and say who may ask.

What these need is in the extra ``server``, and is imported when one of them runs.
"""

from __future__ import annotations

import argparse
import logging.config
import sys
from collections.abc import Callable
from pathlib import Path

from assistant.api.api_keys import ApiKeys
from assistant.errors import ServerMissing
from assistant.settings import ServerSettings
from corpus.settings import LibrarySettings

DEFAULT_PORT = 8502
_INSTALL = "install the extra: .venv/bin/python -m pip install -c .requirements/constraints.txt -e '.[server]'"
_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"level": "WARNING", "handlers": ["stderr"]},
    # of these, all but the first two write addresses or what is sent, where they are let
    "loggers": {
        "assistant.api": {"level": "INFO"},
        "uvicorn": {"level": "INFO"},
        "uvicorn.access": {"level": "WARNING"},
        "mcp": {"level": "WARNING"},
        "sse_starlette": {"level": "WARNING"},
    },
}


def add_server_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``serve``, ``keys`` and ``mcp`` to the commands of the assistant."""
    text = "Answer other programs over HTTP: docs/api.md. Without a key, programs on this computer alone."
    serve = commands.add_parser("serve", help="Answer other programs over HTTP.", description=text)
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this computer alone)")
    serve.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"the port (default: {DEFAULT_PORT})")
    serve.set_defaults(run=_serve)
    text = "Answer one program that speaks the Model Context Protocol, over standard input and output."
    mcp = commands.add_parser("mcp", help="Answer a program that speaks MCP.", description=text)
    mcp.set_defaults(run=_mcp)
    for command in (serve, mcp):
        command.add_argument("--index", type=Path, help="the index's folder (default: DSL_INDEX_DIR, or .data/index)")
    _add_keys(commands)


def _add_keys(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Say who may ask over HTTP. A key is shown once; its hash alone is stored."
    keys = commands.add_parser("keys", help="Say who may ask over HTTP.", description=text)
    deeds = keys.add_subparsers(required=True, metavar="{add,list,revoke}")
    runs: tuple[tuple[str, str, Callable[[argparse.Namespace], int]], ...] = (
        ("add", "Make a key for a person or a program, and print it once.", _add_key),
        ("revoke", "Take a key back; it is refused at once.", _revoke_key),
    )
    for name, about, run in runs:
        deed = deeds.add_parser(name, help=about, description=about)
        deed.add_argument("name", metavar="NAME", help="of the person or program")
        deed.set_defaults(run=run)
    about = "Print who has a key, and since when."
    deeds.add_parser("list", help=about, description=about).set_defaults(run=_list_keys)


def _serve(options: argparse.Namespace) -> int:
    """Serve until it is stopped.

    Raises
    ------
    ServerMissing
        If the extra is not installed.
    """
    try:
        from assistant.api.server import serve  # noqa: PLC0415  # the other commands need no server
    except ImportError as error:
        raise ServerMissing(f"the server needs a package that is not installed ({error.name})", _INSTALL) from error
    logging.config.dictConfig(_LOGGING)
    serve(_library(options), ServerSettings.read(), options.host, options.port)
    return 0


def _mcp(options: argparse.Namespace) -> int:
    """Serve one program until it goes away.

    Raises
    ------
    ServerMissing
        If the extra is not installed.
    """
    try:
        from assistant.api.server import serve_over_stdio  # noqa: PLC0415
    except ImportError as error:
        raise ServerMissing(f"the server needs a package that is not installed ({error.name})", _INSTALL) from error
    logging.config.dictConfig(_LOGGING)
    serve_over_stdio(_library(options), ServerSettings.read())
    return 0


def _library(options: argparse.Namespace) -> LibrarySettings:
    settings = LibrarySettings.read()
    return settings if options.index is None else settings.model_copy(update={"index_dir": options.index})


def _add_key(options: argparse.Namespace) -> int:
    key = ApiKeys(ServerSettings.read().keys_file).add(options.name)
    print(key)  # noqa: T201  # the one time that it is shown
    print("This is shown once. Give it to nobody else; revoke it when it is not needed.", file=sys.stderr)  # noqa: T201
    return 0


def _list_keys(_: argparse.Namespace) -> int:
    for key in ApiKeys(ServerSettings.read().keys_file).stored():
        print(f"{key.made_on}  {key.name}")  # noqa: T201
    return 0


def _revoke_key(options: argparse.Namespace) -> int:
    ApiKeys(ServerSettings.read().keys_file).revoke(options.name)
    return 0
