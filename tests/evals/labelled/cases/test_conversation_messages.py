"""The labelled conversations hold together, and the model keeps to its floors on the author it never learned from."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from corpus.models import SentenceTransformerEmbedder
from evals import __main__ as command
from evals.labelled.cases.conversation_messages import CONVERSATIONS, WEIGHTS, ConversationMessage, pairs, train
from evals.labelled.labelled_sets import read_labelled


def messages(part: str = "") -> tuple[ConversationMessage, ...]:
    return read_labelled(CONVERSATIONS, TypeAdapter(ConversationMessage), part)


def test_no_author_is_in_both_parts_and_each_message_has_something_before_it() -> None:
    assert not {row.hand for row in messages("tune")} & {row.hand for row in messages("kept")}
    assert all(row.before for row in messages())


def test_pairs_are_of_two_messages_and_go_on_with_nothing() -> None:
    drawn = pairs("tune", 20)
    assert len({row.id for row in drawn}) == len(drawn) > 10
    assert not any(row.goes_on for row in drawn)
    assert drawn == pairs("tune", 20)


def test_it_keeps_to_its_floors_on_the_authors_kept_aside(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["conversations", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["goes on"]["joined"] >= 0.83
    assert found["stands alone"]["joined"] <= 0.14
    assert found["stands alone: pair"]["joined"] <= 0.16


@pytest.mark.seldom
def test_training_gives_the_weights_that_come_with_the_project(
    embedder: SentenceTransformerEmbedder, tmp_path: Path
) -> None:
    train(messages("tune"), embedder, tmp_path / "continuation.npz")
    with np.load(tmp_path / "continuation.npz") as made, np.load(WEIGHTS) as ours:
        assert str(made["embedder"]) == str(ours["embedder"])
        assert np.allclose(made["weights"], ours["weights"], atol=1e-2)
        assert np.allclose(made["bias"], ours["bias"], atol=1e-2)
