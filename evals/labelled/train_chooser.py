"""Teach what chooses a text for a message (assistant/encoders/taught_chooser.py) with what somebody chose of all texts.

A message is drawn to what was chosen for it and away from all else: a softmax over every text there is, in which what stands
first counts most. The encoder has additions of low rank, which begin with those of another. Where the texts lie is learned as
well: each is drawn back to where it began, so that one that nobody chose yet is still found by its own words. A quarter of an
hour for three thousand messages, on two cores that reckon in bfloat16; the same messages on the same machine give the same file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from assistant.encoders import (
    MAX_CHOOSER_TOKENS,
    SHARPNESS,
    TaughtEncoder,
    as_stored,
    low_rank_layers,
    read_additions,
    taught_in,
)
from corpus.models import bundled_encoder
from evals.labelled import low_rank

_EPOCHS = 4
_RATE, _PLACES_RATE = 6e-4, 2e-3
_BATCH = 32
_N_OWN = 24  # texts’ own words that are read with each batch of messages: so what nobody chose keeps its place
_OWN_COUNT = 0.3  # beside messages
_BACK = 1.0  # how strongly a text is drawn back to where it began
_FIRST = (1.0, 0.7, 0.5, 0.4, 0.3)  # how much what was chosen first, second … counts; the last stands for all after it


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceLesson:
    """A message, and what was chosen for it.

    Parameters
    ----------
    text : str
        The message.
    chosen : tuple of int
        What was chosen, by places among all texts, best first.
    unknown : tuple of int
        Texts that were written after the choice: nothing is learned of them from it.
    """

    text: str
    chosen: tuple[int, ...]
    unknown: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenTexts:
    """The texts that are chosen from.

    Parameters
    ----------
    names : tuple of str
        What each is called.
    own_words : sequence of tuple
        Words that stand for a text by themselves, and its place.
    begins : array of shape (n_texts, dimension)
        Where each lies before anything is taught, as the encoder that is begun with reads it; rows of length 1.
    """

    names: tuple[str, ...]
    own_words: Sequence[tuple[str, int]]
    begins: NDArray[np.float32]


def teach_chooser(
    lessons: Sequence[ChoiceLesson], texts: ChosenTexts, begin_with: Path, to: Path, seed: int = 0
) -> None:
    """Teach it and write what ``read_chooser`` reads.

    Parameters
    ----------
    lessons : sequence of ChoiceLesson
        Each has something that was chosen.
    texts : ChosenTexts
        All that could have been.
    begin_with : Path
        What an encoder was taught before.
    to : Path
        The file.
    seed : int
        For the order, and for what is drawn.
    """
    torch.manual_seed(seed)
    drawn = np.random.default_rng(seed)
    begins = torch.from_numpy(texts.begins)
    places = nn.Parameter(begins.clone())
    encoder = bundled_encoder()
    encoder.max_seq_length = MAX_CHOOSER_TOKENS
    low_rank.add_to(encoder, list(low_rank_layers(encoder)))
    low_rank.begin_with(encoder, begin_with)
    lengths = [len(lesson.text) for lesson in lessons]
    batches = [batch for _ in range(_EPOCHS) for batch in low_rank.batches(lengths, drawn, _BATCH)]
    encoder.train()

    def loss(batch: list[int]) -> torch.Tensor:
        unit = functional.normalize(places, dim=1)
        own = [texts.own_words[at] for at in drawn.integers(len(texts.own_words), size=_N_OWN)]
        of_messages = SHARPNESS * _read(encoder, [lessons[at].text for at in batch]) @ unit.T
        of_own = SHARPNESS * _read(encoder, [words for words, _ in own]) @ unit.T
        return (
            chosen_before_others(
                of_messages, [lessons[at].chosen for at in batch], [lessons[at].unknown for at in batch]
            )
            + _OWN_COUNT * functional.cross_entropy(of_own, torch.tensor([at for _, at in own]))
            + _BACK * ((unit - begins) ** 2).sum(dim=1).mean()
        )

    low_rank.learn([some for _, some in low_rank.added(encoder)], [places], batches, loss, (_RATE, _PLACES_RATE))
    taught = {name: weights.detach().numpy().astype(np.float16) for name, weights in low_rank.added(encoder)}
    save_chooser(to, texts.names, functional.normalize(places.detach(), dim=1).numpy(), taught)


def save_chooser(
    to: Path, names: Sequence[str], places: NDArray[np.float32], additions: dict[str, NDArray[np.float16]]
) -> None:
    """Write what ``read_chooser`` reads."""
    np.savez_compressed(to, names=np.array(names), places=places.astype(np.float16), **as_stored(additions))


def place_new(
    to: Path, hint: str, names: Sequence[str], by_words: Callable[[Sequence[str], TaughtEncoder], NDArray[np.float32]]
) -> None:
    """Give texts that are new a place by their own words, and take out those that are gone; all else stays as it was taught.

    Parameters
    ----------
    to : Path
        The file.
    hint : str
        What to do if it cannot be read.
    names : sequence of str
        The texts that there are now.
    by_words : callable
        Returns where some of these lie by their own words, as an encoder reads them; rows of length 1.

    Raises
    ------
    ModelError
        If the file is missing or cannot be read.
    """
    stored = read_additions(to, hint)
    taught = taught_in(stored)
    known = dict(zip(map(str, stored["names"]), stored["places"].astype(np.float32), strict=True))
    new = [name for name in names if name not in known]
    if new:
        encoder = TaughtEncoder(taught, max_tokens=MAX_CHOOSER_TOKENS)
        known |= dict(zip(new, by_words(new, encoder), strict=True))
    save_chooser(to, names, np.array([known[name] for name in names]), taught)


def _read(encoder: Any, texts: list[str]) -> torch.Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        vectors = encoder(encoder.preprocess(texts))["sentence_embedding"]
    return functional.normalize(vectors.float(), dim=1)


def chosen_before_others(
    scores: torch.Tensor, chosen: Sequence[tuple[int, ...]], unknown: Sequence[tuple[int, ...]]
) -> torch.Tensor:
    """Return how far what was chosen is from standing before all that was not; nothing is told from what was chosen as well.

    Parameters
    ----------
    scores : tensor of shape (n_messages, n_texts)
        What each text has.
    chosen : sequence of tuple of int
        For each message, the places of what was chosen, best first.
    unknown : sequence of tuple of int
        For each message, the places of what could not have been chosen.
    """
    weights = torch.zeros_like(scores)
    for row, places in enumerate(chosen):
        for nth, at in enumerate(places):
            weights[row, at] = _FIRST[min(nth, len(_FIRST) - 1)]
    left_out = weights > 0
    for row, places in enumerate(unknown):
        left_out[row, list(places)] = True
    others = scores.masked_fill(left_out, -torch.inf).logsumexp(dim=1, keepdim=True)
    each = torch.logaddexp(scores, others) - scores
    return ((weights / weights.sum(dim=1, keepdim=True)) * each).sum(dim=1).mean()
