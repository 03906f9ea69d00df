"""Teach an encoder that has labels (assistant/encoders/labelled_encoder.py): additions of low rank to its weights, and a head.

Five minutes to half an hour, by the number of messages, on two cores that reckon in bfloat16. The same messages on the same
machine give the same weights.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from assistant.encoders import HEAD_SCALE, MAX_LABELLED_TOKENS, as_stored, low_rank_layers
from corpus.models import bundled_encoder
from evals.labelled import low_rank

_EPOCHS = 8
_RATE, _HEAD_RATE = 7e-4, 2e-3
_DROPOUT = 0.1
_HEAD_STARTS = 0.2  # of what PyTorch starts it from: the bias says how rare a label is, and the rest is learned
_RAREST, _COMMONEST = 1e-3, 0.98


def teach_labels(
    texts: Sequence[str], labelled: NDArray[np.bool_ | np.float64], seed: int = 0, n_epochs: int = _EPOCHS
) -> dict[str, NDArray[np.float16]]:
    """Teach the bundled encoder which labels each text has.

    Parameters
    ----------
    texts : sequence of str
        The messages.
    labelled : array of shape (len(texts), n_labels)
        1 where it has it, 0 where not; 0.5 where that is doubtful, and NaN where nothing is known.
    seed : int
        For the order, and for where the additions start from.
    n_epochs : int
        How often each text is read.

    Returns
    -------
    dict of str to array
        What ``LabelledEncoder`` takes.
    """
    torch.manual_seed(seed)
    drawn = np.random.default_rng(seed)
    encoder = bundled_encoder()
    encoder.max_seq_length = MAX_LABELLED_TOKENS
    low_rank.add_to(encoder, list(low_rank_layers(encoder)))
    known = torch.from_numpy((~np.isnan(labelled)).astype(np.float32))
    wanted = torch.from_numpy(np.nan_to_num(labelled).astype(np.float32))
    head = _head(encoder.get_embedding_dimension(), wanted.sum(0) / known.sum(0).clamp(min=1))
    added = [some for _, some in low_rank.added(encoder)]
    batches = [batch for _ in range(n_epochs) for batch in low_rank.batches([len(text) for text in texts], drawn)]
    encoder.train()

    def loss(batch: list[int]) -> torch.Tensor:
        logits = _logits(encoder, head, [texts[at] for at in batch])
        return functional.binary_cross_entropy_with_logits(logits, wanted[batch], weight=known[batch])

    low_rank.learn(added, head.parameters(), batches, loss, (_RATE, _HEAD_RATE))
    taught = {"head.weight": head.weight, "head.bias": head.bias, **dict(low_rank.added(encoder))}
    return {name: weights.detach().numpy().astype(np.float16) for name, weights in taught.items()}


def teach_named(
    given: Sequence[tuple[str, Collection[str]]],
    to: Path,
    n_epochs: int = _EPOCHS,
    unknown: Sequence[Collection[str]] = (),
) -> None:
    """Teach the bundled encoder the labels of texts, and write what ``read_named_encoder`` reads.

    Parameters
    ----------
    given : sequence of (str, collection of str)
        Each text, and the labels that it has.
    to : Path
        The file.
    n_epochs : int
        How often each text is read.
    unknown : sequence of collection of str
        For each text, the labels of which nothing is known; none where it is empty.
    """
    names = sorted({name for _, labels in given for name in labels})
    labelled = np.array([[float(name in labels) for name in names] for _, labels in given])
    for row, some in zip(labelled, unknown, strict=False):
        row[[name in some for name in names]] = np.nan
    taught = teach_labels([text for text, _ in given], labelled, n_epochs=n_epochs)
    np.savez_compressed(to, names=np.array(names), **as_stored(taught))


def _head(width: int, share: torch.Tensor) -> nn.Linear:
    head = nn.Linear(width, len(share))
    with torch.no_grad():
        head.bias.copy_(torch.logit(share.clamp(_RAREST, _COMMONEST)))
        head.weight.mul_(_HEAD_STARTS)
    return head


def _logits(encoder: Any, head: nn.Linear, texts: list[str]) -> torch.Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        vectors = encoder(encoder.preprocess(texts))["sentence_embedding"]
        logits: torch.Tensor = head(functional.dropout(vectors * HEAD_SCALE, _DROPOUT))
    return logits.float()
