"""Teach the encoder of messages (assistant/safety/message_encoder.py): additions of low rank to its weights, and a head.

Some five minutes on two cores that reckon in bfloat16. The same messages on the same machine give the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional
from torch.nn.utils import parametrize

from assistant.safety import LABELS, low_rank_layers
from corpus.models import bundled_encoder

_RANK = 32
_EPOCHS = 4
_BATCH = 32
_RATE, _HEAD_RATE = 7e-4, 2e-3
_WARM_STEPS = 50
_LEAST_RATE = 0.02
_SMOOTHING = 0.05
_DROPOUT = 0.1
_MAX_TOKENS = 128  # the longest message has 76 words
_SORTED_TOGETHER = 20  # batches: messages as long as each other are padded less


class _LowRank(nn.Module):
    """A weight with b times a added to it; nought at first."""

    def __init__(self, weight: torch.Tensor) -> None:
        super().__init__()
        self.a = nn.Parameter(torch.randn(_RANK, weight.shape[1]) / (2 * _RANK**0.5))
        self.b = nn.Parameter(torch.zeros(weight.shape[0], _RANK))

    def forward(self, weight: torch.Tensor) -> torch.Tensor:
        return weight + self.b @ self.a


def teach(texts: Sequence[str], wanted: NDArray[np.bool_], seed: int = 0) -> dict[str, NDArray[np.float16]]:
    """Teach the bundled encoder what kind of message each text is.

    Parameters
    ----------
    texts : sequence of str
        The messages.
    wanted : array of shape (len(texts), len(LABELS))
        Which kinds each may be of: one, or several where it is not known which of them.
    seed : int
        For the order, and for where the additions start from.

    Returns
    -------
    dict of str to array
        What ``MessageEncoder`` takes.
    """
    torch.manual_seed(seed)
    drawn = np.random.default_rng(seed)
    encoder = bundled_encoder()
    encoder.requires_grad_(requires_grad=False)
    encoder.max_seq_length = _MAX_TOKENS
    layers = low_rank_layers(encoder)
    for layer in layers.values():
        parametrize.register_parametrization(layer, "weight", _LowRank(layer.weight))
    head = nn.Linear(encoder.get_embedding_dimension(), len(LABELS))
    added = [parameter for parameter in encoder.parameters() if parameter.requires_grad]
    batches = [batch for _ in range(_EPOCHS) for batch in _batches(texts, drawn)]
    optimizer = torch.optim.AdamW(
        [{"params": added, "lr": _RATE}, {"params": head.parameters(), "lr": _HEAD_RATE}], weight_decay=0.01
    )
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / _WARM_STEPS) * max(_LEAST_RATE, 1 - step / len(batches))
    )
    encoder.train()
    for batch in batches:
        loss = _loss(encoder, head, [texts[at] for at in batch], torch.from_numpy(wanted[batch]))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(added, 1.0)
        optimizer.step()
        rate.step()
    taught = {"head.weight": head.weight, "head.bias": head.bias}
    for name, layer in layers.items():
        addition = layer.parametrizations.weight[0]
        taught |= {f"{name}.a": addition.a, f"{name}.b": addition.b}
    return {name: weights.detach().numpy().astype(np.float16) for name, weights in taught.items()}


def _loss(encoder: Any, head: nn.Linear, texts: list[str], wanted: torch.Tensor) -> torch.Tensor:
    with parametrize.cached(), torch.autocast("cpu", torch.bfloat16):
        vectors = encoder(encoder.preprocess(texts))["sentence_embedding"]
        scores = head(functional.dropout(vectors, _DROPOUT))
    likely = functional.log_softmax(scores.float(), dim=1)
    right = torch.logsumexp(likely.masked_fill(~wanted, -torch.inf), dim=1)
    return -((1 - _SMOOTHING) * right + _SMOOTHING * likely.mean(dim=1)).mean()


def _batches(texts: Sequence[str], drawn: np.random.Generator) -> list[NDArray[np.int64]]:
    """Return the messages of an epoch by their places, in batches of messages as long as each other."""
    order = drawn.permutation(len(texts))
    n = _BATCH * _SORTED_TOGETHER
    batches = []
    for start in range(0, len(texts), n):
        some = sorted(order[start : start + n], key=lambda at: len(texts[at]))
        batches += [np.array(some[at : at + _BATCH]) for at in range(0, len(some), _BATCH)]
    return [batches[at] for at in drawn.permutation(len(batches))]
