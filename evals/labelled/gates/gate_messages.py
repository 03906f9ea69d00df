"""Whom the gates stop: labelled messages against what each gate does with them.

``python -m evals gates`` prints, by part, what was expected and reached, with exact intervals. Without an index the gates
on the question are asked alone, so that what only evidence can stop counts as passed on; ``--index DIR`` asks the whole
assistant.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from assistant.safety import gates
from assistant.types import Question
from corpus.settings import LibrarySettings
from evals.labelled.hearing_messages import GateMessage
from evals.labelled.labelled_sets import PARTS, QUESTIONS, read_labelled
from evals.metrics import Counts, Interval, expected_shares, reached_outcomes, reached_shares

MESSAGES = QUESTIONS / "gates.jsonl"
PASSED_ON = "passed on"
"""Reached by a message that no gate on the question stops: what becomes of it is for the evidence."""

Outcome = Callable[[str], str]


def messages(part: str, path: Path = MESSAGES) -> tuple[GateMessage, ...]:
    """Read one part of the set."""
    return read_labelled(path, TypeAdapter(GateMessage), part)


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


def part_report(part: str, outcome: Outcome, path: Path = MESSAGES) -> str:
    """Return what a part reached: by what was expected, by kind, and the shares that were right."""
    asked = messages(part, path)
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


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what ``python -m evals gates`` takes."""
    command.add_argument("--messages", type=Path, default=MESSAGES, metavar="FILE", help="the set (default: ours)")
    command.add_argument("--part", choices=PARTS, action="append", help="which part (default: both)")
    command.add_argument("--index", type=Path, help="ask the whole assistant, over this index")
    command.add_argument("--as-at", type=date.fromisoformat, default=date(2025, 10, 1))


def scored(chosen: argparse.Namespace) -> str:
    """Return what ``python -m evals gates`` prints."""
    outcome: Outcome = by_gates
    if chosen.index:
        # here, so that the gates alone load no model
        from assistant.build import build_assistant  # noqa: PLC0415

        assistant = build_assistant(LibrarySettings.read().at(chosen.index))
        outcome = lambda text: assistant.ask(Question(text=text, as_at=chosen.as_at)).outcome.value  # noqa: E731
    parts = chosen.part or [part for part in PARTS if messages(part, chosen.messages)]
    return "\n\n".join(part_report(part, outcome, chosen.messages) for part in parts)
