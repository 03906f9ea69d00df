from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

from assistant.store.database import evidence_snapshot, restored_answer
from assistant.store.reviews.checks import Check, Origin
from assistant.store.reviews.decisions import Decision
from assistant.store.reviews.labels import WHOLE, Aspect, CheckState, Label
from assistant.store.reviews.verdict_rows import Importance, Missing, Nugget, Verdict
from evals.judgements.verdict_files import COLUMNS, as_csv, as_jsonl, rows
from tests.assistant.ui.doubles import a_citation, an_answer

WHEN = datetime(2026, 1, 5, 9, tzinfo=UTC)
HOSTILE = '=HYPERLINK("http://evil.test","<script>alert(1)</script>")'


def a_check(question: str = HOSTILE) -> Check:
    answer = an_answer(question)
    return Check(
        id="c1",
        origin=Origin.RUN,
        run_id="",
        question=question,
        note="",
        created=WHEN,
        state=CheckState.DECIDED,
        answer=restored_answer.as_record(answer),
        shown=evidence_snapshot.of_answer(answer, {}),
    )


def a_verdict(**changes: object) -> Verdict:
    given: dict[str, object] = {
        "check_id": "c1",
        "reviewer": "id",
        "reviewer_name": "@Ann",
        "version": 1,
        "labels": {"1.1": Label.PARTLY},
        "missing": (Missing(source_id="rules-2025", page=9, quote="-1+1"),),
        "comment": "first line\n=1+1",
        "submitted": WHEN,
        "nuggets": (Nugget(text="=1+1", importance=Importance.VITAL),),
    }
    return Verdict(**(given | changes))  # type: ignore[arg-type]


DECISION = Decision(
    statement="1.1", label=Label.SUPPORTS, reason="+so", decided_by="id", decided_by_name="Bea", decided=WHEN
)


def read(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def test_a_row_says_all_of_a_statement() -> None:
    (row,) = read(as_csv(rows(a_check("Whom?"), [a_verdict()], [DECISION])))
    assert tuple(row) == COLUMNS
    assert row["question"] == "Whom?"
    assert row["statement_text"] == a_citation().quote
    assert row["citations"] == a_citation().reference
    assert (row["label"], row["decided"], row["state"]) == ("partly", "supports", "decided")
    assert row["support"] == "partial"
    assert row["comment"] == "first line\n=1+1"
    assert row["missing"] == "rules-2025 | 9 | -1+1"
    assert row["missing_facts"] == "'=1+1 | vital"


def test_a_verdict_on_the_whole_answer_has_no_level_of_support() -> None:
    check = replace(a_check("Whom?"), asks=Aspect.ANSWER)
    (row,) = read(as_csv(rows(check, [a_verdict(labels={WHOLE: Label.ANSWERS_FULLY})], [])))
    assert (row["statement"], row["label"], row["support"]) == ("answer", "answers_fully", "")
    assert row["statement_text"] == "The whole answer"


def test_no_cell_is_a_formula() -> None:
    (row,) = read(as_csv(rows(a_check(), [a_verdict(comment=HOSTILE)], [DECISION])))
    assert row["question"] == f"'{HOSTILE}"
    assert (row["comment"], row["reviewer"], row["reason"]) == (f"'{HOSTILE}", "'@Ann", "'+so")
    assert not [value for value in row.values() if value[:1] in tuple("=+-@\t\r\n")]


def test_json_lines_keep_the_text_as_it_is() -> None:
    (line,) = as_jsonl(rows(a_check(), [a_verdict()], [])).splitlines()
    row = json.loads(line)
    assert row["question"] == HOSTILE
    assert row["missing"] == [{"source_id": "rules-2025", "page": 9, "quote": "-1+1"}]
    assert row["missing_facts"] == [{"text": "=1+1", "importance": "vital"}]
    assert row["decided"] == ""


def test_every_version_has_its_rows_and_an_answer_without_statements_has_one() -> None:
    found = list(rows(a_check(), [a_verdict(), a_verdict(version=2, labels={})], []))
    assert [(row["version"], row["statement"], row["label"]) for row in found] == [(1, "1.1", "partly"), (2, "", "")]
