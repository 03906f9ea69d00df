"""The labelled messages hold together, and the model keeps to its floors on authors it never learned from."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from assistant.safety import CAUTIONS
from corpus.models import SentenceTransformerEmbedder
from evals import __main__ as command
from evals.labelled.gates.caution_messages import MESSAGES, WEIGHTS, CautionMessage, train
from evals.labelled.labelled_sets import read_labelled


def messages(part: str = "") -> tuple[CautionMessage, ...]:
    return read_labelled(MESSAGES, TypeAdapter(CautionMessage), part)


def test_no_author_is_in_both_parts_and_every_label_is_known() -> None:
    assert not {row.hand for row in messages("tune")} & {row.hand for row in messages("kept")}
    assert {label for row in messages() for label in row.labels} == set(CAUTIONS)
    assert len({row.text for row in messages()}) == len(messages())


def test_it_keeps_to_its_floors_on_authors_kept_aside(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["cautions", "--json"]) == 0
    for row in json.loads(capsys.readouterr().out):
        if row["what"] == "found":
            assert row["with_model"] >= max(0.65, row["patterns"]), row
        else:
            assert row["with_model"] <= 0.05, row


@pytest.mark.seldom
def test_training_gives_the_weights_that_come_with_the_project(
    embedder: SentenceTransformerEmbedder, tmp_path: Path
) -> None:
    train(messages("tune"), embedder, tmp_path / "cautions.npz")
    with np.load(tmp_path / "cautions.npz") as made, np.load(WEIGHTS) as ours:
        assert str(made["embedder"]) == str(ours["embedder"])
        assert np.allclose(made["weights"], ours["weights"], atol=1e-2)
        assert np.allclose(made["bias"], ours["bias"], atol=1e-2)
