"""Train the classifier of the gates (assistant/safety/classifier.py) on messages of ours, and measure it on others.

``python -m evals train`` reads evals/questions/classifier.jsonl and the words of staff (corpus/practice), learns a ridge
logistic regression for each kind, sets each threshold from cross-validated margins, prints what was measured, by the
classifier alone and by the gate, and writes assistant/safety/classifier.npz.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from assistant.safety import N_BUCKETS, features, gates, pieces, words
from assistant.types import Question
from corpus.practice import load_practice
from evals.json_lines import read_rows
from evals.labelled.labelled_sets import QUESTIONS, share_cells
from evals.metrics import exact

KINDS = ("urgent", "harmful")
DOUBTFUL = "doubtful"
# The share of ordinary messages that may sound like each kind in cross-validation: where the rules find a word of danger or of
# now as well (``enough``), and where they find none (``sure``). For danger it is of phrases and cases, which describe a child as
# an emergency does; a question on a rule sounds like neither.
FALSE_SHARE = {"urgent": {"enough": 0.035, "sure": 0.004}, "harmful": {"enough": 0.001, "sure": 0.001}}
_ORDINARY = ("asked", "scene", "ordinary")
_OURS = ("urgent", "harmful", "ordinary")
_STRENGTH = 5.0
_OURS_WEIGHT = 5.0
_N_FOLDS = 5
WEIGHTS = Path(__file__).parents[2] / "assistant" / "safety" / "classifier.npz"
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A message and what it is.

    Parameters
    ----------
    label : str
        ``urgent``, ``harmful``, or ``ordinary`` (near one of them and neither), as we labelled it; ``asked`` a question of
        staff, ``scene`` a phrase or a case of theirs: all taken for ordinary unless labelled otherwise.
    scene : bool
        Is one of the phrases and cases, whatever it was labelled.
    group : str
        How a message of ours came about (``group`` in classifier.jsonl).
    """

    text: str
    label: str
    scene: bool = False
    group: str = ""


def lessons(path: Path = QUESTIONS / "classifier.jsonl") -> tuple[Lesson, ...]:
    """Return our messages, and the words of staff that we did not label. What we found doubtful teaches nothing."""
    rows = read_rows(path, TypeAdapter(dict[str, str]))
    staff = load_practice()
    asked = {question for row in staff.questions for question in row.questions}
    words_of_staff = dict.fromkeys(staff.messages())
    scenes = words_of_staff.keys() - asked
    known = {row["text"] for row in rows}
    labelled = [
        Lesson(text=row["text"], label=row["says"], scene=row["text"] in scenes, group=row["group"])
        for row in rows
        if row["says"] != DOUBTFUL
    ]
    rest = [
        Lesson(text=text, label="scene" if text in scenes else "asked", scene=text in scenes)
        for text in words_of_staff
        if text not in known
    ]
    return (*labelled, *rest)


def rarity(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return how rare each bucket is: the smoothed logarithm of the inverse share of texts that have it."""
    n_with = np.zeros(N_BUCKETS)
    for text in texts:
        n_with[list({piece.bucket for piece in pieces(words(text))})] += 1
    return np.asarray(np.log((1 + len(texts)) / (1 + n_with)) + 1, dtype=np.float32)


def matrix(texts: Sequence[str], rare: NDArray[np.float32]) -> csr_matrix:
    """Return the texts' features, a row a text."""
    found = [features(text, rare) for text in texts]
    ends = np.cumsum([0, *(len(row) for row in found)])
    columns = [bucket for row in found for bucket in row]
    values = [value for row in found for value in row.values()]
    return csr_matrix((values, columns, ends), shape=(len(texts), N_BUCKETS))


def learn(rows: csr_matrix, labels: NDArray[np.str_], kind: str) -> tuple[Vector, float]:
    """Return the weights and the constant of a ridge logistic regression in which messages of ours count for more."""
    sign = np.where(labels == kind, 1.0, -1.0)
    counts = _STRENGTH * np.where(np.isin(labels, _OURS), _OURS_WEIGHT, 1.0)

    def loss(at: Vector) -> tuple[float, Vector]:
        margin = sign * (rows @ at[:-1] + at[-1])
        slope = -sign * counts / (1 + np.exp(np.clip(margin, -30, 30)))
        value = float(counts @ np.logaddexp(0, -margin) + at[:-1] @ at[:-1] / 2)
        return value, np.append(rows.T @ slope + at[:-1], slope.sum())

    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return found.x[:-1], float(found.x[-1])


def cross_validated(rows: csr_matrix, labels: NDArray[np.str_], kind: str) -> Vector:
    """Return every row's margin from weights that were learned without it."""
    margins = np.zeros(rows.shape[0])
    fold = np.random.default_rng(0).permutation(rows.shape[0]) % _N_FOLDS
    for n in range(_N_FOLDS):
        weights, constant = learn(rows[fold != n], labels[fold != n], kind)
        margins[fold == n] = rows[fold == n] @ weights + constant
    return margins


def thresholds(margins: Vector, taught: Sequence[Lesson], kind: str) -> dict[str, float]:
    """Return, by level, the cross-validated margin that only so many ordinary messages go over."""
    measured_on = "ordinary, phrases and cases" if kind == "urgent" else "asked"
    ordinary = groups(taught)[measured_on]
    return {
        level: float(np.quantile(margins[ordinary], 1 - false_share))
        for level, false_share in FALSE_SHARE[kind].items()
    }


def groups(taught: Sequence[Lesson]) -> dict[str, NDArray[np.bool_]]:
    """Return which messages are of each group that is reported."""
    by_kind = {name: [lesson.label == name for lesson in taught] for name in ("harmful", "asked")}
    by_group = {
        f"urgent, {group}": [lesson.label == "urgent" and lesson.group == group for lesson in taught]
        for group in sorted({lesson.group for lesson in taught if lesson.label == "urgent"})
    }
    urgent = {"urgent": [lesson.label == "urgent" for lesson in taught], **by_group}
    ordinary = {
        "ordinary, ours": [lesson.label == "ordinary" and not lesson.scene for lesson in taught],
        "ordinary, phrases and cases": [lesson.label in _ORDINARY and lesson.scene for lesson in taught],
    }
    return {name: np.array(which) for name, which in (urgent | by_kind | ordinary).items()}


def gate(margins: Vector, taught: Sequence[Lesson], least: dict[str, float], kind: str) -> dict[str, NDArray[np.bool_]]:
    """Return which messages the rules stop, and which the rules or the classifier that had not learned them."""
    asked = [Question(text=lesson.text, as_at=date.max) for lesson in taught]
    if kind == "urgent":
        needed = [least.get(gates.level_needed(question.text), np.inf) for question in asked]
        rules = np.array([not gates.danger_by_rule(question).passed for question in asked])
    else:
        needed = [np.inf if gates.about_staff(question) == "harmed" else least["sure"] for question in asked]
        rules = np.array([gates.harmful_by_rule(question) != "" for question in asked])
    return {
        "rules": rules,
        "classifier only": (margins > needed) & ~rules,
        "rules or classifier": (margins > needed) | rules,
    }


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what ``python -m evals train`` takes."""
    command.add_argument("--to", type=Path, default=WEIGHTS, metavar="FILE", help="where the weights are written")


def trained(chosen: argparse.Namespace) -> str:
    """Train, write the weights, and return what was measured."""
    taught = lessons()
    labels = np.array([lesson.label for lesson in taught])
    rare = rarity([lesson.text for lesson in taught])
    rows = matrix([lesson.text for lesson in taught], rare)
    arrays: dict[str, NDArray[np.float16] | float] = {"rarity": rare.astype(np.float16)}
    measured = []
    for kind in KINDS:
        margins = cross_validated(rows, labels, kind)
        least = thresholds(margins, taught, kind)
        weights, constant = learn(rows, labels, kind)
        arrays[f"weights_{kind}"] = weights.astype(np.float16)
        arrays |= {f"{level}_{kind}": constant - threshold for level, threshold in least.items()}
        for stopped_by, stopped in gate(margins, taught, least, kind).items():
            for name, which in groups(taught).items():
                share = exact(int(stopped[which].sum()), int(which.sum()))
                interval, n = share_cells(share)
                measured.append(f"{kind} ({stopped_by}): of {n} {name}, cross-validated, {interval}")
    np.savez_compressed(chosen.to, allow_pickle=False, **arrays)
    return "\n".join(measured)
