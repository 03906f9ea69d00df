"""Questions about sharing: labelled messages against what is heard in them, and the training of the models that hear.

``python -m evals sharing`` prints, on the hands kept aside, how many are heard, of whom and which way, and what else is taken for
one. ``--train`` learns which way it goes, and whom it means, from the other hands first.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from assistant.understand import (
    ANYONE,
    NOT_SHARING,
    AskedPart,
    SharingRequest,
    as_one,
    asked_parts,
    recipient_signs,
    sharing_features,
    sharing_in,
    story_of_sharing,
    told_end,
)
from corpus.models import Embedder, SentenceTransformerEmbedder
from corpus.statements import Direction
from evals.labelled.asked.asked_kinds import ASKS, LabelledQuestion, word_tables, write
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells
from evals.metrics import Interval, exact

STORIES = QUESTIONS / "sharing-stories.jsonl"
_SHARING = Path(__file__).parents[3] / "assistant" / "understand" / "sharing"
WEIGHTS, RECIPIENT_WEIGHTS = _SHARING / "sharing_directions.npz", _SHARING / "sharing_recipients.npz"
_STRENGTH, _RECIPIENT_STRENGTH = 15.0, 0.02
_CONSENT = "consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingMessage(LabelledRow):
    """A message, whose hand it is, and what it asks about sharing.

    Parameters
    ----------
    asks : tuple of str
        ``recipient:direction``, the main one first; the direction is ``consent`` where it is about a consent; empty where nothing
        about sharing is asked.
    """

    text: str
    hand: str
    asks: tuple[str, ...] = ()

    @property
    def directions(self) -> tuple[str, ...]:
        """Which way each goes, as the model has it."""
        return tuple(way for _, way in self._pairs) or (NOT_SHARING,)

    @property
    def recipients(self) -> frozenset[str]:
        """Whom it means, each parent as a parent."""
        return frozenset(who for who, _ in self._pairs)

    @property
    def wanted(self) -> frozenset[str]:
        """What may be heard, each parent as a parent."""
        return frozenset(map(":".join, self._pairs))

    @property
    def _pairs(self) -> list[tuple[str, str]]:
        """Each recipient and way; a consent alone is asked of what we would tell."""
        pairs = [(as_one(who), way) for who, _, way in (asked.partition(":") for asked in self.asks)]
        more = {who for who, way in pairs if way != _CONSENT}
        return [
            (who, Direction.TELL.value if way == _CONSENT else way)
            for who, way in pairs
            if way != _CONSENT or who not in more
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingLesson:
    """A message, one thing that it asks, which way that goes, and whom it means; nobody where that teaches nothing."""

    message: str
    part: AskedPart
    direction: str
    recipients: frozenset[str] = frozenset()


def lessons(stories: Sequence[SharingMessage], asks: Sequence[LabelledQuestion]) -> list[SharingLesson]:
    """Return what teaches: of a message that asks several things in several ways the first alone."""
    found = [
        SharingLesson(
            message=row.text,
            part=AskedPart(words=row.words, question=row.words, text=row.text),
            direction=row.direction or NOT_SHARING,
        )
        for row in asks
    ]
    for row in stories:
        parts = asked_parts(row.text)
        several = parts if len(set(row.directions)) == 1 else parts[:1]
        whom, way = row.recipients, row.directions[0]
        found += [SharingLesson(message=row.text, part=part, direction=way, recipients=whom) for part in several]
    return found


def train(taught: Sequence[SharingLesson], embedder: Embedder, to: Path) -> None:
    """Learn the model, and write it."""
    asked = [" ".join(one.part.words.split()) for one in taught]
    told = [told_end(one.part.text) for one in taught]
    tables = word_tables(asked, told)
    stories = [story_of_sharing(one.message, one.part) for one in taught]
    inputs = zip(asked, told, stories, embedder.embed(asked), embedder.embed(told), strict=True)
    read = np.stack([sharing_features(*one, tables=tables) for one in inputs])[:, :-1]
    learned = LogisticRegression(C=_STRENGTH, max_iter=600).fit(csr_matrix(read), [one.direction for one in taught])
    write(learned, tables, embedder.name, to)


def train_recipients(taught: Sequence[SharingLesson], to: Path) -> None:
    """Learn how much each sign of who is meant weighs, from each two of whom one is meant and the other not, and write it."""
    compared: list[tuple[frozenset[str], frozenset[str]]] = []
    for one in taught:
        story = story_of_sharing(one.message, one.part)
        named = one.recipients.intersection(story.candidates)
        meant = (named or {ANYONE}) if one.recipients else frozenset()
        signs = {who: recipient_signs(story, who, Direction(one.direction)) for who in story.candidates if meant}
        compared += [
            (signs[who], signs[other]) for who in sorted(meant) for other in story.candidates if other not in meant
        ]
    names = sorted({sign for two in compared for signs in two for sign in signs})
    rows = np.array([[(sign in more) - (sign in less) for sign in names] for more, less in compared], dtype=np.float32)
    both = np.concatenate([rows, -rows])
    learned = LogisticRegression(C=_RECIPIENT_STRENGTH, max_iter=2000, fit_intercept=False)
    learned.fit(both, np.repeat([1, 0], len(rows)))
    np.savez_compressed(to, signs=np.array(names), weights=learned.coef_[0].astype(np.float32))


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--stories", STORIES)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="learn the model from the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    embedder = SentenceTransformerEmbedder()
    adapter = TypeAdapter(SharingMessage)
    if chosen.train:
        asks = read_labelled(ASKS, TypeAdapter(LabelledQuestion), "tune")
        taught = lessons(read_labelled(chosen.labelled, adapter, "tune"), asks)
        train(taught, embedder, WEIGHTS)
        train_recipients(taught, RECIPIENT_WEIGHTS)
    rows = read_labelled(chosen.labelled, adapter, chosen.part)
    found = [[request for _, request in sharing_in(row.text, embedder)] for row in rows]
    hands = sorted({row.hand for row in rows})
    figures = {
        f"{what}, {name}": share for name in ("all", *hands) for what, share in figures_of(rows, found, name).items()
    }
    if chosen.json:
        return json.dumps({name: {"n": share.n, "mean": share.mean} for name, share in figures.items()})
    lines = [f"| {name} | {share_cells(share)[0]} | {share.n} |" for name, share in figures.items()]
    return "\n".join(["| | share | n |", "|---|---|---|", *lines])


def figures_of(
    rows: Sequence[SharingMessage], found: Sequence[Sequence[SharingRequest]], hand: str = "all"
) -> dict[str, Interval]:
    """Return which share is heard, which rightly, and which share of the others is taken for one.

    Parameters
    ----------
    rows : sequence of SharingMessage
        The messages.
    found : sequence of sequence of SharingRequest
        What was heard in each.
    hand : str
        Of which hand; ``all`` of each.
    """
    chosen = [(row, heard) for row, heard in zip(rows, found, strict=True) if hand in {"all", row.hand}]
    asking = [(row, heard) for row, heard in chosen if row.wanted]
    others = [heard for row, heard in chosen if not row.asks]
    return {
        "heard": _share([bool(heard) for _, heard in asking]),
        "heard, and one of those asked about and which way": _share([
            any(_pairs(one) & row.wanted for one in heard) for row, heard in asking
        ]),
        "taken for one of the others": _share([bool(heard) for heard in others]),
    }


def _pairs(request: SharingRequest) -> frozenset[str]:
    return frozenset(f"{as_one(who)}:{request.direction.value}" for who in request.recipients)


def _share(holds: Sequence[bool]) -> Interval:
    return exact(sum(holds), max(1, len(holds)))
