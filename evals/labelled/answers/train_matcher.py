"""When a short answer is shown: what is learned from questions and what was chosen for them, and how well it does.

``python -m evals answers --encoder`` teaches the encoder that reads wordings and questions (train_answer_encoder.py), with
``--go-on`` cases after them.
``--wordings`` reads wordings and answers anew, gives new answers a place among what is chosen, and keeps what was learned.
``--chooser`` teaches what chooses the answers that are read, with what advisers chose of all answers (teach_answer_chooser.py).
``--weigh --index DIR`` learns what an answer that was read is judged by, with an index of the official PDFs: from choices for
hands that do not teach the chooser (``CHOICES_WEIGHING``, in answer-choices.jsonl), apart for what ends a case.
``--train --index DIR`` learns besides what answers are ranked by, and what one is judged by where there is no reader: from graded
questions of hands that taught neither encoder nor reader (``WEIGHING``, in answer-grades.jsonl). Teach these first, and the
chooser.
Without any of these the questions of hands kept aside are scored: of ``short-answers.jsonl``, or ``--questions
evals/questions/answer-choices.jsonl``. With ``--part tune`` these are mostly what the chooser was taught, so that says nothing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from sklearn.linear_model import LogisticRegression

from assistant.understand import (
    THRESHOLD,
    MatchModel,
    QuestionMatcher,
    chooser_of,
    load_answer_chooser,
    load_answer_encoder,
    load_match_model,
    load_matcher,
)
from corpus.statements import ShortAnswer, load_short_answers
from evals.errors import RecordError
from evals.labelled.answers.asked_library import Found, Library, open_library
from evals.labelled.answers.match_model_file import (
    N_RANKED,
    WEIGHTS,
    read_wordings,
    save_model,
    untaught_model,
)
from evals.labelled.answers.shown_questions import (
    CHOICES_WEIGHING,
    SHOWN,
    ShownQuestion,
    all_choices,
    graded,
    written_later,
)
from evals.labelled.answers.teach_answer_chooser import place_new_answers, teach_answer_chooser
from evals.labelled.answers.train_answer_encoder import teach_encoder
from evals.labelled.labelled_sets import (
    add_set_arguments,
    add_teaching_arguments,
    read_labelled,
    share_cells,
)
from evals.metrics import exact

_N_HARD = 12  # other answers that an answer is ranked against
_NEAR_WEIGHS = 0.5  # beside a question that staff asked, one that was made to look alike
_STRENGTH, _STRENGTH_OF_READ = 3.0, 0.3
_LEAST_SPREAD = 1e-6
_FOLDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Example:
    """A question to learn from.

    Parameters
    ----------
    text : str
        What is asked.
    fits, others : tuple of int
        The answers that fit, and answers that do not, by their places.
    near : int
        The question that only looks alike which it is; it is then left out.
    """

    text: str
    fits: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    near: int = -1


def train(library: Library, to: Path) -> str:
    """Learn the models and write them beside the vectors; return how well they do, cross-validated."""
    encoder, reranker = library.encoder, library.reranker
    answers = load_short_answers()
    model = untaught_model(answers, encoder)
    examples = [*_judged_examples(_weighing(), answers), *_look_alikes(answers)]
    vectors = encoder.embed([one.text for one in examples])
    found = [library.found(one.text) for one in examples]
    read = list(zip(examples, vectors, found, strict=True))
    model = replace(model, rank=_rank_weights(QuestionMatcher(answers, model, encoder, reranker=reranker), read))
    rows, right, weights = _best(QuestionMatcher(answers, model, encoder, reranker=reranker), read)
    learned = LogisticRegression(C=_STRENGTH, max_iter=5000).fit(rows, right, sample_weight=weights)
    model = replace(model, sure=np.array([*learned.coef_[0], *learned.intercept_], dtype=np.float32))
    told = _cross_validated(rows, right, weights)
    if library.reader is not None:
        model, how_well = _weighed(model, library)
        told += "\n\nWith the reader:\n" + how_well
    save_model(model, to)
    return told


def _weighing() -> list[ShownQuestion]:
    """Return the graded questions, asked by themselves, that taught neither the encoder nor the reader."""
    return [row for row in untaught(graded(weighing=True)) if not row.told]


def untaught(rows: Sequence[ShownQuestion]) -> list[ShownQuestion]:
    """Return the questions that are no wording of an answer, nor is their message, word for word: the encoder knows those."""
    taught = {text.casefold() for answer in load_short_answers() for text in answer.asked}
    return [row for row in rows if not {row.text.casefold(), row.told.casefold()} & taught]


def weigh(library: Library, to: Path) -> str:
    """Learn anew what an answer that was read is judged by, and keep the rest; return how well it does, cross-validated."""
    model, how_well = _weighed(load_match_model(), library)
    save_model(model, to)
    return how_well


def _weighed(model: MatchModel, library: Library) -> tuple[MatchModel, str]:
    """Return the model with weights for answers that were read, learned from choices."""
    known = {answer.answer_id: answer for answer in load_short_answers()}
    matcher = QuestionMatcher(
        [known[answer_id] for answer_id in model.answer_ids],
        model,
        library.encoder,
        reader=library.reader,
        chooser=chooser_of(model.answer_ids),
    )
    weights, how_well = [], []
    for told, of_which in ((False, "Asked by itself"), (True, "Asked of a case")):
        rows, right, of_question = _read(matcher, choices_that_weigh(told=told), library)
        weights.append(_learned(rows, right))
        how_well.append(f"{of_which}: {_best_of_each(rows, right, of_question)}")
    return replace(model, read=weights[0], told=weights[1]), "\n\n".join(how_well)


def choices_that_weigh(*, told: bool) -> list[ShownQuestion]:
    """Return the questions by which an answer that was read is judged: those that end a case, or the others."""
    return [row for row in untaught(all_choices()) if row.hand in CHOICES_WEIGHING and bool(row.told) == told]


def _read(
    matcher: QuestionMatcher, chosen_for: Sequence[ShownQuestion], library: Library
) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.int64]]:
    """Return the features of every answer that was read, whether it was chosen, and to which question it belongs.

    What was written after the choice is left out: nobody knows whether it would have been chosen.
    """
    rows, right, of_question = [], [], []
    later = written_later(all_choices())
    for n, question in enumerate(chosen_for):
        found = library.found(question.told or question.text)
        for at, row in matcher.read(question.text, found, question.told):
            answer_id = matcher.answers[at].answer_id
            if answer_id not in later[question.hand]:
                rows.append(row)
                right.append(answer_id in question.fits)
                of_question.append(n)
    return np.array(rows), np.array(right), np.array(of_question)


def _learned(rows: NDArray[np.float32], right: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return what a logistic model makes of features, each of which counts alike at first; its bias stands last."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + _LEAST_SPREAD
    learned = LogisticRegression(C=_STRENGTH_OF_READ, max_iter=5000).fit((rows - mean) / spread, right)
    weights = learned.coef_[0] / spread
    return np.array([*weights, learned.intercept_[0] - weights @ mean], dtype=np.float32)


def _best_of_each(rows: NDArray[np.float32], right: NDArray[np.bool_], of_question: NDArray[np.int64]) -> str:
    """Say for several thresholds how many questions get an answer, and how many of those do not fit; questions are left out."""
    sure = np.zeros(len(rows))
    for fold in range(_FOLDS):
        aside = of_question % _FOLDS == fold
        weights = _learned(rows[~aside], right[~aside])
        sure[aside] = 1 / (1 + np.exp(-(rows[aside] @ weights[:-1] + weights[-1])))
    asked = np.unique(of_question)
    best = np.array([max(np.flatnonzero(of_question == n), key=lambda at: sure[at]) for n in asked])
    fit = np.array([right[of_question == n].any() for n in asked])
    lines = [
        f"{len(asked)} questions; an answer fits {fit.mean():.3f} of them",
        "| from | questions that get an answer | of these, not fitting | of those that one fits, answered rightly |",
        "|---|---|---|---|",
    ]
    for threshold in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        shown = sure[best] >= threshold
        shares = (
            shown.mean(),
            (shown & ~right[best]).sum() / max(1, shown.sum()),
            (shown & right[best]).sum() / max(1, fit.sum()),
        )
        lines.append(f"| {threshold} | {' | '.join(f'{share:.3f}' for share in shares)} |")
    return "\n".join(lines)


def _judged_examples(judged: Sequence[ShownQuestion], answers: Sequence[ShortAnswer]) -> list[_Example]:
    """Return questions with the answers that a reader was shown for them; answers that are no more are left out."""
    places = {answer.answer_id: at for at, answer in enumerate(answers)}
    return [
        _Example(
            text=row.text,
            fits=tuple(places[one] for one in row.fits if one in places),
            others=tuple(places[one] for one in row.shown if one in places and one not in row.fits),
        )
        for row in judged
    ]


def _look_alikes(answers: Sequence[ShortAnswer]) -> Iterator[_Example]:
    """Return one question for each answer that looks alike and is not answered by it, to be left out.

    The encoder was taught them, so what is learned of them is kind; it counts only where there is no reader.

    Yields
    ------
    _Example
    """
    near = 0
    for at, answer in enumerate(answers):
        if answer.near:
            yield _Example(text=answer.near[0], others=(at,), near=near)
        near += len(answer.near)


def _rank_weights(
    matcher: QuestionMatcher, read: Sequence[tuple[_Example, NDArray[np.float32], Found]]
) -> NDArray[np.float32]:
    """Learn to put an answer that fits before others: a logistic model over differences of features."""
    differences = []
    for example, vector, hits in read:
        if example.fits:
            features = matcher.ranking(vector, hits)
            nearest = np.argsort(-features @ np.ones(N_RANKED), kind="stable")[:_N_HARD]
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
        at, features = matcher.nearest(example.text, vector, hits, example.near)
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
        f"{asked.sum()} questions; the best answer fits {right[asked].mean():.3f} of them",
        "| from | questions that get an answer | of these, not fitting | look-alikes answered |",
        "|---|---|---|---|",
    ]
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        shown = sure >= threshold
        given = shown & asked
        shares = (given.sum() / asked.sum(), (given & ~right).sum() / max(1, given.sum()), shown[~asked].mean())
        lines.append(f"| {threshold} | {' | '.join(f'{share:.3f}' for share in shares)} |")
    return "\n".join(lines)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--questions", SHOWN)
    add_teaching_arguments(command, "learn what weighs the answers")
    command.add_argument(
        "--weigh", action="store_true", help="learn anew what answers that were read are judged by, and keep the rest"
    )
    command.add_argument("--encoder", action="store_true", help="teach the encoder of wordings anew, and nothing else")
    command.add_argument(
        "--go-on", action="store_true", help="with --encoder: begin with what it knows, and teach it cases"
    )
    command.add_argument(
        "--chooser", action="store_true", help="teach what chooses the answers that are read, and nothing else"
    )
    command.add_argument(
        "--wordings",
        action="store_true",
        help="read the wordings anew, give new answers a place, and keep what was learned",
    )


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON.

    Raises
    ------
    RecordError
        If another embedder is set than the bundled one, or nothing is named that goes on.
    """
    if chosen.go_on and not chosen.encoder:
        raise RecordError("only the encoder goes on here", "say --encoder --go-on, or python -m evals reader --go-on")
    if chosen.encoder:
        return f"{teach_encoder(go_on=chosen.go_on)} Now read the wordings with it (--wordings), or learn all anew (--train)."
    if chosen.chooser:
        return f"{teach_answer_chooser()} Now learn what weighs the answers (--weigh)."
    if chosen.wordings:
        read_wordings(load_answer_encoder(), WEIGHTS)
        place_new_answers()
        return "The wordings were read; what was learned is kept."
    library, embedder = open_library(chosen.index)
    learned = ""
    if chosen.train or chosen.weigh:
        place_new_answers()
        load_answer_chooser.cache_clear()
    if chosen.train:
        learned = train(library, WEIGHTS)
        load_match_model.cache_clear()
    elif chosen.weigh:
        learned = weigh(library, WEIGHTS)
        load_match_model.cache_clear()
    rows = untaught(read_labelled(chosen.labelled, TypeAdapter(ShownQuestion), chosen.part))
    matcher = load_matcher(embedder, library.reranker, library.reader)
    nearest = [matcher.find(row.text, library.found(row.told or row.text), row.told) for row in rows]
    shown = [one.answer if one and one.sure >= THRESHOLD else None for one in nearest]
    given = [(row, answer) for row, answer in zip(rows, shown, strict=True) if answer is not None]
    further = [
        (row, answer)
        for row, one in zip(rows, nearest, strict=True)
        if one is not None and one.sure >= THRESHOLD
        for answer in one.also
    ]
    figures = {
        "answered, of those that an answer fits": exact(
            sum(bool(row.fits) for row, _ in given), sum(bool(row.fits) for row in rows)
        ),
        "wrong or unfit, of the answers shown": exact(
            sum(answer.answer_id not in row.fits for row, answer in given), max(1, len(given))
        ),
        "wrong or unfit, of the further answers": exact(
            sum(answer.answer_id not in row.fits for row, answer in further), max(1, len(further))
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
