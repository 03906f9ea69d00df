"""The lists that tell a name from a word."""

from __future__ import annotations

from corpus.pii.name_lists import fold, name_lists


def test_the_lists_are_folded_and_apart() -> None:
    lists = name_lists()
    assert len(lists.given) > 3000
    assert all(fold(name) == name for name in lists.given)
    assert not lists.given & (lists.ambiguous | lists.places | lists.not_names | lists.ordinary)
    assert {"will", "april", "chelsea"} <= lists.ambiguous


def test_a_word_with_an_ending_or_a_slip_is_a_word() -> None:
    lists = name_lists()
    assert all(map(lists.is_form, ("phoned", "netting", "shouldnt", "refuses")))
    assert lists.is_misspelt("safegaurding")
    assert not lists.is_form("elowenna")
    assert not lists.is_misspelt("elowenna")


def test_a_word_that_staff_type_may_be_a_family_name() -> None:
    lists = name_lists()
    assert "bell" in lists.typed
    assert not lists.is_known("bell")
    assert not lists.spoken & (lists.given | lists.ambiguous | lists.surnames)
