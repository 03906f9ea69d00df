"""Teach the encoder of messages (assistant/safety/message_encoder.py): additions of low rank to its weights, and a head.

Some twenty minutes on two cores that reckon in bfloat16. The same messages on the same machine give the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from assistant.encoders import low_rank_layers
from assistant.safety import LABELS
from corpus.models import bundled_encoder
from evals.labelled import low_rank

_EPOCHS = 4
_RATE, _HEAD_RATE = 7e-4, 2e-3
_SMOOTHING = 0.05
_DROPOUT = 0.1
_MAX_TOKENS = 128  # some 90 words: of the longest stories and requests the end is cut off


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
    encoder.max_seq_length = _MAX_TOKENS
    low_rank.add_to(encoder, list(low_rank_layers(encoder)))
    head = nn.Linear(encoder.get_embedding_dimension(), len(LABELS))
    added = [some for _, some in low_rank.added(encoder)]
    batches = [batch for _ in range(_EPOCHS) for batch in low_rank.batches([len(text) for text in texts], drawn)]
    encoder.train()

    def loss(batch: list[int]) -> torch.Tensor:
        return _loss(encoder, head, [texts[at] for at in batch], torch.from_numpy(wanted[batch]))

    low_rank.learn(added, head.parameters(), batches, loss, (_RATE, _HEAD_RATE))
    taught = {"head.weight": head.weight, "head.bias": head.bias, **dict(low_rank.added(encoder))}
    return {name: weights.detach().numpy().astype(np.float16) for name, weights in taught.items()}


def _loss(encoder: Any, head: nn.Linear, texts: list[str], wanted: torch.Tensor) -> torch.Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        vectors = encoder(encoder.preprocess(texts))["sentence_embedding"]
        scores = head(functional.dropout(vectors, _DROPOUT))
    likely = functional.log_softmax(scores.float(), dim=1)
    right = torch.logsumexp(likely.masked_fill(~wanted, -torch.inf), dim=1)
    return -((1 - _SMOOTHING) * right + _SMOOTHING * likely.mean(dim=1)).mean()
