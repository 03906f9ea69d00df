"""Copies of lessons: what is marked stays marked, and the same seed gives the same copies."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.pii import DetailKind, Span
from evals.labelled.details.detail_lessons import DetailLesson, changed, lesson_of
from evals.labelled.details.redaction_scores import DETAILS, LabelledMessage, read_messages

TEXT = "Spoke to big Kacper, and to K.B.; he's at Fern House, and his mum's name is Hope."


def a_lesson() -> DetailLesson:
    kinds = {"big Kacper": DetailKind.NAME, "K.B.": DetailKind.INITIALS, "Fern House": DetailKind.ADDRESS}
    spans = [(TEXT.index(words), len(words), kind) for words, kind in {**kinds, "Hope": DetailKind.NAME}.items()]
    return DetailLesson(
        text=TEXT,
        spans=tuple(Span(start=at, end=at + n, kind=kind) for at, n, kind in spans),
        hand="x",
        schools_marked=True,
    )


def marked(lesson: DetailLesson) -> list[tuple[str, str]]:
    return [(span.kind.value, lesson.text[span.start : span.end]) for span in lesson.spans]


def test_the_same_seed_gives_the_same_copies() -> None:
    copies = [[changed(a_lesson(), np.random.default_rng(seed)) for seed in range(30)] for _ in range(2)]
    assert copies[0] == copies[1]
    assert len({copy.text for copy in copies[0]}) > 20


@pytest.mark.parametrize("seed", range(60))
def test_a_copy_has_its_details_whole_and_in_order(seed: int) -> None:
    copy = changed(a_lesson(), np.random.default_rng(seed))
    kinds = [kind for kind, _ in marked(copy)]
    assert kinds == ["name", "initials", "address", "name"][-len(kinds) :]  # a part may begin in the middle
    for _, words in marked(copy):
        assert words.strip() == words
        assert words
    if len(kinds) == 4:
        assert marked(copy)[0][1].lower().startswith("big ")
        assert marked(copy)[2][1].lower() == "fern house"


def test_names_are_swapped_and_lose_their_capitals_somewhere() -> None:
    names = {marked(changed(a_lesson(), np.random.default_rng(seed)))[-1][1] for seed in range(60)}
    assert len({name.lower() for name in names}) > 15
    assert any(name.islower() for name in names)
    assert "Hope" in names


def test_one_name_becomes_one_name_in_a_message() -> None:
    text = "Kacper hit Kacper's brother"
    spans = tuple(Span(start=at, end=at + 6, kind=DetailKind.NAME) for at in (0, 11))
    lesson = DetailLesson(text=text, spans=spans, hand="x", schools_marked=True)
    for seed in range(20):
        words = [name.lower() for _, name in marked(changed(lesson, np.random.default_rng(seed)))]
        assert len(set(words)) == 1


def test_schools_are_marked_by_all_but_the_first_hands() -> None:
    rows = {message.hand: lesson_of(message).schools_marked for message in read_messages(DETAILS)}
    assert [hand for hand, marked_there in rows.items() if not marked_there] == ["d1", "d2", "d3", "d4", "d5", "d6"]
    assert lesson_of(LabelledMessage(id="m", text="a", spans=(), part="tune")).schools_marked
