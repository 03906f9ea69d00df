"""What the gates' classifier is taught, and how it is trained."""

from __future__ import annotations

import json
import re
from collections import Counter

import numpy as np
from pydantic import TypeAdapter

from assistant.safety import LABELS
from evals.__main__ import main
from evals.labelled.answers.shown_questions import all_graded
from evals.labelled.gates import train_classifier, train_encoder
from evals.labelled.hearing_messages import HEARING, SETTLING_HANDS, STORY_HANDS, GateMessage
from evals.labelled.labelled_sets import QUESTIONS, read_labelled


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


def test_a_question_of_a_leads_teaches_if_an_answer_fits_it_and_may_be_of_something_grave() -> None:
    answered = [one for one in train_classifier.lessons() if one.kind == train_classifier.ANSWERED]
    fits = {row.text for row in all_graded() if row.fits and not row.told}
    assert len(answered) > 900
    assert {one.text for one in answered} <= fits
    assert {one.label for one in answered} == {"ordinary"}
    may_be = train_classifier.wanted(answered[:1])[0]
    assert {label for label, one in zip(LABELS, may_be, strict=True) if one} == {"ordinary", "grave"}


def test_a_threshold_lets_through_so_many_of_the_twins_of_what_is_near_and_of_staffs_questions(monkeypatch) -> None:
    monkeypatch.setattr(train_classifier, "FALSE_SHARE", {"urgent": {"enough": 0.2, "sure": 0.03}})
    lesson = train_classifier.Lesson
    near = [lesson(text=str(n), label="ordinary", kind="worry", hand="a") for n in range(1000)]
    far = [lesson(text=str(n), label="ordinary", kind="answerable", hand="a") for n in range(1000)]
    asked = [lesson(text=str(n), label="asked") for n in range(1000)]
    others = [lesson(text="x", label="urgent", kind="urgent"), lesson(text="y", label="scene")]
    margins = np.array([*range(1000), *range(-1000, 0), *range(500), *range(500), 5000, 9000], dtype=float)
    least = train_classifier.thresholds(margins, [*near, *far, *asked, *others], "urgent")
    assert {name: int((margins[:1000] > level).sum()) for name, level in least.items()} == {"enough": 200, "sure": 30}
    margins[2000:3000] += 700
    least = train_classifier.thresholds(margins, [*near, *far, *asked, *others], "urgent")
    assert {name: int((margins[2000:3000] > level).sum()) for name, level in least.items()} == {
        "enough": 200,
        "sure": 30,
    }


def test_the_encoder_takes_what_was_not_labelled_as_grave_or_not_for_either() -> None:
    lesson = train_classifier.Lesson
    taught = [
        lesson(text="a", label="ordinary", kind="grave", hand="a"),
        lesson(text="b", label="ordinary", kind="worry", hand="a"),
        lesson(text="c", label="urgent", kind="urgent", hand="a"),
        lesson(text="d", label="harmful"),
        lesson(text="e", label="scene"),
        lesson(text="f", label="asked"),
    ]
    named = [{LABELS[at] for at in np.flatnonzero(row)} for row in train_classifier.wanted(taught)]
    assert named == [{"grave"}, {"ordinary"}, {"urgent"}, {"harmful"}, {"ordinary", "grave"}, {"ordinary"}]


def test_the_encoder_is_taught_all_that_we_labelled_and_a_part_of_staffs_words(monkeypatch) -> None:
    monkeypatch.setattr(train_classifier, "_N_OF_STAFF", 3)
    lesson = train_classifier.Lesson
    taught = [lesson(text=str(n), label="asked" if n % 2 else "urgent") for n in range(20)]
    chosen = train_classifier.for_encoder(taught).tolist()
    assert [at for at in chosen if not at % 2] == list(range(0, 20, 2))
    assert len(chosen) == 13
    assert train_classifier.for_encoder(taught).tolist() == chosen


def test_whoever_settles_how_sure_is_enough_teaches_nothing_and_is_whole() -> None:
    given = train_classifier.lessons()
    settling = {one.text for one in given if one.settles}
    assert all((one.hand in SETTLING_HANDS) is one.settles for one in given if one.hand)
    assert {one.hand for one in given} >= SETTLING_HANDS
    kinds = Counter(one.kind or one.label for one in given if one.text in settling)
    assert all(kinds[kind] > 90 for kind in ("urgent", "worry", "harmful", "near-harmful", "answerable", "asked"))
    drawn = [one for one in given if not one.hand]
    assert 0.04 < sum(one.settles for one in drawn) / len(drawn) < 0.06


def test_the_gate_follows_a_rule_only_where_the_classifier_does_not_think_it_unlikely() -> None:
    lesson = train_classifier.Lesson
    taught = [
        lesson(text=text, label="urgent") for text in ("he is strangling mum",) * 2 + ("the toddler has gone limp",) * 2
    ]
    stopped = train_classifier.gate(np.array([1.0, -9.0, 1.0, 9.0]), taught, {"enough": 0.0, "sure": 5.0}, "urgent")
    assert stopped["rules"].tolist() == [True, True, False, False]
    assert stopped["gate"].tolist() == [True, False, False, True]


def test_what_was_heard_is_by_many_hands_and_the_kept_ones_teach_nothing() -> None:
    rows = read_labelled(HEARING, TypeAdapter(GateMessage))
    hands = {part: {row.hand for row in rows if row.part == part} for part in ("tune", "kept")}
    assert len(hands["tune"]) >= 16
    assert len(hands["kept"]) >= 4
    assert hands["tune"].isdisjoint(hands["kept"])
    taught = {lesson.text for lesson in train_classifier.lessons()}
    assert taught.isdisjoint(row.text for row in rows if row.part == "kept")
    assert taught >= {row.text for row in rows if row.part == "tune"}


N_ALIKE = 63
"""Of 126; evals/questions/README.md says so."""


def in_a_row(row: GateMessage) -> set[tuple[str, ...]]:
    typed = re.findall(r"[a-z0-9']+", row.text.lower())
    return {tuple(typed[at : at + 6]) for at in range(len(typed) - 5)}


def test_no_two_messages_share_six_words() -> None:
    seen: dict[tuple[str, ...], str] = {}
    rows = [row for row in read_labelled(HEARING, TypeAdapter(GateMessage)) if row.hand not in STORY_HANDS]
    assert len(rows) > 20_000
    for row in rows:
        for words in in_a_row(row):
            assert seen.setdefault(words, row.id) == row.id


def test_no_more_stories_kept_aside_share_six_words_with_what_teaches_than_is_said() -> None:
    rows = read_labelled(HEARING, TypeAdapter(GateMessage))
    taught = set[tuple[str, ...]]().union(
        *(in_a_row(row) for row in rows if row.part == "tune" and row.hand not in SETTLING_HANDS)
    )
    stories = [row for row in rows if row.hand in STORY_HANDS and row.part == "kept"]
    assert sum(not taught.isdisjoint(in_a_row(row)) for row in stories) == N_ALIKE


def test_lessons_are_of_known_kinds() -> None:
    lines = (QUESTIONS / "classifier.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert {row["says"] for row in rows} == {"urgent", "harmful", "ordinary", train_classifier.DOUBTFUL}
    assert {row["group"] for row in rows} == {"unseen", "ours", "staff", "scenes", "ordinary"}
    assert len({row["text"] for row in rows}) == len(rows)


def test_training_writes_the_weights_and_says_what_was_measured(monkeypatch, tmp_path, capsys) -> None:
    ordinary = ["who keeps records", "what is a record", "when is a meeting", "a meeting of staff", "where is the form"]
    texts = {"urgent": ["he has a knife", "knife at the door", "she is bleeding"], "harmful": ["hide the bruise"] * 3}
    texts |= {"missing": ["what is our number"] * 3, "outside": ["the boiler is cold"] * 3}
    lesson = train_classifier.Lesson
    lessons = [
        lesson(text=t, label=kind, kind=kind, hand="abcde"[n])
        for kind, some in texts.items()
        for n, t in enumerate(some)
    ]
    lessons += [lesson(text=text, label=label) for label in ("asked", "scene") for text in ordinary]
    lessons += [
        lesson(text=text, label="ordinary", kind=kind, hand="de"[n % 2])
        for kind in dict.fromkeys(twin for twins in train_classifier.TWINS.values() for twin in twins)
        for n, text in enumerate(ordinary)
    ]
    monkeypatch.setattr(train_classifier, "lessons", lambda: tuple(lessons))
    monkeypatch.setattr(train_classifier, "SETTLING_HANDS", frozenset({"c", "e"}))
    monkeypatch.setattr(train_encoder, "_EPOCHS", 1)
    assert main(["train", "--to", str(tmp_path / "weights.npz")]) == 0
    assert "urgent (gate): of 1 urgent, which taught nothing, " in capsys.readouterr().out
    with np.load(tmp_path / "weights.npz") as weights:
        before = dict(weights)
    assert main(["train", "--settle", "--to", str(tmp_path / "weights.npz")]) == 0
    with np.load(tmp_path / "weights.npz") as weights:
        assert all(np.allclose(weights[name], array) for name, array in before.items())
        assert weights.files == list(before)
        assert any(name.endswith("query.a") for name in weights)
        assert {
            "head.bias",
            "rarity",
            "weights_urgent",
            "weights_harmful",
            "enough_urgent",
            "sure_harmful",
            "sure_missing",
        } <= set(weights)
