"""Questions about sharing: labelled messages against what is heard in them, and the training of the encoder that hears.

``python -m evals sharing`` prints, on the hands kept aside, how many are heard, of whom and which way, and what else is taken for
one. ``--train`` learns which way it goes, and whom it means, from the other hands first.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from assistant.understand import (
    RECIPIENT_LABEL,
    WAY_LABEL,
    SharingRequest,
    as_one,
    load_sharing_model,
    sharing_in,
)
from corpus.statements import Direction
from evals.labelled.asked.asked_kinds import ASKS, LabelledQuestion
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells
from evals.labelled.train_labelled_encoder import teach_named
from evals.metrics import Interval, exact

STORIES = QUESTIONS / "sharing-stories.jsonl"
UTTERANCES = QUESTIONS / "sharing.jsonl"
WEIGHTS = Path(__file__).parents[3] / "assistant" / "understand" / "sharing" / "sharing.npz"
_EPOCHS = 6
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
    def wanted(self) -> frozenset[str]:
        """What may be heard, each parent as a parent."""
        return frozenset(f"{as_one(who)}:{way}" for who, way in self.taught)

    @property
    def taught(self) -> list[tuple[str, str]]:
        """Each recipient and way; a consent alone is asked of what we would tell."""
        pairs = [(who, way) for who, _, way in (asked.partition(":") for asked in self.asks)]
        more = {who for who, way in pairs if way != _CONSENT}
        return [
            (who, Direction.TELL.value if way == _CONSENT else way)
            for who, way in pairs
            if way != _CONSENT or who not in more
        ]


def lessons(
    messages: Sequence[SharingMessage], asks: Sequence[LabelledQuestion]
) -> tuple[list[tuple[str, frozenset[str]]], list[frozenset[str]]]:
    """Return what teaches: each text and its labels; and of which of those nothing is known.

    A question at the end of a case (asks.jsonl) says which way it goes, if it is about sharing, and not whom it means.
    """
    taught = [(" ".join(row.text.split()), frozenset(_labels(row.taught))) for row in messages]
    named = {label for _, labels in taught for label in labels if label.startswith(RECIPIENT_LABEL)}
    unknown: list[frozenset[str]] = [frozenset()] * len(taught)
    for one in asks:
        taught.append((" ".join(one.text.split()), frozenset([WAY_LABEL + one.direction] if one.direction else [])))
        unknown.append(frozenset(named if one.direction else ()))
    return taught, unknown


def _labels(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for who, way in pairs:
        yield from (RECIPIENT_LABEL + who, WAY_LABEL + way)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--stories", STORIES)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="learn the model from the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    adapter = TypeAdapter(SharingMessage)
    if chosen.train:
        asks = read_labelled(ASKS, TypeAdapter(LabelledQuestion), "tune")
        messages = [row for path in (chosen.labelled, UTTERANCES) for row in read_labelled(path, adapter, "tune")]
        taught, unknown = lessons(messages, asks)
        teach_named(taught, WEIGHTS, _EPOCHS, unknown)
        load_sharing_model.cache_clear()
    rows = read_labelled(chosen.labelled, adapter, chosen.part)
    found = [[request for _, request in sharing_in(row.text)] for row in rows]
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
