"""Teach the second ear (assistant/ear.py) from messages of ours, and say how well it hears what it was not taught.

``python -m evals.ear`` reads evals/questions/ear.jsonl and corpus/asked, learns a ridge logistic regression for each kind, sets
each threshold from messages held out in turn, prints what was measured and writes assistant/ear.npz.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from assistant.ear import N_BUCKETS, features, pieces, words
from corpus.asked import load_asked
from evals.stats import exact

KINDS = ("urgent", "harmful")
# The share of ordinary questions (corpus/asked) that may sound like each kind when held out: where the rules hear a word of
# danger or of now as well (``enough``), and where they hear none (``sure``).
FALSE_SHARE = {"urgent": {"enough": 0.024, "sure": 0.006}, "harmful": {"enough": 0.001, "sure": 0.001}}
_STRENGTH = 5.0
_TOLD_WEIGHT = 5.0
_N_FOLDS = 5
_ROOT = Path(__file__).parent
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A message and what it is: ``urgent``, ``harmful``, ``ordinary`` (near one of them and neither) or ``asked``."""

    text: str
    says: str


def lessons(path: Path = _ROOT / "questions" / "ear.jsonl") -> tuple[Lesson, ...]:
    """Read our messages, and the questions staff ask, none of which needs help at once or is refused."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    told = [Lesson(text=row["text"], says=row["says"]) for row in rows]
    known = {lesson.text for lesson in told}
    asked = [text for place in load_asked() for text in place.questions if text not in known]
    return (*told, *(Lesson(text=text, says="asked") for text in asked))


def rarity(texts: Sequence[str]) -> NDArray[np.float32]:
    """Give how rare each bucket is: the smoothed logarithm of the inverse share of texts that have it."""
    n_with = np.zeros(N_BUCKETS)
    for text in texts:
        n_with[list({bucket for word in words(text) for bucket in pieces(word)})] += 1
    return np.asarray(np.log((1 + len(texts)) / (1 + n_with)) + 1, dtype=np.float32)


def matrix(texts: Sequence[str], rare: NDArray[np.float32]) -> csr_matrix:
    """Give the texts' features, a row a text."""
    found = [features(text, rare) for text in texts]
    ends = np.cumsum([0, *(len(row) for row in found)])
    columns = [bucket for row in found for bucket in row]
    values = [value for row in found for value in row.values()]
    return csr_matrix((values, columns, ends), shape=(len(texts), N_BUCKETS))


def learn(rows: csr_matrix, says: NDArray[np.str_], kind: str) -> tuple[Vector, float]:
    """Give the weights and the constant of a ridge logistic regression in which messages of ours count for more."""
    sign = np.where(says == kind, 1.0, -1.0)
    counts = _STRENGTH * np.where(says == "asked", 1.0, _TOLD_WEIGHT)

    def loss(at: Vector) -> tuple[float, Vector]:
        margin = sign * (rows @ at[:-1] + at[-1])
        slope = -sign * counts / (1 + np.exp(np.clip(margin, -30, 30)))
        value = float(counts @ np.logaddexp(0, -margin) + at[:-1] @ at[:-1] / 2)
        return value, np.append(rows.T @ slope + at[:-1], slope.sum())

    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return found.x[:-1], float(found.x[-1])


def held_out(rows: csr_matrix, says: NDArray[np.str_], kind: str) -> Vector:
    """Give every row's margin from weights that were learned without it."""
    margins = np.zeros(rows.shape[0])
    fold = np.random.default_rng(0).permutation(rows.shape[0]) % _N_FOLDS
    for n in range(_N_FOLDS):
        weights, constant = learn(rows[fold != n], says[fold != n], kind)
        margins[fold == n] = rows[fold == n] @ weights + constant
    return margins


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn, print what was measured, and write."""
    parser = argparse.ArgumentParser(prog="python -m evals.ear", description=__doc__)
    parser.add_argument("--to", type=Path, default=_ROOT.parent / "assistant" / "ear.npz")
    options = parser.parse_args(arguments)
    taught = lessons()
    says = np.array([lesson.says for lesson in taught])
    rare = rarity([lesson.text for lesson in taught])
    rows = matrix([lesson.text for lesson in taught], rare)
    kept: dict[str, NDArray[np.float16] | float] = {"rarity": rare.astype(np.float16)}
    for kind in KINDS:
        margins = held_out(rows, says, kind)
        weights, constant = learn(rows, says, kind)
        kept[f"weights_{kind}"] = weights.astype(np.float16)
        for level, false_share in FALSE_SHARE[kind].items():
            threshold = float(np.quantile(margins[says == "asked"], 1 - false_share))
            kept[f"{level}_{kind}"] = constant - threshold
            for name in ("urgent", "harmful", "ordinary", "asked"):
                share = exact(int((margins[says == name] > threshold).sum()), int((says == name).sum()))
                interval = f"{share.mean:.3f} [{share.low:.3f}, {share.high:.3f}]"
                sys.stdout.write(f"{kind} ({level}): of {share.n} {name}, held out, {interval}\n")
    np.savez_compressed(options.to, allow_pickle=False, **kept)


if __name__ == "__main__":
    main()
