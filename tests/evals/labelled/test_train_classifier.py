"""What the gates' classifier is taught, and how it is trained."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np

from evals.__main__ import main
from evals.labelled import train_classifier
from evals.labelled.labelled_sets import QUESTIONS


def test_the_classifier_learns_what_it_is_taught() -> None:
    texts = [
        "he has a knife",
        "knife at the door",
        "where is the knife",
        "who keeps records",
        "what is a record",
        "a meeting",
    ]
    labels = np.array(["urgent"] * 3 + ["asked"] * 3)
    rare = train_classifier.rarity(texts)
    rows = train_classifier.matrix(texts, rare)
    weights, constant = train_classifier.learn(rows, labels, "urgent")
    margins = train_classifier.matrix(["a knife", "a record of a meeting"], rare) @ weights + constant
    assert margins[0] > margins[1]
    assert ((rows @ weights + constant > 0) == (labels == "urgent")).all()


def test_what_is_doubtful_teaches_nothing_and_what_is_labelled_is_not_ordinary_too() -> None:
    lines = (QUESTIONS / "classifier.jsonl").read_text(encoding="utf-8").splitlines()
    doubtful = {row["text"] for row in map(json.loads, lines) if row["says"] == train_classifier.DOUBTFUL}
    taught = Counter(lesson.text for lesson in train_classifier.lessons())
    assert doubtful
    assert doubtful.isdisjoint(taught)
    assert max(taught.values()) == 1


def test_a_threshold_lets_through_so_many_ordinary_scenes() -> None:
    scenes = [train_classifier.Lesson(text=str(n), label="scene", scene=True) for n in range(1000)]
    others = [
        train_classifier.Lesson(text="x", label="urgent", group="ours"),
        train_classifier.Lesson(text="y", label="asked"),
    ]
    margins = np.array([*range(1000), 5000, 9000], dtype=float)
    least = train_classifier.thresholds(margins, [*scenes, *others], "urgent")
    assert {name: int((margins[:1000] > level).sum()) for name, level in least.items()} == {"enough": 35, "sure": 4}


def test_the_gate_believes_the_classifier_no_more_than_the_rules_allow() -> None:
    taught = [
        train_classifier.Lesson(text="the toddler has gone limp", label="urgent", group="ours"),
        train_classifier.Lesson(text="years ago the toddler went limp", label="scene", scene=True),
        train_classifier.Lesson(text="he is strangling mum", label="urgent", group="ours"),
    ]
    stopped = train_classifier.gate(np.array([1.0, 9.0, -9.0]), taught, {"enough": 0.0, "sure": 0.5}, "urgent")
    assert stopped["classifier only"].tolist() == [True, False, False]
    assert stopped["rules"].tolist() == [False, False, True]
    assert stopped["rules or classifier"].tolist() == [True, False, True]


def test_lessons_are_of_known_kinds() -> None:
    lines = (QUESTIONS / "classifier.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert {row["says"] for row in rows} == {"urgent", "harmful", "ordinary", train_classifier.DOUBTFUL}
    assert {row["group"] for row in rows} == {"unseen", "ours", "staff", "scenes"}
    assert len({row["text"] for row in rows}) == len(rows)


def test_training_writes_the_weights_and_says_what_was_measured(monkeypatch, tmp_path, capsys) -> None:
    ordinary = ["who keeps records", "what is a record", "when is a meeting", "a meeting of staff", "where is the form"]
    texts = {"urgent": ["he has a knife", "knife at the door", "she is bleeding"], "harmful": ["hide the bruise"] * 3}
    lessons = [train_classifier.Lesson(text=t, label=kind, group="ours") for kind, some in texts.items() for t in some]
    lessons += [train_classifier.Lesson(text=text, label="asked") for text in ordinary]
    lessons += [train_classifier.Lesson(text=text, label="scene", scene=True) for text in ordinary]
    lessons += [train_classifier.Lesson(text=text, label="ordinary", group="ours") for text in ordinary]
    monkeypatch.setattr(train_classifier, "lessons", lambda: tuple(lessons))
    assert main(["train", "--to", str(tmp_path / "weights.npz")]) == 0
    assert "urgent (rules or classifier): of 3 urgent, cross-validated, " in capsys.readouterr().out
    with np.load(tmp_path / "weights.npz") as weights:
        assert {"rarity", "weights_urgent", "weights_harmful", "enough_urgent", "sure_harmful"} <= set(weights)
