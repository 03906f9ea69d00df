"""The prompts: one Markdown file each, rendered here; a prompt's version is the hash of its file's content.

A file has two parts with a line of equals signs between them: the model's instructions, and the message. In
both, ``$name`` is replaced; what is put in is not parsed again, so that text from outside cannot name anything.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files
from string import Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A rendered prompt and the version of its template, such as ``answer@1f2e3d4c5b6a``."""

    system: str
    user: str
    prompt_id: str


def render(name: str, **values: str) -> Prompt:
    """Return a prompt with its values put in.

    Parameters
    ----------
    name : str
        The file's name without ``.md``.
    **values : str
        What each ``$name`` in it becomes.

    Raises
    ------
    KeyError
        If the template names a value that is not given.
    """
    text = files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")
    system, user = re.split(r"^=+\n", text, maxsplit=1, flags=re.MULTILINE)
    return Prompt(
        system=Template(system).substitute(values).strip(),
        user=Template(user).substitute(values).strip(),
        prompt_id=prompt_id(name, text),
    )


def prompt_id(name: str, text: str) -> str:
    """Return a template's version: its name and the first twelve digits of its content's SHA-256."""
    return f"{name}@{hashlib.sha256(text.encode()).hexdigest()[:12]}"
