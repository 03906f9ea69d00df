"""The marked sentences of cases hold together, and the model is learned from them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from assistant.understand import common_lines, load_line_model, sentences_of_cases
from corpus.statements import load_cards, load_signs
from evals.labelled.cases import case_line_marks
from evals.labelled.cases.case_line_marks import (
    MARKS,
    MODEL,
    MarkedCase,
    marked_lines,
    record_of,
    train,
    weigh,
)
from evals.labelled.cases.line_choices import CHOICES_WEIGHING, LineChoice, line_choices
from evals.labelled.cases.teach_line_chooser import line_lessons
from evals.labelled.labelled_sets import read_labelled
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


def test_what_readers_made_of_sentences_is_learned_and_what_weighs_them_is_kept(tmp_path: Path) -> None:
    good, bad = (line.key for line in common_lines(notification=False)[:2])
    rows = [
        MarkedCase(
            id=f"{hand}{n}", part="tune", hand=hand, text=f"He shouts {n}", notification=False, marks={good: 2, bad: 0}
        )
        for hand in "ab"
        for n in range(6)
    ]
    train(marked_lines(rows, WordEmbedder()), tmp_path / "learned.json", WordEmbedder())
    before, stored = (json.loads(file.read_text(encoding="utf-8")) for file in (MODEL, tmp_path / "learned.json"))
    assert {name for name in stored if stored[name] != before[name]} == {"record"}
    with np.load(tmp_path / "known_marks.npz") as known:
        assert set(known["keys"]) == {good, bad}
        assert len(known["messages"]) == len({row.text for row in rows})
        assert len(known["pairs"]) == 2 * len(rows)
    assert stored["record"]["of_sentence"][good] == [12, 12, 0]
    assert stored["record"]["of_sentence"][bad] == [12, 0, 12]


def test_sentences_are_weighed_by_choices_of_hands_that_do_not_teach_the_chooser(
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
    choices = case_line_marks.choices_that_weigh(WordEmbedder())
    assert {one.text for one in choices} == {row.text for row in rows if row.hand in CHOICES_WEIGHING}
    assert {one.line.key for one in choices if one.mark == 2} == {first.key}
    assert {one.line.key for one in choices if one.mark == 0} == {second.key}
    learned = tmp_path / "learned.json"
    shutil.copy(MODEL, learned)
    weigh(learned, WordEmbedder())
    before, stored = (json.loads(file.read_text(encoding="utf-8")) for file in (MODEL, learned))
    assert {name for name in stored if stored[name] != before[name]} == {"belongs", "unfit"}
    features = {one.line.key: one.features(2, load_line_model().record, None) for one in choices}
    score = {key: sum(stored["belongs"][name] * value for name, value in of.items()) for key, of in features.items()}
    assert score[first.key] == max(score.values())


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
