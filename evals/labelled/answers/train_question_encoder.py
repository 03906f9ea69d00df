"""Teach the encoder of questions (assistant/retrieve/question_encoder.py): additions of low rank to the bundled encoder.

A question is drawn to the vector of a passage that answers it, and away from others (InfoNCE, van den Oord et al. 2018,
arXiv:1807.03748). Passages keep the vectors that they have in an index. Ten minutes on two cores that reckon in bfloat16.
``python -m evals encoder --index DIR`` makes the file anew.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from assistant.encoders import MAX_TAUGHT_TOKENS, low_rank_layers
from corpus.index import open_index
from corpus.models import SentenceTransformerEmbedder, Vectors, bundled_encoder
from corpus.settings import LibrarySettings
from evals.errors import RecordError
from evals.labelled import low_rank
from evals.labelled.answers.question_lessons import QuestionLessons, lessons

WEIGHTS = Path(__file__).parents[3] / "assistant" / "retrieve" / "question_encoder.npz"
_EPOCHS = 2
_RATE = 5e-4
_BATCH = 64
_TEMPERATURE = 0.03
_N_ALIKE = 4  # of the passages most like the one that is meant, so many are drawn to tell it from
_N_NEAREST = 40  # from among which they are drawn
_N_OTHERS = 256  # and so many of all
_SAME = 0.9  # as a cosine: the same words in another edition, or a passage beside it, are not what is wrong


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what ``python -m evals encoder`` takes."""
    command.add_argument(
        "--index", type=Path, help="an index of the official PDFs and the digests (default: DSL_INDEX_DIR)"
    )
    command.add_argument(
        "--leave-out",
        action="append",
        default=[],
        metavar="SOURCE_ID",
        help="teach nothing of it, to measure how it fares",
    )
    command.add_argument("--to", type=Path, help="the file, *.npz (default: the project's own; not with --leave-out)")


def taught(chosen: argparse.Namespace) -> str:
    """Teach the encoder, write what it learned, and say what it was taught with.

    Raises
    ------
    RecordError
        If something is left out and no file is named.
    """
    if chosen.leave_out and not chosen.to:
        raise RecordError("what ships is taught with everything", "name another file with --to")
    return teach_without(chosen.index or LibrarySettings.read().index_dir, chosen.leave_out, chosen.to or WEIGHTS)


def teach_without(index_dir: Path, left_out: Collection[str], to: Path) -> str:
    """Teach it with an index that holds everything, without what is written for some sources, and write what it learned.

    Parameters
    ----------
    index_dir : Path
        An index of the official PDFs and the digests, made with the bundled embedder.
    left_out : collection of str
        Sources of which nothing is taught.
    to : Path
        The file; it is there whole or not at all.

    Raises
    ------
    RecordError
        If it cannot be written, or a source is not in the index.
    """
    if to.suffix != ".npz" or not to.parent.is_dir():
        raise RecordError(f"{to} cannot be written", "name a file *.npz in a folder that exists")
    embedder = SentenceTransformerEmbedder()
    index = open_index(index_dir, embedder.name)
    try:
        given = lessons(index, index_dir, embedder, left_out)
    finally:
        index.close()
    whole = to.with_suffix(".part.npz")
    np.savez_compressed(whole, **teach(given))  # type: ignore[arg-type]
    whole.replace(to)
    return f"Taught with {len(given.texts):,} texts and {len(given.vectors):,} passages; written to {to}."


def teach(given: QuestionLessons, seed: int = 0, n_epochs: int = _EPOCHS) -> dict[str, NDArray[np.float16]]:
    """Teach the bundled encoder to lay each text near what answers it.

    Parameters
    ----------
    given : QuestionLessons
        Each text is taught with one of the passages that answer it, and each such passage of a text's is no wrong one.
    seed : int
        For the order, for what is drawn, and for where the additions start from.
    n_epochs : int
        How often each text is read.

    Returns
    -------
    dict of str to array
        What ``QuestionEncoder`` takes.
    """
    torch.manual_seed(seed)
    drawn = np.random.default_rng(seed)
    encoder = bundled_encoder()
    encoder.max_seq_length = MAX_TAUGHT_TOKENS
    low_rank.add_to(encoder, list(low_rank_layers(encoder)))
    added = [some for _, some in low_rank.added(encoder)]
    lengths = [len(text) for text in given.texts]
    batches = [batch for _ in range(n_epochs) for batch in low_rank.batches(lengths, drawn, _BATCH)]
    alike = _alike(given.vectors)
    encoder.train()

    def loss(batch: list[int]) -> torch.Tensor:
        meant = [int(drawn.choice(given.answered_by[at])) for at in batch]
        shown = _shown(meant, alike, len(given.vectors), drawn)
        right = [set(given.answered_by[at]) for at in batch]
        return _loss(_read(encoder, [given.texts[at] for at in batch]), given.vectors, meant, shown, right)

    low_rank.learn(added, (), batches, loss, (_RATE, _RATE))
    return {name: weights.detach().numpy().astype(np.float16) for name, weights in low_rank.added(encoder)}


def _alike(vectors: Vectors) -> NDArray[np.intp]:
    """Return for each row the rows nearest to it that are not the same; shape ``(n, _N_NEAREST)``, or fewer columns."""
    n = min(_N_NEAREST, len(vectors) - 1)
    found = []
    for start in range(0, len(vectors), 1000):
        cosines = vectors[start : start + 1000] @ vectors.T
        cosines[cosines > _SAME] = -1.0
        found.append(np.argpartition(-cosines, n, axis=1)[:, :n])
    return np.concatenate(found)


def _shown(meant: Sequence[int], alike: NDArray[np.intp], n: int, drawn: np.random.Generator) -> list[int]:
    """Return the rows that a batch is told apart from, what is meant among them, none twice."""
    near = (row for at in meant for row in drawn.choice(alike[at], _N_ALIKE))
    return list(dict.fromkeys(int(row) for row in (*meant, *near, *drawn.integers(n, size=_N_OTHERS))))


def _read(encoder: Any, texts: list[str]) -> torch.Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        vectors = encoder(encoder.preprocess(texts))["sentence_embedding"]
    return functional.normalize(vectors.float(), dim=1)


def _loss(
    read: torch.Tensor, vectors: Vectors, meant: Sequence[int], shown: Sequence[int], right: Sequence[set[int]]
) -> torch.Tensor:
    """Return how far a batch is from what is meant; whatever else answers a text, or says the same, does not count."""
    column = {row: at for at, row in enumerate(shown)}
    wanted = torch.tensor([column[row] for row in meant])
    some = torch.from_numpy(vectors[list(shown)])
    no_matter = torch.from_numpy(vectors[list(meant)]) @ some.T > _SAME
    for at, rows in enumerate(right):
        no_matter[at, [column[row] for row in rows if row in column]] = True
    no_matter[torch.arange(len(wanted)), wanted] = False
    cosines = (read @ some.T).masked_fill(no_matter, -torch.inf)
    return functional.cross_entropy(cosines / _TEMPERATURE, wanted)
