"""Teach the encoder of short answers (assistant/understand/answer_encoder.py): additions of low rank to the bundled encoder.

A question is drawn to another wording of the answer that fits it, or to what the answer says, and away from the others of its
batch (InfoNCE, van den Oord et al. 2018, arXiv:1807.03748) and from questions that only look alike. Both sides are taught.
Fifteen minutes on two cores that reckon in bfloat16. ``python -m evals answers --encoder`` makes the file anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import TypeAdapter
from torch.nn import functional

from assistant.encoders import low_rank_layers
from corpus.models import bundled_encoder
from corpus.statements import ShortAnswer, load_short_answers
from evals.labelled import low_rank
from evals.labelled.answers.graded_texts import ANSWERS, READINGS, ReadQuestion
from evals.labelled.answers.shown_questions import SHOWN, ShownQuestion
from evals.labelled.labelled_sets import read_labelled

ENCODER = Path(__file__).parents[3] / "assistant" / "understand" / "answer_encoder.npz"
_EPOCHS = 2
_RATE = 8e-4
_BATCH = 64
_TEMPERATURE = 0.05
_MAX_TOKENS = 64  # nine wordings in ten are shorter; a longer one is cut while it is taught
_SAYS = 0.3  # how often a question is drawn to what its answer says, instead of to another wording
_EVERY = 6  # texts of a batch to one question that only looks alike
_SAME = 0.88  # as a cosine of what two answers say: neither is wrong for the other's questions

Lesson = tuple[str, int]
"""A question, and the place of the answer that fits it."""


def lessons(answers: Sequence[ShortAnswer]) -> Iterator[Lesson]:
    """Return the wordings of every answer, and questions of staff and of readers with the first answer that fits.

    Yields
    ------
    Lesson
    """
    places = {answer.answer_id: at for at, answer in enumerate(answers)}
    for at, answer in enumerate(answers):
        yield from ((text, at) for text in answer.asked)
    for shown in read_labelled(SHOWN, TypeAdapter(ShownQuestion), "tune"):
        yield from ((shown.text, places[one]) for one in shown.fits[:1] if one in places)
    for read in read_labelled(READINGS, TypeAdapter(ReadQuestion), "tune"):
        fits = [one for one, grade in read.answers.items() if grade == ANSWERS and one in places]
        yield from ((read.text, places[one]) for one in fits[:1])


def teach_encoder(to: Path = ENCODER, seed: int = 0) -> str:
    """Teach the encoder and write what it learned; return what it was taught with.

    Parameters
    ----------
    to : Path
        The file.
    seed : int
        For the order, for what is drawn, and for where the additions start from.
    """
    torch.manual_seed(seed)
    drawn = np.random.default_rng(seed)
    answers = load_short_answers()
    given = list(lessons(answers))
    said = [" ".join(sentence.text for sentence in answer.sentences) for answer in answers]
    encoder = bundled_encoder()
    encoder.max_seq_length = _MAX_TOKENS
    vectors = encoder.encode(said, normalize_embeddings=True, show_progress_bar=False)
    same = torch.from_numpy(vectors @ vectors.T > _SAME)
    low_rank.add_to(encoder, list(low_rank_layers(encoder)))
    added = [some for _, some in low_rank.added(encoder)]
    lengths = [len(text) for text, _ in given]
    batches = [batch for _ in range(_EPOCHS) for batch in low_rank.batches(lengths, drawn, _BATCH)]
    of_answer: dict[int, list[str]] = {}
    for text, at in given:
        of_answer.setdefault(at, []).append(text)
    encoder.train()

    def loss(batch: list[int]) -> torch.Tensor:
        meant = [given[row][1] for row in batch]
        texts = [given[row][0] for row in batch]
        others = [_other(text, of_answer[at], said[at], drawn) for text, at in zip(texts, meant, strict=True)]
        alike = [str(drawn.choice(answers[at].near)) for at in meant[::_EVERY] if answers[at].near]
        return _loss(_read(encoder, texts), _read(encoder, [*others, *alike]), torch.tensor(meant), same)

    low_rank.learn(added, (), batches, loss, (_RATE, _RATE))
    taught: dict[str, NDArray[np.float16]] = {
        name: weights.detach().numpy().astype(np.float16) for name, weights in low_rank.added(encoder)
    }
    np.savez_compressed(to, **taught)  # type: ignore[arg-type]
    return f"Taught with {len(given):,} questions that have one of {len(answers):,} answers; written to {to}."


def _other(text: str, wordings: Sequence[str], said: str, drawn: np.random.Generator) -> str:
    """Return what a question is drawn to: another wording of its answer, or what the answer says."""
    rest = [other for other in wordings if other != text]
    return said if not rest or drawn.random() < _SAYS else str(drawn.choice(rest))


def _read(encoder: Any, texts: list[str]) -> torch.Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        vectors = encoder(encoder.preprocess(texts))["sentence_embedding"]
    return functional.normalize(vectors.float(), dim=1)


def _loss(read: torch.Tensor, others: torch.Tensor, meant: torch.Tensor, same: torch.Tensor) -> torch.Tensor:
    """Return how far a batch is from what is meant; what answers say that is the same does not count.

    Parameters
    ----------
    read, others : tensor
        The questions; what each is drawn to, in their order, and after it what only looks alike.
    meant : tensor
        The places of the answers.
    same : tensor
        Which answers say the same as which; shape ``(n, n)``.
    """
    n = len(meant)
    no_matter = torch.zeros(n, len(others), dtype=torch.bool)
    no_matter[:, :n] = same[meant][:, meant] & ~torch.eye(n, dtype=torch.bool)
    cosines = (read @ others.T).masked_fill(no_matter, -torch.inf)
    return functional.cross_entropy(cosines / _TEMPERATURE, torch.arange(n))
