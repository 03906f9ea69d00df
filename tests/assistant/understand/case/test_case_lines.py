"""Which sentences belong: what readers made of each counts, and how sure it is that it was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from assistant.understand import (
    BELONGS,
    CaseLine,
    KnownMarks,
    LineKind,
    LineRecord,
    LineRole,
    MarksNear,
    Recognition,
    card_lines,
    common_lines,
    line_features,
    lines_of,
    load_line_chooser,
    load_line_model,
    sentences_of_cases,
    weighed,
)
from corpus.statements import ReviewedSentence, load_cards, load_common, load_general_steps

RECORD = LineRecord(
    of_sentence={},
    of_source={"money": (30, 3, 15), "knives": (30, 27, 0)},
    of_role={f"{LineKind.CARD} {LineRole.STEP}": (60, 30, 15)},
)


def a_line(of: str, text: str = "Look into it", sure: float = 0.8) -> CaseLine:
    sentence = ReviewedSentence(text=text, ours=True)
    return CaseLine(sentence=sentence, kind=LineKind.CARD, role=LineRole.STEP, of=of, sure=sure)


def test_a_sentence_without_marks_counts_as_its_card_does_and_a_card_without_any_as_its_role() -> None:
    belonged, unfit = zip(*(RECORD.shares(a_line(of)) for of in ("money", "nothing known", "knives")), strict=True)
    assert belonged[0] < 0.3 < belonged[1] < 0.7 < belonged[2]
    assert unfit[0] > 0.4 > unfit[1] > 0.1 > unfit[2]


def test_a_sentence_with_many_marks_counts_for_itself() -> None:
    line = a_line("money")
    seen = LineRecord(of_sentence={line.key: (40, 38, 1)}, of_source=RECORD.of_source, of_role=RECORD.of_role)
    assert seen.shares(line)[0] > 0.85
    mended = a_line("money", text="Look into it today")
    assert seen.shares(mended) == pytest.approx(RECORD.shares(mended)), "a sentence that is mended begins anew"


def alike(lines: Sequence[CaseLine], score: float = 9.0) -> dict[str, float]:
    """Return what says that each of some sentences is as likely to be chosen."""
    return dict.fromkeys((line.key for line in lines), score)


def test_the_surer_it_was_told_the_likelier_it_belongs() -> None:
    card = next(one for one in load_cards() if not one.grave)
    steps = [card_lines(card, sure)[1] for sure in (0.1, 0.4, 0.95)]
    seldom, sometimes, often = weighed(steps, load_line_model(), alike(steps))
    assert seldom.likely < sometimes.likely < often.likely


def test_sureness_is_never_boundless() -> None:
    certain, nearly = (line_features(a_line("money", sure=sure), 0.5, 0.5, 9.0, 9.0) for sure in (1.0, 0.99))
    assert certain["sure_of_card"] == pytest.approx(nearly["sure_of_card"])


def test_every_feature_has_a_weight() -> None:
    model = load_line_model()
    features = set(line_features(a_line("money"), 0.5, 0.5, 9.0, 9.0)) | {"bias"}
    assert features == set(model.belongs) == set(model.unfit)


def test_the_likelier_it_is_chosen_the_likelier_it_belongs() -> None:
    lines = [a_line("knives", text) for text in ("Ask about the knife", "Ask about the knives")]
    chosen = dict(zip((line.key for line in lines), (12.0, 3.0), strict=True))
    likely, unlikely = weighed(lines, load_line_model(), chosen)
    assert likely.worth > BELONGS > unlikely.worth
    nobody_placed = weighed([a_line("knives", "Ask something new")], load_line_model(), chosen)[0]
    assert nobody_placed.worth < unlikely.worth


def test_of_two_that_belong_as_often_the_one_that_misleads_is_worth_less() -> None:
    model = load_line_model()
    of_source = {"money": (30, 12, 12), "knives": (30, 12, 0)}
    record = LineRecord(of_sentence={}, of_source=of_source, of_role=RECORD.of_role)
    lines = [a_line("money"), a_line("knives")]
    misleading, general = weighed(lines, replace(model, record=record), alike(lines))
    assert misleading.likely == pytest.approx(general.likely)
    assert misleading.worth < general.worth


def test_what_was_made_of_a_sentence_in_messages_like_this_one_counts() -> None:
    lines = [a_line("knives", text) for text in ("Ask about the knife", "Ask about the cat")]
    pairs = {line.key: np.array([[0, mark]], dtype=np.int16) for line, mark in zip(lines, (2, 0), strict=True)}
    known = KnownMarks(embedder="any", messages=np.ones((1, 1), dtype=np.float32), of_sentence=pairs)
    near = MarksNear(known=known, counts=np.ones(1, dtype=np.float32))
    knife, cat = weighed(lines, replace(load_line_model(), record=RECORD), alike(lines), near)
    assert knife.likely > cat.likely


def test_every_sentence_that_may_be_said_has_a_place_among_what_is_chosen() -> None:
    assert set(load_line_chooser().names) == set(sentences_of_cases()), "python -m evals lines --weigh"


def test_all_that_is_said_of_a_card_and_of_every_case_is_weighed() -> None:
    card = load_cards()[0]
    known = Recognition(tells=True, situations=(card,), likely={card.card_id: 0.9}, told_in={card.card_id: "his words"})
    lines = lines_of(known, (), notification=True)
    assert [line.sentence for line in lines if line.of == card.card_id] == list(card.sentences)
    assert {line.words for line in lines if line.of == card.card_id} == {"his words"}
    assert [line.sentence for line in common_lines(notification=True) if line.role is LineRole.NEVER] == list(
        load_common()[1].nevers
    )
    assert {line.of for line in lines} == {card.card_id, "notification", *load_general_steps()}
