"""The messages hold together, and on hands kept aside nothing that goes on is said to be of long ago."""

from __future__ import annotations

import json

import pytest
from pydantic import TypeAdapter

from evals import __main__ as command
from evals.labelled.cases.long_ago_messages import MESSAGES, LongAgoMessage
from evals.labelled.labelled_sets import read_labelled


def test_no_hand_is_in_both_parts_and_both_parts_have_every_kind() -> None:
    rows = read_labelled(MESSAGES, TypeAdapter(LongAgoMessage))
    parts = {hand: {row.part for row in rows if row.hand == hand} for hand in {row.hand for row in rows}}
    assert all(len(of_hand) == 1 for of_hand in parts.values())
    for part in ("tune", "kept"):
        assert {row.told for row in rows if row.part == part} == {"now", "past", "near", "sounds past"}


def test_it_keeps_to_its_floors_on_hands_kept_aside(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["long-ago", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["now"]["mean"] <= 0.05
    assert said["sounds past"]["mean"] <= 0.02
    assert said["past"]["mean"] >= 0.4
