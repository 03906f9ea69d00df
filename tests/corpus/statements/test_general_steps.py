"""What is said in many a case: each step once, and named sentences that there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.statements import load_general_steps
from corpus.statements.named_sentences import named_sentences

STEP = '[[step]]\nid = "look"\nsays = { text = "Look at what is known already", ours = true }\n'


def read(folder: Path, rows: str, name: str = "general_steps") -> None:
    file = folder / f"{name}.toml"
    file.write_text(rows, encoding="utf-8")
    load_general_steps(file)


def test_a_step_knows_the_sentences_that_say_it_already() -> None:
    texts = dict(named_sentences())
    said_by = load_general_steps()["ask-social-care"].said_by
    assert texts["card/strangulation/step-1"].text in said_by
    assert texts["sign/frightens-staff/step"].text not in said_by


def test_no_step_has_the_words_of_another_sentence() -> None:
    steps = [one.says.text for one in load_general_steps().values()]
    assert len(steps) == len(set(steps))
    assert not set(steps) & {sentence.text for _, sentence in named_sentences()}, (
        "both would have one record and one place"
    )


def test_where_the_family_may_be_the_danger_nobody_is_sent_to_a_parent() -> None:
    to_a_parent = {name for name, one in load_general_steps().items() if "honour-based" in one.never_with}
    assert to_a_parent == {"parent-alone", "not-on-one-word"}


@pytest.mark.parametrize(
    "named", ['said_by = ["card/strangulation/step-99"]\n', 'never_with = ["no-such-card"]\n'], ids=["sentence", "card"]
)
def test_what_is_named_has_to_be_there(tmp_path: Path, named: str) -> None:
    with pytest.raises(StatementError, match="names no sentence or card of ours"):
        read(tmp_path, STEP + named)


def test_no_id_stands_twice(tmp_path: Path) -> None:
    read(tmp_path, STEP)
    with pytest.raises(StatementError, match="'look' stands twice"):
        read(tmp_path, STEP + STEP, "twice")
