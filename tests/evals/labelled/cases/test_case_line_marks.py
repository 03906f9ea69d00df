"""The marked sentences of cases hold together, and the model is learned from them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from assistant.encoders import TaughtReranker
from assistant.understand import common_lines, load_line_model, sentences_of_cases
from corpus.statements import load_cards, load_signs
from evals.labelled.cases import case_line_marks
from evals.labelled.cases.case_line_marks import (
    MARKS,
    MODEL,
    WEIGHING,
    MarkedCase,
    MarkedLine,
    marked_lines,
    record_of,
    teach_line_reader,
    train,
    weigh,
)
from evals.labelled.cases.line_choices import CHOICES_WEIGHING, LineChoice, line_choices
from evals.labelled.cases.teach_line_chooser import line_lessons
from evals.labelled.labelled_sets import read_labelled
from evals.labelled.train_taught_reranker import ReadLesson
from tests.doubles import WordEmbedder


def cases(part: str = "") -> tuple[MarkedCase, ...]:
    return read_labelled(MARKS, TypeAdapter(MarkedCase), part)


def runs_of_six(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
    return {tuple(words[at : at + 6]) for at in range(len(words) - 5)}


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


def test_the_reader_is_taught_by_the_hands_that_do_not_weigh_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, *_ = common_lines(notification=False)
    marked = [
        MarkedLine(hand=hand, text=f"{hand}: he shouts {n}", line=line, mark=mark)
        for hand in ("a", min(WEIGHING))
        for n in range(6)
        for line, mark in ((first, 2), (second, 0))
    ]
    taught: list[ReadLesson] = []
    monkeypatch.setattr(case_line_marks, "teach_reranker", lambda lessons, *_, **__: taught.extend(lessons))
    teach_line_reader(marked, tmp_path / "taught.npz")
    assert {one.texts[0] for one in taught} == {f"a: he shouts {n}" for n in range(6)}
    assert {one.holds for one in taught} == {(True, True), (False, False)}


class Reads(TaughtReranker):
    """Finds that one text belongs, and remembers with what it read."""

    def __init__(self, belongs: str) -> None:
        self.belongs, self.given = belongs, list[str]()

    def log_odds(self, first: str, texts: Sequence[str]) -> np.ndarray:
        self.given.append(first)
        return np.array([[3.0, 3.0] if text == self.belongs else [-3.0, -3.0] for text in texts])


def test_what_is_read_is_weighed_by_choices_of_hands_that_teach_neither_reader_nor_chooser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, *_ = common_lines(notification=False)
    rows = [
        LineChoice(
            id=f"{hand}{n}",
            part="tune",
            hand=hand,
            text=f"{hand}: he shouts {n}",
            notification=False,
            lines=(first.key,),
            wrong=(second.key,),
        )
        for hand in ("other", min(CHOICES_WEIGHING))
        for n in range(3)
    ]
    monkeypatch.setattr(case_line_marks, "line_choices", lambda: rows)
    reader = Reads(first.sentence.text)
    learned = tmp_path / "learned.json"
    shutil.copy(MODEL, learned)
    weigh(learned, WordEmbedder(), reader)
    before, stored = (json.loads(file.read_text(encoding="utf-8")) for file in (MODEL, learned))
    assert {name for name in stored if stored[name] != before[name]} == {"belongs_read", "unfit_read"}
    assert set(reader.given) == {row.text for row in rows if row.hand in CHOICES_WEIGHING}
    assert stored["belongs_read"]["read"] > 0
    assert stored["unfit_read"]["read"] > 0


def test_choices_are_of_sentences_by_hands_that_are_kept_or_not() -> None:
    kept, tune = line_choices("kept"), line_choices()
    assert not {row.hand for row in kept} & {row.hand for row in tune}
    assert {row.hand for row in tune} > CHOICES_WEIGHING
    known = set(sentences_of_cases())
    assert all(row.lines and not set(row.lines) & set(row.wrong) for row in (*kept, *tune))
    chosen = [key for row in (*kept, *tune) for key in row.lines]
    assert sum(key in known for key in chosen) > 0.9 * len(chosen)  # a sentence that is mended has a new key
    assert not {run for row in kept for run in runs_of_six(row.text)} & {
        run for row in tune for run in runs_of_six(row.text)
    }


def test_what_chooses_is_taught_no_message_that_weighs_or_is_kept() -> None:
    names = tuple(sentences_of_cases())
    lessons = {lesson.text: lesson for lesson in line_lessons(names)}
    aside = {
        row.text
        for row in (*line_choices("kept"), *line_choices())
        if row.part == "kept" or row.hand in CHOICES_WEIGHING
    }
    assert len(lessons) > 500
    assert not lessons.keys() & aside
    row = next(row for row in line_choices() if row.text in lessons)
    assert [names[at] for at in lessons[row.text].chosen] == [key for key in row.lines if key in names]


def test_hands_that_weigh_the_reader_have_marks_and_are_not_kept() -> None:
    assert {row.hand for row in cases("tune")} >= WEIGHING
