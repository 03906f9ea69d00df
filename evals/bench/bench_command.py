"""The command line of ``python -m evals bench``: what is asked for, and what is shown and written of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from evals.bench.answer_cost import answer_cost
from evals.bench.figures import Figures, bench_table, growth_table
from evals.bench.growth import SCALES, growth
from evals.bench.peers_compared import ENVIRONMENTS, BenchRequest, bench, chosen_peers
from evals.records import read_qrels, read_questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Benched:
    """What a bench came to.

    Parameters
    ----------
    table : str
        The figures as Markdown.
    figures : dict
        The same as JSON.
    whole : bool
        Whether everything asked for was run.
    """

    table: str
    figures: dict[str, Any]
    whole: bool


def add_arguments(command: argparse.ArgumentParser, questions: Path) -> None:
    """Add what can be asked for; ``questions`` is the set asked unless another is named."""
    of = command.add_mutually_exclusive_group(required=True)
    of.add_argument("--from", type=Path, dest="source", help="a folder of PDFs, for us beside other systems")
    of.add_argument("--growth", type=Path, metavar="INDEX", help="a built index, for us as the library grows")
    of.add_argument("--answers", type=Path, metavar="INDEX", help="a built index, for what an answer costs")
    command.add_argument("--questions", type=Path, default=questions)
    command.add_argument("--as-at", type=date.fromisoformat, help="the day we are asked about; peers know no dates")
    command.add_argument("--qrels", type=Path, help="judgements of pages, for how well they are found")
    command.add_argument("--peers", default="", help="names, with commas between (default: all)")
    command.add_argument("--environments", type=Path, default=ENVIRONMENTS, help="where the peers are installed")
    command.add_argument("--scales", type=_scale, nargs="+", default=SCALES, help="how many times the library (growth)")
    command.add_argument("--json", type=Path, metavar="OUT", help="a file for the figures as JSON")


def run(chosen: argparse.Namespace, on_step: Callable[[str], None]) -> Benched:
    """Run what was asked for.

    Parameters
    ----------
    chosen : Namespace
        What ``add_arguments`` read.
    on_step : callable
        Gets what begins.

    Raises
    ------
    EvalsError
        If questions or qrels cannot be read, or we cannot be measured; a peer that cannot be says why in the table.
    """
    questions, as_at = read_questions(chosen.questions), chosen.as_at.isoformat() if chosen.as_at else ""
    if chosen.answers:
        costs = answer_cost(chosen.answers, questions, chosen.as_at or datetime.now(UTC).date())
        table = bench_table([Figures(title="as it is set", costs=costs)])
        return Benched(table=table, figures={"answers": costs}, whole=True)
    if chosen.growth:
        grown = growth(chosen.growth, chosen.questions, chosen.scales, as_at, lambda times: on_step(f"{times}×"))
        return Benched(table=growth_table(grown), figures={"growth": grown}, whole=True)
    what = BenchRequest(
        pdfs=chosen.source,
        questions_file=chosen.questions,
        questions=questions,
        qrels=read_qrels(chosen.qrels) if chosen.qrels else {},
        as_at=as_at,
        peers=chosen_peers(chosen.peers),
        environments=chosen.environments,
    )
    figures = bench(what, on_step)
    systems = {"systems": [asdict(some) for some in figures]}
    return Benched(table=bench_table(figures), figures=systems, whole=not any(some.not_run for some in figures))


def _scale(text: str) -> int:
    """Read how many times the library.

    Raises
    ------
    ArgumentTypeError
        If it is not a whole number of at least 1.
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number of at least 1")
    return int(text)
