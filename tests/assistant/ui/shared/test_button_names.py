from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ui.shared import answer_html
from assistant.ui.shared.button_names import with_buttons

ROOT = Path(__file__).parents[4]
WITHOUT_BUTTON = (
    "make setup",
    "python -m assistant keys",  # of the server for other programs, which has no page
    *(f"python -m evals {one}" for one in ("answers", "encoder", "lines", "reflections", "score")),
    *(f"python -m ingest {one}" for one in ("check", "findings", "learn", "lessons", "sentences")),
)
_QUOTED = re.compile(r"['‘`]((?:make|python -m) [^'’`]+)['’`]")


@pytest.mark.parametrize(
    ("terminal", "page"),
    [
        ("run 'make index' to end it", "press “Build the library again” to end it (on the page “Look after the library”)"),
        (
            "run 'make run', or 'make index', to make one",
            "press “Build the library again” to make one (on the page “Look after the library”)",
        ),
        (
            "Ask whoever looks after this computer to run 'python -m ingest fetch h-2031' and then 'make index'.",
            "Ask whoever looks after this computer to press “Fetch official PDFs” and then “Build the library again” (on the page"
            " “Look after the library”).",
        ),
        ("add it with 'python -m ingest add'", "add it with “Add your own document” (on the page “Library”)"),
        ("run 'python -m ingest add-official FILE'", "press “Add an official PDF” (on the page “Library”)"),
        ("'python -m ingest report' names them", "the Library page names them"),
        ("nothing of the kind", "nothing of the kind"),
    ],
)  # fmt: skip
def test_a_command_is_the_button_that_does_the_same(terminal: str, page: str) -> None:
    assert with_buttons(terminal) == page


def test_errors_on_a_page_name_buttons() -> None:
    shown = answer_html.error_html(
        "there is no index", "run 'python -m ingest rollback' for the one before, or 'make index'"
    )
    assert "Press “Go back one generation” for the one before, or “Build the library again”" in shown
    assert "ingest" not in shown


def sentences() -> Iterator[tuple[str, str]]:
    """Every text in the code, but for docstrings and command lines, that names a command in quotation marks."""
    for room in ("assistant", "corpus", "evals", "ingest"):
        for file in (ROOT / room).rglob("*.py"):
            if file.name in {"__main__.py", "button_names.py"}:
                continue
            tree = ast.parse(file.read_text(encoding="utf-8"))
            documented = [n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
            docstrings = {ast.get_docstring(node, clean=False) for node in documented}
            for node in ast.walk(tree):
                text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
                if _QUOTED.search(text) and text not in docstrings:
                    yield file.name, text


def test_whatever_names_a_command_names_its_button_on_a_page() -> None:
    """A new error that names a command has a button for it, or is said here to have none."""
    found = list(sentences())
    assert len(found) > 15
    for file, text in found:
        for command in _QUOTED.findall(with_buttons(text)):
            # that going back is undone by a build from a terminal is about the terminal
            assert command.startswith(WITHOUT_BUTTON) or file == "upkeep_page.py", f"{file} names {command}"


def test_the_buttons_exist() -> None:
    pages = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "assistant" / "ui").rglob("*_page.py"))
    for label in re.findall(
        r": \"([A-Z][^\"]+)\",", (ROOT / "assistant/ui/shared/button_names.py").read_text(encoding="utf-8")
    ):
        assert f'"{label}"' in pages or label in {"Library", "Evaluations"}, label
