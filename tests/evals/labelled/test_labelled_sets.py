"""What the labelled sets share."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from evals.__main__ import main
from evals.errors import RecordError
from evals.labelled.labelled_sets import LabelledRow, read_labelled, share_cells, shares
from evals.metrics.stats import exact

ROWS = [{"id": "a", "part": "tune"}, {"id": "b", "part": "kept"}]


def written(folder: Path, rows: list[dict[str, object]]) -> Path:
    path = folder / "set.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_a_set_is_read_whole_or_by_part(tmp_path: Path) -> None:
    path = written(tmp_path, ROWS)
    assert [row.id for row in read_labelled(path, TypeAdapter(LabelledRow))] == ["a", "b"]
    assert [row.id for row in read_labelled(path, TypeAdapter(LabelledRow), "kept")] == ["b"]


@pytest.mark.parametrize("rows", [[ROWS[0], ROWS[0]], [{"id": "a", "part": "both"}], [{"part": "tune"}]])
def test_a_set_that_is_not_in_its_form_is_refused(tmp_path: Path, rows: list[dict[str, object]]) -> None:
    with pytest.raises(RecordError):
        read_labelled(written(tmp_path, rows), TypeAdapter(LabelledRow))


def test_shares_are_by_kind_in_order_with_exact_intervals() -> None:
    found = shares([("b", True), ("a", False), ("b", False)])
    assert list(found) == ["a", "b"]
    assert found["b"] == exact(1, 2)
    assert share_cells(found["b"]) == ("0.500 [0.013, 0.987]", "2")
    assert share_cells(None) == ("", "")


def test_another_set_may_be_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    messages = [
        {"id": "a", "text": "Ring 07700 900123.", "spans": [{"start": 5, "end": 17, "type": "phone"}], "part": "tune"},
        {"id": "b", "text": "Who leads?", "spans": [], "part": "tune"},
    ]
    assert main(["pii", "--messages", str(written(tmp_path, messages)), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["clean_touched"]["n"] == 1
    base = {
        "passage": "Crew must ring the bell.",
        "title": "The harbour book",
        "edition": "2024",
        "authority": "review",
    }
    pairs = [
        base | {"id": "a", "statement": "Crew must ring the bell.", "supported": True, "kind": "plain", "part": "tune"},
        base
        | {"id": "b", "statement": "Crew must not ring it.", "supported": False, "kind": "negation", "part": "tune"},
    ]
    assert main(["support", "--pairs", str(written(tmp_path, pairs)), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["recall"]["n"] == 1
