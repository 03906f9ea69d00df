"""Train the classifier of messages (assistant/safety/classifier.py) on messages of ours, and measure it on others.

``python -m evals train`` reads evals/questions/hearing.jsonl (its hands for tuning), classifier.jsonl, what staff ask for words
or about leading, the questions of answer-grades.jsonl that an answer fits, and the words of staff (corpus/practice). It learns a
ridge logistic regression for each kind, teaches the encoder (train_encoder.py), settles by hands that taught nothing how sure is
enough, prints what was measured on these, by rules, by the classifier and by both, and writes assistant/safety/classifier.npz.
An hour and a half on two cores; a minute with ``--settle``.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from assistant.safety import ADDITIONS, LABELS, LINEAR_COUNTS, N_BUCKETS, MessageEncoder, features, gates, pieces, words
from assistant.types import Question
from corpus.practice import load_practice
from evals.json_lines import read_rows
from evals.labelled.answers import all_graded
from evals.labelled.asked import WORDS, LabelledQuestion
from evals.labelled.gates.train_encoder import teach
from evals.labelled.hearing_messages import HEARING, LEADING, SETTLING_HANDS, GateMessage
from evals.labelled.labelled_sets import QUESTIONS, read_labelled, share_cells
from evals.metrics import exact

KINDS = ("urgent", "harmful", "missing", "outside")
DOUBTFUL = "doubtful"
# The share of what is nearest to each kind, and is not of it, that may sound like it where hands settle it: by itself (``sure``),
# and where a rule says the same (``enough``). A missed emergency costs more than an urgent text too many; a question of a DSL's
# that is turned away costs more than one that is answered with quotations beside the point. Of what sounds harmful another model
# (good_faith.py) lets a part through. For what is beyond guidance ``_EASIER`` gives ``enough``.
FALSE_SHARE = {
    "urgent": {"enough": 0.15, "sure": 0.03},
    "harmful": {"sure": 0.08},
    "missing": {"sure": 0.015},
    "outside": {"sure": 0.01},
}
# So much less like what is beyond guidance may it sound where nothing found reads as an answer (``enough``).
_EASIER = 2.0
_BEYOND_GUIDANCE = ("missing", "outside")
ANSWERED = "answered"  # a question in a lead's own words that a reader found a short answer to fit
TWINS = {
    "urgent": ("worry",),
    "harmful": ("near-harmful",),
    "missing": ("answerable", ANSWERED, "leading"),
    "outside": ("answerable", ANSWERED, "leading"),
}
# Nearly the words of messages that the gates are measured by.
_LEFT_OUT = {
    "how quickly should social care get back to us after we make a referral",
    "What is the difference between a child in need and significant harm where there is domestic abuse?",
}
_NEAR = ("worry", "grave", "sounds", "near-harmful", "answerable", ANSWERED)
_ASK_IN_GOOD_FAITH = ("words", "leading")
_STRENGTH = 5.0
_OURS_WEIGHT = 5.0
_ONE_SETTLES_OF = 20  # messages that are given without a hand
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
        What it was written as, in hearing.jsonl; ``words`` in words.jsonl, ``leading`` in leading.jsonl, ``ANSWERED`` in
        answer-grades.jsonl; else empty.
    hand : str
        Who wrote it, in hearing.jsonl, leading.jsonl and answer-grades.jsonl; else empty.
    """

    text: str
    label: str
    kind: str = ""
    hand: str = ""

    @property
    def settles(self) -> bool:
        """Whether it teaches nothing: all of some hands, and a part, drawn, of what is given without a hand.

        By these hands and by staff’s questions it is settled how sure is enough; what else is drawn is only reported.
        """
        return self.hand in SETTLING_HANDS if self.hand else zlib.crc32(self.text.encode()) % _ONE_SETTLES_OF == 0


def lessons(path: Path = QUESTIONS / "classifier.jsonl", hearing: Path = HEARING) -> tuple[Lesson, ...]:
    """Return our messages, requests for words, questions of leads, and other words of staff. What is doubtful is left out."""
    rows = read_rows(path, TypeAdapter(dict[str, str]))
    staff = load_practice()
    asked = {question for row in staff.questions for question in row.questions}
    words_of_staff = dict.fromkeys(staff.messages())
    heard = [
        Lesson(text=row.text, label=row.kind if row.kind in KINDS else "ordinary", kind=row.kind, hand=row.hand)
        for row in read_labelled(hearing, TypeAdapter(GateMessage), "tune")
    ]
    heard += [
        Lesson(text=row.text, label="ordinary", kind="words")
        for row in read_labelled(WORDS, TypeAdapter(LabelledQuestion), "tune")
    ]
    heard += [
        Lesson(text=row.text, label="ordinary", kind=row.kind, hand=row.hand)
        for row in read_labelled(LEADING, TypeAdapter(GateMessage), "tune")
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
    """Return the weights and the constant of a ridge logistic regression in which messages of ours count for more.

    The constant is not stored: how sure is enough takes its place.
    """
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
        if lesson.kind in {"", ANSWERED, *_ASK_IN_GOOD_FAITH} and lesson.label in {"ordinary", "scene"}:
            row[LABELS.index("grave")] = True
    return may_be


def for_encoder(taught: Sequence[Lesson]) -> NDArray[np.int64]:
    """Return which messages the encoder is taught with: all that we labelled, and a part of staff's words, drawn."""
    staffs = np.array([lesson.label in {"asked", "scene"} for lesson in taught])
    drawn = np.random.default_rng(0).permutation(np.flatnonzero(staffs))[:_N_OF_STAFF]
    return np.sort(np.concatenate([np.flatnonzero(~staffs), drawn]))


def thresholds(margins: Vector, settling: Sequence[Lesson], kind: str) -> dict[str, float]:
    """Return, by level, the margin that only so many of the kind's twins, of what is near, and of staff's questions go over."""
    twins = [np.array([lesson.kind == twin for lesson in settling]) for twin in TWINS[kind]]
    near = np.array([lesson.kind in _NEAR for lesson in settling])
    asked = np.array([lesson.label == "asked" for lesson in settling])
    return {
        level: float(max(np.quantile(margins[some], 1 - false_share) for some in (*twins, near, asked) if some.any()))
        for level, false_share in FALSE_SHARE[kind].items()
    }


def groups(some: Sequence[Lesson]) -> dict[str, NDArray[np.bool_]]:
    """Return which messages are of each group that is reported: as written, and staff's words."""
    kinds = np.array([lesson.kind or lesson.label for lesson in some])
    return {str(name): kinds == name for name in np.unique(kinds)}


def _stopped(some: Sequence[Lesson], gate: Callable[[Question], bool]) -> NDArray[np.bool_]:
    return np.array([gate(Question(text=lesson.text, as_at=date.max)) for lesson in some])


def gate(margins: Vector, some: Sequence[Lesson], least: dict[str, float], kind: str) -> dict[str, NDArray[np.bool_]]:
    """Return which messages are stopped by the rules, by the classifier, and by both, without what overrules the classifier."""
    sure = margins > least["sure"]
    if kind == "urgent":
        rules = _stopped(some, lambda question: not gates.danger_by_rule(question).passed)
        return {"rules": rules, "classifier": sure, "gate": sure | (rules & (margins > least["enough"]))}
    if kind == "harmful":
        rules = _stopped(some, lambda question: gates.harmful_by_rule(question) != "")
        harmed = _stopped(some, lambda question: gates.about_staff(question) == "harmed")
        return {"rules": rules, "classifier": sure, "gate": rules | (sure & ~harmed)}
    return {"classifier": sure}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what ``python -m evals train`` takes."""
    command.add_argument(
        "--to", type=Path, default=WEIGHTS, metavar="FILE", help="where the weights are written, and with --settle read"
    )
    command.add_argument("--settle", action="store_true", help="teach nothing: only settle anew how sure is enough")


def trained(chosen: argparse.Namespace) -> str:
    """Train, unless only how sure is enough is to be settled; settle it, write all, and return what was measured."""
    given = lessons()
    taught, settling = ([one for one in given if one.settles is settles] for settles in (False, True))
    arrays = _stored(chosen.to) if chosen.settle else learned(taught)
    margins = margins_of(arrays, [lesson.text for lesson in settling])
    measured = []
    for kind in KINDS:
        least = thresholds(margins[kind], settling, kind)
        if kind in _BEYOND_GUIDANCE:
            least["enough"] = least["sure"] - _EASIER
        arrays |= {f"{level}_{kind}": np.array(-margin) for level, margin in least.items()}
        for stopped_by, stopped in gate(margins[kind], settling, least, kind).items():
            for name, which in groups(settling).items():
                interval, n = share_cells(exact(int(stopped[which].sum()), int(which.sum())))
                measured.append(f"{kind} ({stopped_by}): of {n} {name}, which taught nothing, {interval}")
    np.savez_compressed(chosen.to, allow_pickle=False, **arrays)
    return "\n".join(measured)


def learned(taught: Sequence[Lesson]) -> dict[str, NDArray[Any]]:
    """Return what ``MessageClassifier`` has learned of lessons, but how sure is enough."""
    labels = np.array([lesson.label for lesson in taught])
    rare = rarity([lesson.text for lesson in taught])
    rows = matrix([lesson.text for lesson in taught], rare)
    for_it = for_encoder(taught)
    weights = {f"weights_{kind}": learn(rows, labels, kind)[0].astype(np.float16) for kind in KINDS}
    additions = teach([taught[at].text for at in for_it], wanted(taught)[for_it])
    return {"rarity": rare.astype(np.float16), **weights, **additions}


def margins_of(arrays: Mapping[str, NDArray[Any]], texts: Sequence[str]) -> dict[str, Vector]:
    """Return, by kind, how like it each text is to what was learned, as the classifier adds it up."""
    hear = MessageEncoder({name: arrays[name] for name in arrays if name.endswith(ADDITIONS)}).hear
    heard = [hear(text) for text in texts]
    rows = matrix(texts, arrays["rarity"].astype(np.float32))
    return {
        kind: LINEAR_COUNTS * (rows @ arrays[f"weights_{kind}"].astype(np.float64))
        + np.array([odds[kind] for odds in heard])
        for kind in KINDS
    }


def _stored(file: Path) -> dict[str, NDArray[Any]]:
    with np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}
