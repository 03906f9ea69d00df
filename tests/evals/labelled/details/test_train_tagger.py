"""The tagger learns what is marked, the same each time, and nothing of schools that nobody marked."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.safety import DetailTagger, places_of_words
from corpus.pii import DetailKind, Span
from evals.labelled import low_rank
from evals.labelled.details import train_tagger
from evals.labelled.details.detail_lessons import DetailLesson
from evals.labelled.details.redaction_scores import LabelledMessage, LabelledSpan

NAMES = ["zqora", "vlynto", "kreshwin", "obbeluk"]


def a_lesson(text: str, *names: str) -> DetailLesson:
    spans = tuple(
        Span(start=text.index(name), end=text.index(name) + len(name), kind=DetailKind.NAME) for name in names
    )
    return DetailLesson(text=text, spans=spans, hand="x", schools_marked=True)


LESSONS = [
    *(a_lesson(f"a pupil called {name} is upset", name) for name in NAMES),
    *(a_lesson(f"a pupil called me {word}") for word in ("names", "twice", "late", "again")),
]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train_tagger, "_EPOCHS", 25)
    monkeypatch.setattr(low_rank, "WARM_STEPS", 2)
    monkeypatch.setattr(train_tagger, "changed", lambda lesson, _: lesson)
    monkeypatch.setattr(train_tagger, "letter_weights", lambda: np.zeros(train_tagger.N_LETTER_BUCKETS, np.float32))


@pytest.mark.usefixtures("quick")
def test_it_learns_what_it_is_taught_and_the_same_each_time() -> None:
    taught = [train_tagger.teach(LESSONS, (), seed=3) for _ in range(2)]
    for name, weights in taught[0].items():
        np.testing.assert_array_equal(weights, taught[1][name])
    tagger = DetailTagger({**taught[0], "take": np.float32(0.5), "clear": np.float32(0.1)})
    text = "a pupil called zqora is upset"
    likely = tagger.likelihoods(text, places_of_words(text), ())
    assert likely.sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert (1 - likely[:, 0]).argmax() == 3


def test_half_a_word_or_more_in_a_detail_makes_it_one() -> None:
    text = "zqoras mum, and BD3 8QX"
    lesson = DetailLesson(
        text=text,
        spans=(Span(start=0, end=5, kind=DetailKind.NAME), Span(start=16, end=23, kind=DetailKind.POSTCODE)),
        hand="x",
        schools_marked=True,
    )
    labels = train_tagger.prepare(lesson, np.zeros(train_tagger.N_LETTER_BUCKETS, np.float32)).labels
    name, code = (1 + train_tagger.KINDS.index(kind) for kind in (DetailKind.NAME, DetailKind.POSTCODE))
    assert labels.tolist() == [name, 0, 0, 0, code, code + len(train_tagger.KINDS)]


def test_a_school_that_nobody_marked_teaches_nothing() -> None:
    letters = np.zeros(train_tagger.N_LETTER_BUCKETS, np.float32)
    lesson = DetailLesson(text="he is at Oakhurst Primary School", spans=(), hand="d1", schools_marked=False)
    assert (train_tagger.prepare(lesson, letters).labels == -100).sum() == 3
    assert not train_tagger.prepare(replace(lesson, schools_marked=True), letters).labels.any()


def test_letters_of_names_are_told_from_letters_of_words() -> None:
    weights = train_tagger.letter_weights()
    of = {word: weights[train_tagger.letter_buckets(word)].sum() for word in ("oluwadamilare", "kacperek", "meetings")}
    assert min(of["oluwadamilare"], of["kacperek"]) > of["meetings"]


def test_clean_lessons_have_no_detail_that_rules_find() -> None:
    lessons = train_tagger.clean_lessons()
    assert len(lessons) > 1000
    assert not any(train_tagger.found_by_rules(lesson.text).spans for lesson in lessons[::200])


class Certain(DetailTagger):
    """Takes every word with a Q for a name, and every other for somewhat of one."""

    def __init__(self, _: object) -> None:
        pass

    def likelihoods(self, text: str, places: object, ruled: object) -> np.ndarray:
        words = [text[start:end] for start, end in places_of_words(text)]
        found = np.zeros((len(words), train_tagger.N_DETAIL_LABELS), dtype=np.float32)
        found[:, 1] = [0.98 if "q" in word else 0.35 for word in words]
        found[:, 0] = 1 - found[:, 1]
        return found


def test_the_levels_chosen_find_most_and_touch_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train_tagger, "DetailTagger", Certain)
    span = LabelledSpan(start=0, end=3, type=DetailKind.NAME)
    messages = [
        LabelledMessage(id="1", part="tune", text="qqq told us", spans=(span,)),
        LabelledMessage(id="2", part="tune", text="when is it due", spans=(), hand=train_tagger.PLAIN_HAND),
        LabelledMessage(id="3", part="tune", text="qqq is a word", spans=(), hand="tricks"),
    ]
    assert train_tagger.thresholds({}, messages)["take"] > 0.35


def test_the_hands_on_which_the_levels_are_chosen_are_there_and_one_of_them_is_plain() -> None:
    left_out = [message for message in train_tagger.taught_messages() if message.hand in train_tagger.LEFT_OUT]
    assert {message.hand for message in left_out} == train_tagger.LEFT_OUT
    assert not any(message.spans for message in left_out if message.hand == train_tagger.PLAIN_HAND)


def test_weights_are_written_with_their_hash(tmp_path: Path) -> None:
    to = tmp_path / "tagger.npz"
    train_tagger.write({"a": np.ones(3, np.float16)}, to)
    assert (tmp_path / "tagger.sha256").read_text().strip() == hashlib.sha256(to.read_bytes()).hexdigest()
