"""Whom the gates stop: our labelled messages (evals/questions/gates.jsonl) against what each gate does with them.

``python -m evals.labelled.gate_messages`` prints, by part,
what was expected and reached, with exact intervals. Without an index the gates on the
question are asked alone, so that what only evidence can stop counts as passed on; ``--index DIR`` asks the whole assistant.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from assistant.build import build_assistant
from assistant.safety import gates
from assistant.types import Question
from corpus.settings import LibrarySettings
from evals.json_lines import read_rows
from evals.metrics import Counts, Interval, expected_shares, reached_outcomes, reached_shares

MESSAGES = Path(__file__).parents[1] / "questions" / "gates.jsonl"
PARTS = ("tune", "kept")
PASSED_ON = "passed on"
"""Reached by a message that no gate on the question stops: what becomes of it is for the evidence."""

Outcome = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateMessage:
    """One labelled message: what it should reach, of which kind it is, and whether the rules were tuned on it."""

    id: str
    text: str
    expect: str
    kind: str
    part: str


def messages(part: str, path: Path = MESSAGES) -> tuple[GateMessage, ...]:
    """Read one part of the set."""
    return tuple(row for row in read_rows(path, TypeAdapter(GateMessage)) if row.part == part)


def by_gates(text: str, as_at: date = date.max) -> str:
    """Return what the gates on the question alone make of a message."""
    question = Question(text=text, as_at=as_at)
    if not gates.danger_now(question).passed:
        return "escalated"
    if not gates.harmful(question).passed:
        return "refused"
    return PASSED_ON if gates.other_nation(question).passed else "abstained"


def confusion(asked: Sequence[GateMessage], outcome: Outcome, *, by_kind: bool = False) -> Counts:
    """Count what was reached, by what was expected (or by kind)."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for message in asked:
        counts[message.kind if by_kind else message.expect][outcome(message.text)] += 1
    return {name: dict(row) for name, row in counts.items()}


def table(counts: Counts) -> str:
    """Return the counts as a Markdown table."""
    reached = reached_outcomes(counts)
    rows = [("", "n", *reached)]
    rows += [(name, str(sum(row.values())), *(str(row.get(to, 0)) for to in reached)) for name, row in counts.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], ("---",) * len(rows[0]), *rows[1:]))


def shown(share: Interval) -> str:
    """Return a share with its exact interval."""
    return f"{share.mean:.2f} [{share.low:.2f}, {share.high:.2f}] (n {share.n})"


def report(part: str, outcome: Outcome) -> str:
    """Return what a part reached: by what was expected, by kind, and the shares that were right."""
    asked = messages(part)
    once = {message.text: outcome(message.text) for message in asked}.__getitem__
    counts = confusion(asked, once)
    lines = [f"## {part} (n {len(asked)})", table(counts), table(confusion(asked, once, by_kind=True))]
    could = reached_outcomes(counts)  # the gates alone never answer
    lines += [
        f"{name}, when expected: {shown(share)}" for name, share in expected_shares(counts).items() if name in could
    ]
    rightly = {name: share for name, share in reached_shares(counts).items() if name != PASSED_ON}
    lines += [f"{name}, rightly: {shown(share)}" for name, share in rightly.items()]
    return "\n\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(prog="python -m evals.labelled.gate_messages", description=__doc__)
    parser.add_argument("--part", choices=PARTS, action="append", help="which part (both)")
    parser.add_argument("--index", type=Path, help="ask the whole assistant, over this index")
    parser.add_argument("--as-at", type=date.fromisoformat, default=date(2025, 10, 1))
    options = parser.parse_args(arguments)
    outcome: Outcome = by_gates
    if options.index:
        assistant = build_assistant(LibrarySettings(index_dir=options.index))
        outcome = lambda text: assistant.ask(Question(text=text, as_at=options.as_at)).outcome.value  # noqa: E731
    sys.stdout.write("\n\n".join(report(part, outcome) for part in options.part or PARTS) + "\n")


if __name__ == "__main__":
    main()
