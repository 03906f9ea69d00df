"""The labelled messages about situations hold together."""

from __future__ import annotations

from collections import Counter

from pydantic import TypeAdapter

from corpus.statements import load_cards
from evals.labelled.cases.situation_messages import MESSAGES, SituationMessage
from evals.labelled.labelled_sets import read_labelled


def messages(part: str = "") -> tuple[SituationMessage, ...]:
    return read_labelled(MESSAGES, TypeAdapter(SituationMessage), part)


def test_no_hand_is_in_both_parts_and_every_label_is_a_card() -> None:
    assert not {row.hand for row in messages("tune")} & {row.hand for row in messages("kept")}
    assert {label for row in messages() for label in row.labels} == {card.card_id for card in load_cards()}
    assert len({row.text for row in messages()}) == len(messages())


def test_what_a_message_is_agrees_with_its_labels() -> None:
    assert [row.id for row in messages() if bool(row.labels) != (row.kind == "worry")] == []
    assert {row.kind for row in messages()} == {"worry", "plain", "near"}


def test_every_card_is_taught_by_several_hands() -> None:
    taught = Counter(label for label, _ in {(label, row.hand) for row in messages("tune") for label in row.labels})
    few = {card.card_id for card in load_cards() if taught[card.card_id] < 5}
    assert few == {"armed-forces-family"}, "which six messages speak of: its cues find it, and no model does"
