"""The papers for a school's data protection lead stay true: evidence exists, figures and times are those of the project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.store.conversations.conversations import _SPANS
from assistant.store.database.schema import metadata
from assistant.store.feedback import KEPT_DAYS
from assistant.ui.ask.queue.visits import KEEP_S

ROOT = Path(__file__).parents[1]
STANDARDS = ROOT / "docs" / "dfe-standards.md"
DPIA, ACCESSIBILITY, TRANSPARENCY = (
    ROOT / "docs" / "papers" / f"{name}.md" for name in ("dpia", "accessibility", "transparency")
)
PAPERS = [STANDARDS, DPIA, ACCESSIBILITY, TRANSPARENCY]
EVALUATION = sorted((ROOT / "docs" / "evaluation").glob("*.md"))
MEASURED = [
    *(ROOT / "docs" / f"{name}.md" for name in ("evaluation", "safety", "chat-model")),
    *EVALUATION,
    ROOT / "README.md",
]
# The thirteen sections of January 2026, and whether they are asked of products for learners alone.
SECTIONS = {
    "Stated purpose": False, "Educational use cases": False, "Filtering": True, "Monitoring and reporting": True,
    "Security": False, "Privacy and data protection": False, "Intellectual property": False, "Design and testing": False,
    "Governance": False, "Cognitive development": True, "Emotional and social development": True, "Mental health": True,
    "Manipulation": False,
}  # fmt: skip
STATES = {"Met", "Partly met", "Not met", "For the school", "Does not apply"}

_LINKED_FILE = re.compile(r"\]\(([^)#\s]+)[^)\s]*\)")
_TEST = re.compile(r"`(test_\w+)`")
_FIGURE = re.compile(r"\.\d+ \[\.\d+, \d?\.\d+\]")


def read(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def rows(text: str) -> Iterator[list[str]]:
    """The cells of each row of the tables in a text, without the heads."""
    for head, table in re.findall(r"^(\|.*\n)\|[-|]+\n((?:\|.*\n?)+)", text, re.MULTILINE):
        for row in table.splitlines():
            cells = [cell.strip() for cell in row.strip("|").split("|")]
            assert len(cells) == head.count("|") - 1, row
            yield cells


def sections(document: Path) -> dict[str, str]:
    parts = re.split(r"^## (.+)\n", read(document), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def points() -> list[tuple[str, list[str]]]:
    return [(name, cells) for name, text in sections(STANDARDS).items() if name in SECTIONS for cells in rows(text)]


def evidence_in(document: Path, text: str) -> set[str]:
    """The names of the tests in the files that a text links to."""
    files = {(document.parent / path).resolve() for path in _LINKED_FILE.findall(text) if path.endswith(".py")}
    return {name for file in files for name in re.findall(r"^def (test_\w+)", read(file), re.MULTILINE)}


@pytest.mark.parametrize("document", PAPERS, ids=lambda path: path.stem)
def test_each_test_that_is_evidence_is_in_a_file_beside_its_name(document: Path) -> None:
    blocks = [block for block in re.split(r"\n(?=\|)|\n\n", read(document)) if _TEST.search(block)]
    assert blocks or document == TRANSPARENCY
    for block in blocks:
        assert set(_TEST.findall(block)) <= evidence_in(document, block), block


def test_every_section_of_the_standards_has_its_points_in_their_order() -> None:
    assert [name for name in sections(STANDARDS) if name in SECTIONS] == list(SECTIONS)
    assert {name for name, _ in points()} == set(SECTIONS)


def test_each_point_has_one_of_the_states_that_are_explained() -> None:
    explained = re.findall(r"^\| \*\*(.+?)\*\* \|", read(STANDARDS), re.MULTILINE)
    assert set(explained) == STATES
    for name, (point, state, words) in points():
        assert state.strip("*") in STATES, point
        assert (state == "**Does not apply**") == SECTIONS[name], f"{name}: {point}"
        assert words, point


def test_what_is_called_met_even_in_part_shows_evidence() -> None:
    claimed = [cells for _, cells in points() if cells[1].lower().endswith("met**") and cells[1] != "**Not met**"]
    assert len(claimed) > 20
    assert [point for point, _, words in claimed if not _LINKED_FILE.search(words)] == []


@pytest.mark.parametrize("document", PAPERS, ids=lambda path: path.stem)
def test_each_figure_stands_where_it_was_measured(document: Path) -> None:
    measured = "\n".join(map(read, MEASURED))
    assert [figure for figure in _FIGURE.findall(read(document)) if figure not in measured] == []


def test_each_figure_of_the_record_has_its_n_where_it_was_measured() -> None:
    blocks = [block for document in MEASURED for block in re.split(r"\n\s*\n", read(document))]
    figures = [cells for cells in rows(read(TRANSPARENCY)) if _FIGURE.search(cells[1])]
    assert len(figures) > 15
    for what, shown, n, _ in figures:
        of_each = zip(_FIGURE.findall(shown), n.split(", "), strict=True)
        for figure, count in of_each:
            where = [block for block in blocks if figure in block]
            assert any(re.search(rf"(?<![\d,]){count}(?!\d|,\d)", block) for block in where), (
                f"{what}: {figure} of {count}"
            )


def test_everything_that_is_stored_is_in_the_assessment() -> None:
    named = {name for cells in rows(read(DPIA)) for name in re.findall(r"`(\w+)`", cells[0])}
    assert set(metadata.tables) <= named


def test_times_are_those_of_the_code() -> None:
    text = read(DPIA)
    days = [span // timedelta(days=1) for span in _SPANS.values()]
    assert f"{days[0]}, {days[1]} or {days[2]} days after its last question" in text
    assert f"{KEPT_DAYS} days after it was said or judged" in text
    assert KEEP_S == 30 * 60
    assert "half an hour after it was last used" in text


def test_the_statement_on_accessibility_names_every_page() -> None:
    pages = re.findall(r'^@role_page\("([^"]+)"', read(ROOT / "app.py"), re.MULTILINE)
    applies = next(line for line in read(ACCESSIBILITY).splitlines() if line.startswith("This statement applies"))
    assert len(pages) > 5
    assert [page for page in pages if page not in applies] == []
