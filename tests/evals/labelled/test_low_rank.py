"""Additions of low rank change nothing before they are taught, and are all that is; batches hold texts as long as each other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from evals.labelled import low_rank


def test_an_addition_is_nought_at_first_and_all_that_is_taught() -> None:
    model = nn.Sequential(nn.Linear(6, 4), nn.Linear(4, 2))
    given = torch.ones(3, 6)
    before = model(given)
    low_rank.add_to(model, ["1"])
    assert torch.equal(model(given), before)
    assert [name for name, _ in low_rank.added(model)] == ["1.a", "1.b"]


@pytest.mark.parametrize("before", ["", "encoder."])
def test_additions_begin_with_what_a_file_holds_whatever_else_is_in_it(tmp_path: Path, before: str) -> None:
    model = nn.Sequential(nn.Linear(6, 4), nn.Linear(4, 2))
    low_rank.add_to(model, ["1"])
    held = {f"{before}{name}": np.full(some.shape, 0.5) for name, some in low_rank.added(model)}
    np.savez(tmp_path / "held.npz", names=np.array(["one"]), **held)
    low_rank.begin_with(model, tmp_path / "held.npz")
    assert all(bool((some == 0.5).all()) for _, some in low_rank.added(model))


def test_a_batch_has_each_pair_once_and_pairs_of_like_length() -> None:
    lengths = [int(n) for n in np.random.default_rng(0).integers(5, 170, 1300)]
    batches = low_rank.batches(lengths, np.random.default_rng(1))
    assert sorted(at for batch in batches for at in batch) == list(range(1300))
    spreads = [max(lengths[at] for at in batch) - min(lengths[at] for at in batch) for batch in batches]
    assert np.median(spreads) < 20  # of lengths from 5 to 170
