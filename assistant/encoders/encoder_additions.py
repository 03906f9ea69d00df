"""What is added to the bundled encoder's weights to teach it something: low-rank products (Hu et al. 2021, arXiv:2106.09685)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray


def low_rank_layers(encoder: Any) -> dict[str, Any]:
    """Return the layers that additions are made to, by name: every linear one of every block."""
    from torch import nn  # noqa: PLC0415  # four seconds that a command without a question need not pay

    return {
        name: layer
        for name, layer in encoder.named_modules()
        if isinstance(layer, nn.Linear) and ".encoder.layer." in name
    }


def add_low_rank(encoder: Any, additions: Mapping[str, NDArray[np.float16]]) -> None:
    """Add what was learned to the weights of an encoder's layers.

    Parameters
    ----------
    encoder : SentenceTransformer
        Of one's own: its weights change.
    additions : mapping of str to array
        By name of a layer, followed by ``.a`` of shape (rank, in) and ``.b`` of shape (out, rank): b times a is added.
    """
    import torch  # noqa: PLC0415  # as above

    with torch.no_grad():
        for name, layer in low_rank_layers(encoder).items():
            a, b = (torch.from_numpy(additions[f"{name}.{part}"].astype(np.float32)) for part in "ab")
            layer.weight += b @ a
