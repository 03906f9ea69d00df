"""Which sentences belong: what readers made of each counts, and how sure it is that it was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from assistant.encoders import TaughtReranker
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
    load_line_reader,
    sentences_of_cases,
    weighed,
)
from corpus.rerankers import bundled_reranker
from corpus.statements import ReviewedSentence, load_cards, load_common, load_signs

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
    features = line_features(a_line("money", sure=1.0), 0.5, 0.5)
    assert features["sure_of_card"] == pytest.approx(
        line_features(a_line("money", sure=0.99), 0.5, 0.5)["sure_of_card"]
    )


def test_every_feature_has_a_weight() -> None:
    model = load_line_model()
    features = set(line_features(a_line("money"), 0.5, 0.5)) | {"bias"}
    assert features == set(model.belongs) == set(model.unfit)
    read = {"read", "chosen", "behind", "is_point", "is_step", "is_never"}
    assert features | read == set(model.belongs_read) == set(model.unfit_read)


def test_what_never_belonged_is_not_shown_and_what_always_did_is() -> None:
    learned = load_line_model()
    model = replace(learned, record=RECORD)
    seldom, often = weighed([a_line("money", sure=0.6), a_line("knives", sure=0.9)], model)
    assert seldom.worth < BELONGS < often.worth


def test_of_two_that_belong_as_often_the_one_that_misleads_is_worth_less() -> None:
    learned = load_line_model()
    of_source = {"money": (30, 12, 12), "knives": (30, 12, 0)}
    record = LineRecord(of_sentence={}, of_source=of_source, of_role=RECORD.of_role)
    model = replace(learned, record=record)
    misleading, general = weighed([a_line("money"), a_line("knives")], model)
    assert misleading.likely == pytest.approx(general.likely)
    assert misleading.worth < general.worth


class ReadsTheFitting(TaughtReranker):
    """Finds that texts with a word belong and fit, that others do neither; and remembers what it was given."""

    def __init__(self, word: str) -> None:
        self._word = word
        self.given: list[tuple[str, str]] = []

    def log_odds(self, first: str, texts: Sequence[str]) -> np.ndarray:
        self.given += [(first, text) for text in texts]
        return np.array([[2.0, 4.0] if self._word in text else [-4.0, -2.0] for text in texts]).reshape(-1, 2)


def test_what_was_read_with_the_message_counts() -> None:
    model = replace(load_line_model(), record=RECORD)
    lines = [a_line("knives", text) for text in ("Ask about the knife", "Ask about the cat")]
    reader = ReadsTheFitting("knife")
    alike = dict.fromkeys((line.key for line in lines), 8.0)
    knife, cat = weighed(lines, model, "He held a knife", reader, chosen=alike)
    assert reader.given == [("He held a knife", line.sentence.text) for line in lines]
    assert knife.worth > max(BELONGS, cat.worth)
    unread = weighed(lines, model)
    assert knife.likely > cat.likely
    assert knife.unfit < cat.unfit
    assert unread[0].worth == unread[1].worth


def test_what_was_made_of_a_sentence_in_messages_like_this_one_counts() -> None:
    lines = [a_line("knives", text) for text in ("Ask about the knife", "Ask about the cat")]
    pairs = {line.key: np.array([[0, mark]], dtype=np.int16) for line, mark in zip(lines, (2, 0), strict=True)}
    known = KnownMarks(embedder="any", messages=np.ones((1, 1), dtype=np.float32), of_sentence=pairs)
    near = MarksNear(known=known, counts=np.ones(1, dtype=np.float32))
    knife, cat = weighed(lines, replace(load_line_model(), record=RECORD), near=near)
    assert knife.likely > cat.likely
    assert knife.unfit < cat.unfit


def test_of_two_that_were_read_alike_the_one_that_would_be_chosen_is_likelier() -> None:
    model = replace(load_line_model(), record=RECORD)
    lines = [a_line("knives", text) for text in ("Ask about the knife", "Ask about the knives")]
    chosen = dict(zip((line.key for line in lines), (12.0, 3.0), strict=True))
    likely, unlikely = weighed(lines, model, "He held a knife", ReadsTheFitting("kni"), chosen=chosen)
    assert likely.likely > unlikely.likely


def test_only_what_would_likeliest_be_chosen_is_read_and_nothing_else_belongs() -> None:
    lines = [a_line("money", f"Step {n}") for n in range(40)]
    chosen = {line.key: float(n) for n, line in enumerate(lines)}
    reader = ReadsTheFitting("Step")
    found = weighed(lines, load_line_model(), "He shouts", reader, chosen=chosen)
    assert [text for _, text in reader.given] == [f"Step {n}" for n in range(39, 11, -1)]
    assert {line.likely for line in found[:12]} == {0.0}
    assert min(line.likely for line in found[12:]) > 0.0
    assert weighed([], load_line_model(), "He shouts", ReadsTheFitting(""), chosen={}) == []


def test_what_would_be_chosen_may_be_said_though_nothing_told_of_its_card() -> None:
    card, sign = load_cards()[0], load_signs()[0]
    untold, told = card.steps[0], load_cards()[1]
    known = Recognition(tells=True, situations=(told,), likely={told.card_id: 0.9})
    keys = {text: key for key, text in sentences_of_cases().items()}
    common = load_common()[0].steps[0]
    chosen = {keys[one.text]: 9.0 for one in (untold, sign.step, told.steps[0], common)}
    lines = lines_of(known, (), notification=True, chosen=chosen)
    added = [line for line in lines if line.of not in {told.card_id, "notification"}]
    assert [line.sentence for line in added] == [untold, sign.step]
    assert max(line.sure for line in added) < 0.1
    assert [line.sentence for line in lines].count(told.steps[0]) == 1


def test_every_sentence_that_may_be_said_has_a_place_among_what_is_chosen() -> None:
    assert set(load_line_chooser().names) == set(sentences_of_cases()), "python -m evals lines --train"


@pytest.mark.skipif(bundled_reranker() is None, reason="the optional reranker is not installed")
def test_the_reader_parts_what_belongs_from_what_rests_on_something_else() -> None:
    reader = load_line_reader(1)
    assert reader is not None
    (card,) = (one for one in load_cards() if one.card_id == "pregnancy-or-baby")
    referring, pupil_cares = card.steps[0].text, card.questions[-1].text
    assert "care" in pupil_cares
    message = (
        "Mum is 30 weeks pregnant and he pushed her down the stairs on Sunday. Her son in Year 2 saw it. What do I do?"
    )
    belongs, rests_on_more = reader.log_odds(message, [referring, pupil_cares])
    assert (belongs > rests_on_more + 1).all()


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
