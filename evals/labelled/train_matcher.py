"""When a short answer is shown: what is learned from the wordings, each left out in turn, and how well it does.

``python -m evals answers --train --index DIR`` learns anew, with an index of the official PDFs: from the wordings, and from
staff's questions for which readers said which of the nearest answers fit (evals/questions/short-answers.jsonl). Without
``--train`` it scores the questions of hands kept aside.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from sklearn.linear_model import LogisticRegression

from assistant.retrieve import Retriever
from assistant.understand import N_READ, SCALE, THRESHOLD, VECTORS, MatchModel, QuestionMatcher, load_matcher
from corpus.index import open_index
from corpus.models import Embedder, Reranker, SentenceTransformerEmbedder, load_reranker
from corpus.practice import load_lexicon
from corpus.register import load_register
from corpus.settings import LibrarySettings
from corpus.statements import ShortAnswer, load_short_answers
from corpus.types import RetrievedPassage
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells
from evals.metrics import exact

MESSAGES = QUESTIONS / "short-answers.jsonl"
WEIGHTS = Path(__file__).parents[2] / "assistant" / "understand" / "short_answers.npz"
AS_AT = date(2025, 10, 1)
"""The day for which the library is searched: the answers were written for the editions in force then."""
_N_RANKED = 5  # features by which answers are ranked, at first alike
_N_HARD = 12  # other answers that an answer is ranked against
_EVERY = 10  # of the wordings of an answer, one in so many is left out in turn
_NEAR_WEIGHS = 0.5  # beside a question that staff asked, one that was made to look alike
_STRENGTH = 3.0
_FOLDS = 10
Found = Sequence[RetrievedPassage]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion(LabelledRow):
    """A question by another hand, the answers that a reader was shown for it, and those of them that fit."""

    text: str
    shown: tuple[str, ...]
    fits: tuple[str, ...]
    hand: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Example:
    """A question to learn from.

    Parameters
    ----------
    text : str
        What is asked.
    fits, others : tuple of int
        The answers that fit, and answers that do not, by their places.
    asked, near : int
        The wording that it is, which is then left out.
    """

    text: str
    fits: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    asked: int = -1
    near: int = -1


def train(
    judged: Sequence[AskedQuestion], embedder: Embedder, reranker: Reranker | None, retriever: Retriever, to: Path
) -> str:
    """Learn both models and write them beside the vectors; return how well they do, cross-validated."""
    answers = load_short_answers()
    model = _untaught(answers, embedder)
    examples = [*_judged_examples(judged, answers), *_wordings(answers)]
    vectors = embedder.embed([one.text for one in examples])
    found = [retriever.retrieve(one.text, AS_AT, N_READ).passages for one in examples]
    read = list(zip(examples, vectors, found, strict=True))
    model = replace(model, rank=_rank_weights(QuestionMatcher(answers, model, embedder, reranker), read))
    rows, right, weights = _best(QuestionMatcher(answers, model, embedder, reranker), read)
    learned = LogisticRegression(C=_STRENGTH, max_iter=5000).fit(rows, right, sample_weight=weights)
    model = replace(model, sure=np.array([*learned.coef_[0], *learned.intercept_], dtype=np.float32))
    _save(model, to)
    return _cross_validated(rows, right, weights)


def _untaught(answers: Sequence[ShortAnswer], embedder: Embedder) -> MatchModel:
    return MatchModel(
        embedder=embedder.name,
        answer_ids=tuple(answer.answer_id for answer in answers),
        n_asked=tuple(len(answer.asked) for answer in answers),
        n_near=tuple(len(answer.near) for answer in answers),
        asked=embedder.embed([text for answer in answers for text in answer.asked]),
        near=embedder.embed([text for answer in answers for text in answer.near]),
        texts=embedder.embed([" ".join(one.text for one in answer.sentences) for answer in answers]),
        rank=np.ones(_N_RANKED, dtype=np.float32),
        sure=np.zeros(1, dtype=np.float32),
    )


def _judged_examples(judged: Sequence[AskedQuestion], answers: Sequence[ShortAnswer]) -> list[_Example]:
    """Return staff's questions with the answers that a reader was shown for them; answers that are no more are left out."""
    places = {answer.answer_id: at for at, answer in enumerate(answers)}
    return [
        _Example(
            text=row.text,
            fits=tuple(places[one] for one in row.fits if one in places),
            others=tuple(places[one] for one in row.shown if one in places and one not in row.fits),
        )
        for row in judged
    ]


def _wordings(answers: Sequence[ShortAnswer]) -> Iterator[_Example]:
    """Return some of the wordings, and questions that look alike, each to be left out.

    Yields
    ------
    _Example
    """
    asked = near = 0
    for at, answer in enumerate(answers):
        for n, text in enumerate(answer.asked):
            if n % _EVERY == at % _EVERY:
                yield _Example(text=text, fits=(at,), asked=asked + n)
        for n, text in enumerate(answer.near):
            if n % 2 == at % 2:
                yield _Example(text=text, others=(at,), near=near + n)
        asked, near = asked + len(answer.asked), near + len(answer.near)


def _rank_weights(
    matcher: QuestionMatcher, read: Sequence[tuple[_Example, NDArray[np.float32], Found]]
) -> NDArray[np.float32]:
    """Learn to put an answer that fits before others: a logistic model over differences of features."""
    differences = []
    for example, vector, hits in read:
        if example.fits:
            features = matcher.ranking(vector, hits, example.asked)
            nearest = np.argsort(-features @ np.ones(_N_RANKED), kind="stable")[:_N_HARD]
            others = example.others or tuple(int(at) for at in nearest if at not in example.fits)
            differences += [features[fit] - features[other] for fit in example.fits for other in others]
    rows = np.vstack(differences)
    labels = np.r_[np.ones(len(rows)), np.zeros(len(rows))]
    learned = LogisticRegression(C=_STRENGTH, max_iter=5000, fit_intercept=False)
    return np.asarray(learned.fit(np.vstack([rows, -rows]), labels).coef_[0], dtype=np.float32)


def _best(
    matcher: QuestionMatcher, read: Sequence[tuple[_Example, NDArray[np.float32], Found]]
) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.float64]]:
    """Return the features of the best answer to each question, and whether it fits, where that is known."""
    rows, right, weights = [], [], []
    for example, vector, hits in read:
        if example.asked >= 0:
            continue  # a wording is its answer's own; what is sure of it is not sure of another's words
        at, features = matcher.nearest(example.text, vector, hits, example.asked, example.near)
        if at in example.fits or at in example.others:
            rows.append(features)
            right.append(at in example.fits)
            weights.append(_NEAR_WEIGHS if example.near >= 0 else 1.0)
    return np.array(rows), np.array(right), np.array(weights)


def _cross_validated(rows: NDArray[np.float32], right: NDArray[np.bool_], weights: NDArray[np.float64]) -> str:
    """Say for several thresholds how many questions get an answer, and how many of those do not fit."""
    sure, asked = np.zeros(len(rows)), weights == 1.0
    for fold in range(_FOLDS):
        aside = np.arange(len(rows)) % _FOLDS == fold
        learned = LogisticRegression(C=_STRENGTH, max_iter=5000)
        learned.fit(rows[~aside], right[~aside], sample_weight=weights[~aside])
        sure[aside] = learned.predict_proba(rows[aside])[:, 1]
    lines = [
        f"{asked.sum()} questions of staff's; the best answer fits {right[asked].mean():.3f} of them",
        "| from | questions that get an answer | of these, not fitting | look-alikes answered |",
        "|---|---|---|---|",
    ]
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        shown = sure >= threshold
        given = shown & asked
        shares = (given.sum() / asked.sum(), (given & ~right).sum() / max(1, given.sum()), shown[~asked].mean())
        lines.append(f"| {threshold} | {' | '.join(f'{share:.3f}' for share in shares)} |")
    return "\n".join(lines)


def _save(model: MatchModel, to: Path) -> None:
    np.savez_compressed(
        to,
        embedder=np.array(model.embedder),
        answer_ids=np.array(model.answer_ids),
        n_asked=np.array(model.n_asked, dtype=np.int16),
        n_near=np.array(model.n_near, dtype=np.int16),
        **{name: np.round(getattr(model, name) * SCALE).astype(np.int8) for name in VECTORS},
        rank=model.rank,
        sure=model.sure,
    )


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--questions", MESSAGES)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="learn from the wordings first")
    command.add_argument("--index", type=Path, help="an index of the official PDFs (default: DSL_INDEX_DIR)")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    settings = LibrarySettings.read()
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads)
    reranker = load_reranker(settings.reranker_model, settings.n_threads)
    index = open_index(chosen.index or settings.index_dir, embedder.name)
    register = load_register()
    register = register.with_sources(source for source in index.sources.values() if source.source_id not in register)
    retriever = Retriever(index, register, embedder, None, load_lexicon())
    adapter = TypeAdapter(AskedQuestion)
    taught = read_labelled(chosen.labelled, adapter, "tune") if chosen.train else ()
    learned = train(taught, embedder, reranker, retriever, WEIGHTS) if chosen.train else ""
    rows = read_labelled(chosen.labelled, adapter, chosen.part)
    matcher = load_matcher(embedder, reranker)
    nearest = [matcher.find(row.text, retriever.retrieve(row.text, AS_AT, N_READ).passages) for row in rows]
    shown = [one.answer if one is not None and one.sure >= THRESHOLD else None for one in nearest]
    given = [(row, answer) for row, answer in zip(rows, shown, strict=True) if answer is not None]
    figures = {
        "answered, of those that an answer fits": exact(
            sum(bool(row.fits) for row, _ in given), sum(bool(row.fits) for row in rows)
        ),
        "wrong or unfit, of the answers shown": exact(
            sum(answer.answer_id not in row.fits for row, answer in given), max(1, len(given))
        ),
        "answered, of those that none fits": exact(
            sum(not row.fits for row, _ in given), max(1, sum(not row.fits for row in rows))
        ),
    }
    if chosen.json:
        return json.dumps({name: {"n": share.n, "mean": share.mean} for name, share in figures.items()})
    lines = [learned, "| | share | n |", "|---|---|---|"]
    lines += [f"| {name} | {share_cells(share)[0]} | {share.n} |" for name, share in figures.items()]
    return "\n".join(filter(None, lines))
