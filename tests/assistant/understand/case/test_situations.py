"""Situations: cues read as written, models that belong to the cards there are, and messages that are recognised."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from assistant.encoders import LabelledEncoder
from assistant.understand import recognise
from assistant.understand.case import situations
from assistant.understand.case.situations import SituationModel, load_situation_model, ruled_out
from corpus.models import SentenceTransformerEmbedder, Vectors
from corpus.statements import load_cards
from tests.doubles import WordEmbedder


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


def test_the_models_were_taught_for_the_cards_there_are() -> None:
    assert load_situation_model().names == tuple(card.card_id for card in load_cards()), (
        "python -m evals situations --train"
    )


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("Y2 says daddy puts his hands round mummy's neck till she goes floppy.", "strangulation"),
        ("Mum is six months pregnant and he shoved her into the worktop last night.", "pregnancy-or-baby"),
        ("He got out of prison on Monday and has been at our gate twice.", "release-bail-or-breached-order"),
        ("Her visa depends on him, he says he will have her deported without the children.", "no-recourse"),
        ("He checks her phone every night and tracks her with an app.", "phone-and-online-control"),
        ("She has his bank card taken off her and has to show receipts for everything.", "economic-control"),
    ],
)
def test_a_situation_is_recognised(embedder: SentenceTransformerEmbedder, text: str, card: str) -> None:
    found = recognise(text, embedder)
    assert found.tells
    assert card in [one.card_id for one in found.situations]


@pytest.mark.parametrize(
    "text",
    [
        "What is coercive control?",
        "How often must DSLs refresh their training?",
        "Which section makes strangulation an offence?",
    ],
)
def test_a_general_question_tells_of_nobody(embedder: SentenceTransformerEmbedder, text: str) -> None:
    assert not recognise(text, embedder).tells


def test_with_another_embedder_the_cues_speak_alone() -> None:
    found = recognise("He strangled her with a scarf in front of the kids.", WordEmbedder())
    assert found.tells is None
    assert "strangulation" in [card.card_id for card in found.situations]


@pytest.mark.parametrize(
    ("card", "told", "not_told"),
    [
        (
            "late-notification",
            "Encompass came today, twelve days late: he assaulted mum.",
            "Encompass received 11.15. Overnight he assaulted mum and left.",
        ),
        (
            "repeat-notification",
            "A third police notice this term, verbal again.",
            "Police email at 7.52: verbal incident, two children upstairs.",
        ),
        (
            "pregnancy-or-baby",
            "She puts the doll in the oven, and mum is pregnant and frightened of him.",
            "In the home corner she puts the doll in a cupboard: “shh, baby, or daddy will find us”.",
        ),
        (
            "recent-separation",
            "They first split two years ago. Mum took him back, and last week she left him; he waits outside her work.",
            "Mum left his dad a year and a half ago and says that everything is fine. He flinches when a door bangs.",
        ),
    ],
)
def test_a_card_is_ruled_out_by_words_with_which_it_is_not_spoken_of(
    embedder: SentenceTransformerEmbedder, card: str, told: str, not_told: str
) -> None:
    assert card in recognise(told, embedder).likely
    assert card not in recognise(not_told, embedder).likely
    assert card in ruled_out(not_told)
    assert card not in ruled_out(told)


AS_AT = date(2026, 12, 2)
OLD = "Her dad strangled mum in 2019 and went to prison for it."


@pytest.mark.parametrize(
    "text",
    [f"{OLD} We have a lesson on first aid coming, what do I tell mum?", OLD],
)
def test_what_is_told_only_of_long_ago_is_told_as_past(embedder: SentenceTransformerEmbedder, text: str) -> None:
    found = recognise(text, embedder, as_at=AS_AT)
    assert "strangulation" in [card.card_id for card in found.situations]
    assert "strangulation" in found.past
    assert not recognise(text, embedder).past, "without a day nothing is past"


def test_what_is_told_of_now_as_well_is_not_past(embedder: SentenceTransformerEmbedder) -> None:
    text = f"{OLD} This morning she said that her stepdad put his hands round mum's neck until she went floppy."
    found = recognise(text, embedder, as_at=AS_AT)
    assert "strangulation" in [card.card_id for card in found.situations]
    assert not found.past


def test_a_pregnancy_of_long_ago_is_none(embedder: SentenceTransformerEmbedder) -> None:
    text = "Mum was pregnant in 2015 and he pushed her down the stairs then. Our Year 6 girl has asked about her birth."
    assert "pregnancy-or-baby" in recognise(text, embedder).likely
    assert "pregnancy-or-baby" not in recognise(text, embedder, as_at=AS_AT).likely


def test_with_another_embedder_nothing_is_known_to_be_past() -> None:
    assert not recognise(OLD, WordEmbedder(), as_at=AS_AT).past


class _Silent(LabelledEncoder):
    """Says of the first card that it is as likely as the others know, and of the second that it is not there."""

    def __init__(self) -> None:
        pass

    def read(self, text: str) -> Vectors:
        return np.array([0, -9] if text else [], dtype=np.float32)

    def log_odds(self, texts: Sequence[str]) -> Vectors:
        return np.array([[len(text), 0] for text in texts], dtype=np.float32)


def test_a_situation_that_is_likely_and_not_sure_is_told_as_one_that_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    likely, less = load_cards()[:2]
    embedder, nothing = WordEmbedder(), np.zeros(0, dtype=np.float32)
    model = SituationModel(
        embedder=embedder.name,
        names=(likely.card_id, less.card_id),
        stems={},
        rarity=nothing,
        weights=np.zeros((embedder.dimension + 1, 2), dtype=np.float32),
        cue_precision=np.zeros(2, dtype=np.float32),
        encoder=_Silent(),
        mix=np.array([0, 1, 0, 0, 0, 0, _log_odds((situations.THRESHOLD + situations.SURE) / 2)], dtype=np.float32),
        tells=np.zeros(embedder.dimension + 1, dtype=np.float32),
    )
    monkeypatch.setattr(situations, "load_situation_model", lambda: model)
    found = recognise("Something is told of somebody.", embedder)
    assert [card.card_id for card in found.situations] == [likely.card_id]
    assert found.unsure == {likely.card_id}
    assert found.told_in == {likely.card_id: "Something is told of somebody"}, "in the words that are read so most"


def test_the_words_that_speak_of_a_situation_are_given_back(embedder: SentenceTransformerEmbedder) -> None:
    text = (
        "Year 4 boy, quiet lad, mum and dad split up in May. He said daddy squeezed mummy's neck till she went floppy."
    )
    assert "squeezed mummy's neck" in recognise(text, embedder).told_in["strangulation"]


def _log_odds(share: float) -> float:
    return float(np.log(share / (1 - share)))
