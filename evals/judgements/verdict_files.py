"""Reviewers' verdicts as CSV and as JSON Lines: one row a statement, with what was decided of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from assistant.store.reviews import Check, Decision, Label, Verdict
from corpus import spreadsheet

COLUMNS = (
    "check_id",
    "question",
    "as_at",
    "origin",
    "state",
    "statement",
    "statement_text",
    "citations",
    "reviewer",
    "version",
    "submitted",
    "label",
    "support",
    "comment",
    "missing",
    "missing_facts",
    "decided",
    "reason",
)
SUPPORT = {
    Label.SUPPORTS: "full",
    Label.PARTLY: "partial",
    Label.DOES_NOT_SUPPORT: "none",
    Label.WRONG_EDITION: "none",
}
"""The three levels of TREC RAG’s support evaluation; words of an edition that did not apply support nothing on that day."""


def rows(check: Check, verdicts: Iterable[Verdict], decisions: Sequence[Decision]) -> Iterator[dict[str, Any]]:
    """Return a row for all that each version of each verdict judged; one for a verdict on an answer without statements.

    Parameters
    ----------
    check : Check
        The answer that was judged.
    verdicts : iterable of Verdict
        As ``assistant.store.reviews.verdicts.history`` gives them to the person who exports.
    decisions : sequence of Decision
        As ``assistant.store.reviews.decisions.of_check`` gives them.

    Yields
    ------
    dict
        By the names in ``COLUMNS``.
    """
    texts = {statement.key: statement for statement in check.statements}
    decided = {decision.statement: decision for decision in decisions}
    for verdict in verdicts:
        labels: Iterable[tuple[str, Label | str]] = verdict.labels.items() or (("", ""),)
        for key, label in labels:
            statement, decision = texts.get(key), decided.get(key)
            yield {
                "check_id": check.id,
                "question": check.question,
                "as_at": check.answer.get("as_at", ""),
                "origin": str(check.origin),
                "state": str(check.state),
                "statement": key,
                "statement_text": statement.text if statement else "",
                "citations": _references(check, statement.markers if statement else ()),
                "reviewer": verdict.reviewer_name,
                "version": verdict.version,
                "submitted": verdict.submitted.isoformat(),
                "label": str(label),
                "support": SUPPORT.get(Label(label), "") if label else "",
                "comment": verdict.comment,
                "missing": [asdict(missing) for missing in verdict.missing],
                "missing_facts": [{"text": one.text, "importance": str(one.importance)} for one in verdict.nuggets],
                "decided": str(decision.label) if decision else "",
                "reason": decision.reason if decision else "",
            }


def as_jsonl(found: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as JSON Lines."""
    return "".join(json.dumps(dict(row), ensure_ascii=False) + "\n" for row in found)


def as_csv(found: Iterable[Mapping[str, Any]]) -> bytes:
    """Return rows as CSV for a spreadsheet."""
    return spreadsheet.as_csv(COLUMNS, ([_words(row[name]) for name in COLUMNS] for row in found))


def _words(value: Any) -> str:
    """Return a value as the text of a cell."""
    if isinstance(value, list):
        return "; ".join(one if isinstance(one, str) else " | ".join(map(str, one.values())) for one in value)
    return str(value)


def _references(check: Check, markers: Iterable[int]) -> list[str]:
    found = (check.evidence(marker) for marker in markers)
    return [evidence.reference for evidence in found if evidence]
