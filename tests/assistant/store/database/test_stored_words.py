from __future__ import annotations

import pytest

from assistant.errors import NotTaken
from assistant.store.database.stored_words import storable


def test_details_and_what_a_database_refuses_are_taken_out() -> None:
    stored = storable(" Ring Kayden Marsh on 07700 900123.\x00 ")
    assert "Kayden" not in stored
    assert "900123" not in stored
    assert "\x00" not in stored
    assert stored == stored.strip()


def test_plain_words_stay() -> None:
    assert storable("The page is about nurseries.") == "The page is about nurseries."


def test_length_is_bounded() -> None:
    assert len(storable("x" * 4000)) == 4000
    with pytest.raises(NotTaken):
        storable("x" * 4001)
