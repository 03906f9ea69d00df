"""Cues: words of each group in one sentence, endings, phrases, and words that must not be there."""

from __future__ import annotations

import pytest

from corpus.errors import StatementError
from corpus.statements import Cue, sentences_of


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("dog|cat & kick*", "He kicked the dog.", True),
        ("dog|cat & kick*", "He kicked the door. The dog barked.", False),
        ("dog|cat & kick*", "The hotdog kicked off.", False),
        ("no recourse", "She has no  recourse to funds", True),
        ("fgm & !training|policy", "We fear FGM this summer", True),
        ("fgm & !training|policy", "Does our policy name FGM?", False),
        ("doesn’t|dont", "She doesn't say", True),
    ],
)
def test_a_cue_is_read_as_a_trainer_writes_it(cue: str, text: str, found: bool) -> None:
    assert any(Cue(cue).is_in(sentence) for sentence in sentences_of(text)) is found


@pytest.mark.parametrize("cue", ["", "dog & ", "dog|(cat)", "dog.*"])
def test_what_is_no_cue_is_refused(cue: str) -> None:
    with pytest.raises(StatementError, match="is no cue"):
        Cue(cue)
