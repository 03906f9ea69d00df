"""One run in a line, a scored run in full, and two runs compared, for a page to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from corpus.days import day_words
from evals.metrics import ALL, SOURCE, TOPIC, Difference, Interval, PairedDifference, Scores, group_of
from evals.report.parts import MIN_N, SHOWN, Json, Miss, about, misses, outcomes_counted

_FACTS = frozenset({"Run", "Settings", "Prompts"})  # shown elsewhere on the page, or long
NamedMean = tuple[str, Interval]
"""What was measured, and its mean with the interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """A run in one line; ``headline`` is nothing if it was not scored."""

    questions: str
    date: str
    commit: str
    generation: str
    n: int
    headline: Interval | None
    outcomes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDetail:
    """A scored run: its means over all questions, those of its slices by the measure drawn, and what went worst."""

    facts: tuple[tuple[str, str], ...]
    means: tuple[NamedMean, ...]
    slices: tuple[NamedMean, ...]
    outcomes: tuple[tuple[str, ...], ...]
    worst: tuple[Miss, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedMeasure:
    """One measure of two runs: its mean in each, and the difference."""

    name: str
    first: float
    second: float
    difference: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class RunComparison:
    """How the second run differs from the first: by measure, by slice, and on which questions."""

    measures: tuple[ComparedMeasure, ...]
    slices: tuple[ComparedMeasure, ...]
    changed: tuple[tuple[str, float, float], ...]


def summary(manifest: Json, scores: Json | None) -> RunSummary:
    """Return a run in one line.

    Parameters
    ----------
    manifest : mapping
        The run's ``manifest.json``.
    scores : mapping or None
        Its ``scores.json``, if it was scored.
    """
    row = scores["slices"][ALL].get(SHOWN) if scores else None
    counted = sorted(manifest.get("outcomes", {}).items(), key=lambda one: -one[1])
    return RunSummary(
        questions=str(manifest.get("questions", "")),
        date=_moment(str(manifest.get("date", ""))),
        commit=_commit(str(manifest.get("commit") or "")),
        generation=", ".join(manifest.get("generations", ())),
        n=int(manifest.get("n", 0)),
        headline=_interval(row) if row else None,
        outcomes=", ".join(f"{n} {outcome}" for outcome, n in counted),
    )


def detail(manifest: Json, scores: Json, texts: Mapping[str, str]) -> RunDetail:
    """Return a scored run; ``texts`` holds the words of the questions that may be shown."""
    everything = scores["slices"][ALL] | scores.get("further", {}).get(ALL, {})
    slices = [(name, row[SHOWN]) for name, row in scores["slices"].items() if name != ALL and SHOWN in row]
    table = outcomes_counted(scores["outcomes"]) if scores.get("outcomes") else None
    return RunDetail(
        facts=tuple((label, value) for label, value in about(manifest) if label not in _FACTS),
        means=tuple((_in_words(name), _interval(row)) for name, row in everything.items()),
        slices=tuple((_in_words(name), _interval(row)) for name, row in slices if _is_shown(name, row["n"])),
        outcomes=(table.head, *table.rows) if table else (),
        worst=misses(scores, texts),
    )


def compared(
    comparison: PairedDifference, slices: Mapping[str, Difference], first: Scores, second: Scores
) -> RunComparison:
    """Return a comparison of two scored records, with that of their slices by the measure drawn."""
    rows = []
    for name, difference in slices.items():
        if _is_shown(name, difference.interval.n):
            before, after = (scores.slices[name][SHOWN].mean for scores in (first, second))
            rows.append(ComparedMeasure(name=_in_words(name), first=before, second=after, difference=difference))
    return RunComparison(
        measures=tuple(
            ComparedMeasure(
                name=_in_words(name),
                first=comparison.means[name][0],
                second=comparison.means[name][1],
                difference=difference,
            )
            for name, difference in comparison.differences.items()
        ),
        slices=tuple(rows),
        changed=comparison.by_query,
    )


def _is_shown(name: str, n: int) -> bool:
    return n >= MIN_N or group_of(name) not in {TOPIC, SOURCE}


def _interval(row: Mapping[str, Any]) -> Interval:
    return Interval(mean=row["mean"], low=row["low"], high=row["high"], n=int(row["n"]))


def _in_words(name: str) -> str:
    """Return a further measure's name as words; the ranking's measures keep the names that the world knows them by."""
    return name.replace("_", " ") if name.islower() or "@" in name else name


def _moment(iso: str) -> str:
    """Return a moment as people write it, as it stands where it cannot be read."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day_words(moment.date())}, {moment:%H:%M:%S}"


def _commit(name: str) -> str:
    """Return the start of a commit's name, and whether files differed from it."""
    return name[:10] + (" with changes" if name.endswith("-dirty") else "")
