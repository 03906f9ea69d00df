"""The lists that tell a name from a word."""

from __future__ import annotations

from corpus.pii.name_lists import fold, name_lists


def test_the_lists_are_folded_and_apart() -> None:
    lists = name_lists()
    assert len(lists.given) > 3000
    assert all(fold(name) == name for name in lists.given)
    assert not lists.given & (lists.ambiguous | lists.places | lists.not_names | lists.ordinary)
    assert {"will", "april", "chelsea"} <= lists.ambiguous
