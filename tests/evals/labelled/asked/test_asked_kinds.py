"""The labelled questions that end a case hold together."""

from __future__ import annotations

from collections import Counter

from pydantic import TypeAdapter

from assistant.understand import NO_VERDICT
from corpus.statements import load_verdicts
from evals.labelled.asked.asked_kinds import ASKS, LabelledQuestion
from evals.labelled.labelled_sets import read_labelled


def asks(part: str = "") -> tuple[LabelledQuestion, ...]:
    return read_labelled(ASKS, TypeAdapter(LabelledQuestion), part)


def test_no_hand_is_in_both_parts_and_every_kind_is_known() -> None:
    assert not {row.hand for row in asks("tune")} & {row.hand for row in asks("kept")}
    kinds = NO_VERDICT | set(load_verdicts())
    assert {row.kind for row in asks()} == kinds
    assert {row.also for row in asks()} <= {"", *kinds}


def test_every_kind_is_taught_by_several_hands() -> None:
    taught = Counter(kind for kind, _ in {(row.kind, row.hand) for row in asks("tune")})
    assert min(taught[kind] for kind in load_verdicts()) >= 5
