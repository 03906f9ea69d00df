"""BM25 over passages: what counts as a word, and whose passages are searched."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import IndexDamaged
from corpus.index.lexical_index import LexicalIndex, tokens

TEXTS = ["An enquiry under s.47 of the Act", "MARAC and DASH are used", "Children’s social care", "the and of"]


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("s.47", ["s", "47"]),
        ("s47", ["s", "47"]),
        ("The child’s referrals", ["child", "referr"]),
        ("must not", ["must", "not"]),
        ("", []),
    ],
)
def test_what_counts_as_a_word(text: str, stems: list[str]) -> None:
    assert tokens(text) == stems


def test_the_same_results_after_saving_and_loading(tmp_path: Path) -> None:
    built = LexicalIndex.build(TEXTS, ["a", "b", "c", "d"])
    built.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical", ["a", "b", "c", "d"])
    for query in ("s47 enquiry", "dash", "childs care", "nothing known", ""):
        assert loaded.search(query, 5, "abcd") == built.search(query, 5, "abcd")
    assert loaded.search("dash", 5, ["b"])[0][0] == 1
    assert loaded.search("dash", 5, ["a"]) == []


def test_a_folder_that_is_no_index_is_reported(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="word index"):
        LexicalIndex.load(tmp_path, [])


def test_which_passages_are_of_some_sources_cannot_be_changed_by_who_asks() -> None:
    built = LexicalIndex.build(TEXTS, ["a", "b", "a", "d"])
    for _ in range(2):
        assert built.of_sources(["a", "d"]).tolist() == [True, False, True, True]
        assert built.of_sources({"b"}).tolist() == [False, True, False, False]
    with pytest.raises(ValueError, match="read-only"):
        built.of_sources({"b"})[0] = True
    for number in range(40):
        assert not built.of_sources({f"other-{number}"}).any()
    assert built.of_sources(["d", "a"]).tolist() == [True, False, True, True]
