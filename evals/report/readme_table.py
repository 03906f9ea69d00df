"""The results table of the README, written from records, so that it says what was measured and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from evals.errors import RecordError
from evals.metrics import slices
from evals.report.markdown import markdown_table
from evals.report.parts import Table

BEGIN, END = "<!-- results -->", "<!-- /results -->"

COLUMNS = {
    "nDCG@10": "nDCG@10",
    "RR(rel=2)@10": "RR(rel=2)@10",
    "Success(rel=2)@1": "Success(rel=2)@1",
    "Success(rel=2)@5": "Success(rel=2)@5",
    "any_evidence_covered@5": "evidence’s words in the first 5 passages",
    "superseded_leakage": "superseded leakage",
}
"""The measures shown, by name, and how they are headed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsRow:
    """One row of the table: what it is called, and the run's ``manifest.json`` and ``scores.json``."""

    label: str
    manifest: Mapping[str, Any]
    scores: Mapping[str, Any]


def results(rows: Sequence[ResultsRow]) -> str:
    """Return the table and, for each row, what was run and how its outcomes fell, as Markdown."""
    table = Table(
        head=("", "questions, n", *COLUMNS.values()),
        rows=tuple((row.label, _n(row), *(_cell(row, name) for name in COLUMNS)) for row in rows),
    )
    says = "n: questions with a page judged relevant. Brackets: 95 % intervals over questions."
    return "\n\n".join([markdown_table(table), says, "\n".join(_sentence(row) for row in rows)])


def rewrite(page: Path, block: str) -> None:
    """Put a block between a Markdown page's two results marks, in place of what is there.

    Raises
    ------
    RecordError
        If the page cannot be read, or does not have each mark once, in order.
    """
    try:
        text = page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"{page} cannot be read: {error}") from error
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or BEGIN in rest or END in before + after:
        raise RecordError(f"{page.name} does not have the marks {BEGIN} and {END} once each, in this order")
    partial = page.with_suffix(page.suffix + ".partial")
    partial.write_text(f"{before}{BEGIN}\n{block}\n{END}{after}", encoding="utf-8")
    partial.replace(page)


def _row(measured: ResultsRow) -> Mapping[str, Any]:
    scores = measured.scores
    row: Mapping[str, Any] = scores["slices"][slices.ALL] | scores.get("further", {}).get(slices.ALL, {})
    return row


def _n(measured: ResultsRow) -> str:
    return str(measured.scores["n_scored"])


def _cell(measured: ResultsRow, name: str) -> str:
    interval = _row(measured).get(name)
    if interval is None:
        return "–"
    return f"{_short(interval['mean'], 3)} [{_short(interval['low'], 2)}, {_short(interval['high'], 2)}]"


def _sentence(measured: ResultsRow) -> str:
    """Say of one row what was run, when, on what, how long a question took, and how the outcomes fell."""
    manifest = measured.manifest
    facts = [
        f"{_day(manifest['date'])}" if manifest.get("date") else "",
        _commit(manifest.get("commit") or ""),
        f"guidance as at {_day(manifest['as_at'])}" if manifest.get("as_at") else "",
        f"index {', '.join(manifest['generations'])}" if manifest.get("generations") else "",
        f"embedder {manifest['embedder']}" if manifest.get("embedder") else "",
        f"reranker {manifest['reranker']}" if manifest.get("reranker") else "",
        f"chat model {', '.join(manifest['models'])}" if manifest.get("models") else "",
        _times(manifest.get("ask_ms", {})),
        _outcomes(measured.scores),
    ]
    return f"- {measured.label}: {'; '.join(filter(None, facts))}."


def _commit(described: str) -> str:
    """Name a commit by its first letters, and say if files differed from it."""
    if not described:
        return ""
    return f"commit {described[:12]}{' with changes' if described.endswith('-dirty') else ''}"


def _times(ask_ms: Mapping[str, float]) -> str:
    if not ask_ms:
        return ""
    return f"{ask_ms['p50'] / 1000:.2f} s a question at the median, {ask_ms['p95'] / 1000:.2f} s at the 95th percentile"


def _outcomes(scores: Mapping[str, Any]) -> str:
    """Say of each outcome expected how many reached it, and how many of the rest did wrongly."""
    counts = scores["outcomes"]
    said = []
    for expected, row in counts.items():
        wrongly = sum(other.get(expected, 0) for name, other in counts.items() if name != expected)
        said.append(
            f"{expected} {row.get(expected, 0)} of {sum(row.values())}" + f" (and {wrongly} wrongly)" * bool(wrongly)
        )
    return f"outcomes as expected: {', '.join(said)}" if said else ""


def _short(share: float, digits: int) -> str:
    return f"{share:.{digits}f}".removeprefix("0") if share < 1 else f"{share:.{digits}f}"


def _day(moment: str) -> str:
    day: date = datetime.fromisoformat(moment).date()
    return f"{day.day} {day:%B %Y}"
