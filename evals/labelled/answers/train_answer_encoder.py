"""Teach the encoder of short answers (assistant/understand/answer_encoder.py): additions of low rank to the bundled encoder.

A question is drawn to another wording of the answer that fits it, or to what the answer says, and away from the others of its
batch (InfoNCE, van den Oord et al. 2018, arXiv:1807.03748) and from questions that only look alike. Both sides are taught.
``python -m evals answers --encoder`` makes the file anew, in fifteen minutes on two cores that reckon in bfloat16; ``--go-on``
begins with what it holds and goes once through cases, each drawn to the answers that fit what ends it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from evals.labelled.answers.shown_questions import SHOWN, ShownQuestion, graded
from evals.labelled.labelled_sets import read_labelled

ENCODER = Path(__file__).parents[3] / "assistant" / "understand" / "answer_encoder.npz"
_EPOCHS = 2
_RATE = 8e-4
_BATCH = 64
_TEMPERATURE = 0.05
_MAX_TOKENS, _MAX_TOKENS_OF_CASES = 64, 128  # nine in ten are shorter; a longer one is cut while it is taught
_FEWEST_WORDS = 6  # of what ends a case that says something without it
_OTHERS = 0.5  # to each lesson of a case: so many others are gone through with them
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


def of_cases(answers: Sequence[ShortAnswer]) -> Iterator[Lesson]:
    """Return cases, and what ends them, with each answer that fits; none by whose graded questions answers are weighed.

    Yields
    ------
    Lesson
    """
    places = {answer.answer_id: at for at, answer in enumerate(answers)}
    for case in graded(weighing=False):
        if not case.told:
            continue
        texts = [case.told, *([case.text] if len(case.text.split()) >= _FEWEST_WORDS else [])]
        yield from ((text, places[one]) for text in texts for one in case.fits if one in places)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """What is gone through, how often, how fast, and how many pieces of a text are read."""

    lessons: Sequence[Lesson]
    n_epochs: int
    rate: float
    max_tokens: int


def _with_cases(cases: Sequence[Lesson], others: Sequence[Lesson], drawn: np.random.Generator) -> _Course:
    """Return the course of who goes on: cases once, at half the rate, with some of what was taught before."""
    some = drawn.permutation(len(others))[: int(_OTHERS * len(cases))]
    given = [*cases, *(others[at] for at in some)]
    return _Course(lessons=given, n_epochs=1, rate=_RATE / 2, max_tokens=_MAX_TOKENS_OF_CASES)


def teach_encoder(to: Path = ENCODER, seed: int = 0, *, go_on: bool = False) -> str:
    """Teach the encoder and write what it learned; return what it was taught with.

    Parameters
    ----------
    to : Path
        The file.
    seed : int
        For the order, for what is drawn, and for where the additions start from.
    go_on : bool
        Whether to begin with what the file holds and go once through cases, with half as many other questions.
    """
    torch.manual_seed(seed)
    drawn = np.random.default_rng(seed)
    answers = load_short_answers()
    first = list(lessons(answers))
    course = _Course(lessons=first, n_epochs=_EPOCHS, rate=_RATE, max_tokens=_MAX_TOKENS)
    if go_on:
        course = _with_cases(list(of_cases(answers)), first, drawn)
    given, of_answer, fitting = course.lessons, defaultdict[int, list[str]](list), defaultdict[str, set[int]](set)
    for text, at in first:
        of_answer[at].append(text)
    for text, at in given:
        fitting[text].add(at)
    said = [" ".join(sentence.text for sentence in answer.sentences) for answer in answers]
    encoder = bundled_encoder()
    encoder.max_seq_length = course.max_tokens
    vectors = encoder.encode(said, normalize_embeddings=True, show_progress_bar=False)
    same = torch.from_numpy(vectors @ vectors.T > _SAME)
    low_rank.add_to(encoder, list(low_rank_layers(encoder)))
    if go_on:
        low_rank.begin_with(encoder, to)
    added = [some for _, some in low_rank.added(encoder)]
    lengths = [len(text) for text, _ in given]
    batches = [batch for _ in range(course.n_epochs) for batch in low_rank.batches(lengths, drawn, _BATCH)]
    encoder.train()

    def loss(batch: list[int]) -> torch.Tensor:
        texts, meant = [given[row][0] for row in batch], [given[row][1] for row in batch]
        others = [_other(text, of_answer[at], said[at], drawn) for text, at in zip(texts, meant, strict=True)]
        alike = [str(drawn.choice(answers[at].near)) for at in meant[::_EVERY] if answers[at].near]
        fits = torch.tensor([[at in fitting[text] for at in meant] for text in texts])
        return _loss(_read(encoder, texts), _read(encoder, [*others, *alike]), same[meant][:, meant] | fits)

    low_rank.learn(added, (), batches, loss, (course.rate, course.rate))
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


def _loss(read: torch.Tensor, others: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Return how far a batch is from what is meant; what is meant for another question and right for this one does not count.

    Parameters
    ----------
    read, others : tensor
        The questions; what each is drawn to, in their order, and after it what only looks alike.
    right : tensor
        For each question of the batch, whether what each is drawn to is right: the same is said there, or it fits as well.
    """
    n = len(read)
    no_matter = torch.zeros(n, len(others), dtype=torch.bool)
    no_matter[:, :n] = right & ~torch.eye(n, dtype=torch.bool)
    cosines = (read @ others.T).masked_fill(no_matter, -torch.inf)
    return functional.cross_entropy(cosines / _TEMPERATURE, torch.arange(n))
