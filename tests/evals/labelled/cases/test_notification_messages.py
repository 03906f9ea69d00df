"""Notifications as they are scored: what is taken for said and is, what is said and was read; ours are whole."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from assistant.safety import Redactor
from assistant.understand import Held
from corpus.statements import NotificationField as Field
from evals.labelled.cases import notification_messages
from evals.labelled.cases.notification_messages import (
    NOTIFICATIONS,
    NotificationMessage,
    precision_and_recall,
    read_as,
    scored,
)
from evals.labelled.labelled_sets import Part, read_labelled

TEXT = "Verbal argument on 24/11/2026. Child (9) upstairs. DASH not known. No arrests."


@pytest.fixture(autouse=True)
def without_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notification_messages, "new_redactor", Redactor)


def a_message(has: set[Field], unclear: set[Field] = frozenset()) -> NotificationMessage:  # type: ignore[assignment]
    return NotificationMessage(
        id="one", part="tune", hand="a", form="line", text=TEXT, has=frozenset(has), unclear=frozenset(unclear)
    )


def test_what_is_taken_for_said_and_what_is_missed_are_counted_apart() -> None:
    read = read_as(a_message({Field.WHAT, Field.WHEN, Field.REFERENCE}, {Field.RISK}))
    assert {one.field: one.read for one in read}[Field.RISK] is Held.UNCLEAR
    precision, recall = precision_and_recall(read)
    assert recall[Field.REFERENCE].mean == 0
    assert recall[Field.WHEN].mean == precision[Field.WHEN].mean == 1
    assert precision[Field.ACTION].mean == 0


@pytest.mark.parametrize(
    ("part", "newer", "least_precision", "least_recall"),
    [
        ("tune", False, 0.95, 0.9),
        ("kept", False, 0.88, 0.68),
        ("tune", True, 0.88, 0.77),
        ("kept", True, 0.86, 0.75),
    ],
)
def test_ours_are_read_as_well_as_is_said(part: Part, newer: bool, least_precision: float, least_recall: float) -> None:
    rows = read_labelled(NOTIFICATIONS, TypeAdapter(NotificationMessage), part)
    read = [one for row in rows if row.hand.startswith("no") is newer for one in read_as(row)]
    precision, recall = precision_and_recall(read)
    assert precision["all"].mean >= least_precision
    assert recall["all"].mean >= least_recall


def test_the_set_holds_together() -> None:
    rows = read_labelled(NOTIFICATIONS, TypeAdapter(NotificationMessage))
    assert len(rows) == 169
    assert not any(row.has & row.unclear for row in rows)


@pytest.mark.parametrize("as_json", [False, True])
def test_it_is_printed(tmp_path: Path, as_json: bool) -> None:
    row = {"id": "a", "part": "kept", "hand": "a", "form": "line", "text": TEXT, "has": ["what"], "unclear": []}
    file = tmp_path / "set.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    chosen = argparse.Namespace(labelled=file, part="", json=as_json, misses=True)
    text = scored(chosen)
    if as_json:
        assert json.loads(text)["fields"]["what"]["recall"]["value"] == 1
    else:
        assert "| what | 1.000" in text
        assert "a when: labelled lacks, read has “Verbal argument on 24/11/2026”" in text
