"""The marked sentences of cases hold together, and the model is learned from them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from assistant.encoders import TaughtReranker
from assistant.understand import common_lines, load_line_model
from corpus.statements import load_cards, load_signs
from evals.labelled.cases import case_line_marks
from evals.labelled.cases.case_line_marks import (
    MARKS,
    WEIGHING,
    MarkedCase,
    MarkedLine,
    marked_lines,
    record_of,
    teach_line_reader,
    train,
)
from evals.labelled.labelled_sets import read_labelled
from evals.labelled.train_taught_reranker import ReadLesson
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
    train(marked_lines(rows, WordEmbedder()), tmp_path / "learned.json", WordEmbedder())
    stored = json.loads((tmp_path / "learned.json").read_text(encoding="utf-8"))
    assert stored["belongs"]["marked"] > 0
    assert stored["unfit"]["marked"] > 0
    with np.load(tmp_path / "known_marks.npz") as known:
        assert set(known["keys"]) == {good, bad}
        assert len(known["messages"]) == len({row.text for row in rows})
        assert len(known["pairs"]) == 2 * len(rows)
    assert stored["record"]["of_sentence"][good] == [12, 12, 0]
    assert stored["record"]["of_sentence"][bad] == [12, 0, 12]


def test_a_hand_is_judged_by_what_others_made_of_sentences() -> None:
    line = common_lines(notification=False)[0]
    marked = [
        MarkedLine(hand=hand, text=f"{hand} says he shouts", line=line, mark=mark)
        for hand, mark in (("a", 2), ("b", 0))
    ]
    others = case_line_marks._others(marked, WordEmbedder())
    near = others.beside(marked[0].text, "a")
    assert near.counts[0] == 0.0 < near.counts[1]
    belonged, unfit = near.shares(line.key, (0.5, 0.5))
    assert belonged < 0.1
    assert unfit > 0.9


def test_what_is_read_is_weighed_by_hands_that_teach_the_reader_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, *_ = common_lines(notification=False)
    weighing = min(WEIGHING)
    marked = [
        MarkedLine(hand=hand, text=f"{hand}: he shouts {n}", line=line, mark=mark)
        for hand in ("a", weighing)
        for n in range(6)
        for line, mark in ((first, 2), (second, 0))
    ]
    taught: list[ReadLesson] = []
    monkeypatch.setattr(case_line_marks, "teach_reranker", lambda lessons, *_, **__: taught.extend(lessons))
    teach_line_reader(marked, tmp_path / "taught.npz")
    assert {one.texts[0] for one in taught} == {f"a: he shouts {n}" for n in range(6)}
    assert {one.holds for one in taught} == {(True, True), (False, False)}

    class Reads(TaughtReranker):
        def __init__(self) -> None:
            self.given: list[str] = []

        def log_odds(self, first_text: str, texts: Sequence[str]) -> np.ndarray:
            self.given.append(first_text)
            return np.array([[3.0, 3.0] if text == first.sentence.text else [-3.0, -3.0] for text in texts])

    reader = Reads()
    train(marked, tmp_path / "learned.json", WordEmbedder(), reader)
    stored = json.loads((tmp_path / "learned.json").read_text(encoding="utf-8"))
    assert set(reader.given) == {f"{weighing}: he shouts {n}" for n in range(6)}
    assert stored["belongs_read"]["read"] > 0
    assert stored["unfit_read"]["read"] > 0


def test_hands_that_weigh_the_reader_have_marks_and_are_not_kept() -> None:
    assert {row.hand for row in cases("tune")} >= WEIGHING
