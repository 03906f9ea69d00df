"""Teach the second ear (assistant/safety/classifier.py) from messages of ours, and say how well it hears what it was not taught.

``python -m evals.labelled.train_classifier`` reads evals/questions/ear.jsonl and the words of
staff (corpus/practice), learns a ridge logistic
regression for each kind, sets each threshold from messages held out in turn, prints what was measured, by the ear alone and by
the gate, and writes assistant/safety/classifier.npz.
"""

from __future__ import annotations

import argparse
import sys
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
from evals.metrics import exact

KINDS = ("urgent", "harmful")
DOUBTFUL = "doubtful"
# The share of ordinary messages that may sound like each kind when held out: where the rules hear a word of danger or of now as
# well (``enough``), and where they hear none (``sure``). For danger it is of phrases and cases, which tell of a child as an
# emergency does; a question on a rule sounds like neither.
FALSE_SHARE = {"urgent": {"enough": 0.035, "sure": 0.004}, "harmful": {"enough": 0.001, "sure": 0.001}}
_ORDINARY = ("asked", "told", "ordinary")
_OURS = ("urgent", "harmful", "ordinary")
_STRENGTH = 5.0
_OURS_WEIGHT = 5.0
_N_FOLDS = 5
_ROOT = Path(__file__).parents[1]
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A message and what it is.

    Parameters
    ----------
    says : str
        ``urgent``, ``harmful``, or ``ordinary`` (near one of them and neither), as we labelled it; ``asked`` a question of
        staff, ``told`` a phrase or a case of theirs: all taken for ordinary unless labelled otherwise.
    scene : bool
        Is one of the phrases and cases, whatever it was labelled.
    group : str
        How a message of ours came about (``group`` in ear.jsonl).
    """

    text: str
    says: str
    scene: bool = False
    group: str = ""


def lessons(path: Path = _ROOT / "questions" / "ear.jsonl") -> tuple[Lesson, ...]:
    """Read our messages, and what staff ask and tell that we did not label. What we found doubtful teaches nothing."""
    rows = read_rows(path, TypeAdapter(dict[str, str]))
    staff = load_practice()
    asked = {question for row in staff.questions for question in row.questions}
    said = dict.fromkeys(staff.messages())
    known = {row["text"] for row in rows}
    labelled = [
        Lesson(
            text=row["text"],
            says=row["says"],
            scene=row["text"] in said and row["text"] not in asked,
            group=row["group"],
        )
        for row in rows
        if row["says"] != DOUBTFUL
    ]
    rest = (
        Lesson(text=text, says="asked" if text in asked else "told", scene=text not in asked)
        for text in said
        if text not in known
    )
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


def learn(rows: csr_matrix, says: NDArray[np.str_], kind: str) -> tuple[Vector, float]:
    """Return the weights and the constant of a ridge logistic regression in which messages of ours count for more."""
    sign = np.where(says == kind, 1.0, -1.0)
    counts = _STRENGTH * np.where(np.isin(says, _OURS), _OURS_WEIGHT, 1.0)

    def loss(at: Vector) -> tuple[float, Vector]:
        margin = sign * (rows @ at[:-1] + at[-1])
        slope = -sign * counts / (1 + np.exp(np.clip(margin, -30, 30)))
        value = float(counts @ np.logaddexp(0, -margin) + at[:-1] @ at[:-1] / 2)
        return value, np.append(rows.T @ slope + at[:-1], slope.sum())

    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return found.x[:-1], float(found.x[-1])


def held_out(rows: csr_matrix, says: NDArray[np.str_], kind: str) -> Vector:
    """Return every row's margin from weights that were learned without it."""
    margins = np.zeros(rows.shape[0])
    fold = np.random.default_rng(0).permutation(rows.shape[0]) % _N_FOLDS
    for n in range(_N_FOLDS):
        weights, constant = learn(rows[fold != n], says[fold != n], kind)
        margins[fold == n] = rows[fold == n] @ weights + constant
    return margins


def thresholds(margins: Vector, taught: Sequence[Lesson], kind: str) -> dict[str, float]:
    """Return, by level, the margin that only so many ordinary messages held out go over."""
    measured_on = "ordinary, phrases and cases" if kind == "urgent" else "asked"
    ordinary = groups(taught)[measured_on]
    return {
        level: float(np.quantile(margins[ordinary], 1 - false_share))
        for level, false_share in FALSE_SHARE[kind].items()
    }


def groups(taught: Sequence[Lesson]) -> dict[str, NDArray[np.bool_]]:
    """Return which messages are of each group that is reported."""
    by_kind = {name: [lesson.says == name for lesson in taught] for name in ("harmful", "asked")}
    by_group = {
        f"urgent, {group}": [lesson.says == "urgent" and lesson.group == group for lesson in taught]
        for group in sorted({lesson.group for lesson in taught if lesson.says == "urgent"})
    }
    urgent = {"urgent": [lesson.says == "urgent" for lesson in taught], **by_group}
    ordinary = {
        "ordinary, ours": [lesson.says == "ordinary" and not lesson.scene for lesson in taught],
        "ordinary, phrases and cases": [lesson.says in _ORDINARY and lesson.scene for lesson in taught],
    }
    return {name: np.array(which) for name, which in (urgent | by_kind | ordinary).items()}


def gate(margins: Vector, taught: Sequence[Lesson], least: dict[str, float], kind: str) -> dict[str, NDArray[np.bool_]]:
    """Return which messages the rules stop, and which the rules or the ear that had not learned them."""
    asked = [Question(text=lesson.text, as_at=date.max) for lesson in taught]
    if kind == "urgent":
        needed = [least.get(gates.level_needed(question.text), np.inf) for question in asked]
        rules = np.array([not gates.danger_by_rule(question).passed for question in asked])
    else:
        needed = [np.inf if gates.about_staff(question) == "harmed" else least["sure"] for question in asked]
        rules = np.array([gates.harmful_by_rule(question) != "" for question in asked])
    return {"rules": rules, "ear only": (margins > needed) & ~rules, "rules or ear": (margins > needed) | rules}


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn, print what was measured, and write."""
    parser = argparse.ArgumentParser(prog="python -m evals.labelled.train_classifier", description=__doc__)
    parser.add_argument("--to", type=Path, default=_ROOT.parent / "assistant" / "safety" / "classifier.npz")
    options = parser.parse_args(arguments)
    taught = lessons()
    says = np.array([lesson.says for lesson in taught])
    rare = rarity([lesson.text for lesson in taught])
    rows = matrix([lesson.text for lesson in taught], rare)
    kept: dict[str, NDArray[np.float16] | float] = {"rarity": rare.astype(np.float16)}
    for kind in KINDS:
        margins = held_out(rows, says, kind)
        least = thresholds(margins, taught, kind)
        weights, constant = learn(rows, says, kind)
        kept[f"weights_{kind}"] = weights.astype(np.float16)
        kept |= {f"{level}_{kind}": constant - threshold for level, threshold in least.items()}
        for heard_by, stopped in gate(margins, taught, least, kind).items():
            for name, which in groups(taught).items():
                share = exact(int(stopped[which].sum()), int(which.sum()))
                interval = f"{share.mean:.3f} [{share.low:.3f}, {share.high:.3f}]"
                sys.stdout.write(f"{kind} ({heard_by}): of {share.n} {name}, held out, {interval}\n")
    np.savez_compressed(options.to, allow_pickle=False, **kept)


if __name__ == "__main__":
    main()
