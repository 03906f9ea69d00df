"""Records and comparisons of them as the maintainer's page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assistant.ui.maintain.evaluation_tools import Compared, Detail, Json, Mean, Measured, Summary, Worst
from corpus.days import day_words
from evals.metrics import ALL, SOURCE, TOPIC, Difference, PairedDifference, Scores, group_of
from evals.report.parts import MIN_N, SHOWN, about, misses, outcomes_counted

_FACTS = frozenset({"Run", "Settings", "Prompts"})  # told elsewhere on the page, or long


def summary(manifest: Json, scores: Json | None) -> Summary:
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
    return Summary(
        questions=str(manifest.get("questions", "")),
        date=_moment(str(manifest.get("date", ""))),
        commit=_commit(str(manifest.get("commit") or "")),
        generation=", ".join(manifest.get("generations", ())),
        n=int(manifest.get("n", 0)),
        headline=_mean(SHOWN, row) if row else None,
        outcomes=", ".join(f"{n} {outcome}" for outcome, n in counted),
    )


def detail(manifest: Json, scores: Json, texts: Mapping[str, str]) -> Detail:
    """Return a scored run; ``texts`` holds the words of the questions that may be shown."""
    everything = scores["slices"][ALL] | scores.get("further", {}).get(ALL, {})
    slices = [(name, row[SHOWN]) for name, row in scores["slices"].items() if name != ALL and SHOWN in row]
    table = outcomes_counted(scores["outcomes"]) if scores.get("outcomes") else None
    return Detail(
        facts=tuple((label, value) for label, value in about(manifest) if label not in _FACTS),
        means=tuple(_mean(name, row) for name, row in everything.items()),
        slices=tuple(_mean(name, row) for name, row in slices if _is_shown(name, row["n"])),
        outcomes=(table.head, *table.rows) if table else (),
        worst=tuple(
            Worst(
                query_id=one.query_id, text=one.text, score=one.score, best=one.best, about=one.about, found=one.found,
                wanted=one.wanted,
            )
            for one in misses(scores, texts)
        ),
    )  # fmt: skip


def compared(comparison: PairedDifference, slices: Mapping[str, Difference], first: Scores, second: Scores) -> Compared:
    """Return a comparison of two scored records, with that of their slices by the measure drawn."""
    rows = []
    for name, difference in slices.items():
        if _is_shown(name, difference.interval.n):
            before, after = (scores.slices[name][SHOWN].mean for scores in (first, second))
            rows.append(_measured(name, difference, before, after))
    return Compared(
        measures=tuple(
            _measured(name, difference, *comparison.means[name]) for name, difference in comparison.differences.items()
        ),
        slices=tuple(rows),
        changed=comparison.by_query,
    )


def _is_shown(name: str, n: int) -> bool:
    return n >= MIN_N or group_of(name) not in {TOPIC, SOURCE}


def _measured(name: str, difference: Difference, first: float, second: float) -> Measured:
    interval = difference.interval
    return Measured(
        first=first,
        second=second,
        difference=Mean(name=_in_words(name), mean=interval.mean, low=interval.low, high=interval.high, n=interval.n),
        wins=difference.wins,
        losses=difference.losses,
        ties=difference.ties,
    )


def _mean(name: str, row: Mapping[str, Any]) -> Mean:
    return Mean(name=_in_words(name), mean=row["mean"], low=row["low"], high=row["high"], n=int(row["n"]))


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
