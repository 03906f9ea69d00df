"""What is said in many a case: each step once, and named sentences that there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.statements import load_cards, load_often
from corpus.statements.named_sentences import named_sentences

STEP = '[[often]]\nid = "look"\nsays = { text = "Look at what is known already", ours = true }\n'


def read(folder: Path, rows: str) -> None:
    file = folder / "often.toml"
    file.write_text(rows, encoding="utf-8")
    load_often(file)


def test_a_step_knows_the_sentences_that_say_it_already() -> None:
    texts = dict(named_sentences())
    said_by = load_often()["ask-social-care"].said_by
    assert texts["card/strangulation/step-1"].text in said_by
    assert texts["sign/frightens-staff/step"].text not in said_by


def test_where_the_family_may_be_the_danger_nobody_is_sent_to_a_parent() -> None:
    assert load_often()["parent-alone"].never_with == {"honour-based", "forced-marriage", "fgm"}
    assert load_often()["parent-alone"].never_with <= {card.card_id for card in load_cards()}


@pytest.mark.parametrize(
    "named", ['said_by = ["card/strangulation/step-99"]\n', 'never_with = ["no-such-card"]\n'], ids=["sentence", "card"]
)
def test_what_is_named_has_to_be_there(tmp_path: Path, named: str) -> None:
    with pytest.raises(StatementError, match="names no sentence or card of ours"):
        read(tmp_path, STEP + named)


def test_no_id_stands_twice(tmp_path: Path) -> None:
    with pytest.raises(StatementError, match="look"):
        read(tmp_path, STEP + STEP)
