"""The labelled messages about situations hold together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from corpus.statements import load_cards
from evals.__main__ import main
from evals.labelled.cases import situation_messages
from evals.labelled.cases.situation_messages import MESSAGES, SituationMessage, train, weighing_hands
from evals.labelled.labelled_sets import read_labelled
from tests.doubles import WordEmbedder


def messages(part: str = "") -> tuple[SituationMessage, ...]:
    return read_labelled(MESSAGES, TypeAdapter(SituationMessage), part)


def test_no_hand_is_in_both_parts_and_every_label_is_a_card() -> None:
    assert not {row.hand for row in messages("tune")} & {row.hand for row in messages("kept")}
    assert {label for row in messages() for label in row.labels} == {card.card_id for card in load_cards()}
    assert len({row.text for row in messages()}) == len(messages())


def test_what_a_message_is_agrees_with_its_labels() -> None:
    assert [row.id for row in messages() if bool(row.labels) != (row.kind == "worry")] == []
    assert {row.kind for row in messages()} == {"worry", "plain", "near"}
    assert [row.id for row in messages() if set(row.labels) & set(row.doubtful)] == []


def test_hands_that_weigh_the_models_teach_none_and_what_is_doubtful_teaches_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        SituationMessage(
            id=f"{hand}{n}",
            part="tune",
            hand=hand,
            kind="worry",
            text=f"{hand} tells of the neck, he says {n}",
            labels=("strangulation",) if n % 2 else ("economic-control",),
            doubtful=() if n % 2 else ("strangulation",),
        )
        for hand in "defghijkl"
        for n in range(4)
    ]
    taught: list[tuple[str, float]] = []
    at = [card.card_id for card in load_cards()].index("strangulation")

    def teach(texts: Sequence[str], told: np.ndarray, **_: object) -> dict[str, np.ndarray]:
        taught.extend(zip(texts, told[:, at], strict=True))
        return {"head.weight": np.zeros((1, 1), dtype=np.float16)}

    class Nothing:
        def __init__(self, _: object) -> None:
            """It has learned nothing."""

        def log_odds(self, texts: Sequence[str]) -> np.ndarray:
            return np.zeros((len(texts), len(load_cards())), dtype=np.float32)

    solved: list[int] = []
    ridge = situation_messages._ridge
    monkeypatch.setattr(situation_messages, "_ridge", lambda read, told: solved.append(len(read)) or ridge(read, told))
    monkeypatch.setattr(situation_messages, "teach_labels", teach)
    monkeypatch.setattr(situation_messages, "LabelledEncoder", Nothing)
    train(rows, WordEmbedder(), tmp_path / "learned.npz")
    weighs = weighing_hands([row.hand for row in rows])
    assert weighs == {"h"}
    assert {text[0] for text, _ in taught} == set("defghijkl") - weighs
    assert solved == [len(taught)] == [32]
    assert {told for text, told in taught if text.endswith("2")} == {0.5}
    assert {told for text, told in taught if text.endswith("3")} == {1.0}


@pytest.mark.parametrize(("doubtful", "precision"), [([], (0.5, 2)), (["strangulation"], (1.0, 1))])
def test_what_is_doubtful_is_not_counted_as_invented(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    doubtful: list[str],
    precision: tuple[float, int],
) -> None:
    monkeypatch.setattr(situation_messages, "cues_in", lambda _: frozenset({"strangulation"}))
    row = {
        "id": "told",
        "part": "kept",
        "hand": "x",
        "kind": "worry",
        "text": "He held her neck.",
        "labels": ["strangulation"],
    }
    other = row | {"id": "perhaps", "kind": "near", "text": "He held her.", "labels": [], "doubtful": doubtful}
    file = tmp_path / "messages.jsonl"
    file.write_text("\n".join(map(json.dumps, (row, other))), encoding="utf-8")
    assert main(["situations", "--messages", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["precision, cues alone"]
    assert (found["mean"], found["n"]) == precision


def test_every_card_is_taught_by_several_hands() -> None:
    rows = messages("tune")
    weigh = weighing_hands([row.hand for row in rows])
    teach = (row for row in rows if row.hand not in weigh)
    taught = Counter(label for label, _ in {(label, row.hand) for row in teach for label in row.labels})
    assert [card.card_id for card in load_cards() if taught[card.card_id] < 10] == []
