"""Learn the query adapter: a matrix that turns the vector of what staff say towards that of what guidance says.

One linear map, pulled towards leaving a vector as it is, trained to distinguish the text that is meant from others (InfoNCE, van
den Oord et al. 2018, arXiv 1807.03748). Under a minute on two cores; the same input gives the same matrix on the same machine.
"""

from __future__ import annotations

import numpy as np

from corpus.models import Vectors

_N_EPOCHS = 6
_BATCH = 128
_N_OTHERS = 512
_LEARNING_RATE = 3e-3
_PULL = 0.02
_TEMPERATURE = 0.05
_SEED = 0


def train_adapter(messages: Vectors, meant: Vectors, others: Vectors) -> Vectors:
    """Train the adapter.

    Parameters
    ----------
    messages, meant : array
        Shape ``(n_pairs, dimension)``, rows of length 1: ``meant[i]`` is what ``messages[i]`` should come near.
    others : array
        Shape ``(n_others, dimension)``: texts to distinguish it from, drawn at random.

    Returns
    -------
    array
        Shape ``(dimension, dimension)``; multiply from the right.
    """
    import torch  # noqa: PLC0415  # four seconds that a build without new words need not pay

    chance = torch.Generator().manual_seed(_SEED)
    rows, targets, rest = torch.tensor(messages), torch.tensor(meant), torch.tensor(others)
    identity = torch.eye(messages.shape[1])
    adapter = identity.clone().requires_grad_()
    optimiser = torch.optim.Adam([adapter], lr=_LEARNING_RATE)
    for _ in range(_N_EPOCHS):
        for some in torch.randperm(len(rows), generator=chance).split(_BATCH):
            turned = torch.nn.functional.normalize(rows[some] @ adapter, dim=1)
            drawn = rest[torch.randint(len(rest), (_N_OTHERS,), generator=chance)]
            cosines = torch.cat([turned @ targets[some].T, turned @ drawn.T], dim=1)
            loss = torch.nn.functional.cross_entropy(cosines / _TEMPERATURE, torch.arange(len(some)))
            loss = loss + _PULL * ((adapter - identity) ** 2).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return np.asarray(adapter.detach().numpy(), dtype=np.float32)
