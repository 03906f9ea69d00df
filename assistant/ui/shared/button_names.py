"""Commands as the buttons that do the same: errors and notices name commands, since terminals show them; a page has buttons."""

from __future__ import annotations

import re

_BUTTONS = {
    r"make (?:index|run)": "Build the library again",
    r"make library": "Fetch official PDFs",
    r"python -m ingest build": "Build the library again",
    r"python -m ingest fetch(?: [\w.-]+)*": "Fetch official PDFs",
    r"python -m ingest check": "Ask what is new",
    r"python -m ingest rollback": "Go back one generation",
    r"python -m ingest doctor": "Look for faults",
    r"python -m ingest add-official FILE": "Add an official PDF",
    r"python -m ingest add": "Add your own document",
    r"python -m evals run": "Start the run",
}
_PAGES = {"Add your own document": "Library", "Add an official PDF": "Library", "Start the run": "Evaluations"}
_MAINTAINERS = "Look after the library"
_REPORT = re.compile(r"['‘`]python -m ingest report['’`] names them")
_EITHER = re.compile(r"run ['‘`]make run['’`], or ['‘`]make index['’`],")  # one button does both
_COMMAND = re.compile(rf"(?P<run>\brun )?['‘`](?P<command>{'|'.join(_BUTTONS)})['’`]")


def with_buttons(text: str) -> str:
    """Return a message in which each command is the button that does the same, with the page it is on.

    Parameters
    ----------
    text : str
        As it is written for a terminal; one that names no command comes back as it is.
    """
    text = _REPORT.sub("the Library page names them", _EITHER.sub("run 'make index'", text))
    found = list(_COMMAND.finditer(text))
    if not found:
        return text
    labels = [_label(match["command"]) for match in found]
    pages = list(dict.fromkeys(_PAGES.get(label, _MAINTAINERS) for label in labels))
    shown = iter(labels)
    named = _COMMAND.sub(lambda match: f"{'press ' if match['run'] else ''}“{next(shown)}”", text)
    end = "." if named.rstrip().endswith(".") else ""
    return f"{named.rstrip().removesuffix('.')} (on the page {' and '.join(f'“{page}”' for page in pages)}){end}"


def _label(command: str) -> str:
    return next(label for pattern, label in _BUTTONS.items() if re.fullmatch(pattern, command))
