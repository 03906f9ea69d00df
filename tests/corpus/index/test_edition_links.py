"""What a generation keeps of its editions: as it was written, nothing where an earlier version wrote it, damage noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import IndexDamaged
from corpus.index import Became, ChangedParagraph, EditionPair, read_edition_links, write_edition_links

PAIR = EditionPair(
    earlier="book-2025",
    later="book-2026",
    changed=(
        ChangedParagraph(became=Became.REWORDED, confidence=0.9, earlier=("a", "b"), later=("c",)),
        ChangedParagraph(became=Became.GONE, confidence=0.0, earlier=("d",)),
    ),
)


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_edition_links(tmp_path, [PAIR])
    assert read_edition_links(tmp_path) == (PAIR,)


def test_a_generation_of_an_earlier_version_has_none(tmp_path: Path) -> None:
    assert read_edition_links(tmp_path) == ()


def test_what_cannot_be_read_is_damage(tmp_path: Path) -> None:
    (tmp_path / "editions.json").write_text('[{"earlier": 1}]', encoding="utf-8")
    with pytest.raises(IndexDamaged, match="editions"):
        read_edition_links(tmp_path)
