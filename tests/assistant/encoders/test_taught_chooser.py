"""What would be chosen for a message: what lies nearest in the space that was learned with choices."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.encoders import SHARPNESS, TaughtChooser, read_chooser
from corpus.errors import ModelError
from tests.doubles import WordEmbedder


def test_the_text_that_lies_nearest_to_a_message_has_the_highest_score() -> None:
    places = WordEmbedder().embed(["who locks the gate", "when is lunch"])
    chooser = TaughtChooser(WordEmbedder(), ("gate", "lunch"), places)
    gate, lunch = chooser.scores("the gate was open, who locks it")
    assert chooser.names == ("gate", "lunch")
    assert gate > lunch
    assert chooser.scores("who locks the gate")[0] == pytest.approx(SHARPNESS, rel=1e-4)


def test_of_a_long_message_the_nearest_stretch_counts() -> None:
    gate, lunch = "who locks the gate", "when is lunch"
    chooser = TaughtChooser(WordEmbedder(), ("gate", "lunch"), WordEmbedder().embed([gate, lunch]))
    between = "and so it went on " * 60
    both = chooser.scores(f"{gate} {gate} {gate} {between} {lunch} {lunch} {lunch}")
    assert both.min() > chooser.scores(between).max()


def test_what_cannot_be_read_says_how_to_make_it_anew(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"gone\.npz") as caught:
        read_chooser(tmp_path / "gone.npz", "teach it")
    assert caught.value.hint == "teach it"
