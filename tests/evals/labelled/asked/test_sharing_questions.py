"""The labelled questions about sharing hold together, teach, and are scored as they should be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from assistant.understand import NOT_SHARING, SharingRequest, story_of_sharing
from assistant.understand.sharing import sharing_direction as learned
from assistant.understand.sharing import sharing_recipient as recipients
from corpus.models import SentenceTransformerEmbedder
from corpus.statements import Direction, load_sharing
from evals.labelled.asked.asked_kinds import ASKS, LabelledQuestion
from evals.labelled.asked.sharing_questions import STORIES, SharingMessage, figures_of, lessons, train, train_recipients
from evals.labelled.labelled_sets import read_labelled

WAYS = {*(direction.value for direction in Direction), "consent"}


def stories(part: str = "") -> tuple[SharingMessage, ...]:
    return read_labelled(STORIES, TypeAdapter(SharingMessage), part)


def test_no_hand_is_in_both_parts_and_every_recipient_and_way_is_known() -> None:
    assert not {row.hand for row in stories("tune")} & {row.hand for row in stories("kept")}
    asked = {tuple(one.split(":")) for row in stories() for one in row.asks}
    assert {way for _, way in asked} <= WAYS
    assert {who for who, _ in asked} <= {one.recipient_id for one in load_sharing().recipients}


def test_of_a_message_that_asks_in_several_ways_the_first_alone_teaches() -> None:
    text = "The GP rang. Can I tell her? And must she tell us?"
    story = SharingMessage(id="a", part="tune", hand="x", text=text, asks=("health:tell", "health:owed"))
    assert [(one.part.words, one.direction) for one in lessons([story], [])] == [("Can I tell her?", "tell")]


def test_what_is_right_is_counted_and_what_is_taken_for_it() -> None:
    def row(*asks: str) -> SharingMessage:
        return SharingMessage(id="a", part="kept", hand="x", text="?", asks=asks)

    told = SharingRequest(recipients=("abusive-parent",), direction=Direction.TELL)
    found = figures_of(
        [row("parent:tell"), row("health:ask"), row(), row("social-care:consent")], [[told], [told], [told], []]
    )
    assert [(share.mean, share.n) for share in found.values()] == [(2 / 3, 3), (1 / 3, 3), (1.0, 1)]


def test_a_consent_alone_is_asked_of_what_we_would_tell() -> None:
    row = SharingMessage(
        id="a", part="kept", hand="x", text="?", asks=("health:asked", "health:consent", "police:consent")
    )
    assert row.wanted == {"health:asked", "police:tell"}


def test_a_model_is_learned_that_hears_what_it_was_taught(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = read_labelled(ASKS, TypeAdapter(LabelledQuestion), "tune")[:80]
    taught = lessons(stories("tune")[:80], asks)
    train(taught, embedder, tmp_path / "weights.npz")
    model = learned.kind_model("assistant.understand", str(tmp_path / "weights.npz"))
    assert {NOT_SHARING, "tell", "asked"} <= set(model.kinds)
    monkeypatch.setattr(learned, "load_sharing_directions", lambda: model)
    heard = [one for one in taught if one.direction == "tell"][:10]
    assert len(heard) == 10
    found = [learned.directions_asked(one.part, story_of_sharing(one.message, one.part), embedder) for one in heard]
    assert [max(ways, key=lambda way: ways[way], default=None) for ways in found].count(Direction.TELL) >= 8


def test_whom_it_means_is_learned_from_who_was_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taught = [one for one in lessons(stories("tune"), []) if one.recipients]
    train_recipients(taught, tmp_path / "weights.npz")
    with np.load(tmp_path / "weights.npz") as made:
        weights = dict(zip(map(str, made["signs"]), map(float, made["weights"]), strict=True))
    ours = recipients.load_sharing_recipients()
    assert weights.keys() == ours.keys()
    assert all(abs(weights[sign] - ours[sign]) < 0.01 for sign in ours)
    monkeypatch.setattr(recipients, "load_sharing_recipients", dict)
    story = story_of_sharing(taught[0].message, taught[0].part)
    assert recipients.recipient_asked(story, {Direction.TELL: 1.0}, threshold=0.9) is None
