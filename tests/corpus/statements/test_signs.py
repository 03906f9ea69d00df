"""The file of signs: a mistake is named, and each of ours says what it may point to and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.statements import load_signs

SENTENCE = '{ text = "It may be control.", cites = ["rules-2025, page 1 #40b063cd66"] }'
SIGN = (
    f'[[sign]]\nid = "one"\ntitle = "One"\npoints_to = {SENTENCE}\nstep = {{ text = "See her alone.", ours = true }}\n'
)


def test_a_sign_is_read(tmp_path: Path) -> None:
    file = tmp_path / "signs.toml"
    file.write_text(SIGN)
    (sign,) = load_signs(file)
    assert (sign.sign_id, sign.points_to.text, sign.step.ours) == ("one", "It may be control.", True)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (SIGN + SIGN, "the sign 'one' stands twice"),
        (SIGN.replace(", ours = true", ""), "nothing bears out"),
        (SIGN + 'colour = "red"\n', "colour"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, written: str, words: str) -> None:
    file = tmp_path / "signs.toml"
    file.write_text(written)
    with pytest.raises(StatementError, match=words):
        load_signs(file)


def test_what_a_sign_of_ours_may_point_to_is_a_possibility_and_short_enough_to_read() -> None:
    for sign in load_signs():
        assert "may" in sign.points_to.text.lower().split() or "can" in sign.points_to.text.lower().split(), sign
        assert len(sign.points_to.text.split()) <= 34
        assert len(sign.step.text.split()) <= 40
