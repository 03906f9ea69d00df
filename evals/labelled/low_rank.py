"""What teaching an encoder shares: additions of low rank to its layers (Hu et al. 2021, arXiv:2106.09685), and batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from assistant.encoders import taught_in

RANK = 32
BATCH = 32
WARM_STEPS = 50
_LEAST_RATE = 0.02
_DECAY = 0.01
_SORTED_TOGETHER = 20  # batches: texts as long as each other are padded less


class LowRank(nn.Module):
    """A layer with b times a added to its weights; nought at first."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        self.a = nn.Parameter(torch.randn(RANK, layer.in_features) / (2 * RANK**0.5))
        self.b = nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        """Return what the layer gives with its addition: the addition is reckoned apart, since it is the less work to teach."""
        added: torch.Tensor = self.layer(given) + (given @ self.a.T) @ self.b.T
        return added


def add_to(model: nn.Module, layers: Sequence[str]) -> None:
    """Put an addition on layers of a model, by name; nothing else of the model is taught."""
    model.requires_grad_(requires_grad=False)
    for name in layers:
        parent, _, own_name = name.rpartition(".")
        setattr(model.get_submodule(parent), own_name, LowRank(model.get_submodule(name)))  # type: ignore[arg-type]


def added(model: nn.Module) -> Iterator[tuple[str, nn.Parameter]]:
    """Return what is taught of a model, by name.

    Yields
    ------
    tuple of str and Parameter
    """
    return ((name, some) for name, some in model.named_parameters() if some.requires_grad)


def begin_with(model: nn.Module, learned: Path) -> None:
    """Take what a file holds for where the additions of a model begin."""
    with np.load(learned, allow_pickle=False) as stored, torch.no_grad():
        held = taught_in(stored) or stored
        for name, some in added(model):
            some.copy_(torch.from_numpy(held[name].astype(np.float32)))


def decaying(optimizer: torch.optim.Optimizer, n_steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """Return a rate that grows for a few steps and goes down from there."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / WARM_STEPS) * max(_LEAST_RATE, 1 - step / n_steps)
    )


def batches(lengths: Sequence[int], drawn: np.random.Generator, size: int = BATCH) -> list[list[int]]:
    """Return the places of an epoch's texts, in batches of texts as long as each other, in a drawn order."""
    order = drawn.permutation(len(lengths))
    n = size * _SORTED_TOGETHER
    found: list[list[int]] = []
    for start in range(0, len(order), n):
        some = sorted((int(at) for at in order[start : start + n]), key=lambda at: lengths[at])
        found += [some[at : at + size] for at in range(0, len(some), size)]
    return [found[at] for at in drawn.permutation(len(found))]


def learn(
    added: Sequence[nn.Parameter],
    head: Iterable[nn.Parameter],
    batches: Sequence[list[int]],
    loss: Callable[[list[int]], torch.Tensor],
    rates: tuple[float, float],
) -> None:
    """Take a step for each batch towards a lower loss.

    Parameters
    ----------
    added, head : parameters
        What is taught: the additions, and what reads the result.
    batches : sequence of list of int
        The places of the texts of each step.
    loss : callable
        The loss of a batch.
    rates : tuple of float
        How fast the additions learn at most, and how fast the head does.
    """
    groups = [{"params": added, "lr": rates[0]}, {"params": head, "lr": rates[1]}]
    optimizer = torch.optim.AdamW(groups, weight_decay=_DECAY)
    rate = decaying(optimizer, len(batches))
    for batch in batches:
        optimizer.zero_grad()
        loss(batch).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(added, 1.0)
        optimizer.step()
        rate.step()
