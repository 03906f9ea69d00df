"""The sets of messages that vote, and their file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexDamaged
from corpus.index.message_vectors import MessageVectors, message_set_of
from tests.doubles import WORD_CALIBRATION

VECTORS = np.eye(3, 4, dtype=np.float32)
MESSAGES = message_set_of(VECTORS, [{0: 1.0, 4: 0.5}, {2: 1.0}, {0: 0.6}])
EVERYWHERE = np.ones(5, dtype=bool)


def near(*weights: float) -> np.ndarray:
    vector = np.array([*weights, 0.0], dtype=np.float32)
    return vector / np.linalg.norm(vector)


def test_the_nearest_message_has_most_to_say() -> None:
    found = MESSAGES.vote(near(1.0, 0.1, 0.0), EVERYWHERE, 3, WORD_CALIBRATION)
    assert [at for at, _ in found] == [0, 4, 2]
    assert found[0][1] > 1.9 * found[1][1] > 0


def test_without_calibration_a_vote_goes_by_rank_however_near_the_messages_are() -> None:
    close, apart = (MESSAGES.vote(near(1.0, weight, 0.0), EVERYWHERE, 2, None) for weight in (0.99, 0.01))
    assert close == apart
    assert dict(close) == pytest.approx({0: 2 / 3, 4: 1 / 3, 2: 1 / 3})


def test_votes_are_shares_of_one_and_add_up_where_messages_agree() -> None:
    (both,) = [votes for at, votes in MESSAGES.vote(near(1.0, 0.0, 1.0), EVERYWHERE, 2, WORD_CALIBRATION) if at == 0]
    assert both == pytest.approx(0.8)  # half of 1.0 and half of 0.6
    assert sum(
        votes for _, votes in MESSAGES.vote(near(0.0, 1.0, 0.0), EVERYWHERE, 1, WORD_CALIBRATION)
    ) == pytest.approx(1.0)


def test_only_as_many_vote_as_may_and_only_for_what_is_allowed() -> None:
    assert [at for at, _ in MESSAGES.vote(near(0.2, 1.0, 0.0), EVERYWHERE, 1, WORD_CALIBRATION)] == [2]
    allowed = np.array([False, True, True, True, False])
    assert [at for at, _ in MESSAGES.vote(near(1.0, 0.1, 0.0), allowed, 3, WORD_CALIBRATION)] == [2]


def test_the_nearest_messages_lead_to_their_first_passage_each_once() -> None:
    found = MESSAGES.nearest(near(1.0, 0.5, 0.8), EVERYWHERE, 5)
    assert [at for at, _ in found] == [0, 2]
    assert [cosine for _, cosine in found] == pytest.approx([near(1.0, 0.5, 0.8)[0], near(1.0, 0.5, 0.8)[1]])
    assert MESSAGES.nearest(near(1.0, 0.5, 0.8), EVERYWHERE, 1) == found[:1]
    only = np.array([False, True, True, True, True])
    assert [at for at, _ in MESSAGES.nearest(near(1.0, 0.5, 0.8), only, 5)] == [2]
    assert MESSAGES.nearest(near(1.0, 0.5, 0.8), ~EVERYWHERE, 5) == []
    assert MessageVectors.empty(4).questions.nearest(near(1, 1, 1), EVERYWHERE, 4) == []


def test_without_messages_there_are_no_votes() -> None:
    none = MessageVectors.empty(4)
    assert none.phrases.vote(near(1, 1, 1), EVERYWHERE, 4, WORD_CALIBRATION) == []


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    none = message_set_of(VECTORS[:0], [])
    MessageVectors(questions=MESSAGES, phrases=MESSAGES, cases=none).save(tmp_path / "bridge.npz")
    with np.load(tmp_path / "bridge.npz") as arrays:
        parts = ("said", "positions", "strengths")
        named = {f"{kind}_{part}" for kind in ("asked", "phrases", "cases") for part in parts}
        assert set(arrays.files) == named  # indexes that were built before are read by these names
    loaded = MessageVectors.load(tmp_path / "bridge.npz")
    assert loaded.phrases.vote(near(1, 0, 1), EVERYWHERE, 3, WORD_CALIBRATION) == MESSAGES.vote(
        near(1, 0, 1), EVERYWHERE, 3, WORD_CALIBRATION
    )
    assert loaded.cases.vote(near(1, 0, 1), EVERYWHERE, 3, WORD_CALIBRATION) == []


def test_a_file_of_before_is_read_without_the_matrix_that_it_has_more(tmp_path: Path) -> None:
    MessageVectors(questions=MESSAGES, phrases=MESSAGES, cases=MESSAGES).save(tmp_path / "now.npz")
    with np.load(tmp_path / "now.npz") as arrays:
        np.savez(tmp_path / "before.npz", adapter=np.eye(4, dtype=np.float32), **arrays)
    loaded = MessageVectors.load(tmp_path / "before.npz")
    assert np.array_equal(loaded.questions.vectors, VECTORS)
    assert loaded.led_to() == {0, 2, 4}


@pytest.mark.parametrize("content", [None, b"", b"not an archive"])
def test_a_damaged_file_is_a_clear_error(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "bridge.npz"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"bridge\.npz, cannot be read"):
        MessageVectors.load(file)
