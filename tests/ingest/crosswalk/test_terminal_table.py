"""``python -m ingest crosswalk``: what a person reads, what a program reads, and which editions are not there."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.index import Manifest, generations, write_passages
from ingest import __main__ as command
from ingest.crosswalk import as_table, crosswalk
from tests.ingest.crosswalk import handbook
from tests.ingest.crosswalk.printed import printed

Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command on an index of passages alone."""
    folder = generations.folder_of(tmp_path, "0001-abc")
    folder.mkdir(parents=True)
    write_passages(folder / "passages.sqlite", [*handbook.first_edition(), *handbook.second_edition()])
    manifest = Manifest(
        generation="0001-abc", built_at=datetime(2026, 1, 1, tzinfo=UTC), embedder="e", dimension=2, versions={}, inputs="i",
        sources=(),
    )  # fmt: skip
    generations.write_manifest(tmp_path, generations.with_checksums(tmp_path, manifest))
    generations.swap(tmp_path, "0001-abc")
    return lambda *arguments: command.main(["crosswalk", *arguments, "--index", str(tmp_path)])


def test_a_row_says_what_became_of_a_paragraph_and_the_first_words_that_changed(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("handbook-2025", "handbook-2026") == 0
    first, head, *rows = capsys.readouterr().out.splitlines()
    assert first.startswith("55 same, 9 reworded, 9 moved, 9 split, 9 merged, 8 gone, 8 new; ")
    assert head.split() == ["kind", "from", "to", "sure", "words", "taken", "out", "and", "put", "in"]
    assert len(rows) == 9 + 9 + 9 + 9 + 8 + 8
    (split,) = [row for row in rows if row.startswith("split     8, ")]
    assert "8, p. 2, Moorings" in split
    assert "8 + 9, p. 2, Berths and moorings" in split
    assert "{+and always after a gale.+}" in split


def test_paragraphs_that_stayed_the_same_are_shown_on_request(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("handbook-2025", "handbook-2026", "--all") == 0
    assert sum(row.startswith("same ") for row in capsys.readouterr().out.splitlines()) == 55


def test_as_json_both_editions_are_named(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("handbook-2025", "handbook-2026", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["earlier"], data["later"], data["counts"]["gone"]) == ("handbook-2025", "handbook-2026", 8)


def test_an_edition_that_is_not_there_is_named_with_those_that_are(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("handbook-2024", "handbook-2026") == 1
    error = capsys.readouterr().err
    assert error.startswith("handbook-2024 is not in the index in ")
    assert "Sources in it: handbook-2025, handbook-2026." in error


def test_no_index_is_named_with_what_makes_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["crosswalk", "a", "b", "--index", str(tmp_path / "none")]) == 1
    assert "there is no index in " in capsys.readouterr().err


def test_what_a_person_must_check_is_listed_by_itself() -> None:
    same = "The bell hangs at the pier."
    earlier = printed("a", [("Nets", [same, "Nets are mended on Mondays by crews."])])
    later = printed("b", [("Nets", [same, "Crews may mend torn nets whenever it rains."])])
    lines = as_table(crosswalk(earlier, later)).splitlines()
    assert lines[0].endswith("; 1 for a person to check.")
    at = lines.index("For a person to check, since less sure than 0.5; not carried:")
    assert lines[at + 2].startswith("reworded  2, p. 1, Nets")


def test_two_empty_editions_have_a_summary_and_no_rows() -> None:
    assert as_table(crosswalk([], [])).splitlines() == [
        "0 same, 0 reworded, 0 moved, 0 split, 0 merged, 0 gone, 0 new; 0 for a person to check."
    ]
