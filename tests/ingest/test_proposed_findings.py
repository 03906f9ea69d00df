"""The shelf fills itself: which sentences are proposed, what a person confirms, and where it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.statements import IN_FULL, OWN_FINDINGS, findings_with_own, load_findings, sentence_key
from ingest.proposed_findings import confirmed, has_figure, keep, proposed
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

SOURCE = a_source("survey-2025", names=("Survey 2025",), in_force_from=date(2025, 3, 1))
WORDS = "Of all designated safeguarding leads, 34% felt confident about domestic abuse."
PASSAGE = a_passage(f"{WORDS} Others said little. We asked 120 schools in spring.", "survey-2025", page=4)
INDEX = MemoryIndex([PASSAGE], {SOURCE.source_id: SOURCE}, WordEmbedder())


def answers(*lines: str) -> Callable[[str], str]:
    left = list(lines)

    def ask(_: str) -> str:
        if not left:
            raise EOFError
        return left.pop(0)

    return ask


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("In all, 34% of them felt confident about it.", "34%"),
        ("In all, 42.6 per cent of them were told of it.", "42.6 per cent"),
        ("Only 13 of 72 reviews mentioned a Marac at all.", "13 of 72"),
        ("It touches one in five of the children we met.", "one in five"),
        ("We read the files of 1,200 young people in care.", "1,200 young people"),
        ("About half of the children had seen it happen.", "half of"),
        ("The report of 2024 schools us in many things.", ""),
        ("Section 17 of the Act was not looked at here.", ""),
        ("It was published on page 34 in May 2024 again.", ""),
    ],
)
def test_a_figure_is_known_by_its_form(sentence: str, figure: str) -> None:
    assert has_figure(sentence) == figure


def test_sentences_with_figures_are_proposed_with_their_page() -> None:
    found = proposed(INDEX, "survey-2025", load_findings())
    assert [one.value for one in found] == ["34%", "120 schools"]
    assert found[0].binding.key == sentence_key(WORDS)
    assert "page 4" in found[0].where
    assert proposed(INDEX, "survey-2025", load_findings(), page=3) == []


def test_what_is_confirmed_is_kept_and_shelved_as_read_in_full(tmp_path: Path) -> None:
    shelf = load_findings()
    found = proposed(INDEX, "survey-2025", shelf)
    rows = confirmed(found, SOURCE, shelf, answers("y", "DSLs in England", "spring 2025", "", "dsl, confidence", "n"))
    keep(tmp_path, SOURCE, rows)
    own = findings_with_own(tmp_path).findings[-1]
    assert own.says == f"DSLs in England, spring 2025: “{WORDS}”"
    assert (own.read, own.needs, own.report.month) == (IN_FULL, {"dsl", "confidence"}, "March 2025")
    assert [one.value for one in proposed(INDEX, "survey-2025", findings_with_own(tmp_path))] == ["120 schools"]


def test_a_second_confirmation_is_added_and_the_report_named_once(tmp_path: Path) -> None:
    shelf = load_findings()
    for answer in (("y", "DSLs", "2025", "", "dsl"), ("n", "y", "schools", "2025", "", "schools")):
        keep(tmp_path, SOURCE, confirmed(proposed(INDEX, "survey-2025", shelf), SOURCE, shelf, answers(*answer)))
    assert (tmp_path / OWN_FINDINGS).read_text().count("[[report]]") == 1
    assert len(findings_with_own(tmp_path).findings) == len(shelf.findings) + 2


@pytest.mark.parametrize(
    "said",
    [
        ("y", "", "2025", "", "dsl", ""),
        ("y", "DSLs", "", "", "dsl", ""),
        ("y", "DSLs", "2025", "", "moons", ""),
        ("n",),
        ("q",),
    ],
)
def test_without_whom_and_when_nothing_is_kept(tmp_path: Path, said: tuple[str, ...]) -> None:
    shelf = load_findings()
    rows = confirmed(proposed(INDEX, "survey-2025", shelf), SOURCE, shelf, answers(*said))
    keep(tmp_path, SOURCE, rows)
    assert not (tmp_path / OWN_FINDINGS).exists()


def test_a_file_that_cannot_be_read_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / OWN_FINDINGS).write_text("[[finding]\n")
    shelf = load_findings()
    rows = confirmed(proposed(INDEX, "survey-2025", shelf), SOURCE, shelf, answers("y", "DSLs", "2025", "", "dsl"))
    with pytest.raises(StatementError):
        keep(tmp_path, SOURCE, rows)
    assert (tmp_path / OWN_FINDINGS).read_text() == "[[finding]\n"
