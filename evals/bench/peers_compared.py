"""Side by side with other systems: time, memory and disk to ingest, time to search, and how well the pages are found.

Each stage of each system is a process of its own, one after another, so that none pays for another's imports or keeps
another's memory. Seconds are wall clock, imports and model loading included; memory is the process's peak. Ours is asked
twice over one index, with the reranker and without.

Quality is over the questions that stand by themselves, because the peers know no conversations. The peers know no dates
either: an edition that has been superseded is a page like any other to them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.models import bundled_embedder
from evals.bench.environments import PEERS, Peer, environment
from evals.bench.figures import Figures
from evals.bench.processes import Cost, measure, size_mib
from evals.errors import BenchError
from evals.metrics import ALL, NDCG, SINGLE_TURN, K, Row, Subject, Unit, catalogue, score, unit_of
from evals.records import AnswerRow, EvalQuestion, Qrels, read_answers
from evals.run import latency

OURS = "ours"
OURS_LIGHT = "ours, no reranker"
SEARCHING = "Searching the guidance"
"""The stage of an answer that is compared with a peer's search."""
LIGHT = ("env", "DSL_RERANKER_MODEL=none")
ENVIRONMENTS = Path(".data/bench")
_PEER_SEARCHING = "search"
_WORDS = f"words in the first {K}, mean"


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchRequest:
    """What is benched.

    Parameters
    ----------
    pdfs : Path
        The folder of PDFs that all ingest.
    questions_file : Path
        The question set that all are asked, each question by itself.
    questions, qrels
        For the quality rows; empty to leave them out.
    as_at : str
        The day ours is asked about; empty for today. The peers know no dates.
    peers : tuple of Peer
        Which to run beside ours.
    environments : Path
        The folder of the peers' environments.
    """

    pdfs: Path
    questions_file: Path
    questions: tuple[EvalQuestion, ...] = ()
    qrels: Qrels = field(default_factory=dict)
    as_at: str = ""
    peers: tuple[Peer, ...] = PEERS
    environments: Path = ENVIRONMENTS


def chosen_peers(names: str) -> tuple[Peer, ...]:
    """Return the peers named, with commas between; all for none named.

    Raises
    ------
    BenchError
        If there is no such peer.
    """
    known = {peer.name: peer for peer in PEERS}
    wanted = [name.strip() for name in names.split(",") if name.strip()] or list(known)
    if unknown := [name for name in wanted if name not in known]:
        raise BenchError(f"there is no peer {unknown[0]!r}", f"the peers are {', '.join(known)}")
    return tuple(known[name] for name in wanted)


def bench(what: BenchRequest, on_system: Callable[[str], None] = lambda _: None) -> list[Figures]:
    """Run ours and each peer; give their figures, ours first.

    A peer that cannot be run says why in its figures; if ours cannot, that is a ``BenchError``.

    Parameters
    ----------
    what : BenchRequest
        What is benched.
    on_system : callable
        Gets the title of each system as it begins.

    Raises
    ------
    BenchError
        If there is no PDF, or the qrels do not judge pages.
    """
    _check(what)
    on_system(OURS)
    with tempfile.TemporaryDirectory(prefix="evals-bench-") as folder:
        figures = _ours(what, Path(folder))
    for peer in what.peers:
        on_system(peer.title)
        with tempfile.TemporaryDirectory(prefix="evals-bench-") as folder:
            figures.append(_peer(peer, what, Path(folder)))
    return figures


def _check(what: BenchRequest) -> None:
    """See that there is something to read, and that all can be judged, before anything is run.

    Raises
    ------
    BenchError
        If not.
    """
    if not any(what.pdfs.glob("*.pdf")):
        raise BenchError(f"{what.pdfs} holds no PDF", "give a folder of PDFs with --from")
    if what.qrels and unit_of(what.qrels) is not Unit.PAGE:
        raise BenchError("the qrels judge statements, and the peers know pages only", "give qrels that judge pages")


def _ours(what: BenchRequest, folder: Path) -> list[Figures]:
    """Build one index and ask it with the reranker and without; give both systems' figures."""
    python, index = [sys.executable, "-m"], folder / "index"
    # our ingest exits with 1 also when it is done but has pages to report; without an index, asking fails below
    built = measure([*python, "ingest", "build", "--from", str(what.pdfs), "--index", str(index)], accepted=(0, 1))
    stored_mib, searched_mib = size_mib(index), size_mib(index / "generations")
    figures = []
    for title, settings in ((OURS, ()), (OURS_LIGHT, LIGHT)):
        record = folder / title
        ask = ["evals", "run", "--questions", str(what.questions_file), "--index", str(index), "--out", str(record)]
        asked = measure([*settings, *python, *ask, *(["--as-at", what.as_at] if what.as_at else [])])
        costs = _costs(built, asked, (searched_mib, stored_mib))
        figures.append(_figures(title, costs, record, SEARCHING, what))
    return figures


def _peer(peer: Peer, what: BenchRequest, folder: Path) -> Figures:
    """Run one peer in a scratch folder; give its figures."""
    store, record = folder / "store", folder / "record"
    weights = ["--weights", str(bundled_embedder()), "--store", str(store)]
    try:
        environment(peer, what.environments)
        built = measure([*peer.command(what.environments, "ingest"), *weights, "--from", str(what.pdfs)])
        stored_mib = size_mib(store)
        ask = ["--questions", str(what.questions_file), "--out", str(record)]
        asked = measure([*peer.command(what.environments, "ask"), *weights, *ask])
    except BenchError as error:
        return Figures(title=peer.title, not_run=error.message)
    return _figures(peer.title, _costs(built, asked, (stored_mib, stored_mib)), record, _PEER_SEARCHING, what)


def _figures(title: str, costs: dict[str, float], record: Path, stage: str, what: BenchRequest) -> Figures:
    """Add to a system's costs what its record shows."""
    answers = read_answers(record)
    costs = costs | searching(answers, stage) | {_WORDS: _words_first(answers)}
    return Figures(title=title, costs=costs, quality=_quality(answers, what))


def _costs(built: Cost, asked: Cost, size: tuple[float, float]) -> dict[str, float]:
    """Name what the two processes of a system took; ``size`` is what is searched and all that is stored, in MiB."""
    return {
        "ingestion, s": built.seconds,
        "ingestion, peak MiB": built.peak_mib,
        "index searched, MiB": size[0],
        "all kept on disk, MiB": size[1],
        "asking, whole process, s": asked.seconds,
        "asking, peak MiB": asked.peak_mib,
    }


def searching(answers: Sequence[AnswerRow], stage: str) -> dict[str, float]:
    """Return the first, the median and the 95th percentile of the times a stage took.

    Raises
    ------
    BenchError
        If no answer has such a stage.
    """
    times_ms = [row.timings_ms[stage] for row in answers if stage in row.timings_ms]
    if not times_ms:
        raise BenchError(f"no answer of the record has the stage {stage!r}, so there is nothing to time")
    return {f"{name} search, ms": value for name, value in latency(times_ms).items()}


def _words_first(answers: Sequence[AnswerRow]) -> float:
    """Return the mean number of words in what stands first: the more, the more evidence it covers."""
    first = [sorted(answer.retrieved, key=lambda row: row.rank)[:K] for answer in answers if answer.retrieved]
    return sum(len(row.text.split()) for rows in first for row in rows) / len(first) if first else 0.0


def _quality(answers: Sequence[AnswerRow], what: BenchRequest) -> Row:
    """Return the metrics of what is found, over the questions that stand by themselves; a peer gives no answer."""
    if not what.qrels:
        return {}
    scores = score(answers, what.qrels, what.questions)
    single = scores.slices.get(SINGLE_TURN, {})
    row = single if NDCG.name in single else scores.slices[ALL]
    shown = catalogue.metrics_of(Subject.RANKING, Subject.RETRIEVAL)
    return {metric.name: row[metric.name] for metric in shown if metric.name in row}
