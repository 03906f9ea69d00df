"""The results table of the README, written from records, so that it gives what was measured and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.errors import RecordError
from evals.metrics import ANY_COVERED, LEAKAGE, NDCG, RECIPROCAL_RANK, SUCCESS_1, SUCCESS_5, Metric
from evals.report.markdown import markdown_table
from evals.report.parts import Table, day, whole_row

BEGIN, END = "<!-- results -->", "<!-- /results -->"

COLUMNS = {
    **{metric: metric.name for metric in (NDCG, RECIPROCAL_RANK, SUCCESS_1, SUCCESS_5)},
    ANY_COVERED: "evidence’s words in the first 5 passages",
    LEAKAGE: "superseded leakage",
}
"""The metrics shown, and how they are headed."""


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
        rows=tuple(
            (row.label, str(row.scores["n_scored"]), *(_cell(row, metric) for metric in COLUMNS)) for row in rows
        ),
    )
    note = "n: questions with a page judged relevant. Brackets: 95 % intervals over questions."
    return "\n\n".join([markdown_table(table), note, "\n".join(_sentence(row) for row in rows)])


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


def _cell(measured: ResultsRow, metric: Metric) -> str:
    interval = whole_row(measured.scores).get(metric.name)
    if interval is None:
        return "–"
    return f"{_short(interval['mean'], 3)} [{_short(interval['low'], 2)}, {_short(interval['high'], 2)}]"


def _sentence(measured: ResultsRow) -> str:
    """Return for one row what was run, when, on what, how long a question took, and how the outcomes fell."""
    manifest = measured.manifest
    facts = [
        day(manifest["date"]) if manifest.get("date") else "",
        _commit(manifest.get("commit") or ""),
        f"guidance as at {day(manifest['as_at'])}" if manifest.get("as_at") else "",
        f"index {', '.join(manifest['generations'])}" if manifest.get("generations") else "",
        f"embedder {manifest['embedder']}" if manifest.get("embedder") else "",
        f"reranker {manifest['reranker']}" if manifest.get("reranker") else "",
        f"chat model {', '.join(manifest['models'])}" if manifest.get("models") else "",
        _times(manifest.get("ask_ms", {})),
        _outcomes(measured.scores),
    ]
    return f"- {measured.label}: {'; '.join(filter(None, facts))}."


def _commit(described: str) -> str:
    """Name a commit by its first letters, and whether files differed from it."""
    if not described:
        return ""
    return f"commit {described[:12]}{' with changes' if described.endswith('-dirty') else ''}"


def _times(ask_ms: Mapping[str, float]) -> str:
    if not ask_ms:
        return ""
    return f"{ask_ms['p50'] / 1000:.2f} s a question at the median, {ask_ms['p95'] / 1000:.2f} s at the 95th percentile"


def _outcomes(scores: Mapping[str, Any]) -> str:
    """Return for each outcome expected how many reached it, and how many of the rest did wrongly."""
    counts = scores["outcomes"]
    found = []
    for expected, row in counts.items():
        wrongly = sum(other.get(expected, 0) for name, other in counts.items() if name != expected)
        found.append(
            f"{expected} {row.get(expected, 0)} of {sum(row.values())}" + f" (and {wrongly} wrongly)" * bool(wrongly)
        )
    return f"outcomes as expected: {', '.join(found)}" if found else ""


def _short(share: float, digits: int) -> str:
    return f"{share:.{digits}f}".removeprefix("0") if share < 1 else f"{share:.{digits}f}"
