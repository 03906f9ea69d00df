"""Which sentences belong: what readers made of each counts, and how sure it is that it was told."""

from __future__ import annotations

import pytest

from assistant.understand import (
    BELONGS,
    CaseLine,
    LineKind,
    LineModel,
    LineRecord,
    LineRole,
    Recognition,
    card_lines,
    common_lines,
    line_features,
    lines_of,
    load_line_model,
    weighed,
)
from corpus.statements import ReviewedSentence, load_cards, load_common

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


def test_the_surer_it_was_told_the_likelier_it_belongs_and_the_less_likely_it_does_not_fit() -> None:
    model = load_line_model()
    card = next(one for one in load_cards() if not one.grave)
    seldom, sometimes, often = (weighed(card_lines(card, sure), model)[1] for sure in (0.4, 0.7, 0.95))
    assert seldom.likely < sometimes.likely < often.likely
    assert seldom.unfit > sometimes.unfit > often.unfit


def test_sureness_is_never_boundless() -> None:
    features = line_features(a_line("money", sure=1.0), 0.5)
    assert features["sure_of_card"] == pytest.approx(line_features(a_line("money", sure=0.99), 0.5)["sure_of_card"])


def test_every_feature_has_a_weight() -> None:
    model = load_line_model()
    features = set(line_features(a_line("money"), 0.5)) | {"bias"}
    assert features == set(model.belongs) == set(model.unfit)


def test_what_never_belonged_is_not_shown_and_what_always_did_is() -> None:
    learned = load_line_model()
    model = LineModel(belongs=learned.belongs, unfit=learned.unfit, record=RECORD)
    seldom, often = weighed([a_line("money", sure=0.6), a_line("knives", sure=0.9)], model)
    assert seldom.worth < BELONGS < often.worth


def test_of_two_that_belong_as_often_the_one_that_misleads_is_worth_less() -> None:
    learned = load_line_model()
    of_source = {"money": (30, 12, 12), "knives": (30, 12, 0)}
    record = LineRecord(of_sentence={}, of_source=of_source, of_role=RECORD.of_role)
    model = LineModel(belongs=learned.belongs, unfit=learned.unfit, record=record)
    misleading, general = weighed([a_line("money"), a_line("knives")], model)
    assert misleading.likely == pytest.approx(general.likely)
    assert misleading.worth < general.worth


def test_all_that_is_said_of_a_card_and_of_every_case_is_weighed() -> None:
    card = load_cards()[0]
    known = Recognition(tells=True, situations=(card,), likely={card.card_id: 0.9}, told_in={card.card_id: "his words"})
    lines = lines_of(known, (), notification=True)
    assert [line.sentence for line in lines if line.of == card.card_id] == list(card.sentences)
    assert {line.words for line in lines if line.of == card.card_id} == {"his words"}
    assert [line.sentence for line in common_lines(notification=True) if line.role is LineRole.NEVER] == list(
        load_common()[1].nevers
    )
    assert {line.of for line in lines} == {card.card_id, "notification"}
