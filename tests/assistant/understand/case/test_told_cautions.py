"""What never to do is shown where a pattern finds it, where two models agree, or where those of situations are sure."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.safety import CAUTIONS, cautions_in, cautions_of
from assistant.understand import cautions_told, load_situation_model
from assistant.understand.case.told_cautions import HEARD_AS
from corpus.models import SentenceTransformerEmbedder
from tests.doubles import WordEmbedder


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They have booked her a ticket and she is to meet her husband when she lands. She is fifteen.", "honour"),
        (
            "She left him in the night with a bin bag of clothes and both kids, and he does not know where they are.",
            "refuge",
        ),
        ("He grabbed her by the throat last night.", "strangulation"),
    ],
)
def test_what_is_told_is_cautioned(embedder: SentenceTransformerEmbedder, text: str, expected: str) -> None:
    assert expected in cautions_told(text, embedder)


def test_what_only_the_classifier_hears_is_not(embedder: SentenceTransformerEmbedder) -> None:
    text = "Spoke to her. She said it's nothing and that if I ring home she'll stop coming to school. Do I have to tell someone?"
    assert cautions_of(text, embedder), "else nothing is shown by this"
    assert cautions_told(text, embedder) == ()


def test_what_the_models_of_situations_surely_find_needs_nothing_else(
    embedder: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Mum and the children have been moved to a place we may not name, and his sister works in our office."
    monkeypatch.setattr("assistant.understand.case.told_cautions.cautions_of", lambda *_: ())
    assert cautions_in(text) == ()
    assert cautions_told(text, embedder) == ("refuge",)


def test_pressure_on_the_neck_of_long_ago_is_not_to_be_acted_on_today(embedder: SentenceTransformerEmbedder) -> None:
    as_at = date(2026, 12, 2)
    old = "Her dad strangled mum in 2019 and went to prison for it. She seems settled with us."
    again = f"{old} Last night her stepdad had mum by the throat."
    assert "strangulation" in cautions_told(old, embedder), "without a day nothing is past"
    assert "strangulation" not in cautions_told(old, embedder, as_at)
    assert "strangulation" in cautions_told(again, embedder, as_at)


def test_with_another_embedder_the_patterns_stand_alone() -> None:
    text = "he goes through her phone every night"
    assert cautions_told(text, WordEmbedder()) == cautions_in(text) == ("watched_phone",)


def test_each_caution_is_heard_as_cards_that_there_are() -> None:
    assert tuple(HEARD_AS) == tuple(CAUTIONS)
    names = set(load_situation_model().names)
    assert all(names.issuperset(kind.cards) and kind.beside <= kind.alone for kind in HEARD_AS.values())


def test_pressure_on_the_neck_in_a_scene_that_was_written_is_not_cautioned(
    embedder: SentenceTransformerEmbedder,
) -> None:
    told = "A husband strangles his wife and their daughter sees it."
    assert "strangulation" in cautions_told(told, embedder)
    assert "strangulation" not in cautions_told(f"She wrote a scene for drama: made up. {told}", embedder)
