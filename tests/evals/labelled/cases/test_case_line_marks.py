"""The marked sentences of cases hold together, and the model is learned from them."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import TypeAdapter

from assistant.understand import common_lines, load_line_model
from corpus.statements import load_cards, load_signs
from evals.labelled.cases.case_line_marks import MARKS, MarkedCase, record_of, train
from evals.labelled.labelled_sets import read_labelled
from tests.doubles import WordEmbedder


def cases(part: str = "") -> tuple[MarkedCase, ...]:
    return read_labelled(MARKS, TypeAdapter(MarkedCase), part)


def test_no_hand_is_in_both_parts_and_marks_are_nought_to_two() -> None:
    assert not {row.hand for row in cases("tune")} & {row.hand for row in cases("kept")}
    assert {mark for row in cases() for mark in row.marks.values()} == {0, 1, 2}


def test_no_message_stands_twice() -> None:
    texts = [row.text for row in cases()]
    assert len(texts) == len(set(texts))


def test_what_is_known_of_sentences_is_known_of_cards_signs_and_every_case() -> None:
    known = {card.card_id for card in load_cards()} | {sign.sign_id for sign in load_signs()}
    assert set(load_line_model().record.of_source) <= known | {"worry", "notification"}


def test_a_record_counts_what_belongs_and_what_does_not_fit() -> None:
    first, second, *_ = common_lines(notification=False)
    record = record_of([(first, 2), (first, 1), (second, 0)])
    assert record.of_sentence == {first.key: (2, 1, 0), second.key: (1, 0, 1)}
    assert record.of_source == {"worry": (3, 1, 1)}


def test_what_readers_found_to_belong_is_learned(tmp_path: Path) -> None:
    good, bad = (line.key for line in common_lines(notification=False)[:2])
    rows = [
        MarkedCase(
            id=f"{hand}{n}", part="tune", hand=hand, text=f"He shouts {n}", notification=False, marks={good: 2, bad: 0}
        )
        for hand in "ab"
        for n in range(6)
    ]
    train(rows, WordEmbedder(), tmp_path / "learned.json")
    stored = json.loads((tmp_path / "learned.json").read_text(encoding="utf-8"))
    assert stored["belongs"]["marked"] > 0
    assert stored["unfit"]["marked"] > 0
    assert stored["record"]["of_sentence"][good] == [12, 12, 0]
    assert stored["record"]["of_sentence"][bad] == [12, 0, 12]
