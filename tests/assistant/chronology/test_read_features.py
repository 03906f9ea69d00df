"""Features that models read: sure ones with words that bear them out, and nothing of what is denied or of a service."""

from __future__ import annotations

import pytest

from assistant.chronology import read_features
from assistant.chronology.read_features import features_read
from assistant.understand import Recognition
from corpus.statements import load_cards
from tests.doubles import WordEmbedder

CARDS = {card.card_id: card for card in load_cards()}
TEXT = "Mum said he has been following her to the shop."


def found(
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    card: str = "stalking-or-harassment",
    words: str = "",
    *,
    unsure: bool = False,
    tells: bool | None = True,
    alone: float = 0.9,
) -> list[str]:
    known = Recognition(
        tells=tells,
        situations=(CARDS[card],),
        unsure=frozenset({card} if unsure else ()),
        told_in={card: words or text.rstrip(".")},
    )
    monkeypatch.setattr(read_features, "recognise", lambda *_: known)
    monkeypatch.setattr(read_features, "likely", lambda *_: {card: alone})
    return [one.card_id for one, _, _ in features_read(text, WordEmbedder())]


def test_what_is_sure_is_a_feature_with_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, TEXT) == ["stalking-or-harassment"]


def test_what_is_not_sure_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not found(monkeypatch, TEXT, unsure=True)
    assert not found(monkeypatch, TEXT, alone=0.3)
    assert not found(monkeypatch, TEXT, tells=None)
    assert not found(monkeypatch, "He follows her about.")


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("Mum says he has never been following her anywhere.", "stalking-or-harassment"),
        ("Drew a picture of a man with a knife in it.", "weapon-or-threat-to-kill"),
        ("Urgent referral to CAMHS was sent again today.", "self-harm"),
        ("Missed her check at twelve months, mum told us.", "pregnancy-or-baby"),
        ("Came in with a burn, nan said the iron.", "child-hurt"),
        ("Another boy kicked him hard at break time today.", "child-hurt"),
    ],
)
def test_no_feature_is_read_into_an_entry(text: str, card: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not found(monkeypatch, text, card)


def test_a_girl_who_cuts_herself_is_not_cut_by_others(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, "She says she has been cutting the tops of her legs with a razor.", "fgm") == []
    assert found(monkeypatch, "She says her little sister is to be cut at Christmas like her.", "fgm") == ["fgm"]
