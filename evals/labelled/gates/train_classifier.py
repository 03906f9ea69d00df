"""Train the classifier of messages (assistant/safety/classifier.py) on messages of ours, and measure it on others.

``python -m evals train`` reads evals/questions/hearing.jsonl (its hands for tuning), classifier.jsonl, the questions of
answer-grades.jsonl that an answer fits and the words of staff (corpus/practice). It learns a ridge logistic regression for each
kind, teaches the encoder (train_encoder.py), sets each threshold from margins of hands left out in turn, prints
what was measured, by the classifier alone and by the gate, and writes assistant/safety/classifier.npz. An hour and a half on two
cores: the encoder is taught three times.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from assistant.safety import LABELS, LINEAR_COUNTS, N_BUCKETS, MessageEncoder, features, gates, pieces, words
from assistant.types import Question
from corpus.practice import load_practice
from evals.json_lines import read_rows
from evals.labelled.answers import all_graded
from evals.labelled.gates.train_encoder import teach
from evals.labelled.hearing_messages import HEARING, GateMessage
from evals.labelled.labelled_sets import QUESTIONS, read_labelled, share_cells
from evals.metrics import exact

KINDS = ("urgent", "harmful", "missing", "outside")
DOUBTFUL = "doubtful"
# The share of what is nearest to each kind, and is not of it, that may sound like it in hands left out: by itself (``sure``), and
# where a rule says the same (``enough``). A missed emergency costs more than an urgent text too many; a question of a DSL's that
# is turned away costs more than one that is answered with quotations beside the point.
FALSE_SHARE = {
    "urgent": {"enough": 0.20, "sure": 0.07},
    "harmful": {"sure": 0.04},
    "missing": {"sure": 0.005},
    "outside": {"sure": 0.005},
}
# So much more does it take, in log-odds, for danger: with one unit the gate, rules included, took .06 of the worries of hands
# left out for it, and .06 of those of the hands kept aside.
_SURER = 1.5
# So much less like what is beyond guidance may it sound where nothing found reads as an answer (``enough``).
_EASIER = 2.0
_BEYOND_GUIDANCE = ("missing", "outside")
ANSWERED = "answered"  # a question in a lead's own words that a reader found a short answer to fit
TWINS = {
    "urgent": ("worry",),
    "harmful": ("near-harmful",),
    "missing": ("answerable", ANSWERED),
    "outside": ("answerable", ANSWERED),
}
# Nearly the words of messages that the gates are measured by.
_LEFT_OUT = {
    "how quickly should social care get back to us after we make a referral",
    "What is the difference between a child in need and significant harm where there is domestic abuse?",
}
_NEAR = ("worry", "grave", "sounds", "near-harmful", "answerable", ANSWERED)
_STRENGTH = 5.0
_OURS_WEIGHT = 5.0
_N_FOLDS = 5
_N_LEFT_OUT = 2  # of them the encoder is taught without: each costs as long as teaching it with all
_N_OF_STAFF = 700  # of their words the encoder is taught so many: it learns slowly, and they are much alike
WEIGHTS = Path(__file__).parents[3] / "assistant" / "safety" / "classifier.npz"
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A message and what it is.

    Parameters
    ----------
    label : str
        One of ``KINDS``, or ``ordinary`` (none of them), as we labelled it; ``asked`` a question of staff,
        ``scene`` a phrase or a case of theirs: all taken for ordinary unless labelled otherwise.
    kind : str
        What it was written as, in hearing.jsonl; ``ANSWERED`` in answer-grades.jsonl; else empty.
    hand : str
        Who wrote it, in either; else empty.
    """

    text: str
    label: str
    kind: str = ""
    hand: str = ""


def lessons(path: Path = QUESTIONS / "classifier.jsonl", hearing: Path = HEARING) -> tuple[Lesson, ...]:
    """Return our messages, leads' questions that an answer fits, and other words of staff. What is doubtful teaches nothing."""
    rows = read_rows(path, TypeAdapter(dict[str, str]))
    staff = load_practice()
    asked = {question for row in staff.questions for question in row.questions}
    words_of_staff = dict.fromkeys(staff.messages())
    heard = [
        Lesson(text=row.text, label=row.kind if row.kind in KINDS else "ordinary", kind=row.kind, hand=row.hand)
        for row in read_labelled(hearing, TypeAdapter(GateMessage), "tune")
    ]
    labelled = [Lesson(text=row["text"], label=row["says"]) for row in rows if row["says"] != DOUBTFUL]
    known = {row["text"] for row in rows} | {lesson.text for lesson in heard} | _LEFT_OUT
    answered = {row.text: row.hand for row in all_graded() if row.fits and not row.told and row.text not in known}
    led = [Lesson(text=text, label="ordinary", kind=ANSWERED, hand=hand) for text, hand in answered.items()]
    rest = [
        Lesson(text=text, label="asked" if text in asked else "scene")
        for text in words_of_staff
        if text not in known and text not in answered
    ]
    return (*heard, *labelled, *led, *rest)


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
    counts = _STRENGTH * np.where(np.isin(labels, ("asked", "scene")), 1.0, _OURS_WEIGHT)

    def loss(at: Vector) -> tuple[float, Vector]:
        margin = sign * (rows @ at[:-1] + at[-1])
        slope = -sign * counts / (1 + np.exp(np.clip(margin, -30, 30)))
        value = float(counts @ np.logaddexp(0, -margin) + at[:-1] @ at[:-1] / 2)
        return value, np.append(rows.T @ slope + at[:-1], slope.sum())

    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return found.x[:-1], float(found.x[-1])


def wanted(taught: Sequence[Lesson]) -> NDArray[np.bool_]:
    """Return which kinds the encoder is to take each message for; shape ``(len(taught), len(LABELS))``.

    What was not labelled as grave or not may be either.
    """
    may_be = np.zeros((len(taught), len(LABELS)), dtype=bool)
    for row, lesson in zip(may_be, taught, strict=True):
        told = lesson.kind or lesson.label
        row[LABELS.index(told if told in LABELS else "ordinary")] = True
        if lesson.kind in {"", ANSWERED} and lesson.label in {"ordinary", "scene"}:
            row[LABELS.index("grave")] = True
    return may_be


def for_encoder(taught: Sequence[Lesson]) -> NDArray[np.int64]:
    """Return which messages the encoder is taught with: all that we labelled, and a part of staff's words, drawn."""
    staffs = np.array([lesson.label in {"asked", "scene"} for lesson in taught])
    drawn = np.random.default_rng(0).permutation(np.flatnonzero(staffs))[:_N_OF_STAFF]
    return np.sort(np.concatenate([np.flatnonzero(~staffs), drawn]))


def heard(taught: Sequence[Lesson]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Teach encoders without some folds, and return which messages these left out and their log-odds.

    Returns
    -------
    tuple of array of shape (n,) and array of shape (n, len(LABELS))
        Places in ``taught``, and what an encoder that was taught without the fold of each makes of it.
    """
    may_be, chosen, fold = wanted(taught), for_encoder(taught), folds(taught)
    texts = [lesson.text for lesson in taught]
    places, of_each = [], []
    for n in range(_N_LEFT_OUT):
        some = chosen[fold[chosen] != n]
        left_out = np.flatnonzero(fold == n)
        encoder = MessageEncoder(teach([texts[at] for at in some], may_be[some]))
        places.append(left_out)
        of_each.append(encoder.log_odds([texts[at] for at in left_out]))
    return np.concatenate(places), np.concatenate(of_each)


def folds(taught: Sequence[Lesson]) -> NDArray[np.int64]:
    """Return in which fold each message is: a hand is whole in one, and what has no hand is drawn."""
    hands = sorted({lesson.hand for lesson in taught if lesson.hand})
    drawn = np.random.default_rng(0).permutation(len(taught)) % _N_FOLDS
    return np.array([
        hands.index(lesson.hand) % _N_FOLDS if lesson.hand else by_chance
        for lesson, by_chance in zip(taught, drawn, strict=True)
    ])


def cross_validated(rows: csr_matrix, taught: Sequence[Lesson], kind: str) -> Vector:
    """Return every row's margin from weights that were learned without its fold."""
    labels = np.array([lesson.label for lesson in taught])
    margins, fold = np.zeros(rows.shape[0]), folds(taught)
    for n in range(_N_FOLDS):
        weights, constant = learn(rows[fold != n], labels[fold != n], kind)
        margins[fold == n] = rows[fold == n] @ weights + constant
    return margins


def thresholds(margins: Vector, taught: Sequence[Lesson], kind: str) -> dict[str, float]:
    """Return, by level, the margin that only so many of the kind's twins, of what is near, and of staff's questions go over."""
    twins = [np.array([lesson.kind == twin for lesson in taught]) for twin in TWINS[kind]]
    near = np.array([lesson.kind in _NEAR for lesson in taught])
    asked = np.array([lesson.label == "asked" for lesson in taught])
    return {
        level: float(max(np.quantile(margins[some], 1 - false_share) for some in (*twins, near, asked) if some.any()))
        for level, false_share in FALSE_SHARE[kind].items()
    }


def groups(taught: Sequence[Lesson]) -> dict[str, NDArray[np.bool_]]:
    """Return which messages are of each group that is reported: as written, and staff's words."""
    by_kind = {lesson.kind or lesson.label: lesson for lesson in taught}
    return {name: np.array([(lesson.kind or lesson.label) == name for lesson in taught]) for name in sorted(by_kind)}


def _stopped(taught: Sequence[Lesson], gate: Callable[[Question], bool]) -> NDArray[np.bool_]:
    return np.array([gate(Question(text=lesson.text, as_at=date.max)) for lesson in taught])


def gate(margins: Vector, taught: Sequence[Lesson], least: dict[str, float], kind: str) -> dict[str, NDArray[np.bool_]]:
    """Return which messages are stopped, by what: the rules, the classifier that had not learned them, and both together."""
    sure = margins > least["sure"]
    if kind == "urgent":
        rules = _stopped(taught, lambda question: not gates.danger_by_rule(question).passed)
        return {"rules": rules, "classifier": sure, "gate": sure | (rules & (margins > least["enough"]))}
    if kind == "harmful":
        rules = _stopped(taught, lambda question: gates.harmful_by_rule(question) != "")
        harmed = _stopped(taught, lambda question: gates.about_staff(question) == "harmed")
        return {"rules": rules, "classifier": sure, "gate": rules | (sure & ~harmed)}
    return {"classifier": sure}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what ``python -m evals train`` takes."""
    command.add_argument("--to", type=Path, default=WEIGHTS, metavar="FILE", help="where the weights are written")


def trained(chosen: argparse.Namespace) -> str:
    """Train, write the weights, and return what was measured."""
    taught = lessons()
    labels = np.array([lesson.label for lesson in taught])
    rare = rarity([lesson.text for lesson in taught])
    rows = matrix([lesson.text for lesson in taught], rare)
    for_it = for_encoder(taught)
    arrays: dict[str, NDArray[np.float16] | float] = {
        "rarity": rare.astype(np.float16),
        **teach([taught[at].text for at in for_it], wanted(taught)[for_it]),
    }
    left_out, log_odds = heard(taught)
    unheard = [taught[at] for at in left_out]
    measured = []
    for kind in KINDS:
        linear = cross_validated(rows, taught, kind)[left_out]
        margins = LINEAR_COUNTS * linear + log_odds[:, LABELS.index(kind)]
        least = thresholds(margins, unheard, kind)
        if kind == "urgent":
            least = {level: margin + _SURER for level, margin in least.items()}
        if kind in _BEYOND_GUIDANCE:
            least["enough"] = least["sure"] - _EASIER
        weights, constant = learn(rows, labels, kind)
        arrays[f"weights_{kind}"] = weights.astype(np.float16)
        arrays |= {f"{level}_{kind}": LINEAR_COUNTS * constant - threshold for level, threshold in least.items()}
        for stopped_by, stopped in gate(margins, unheard, least, kind).items():
            for name, which in groups(unheard).items():
                share = exact(int(stopped[which].sum()), int(which.sum()))
                interval, n = share_cells(share)
                measured.append(f"{kind} ({stopped_by}): of {n} {name}, hands left out, {interval}")
    np.savez_compressed(chosen.to, allow_pickle=False, **arrays)
    return "\n".join(measured)
