"""How well the support check knows what a passage supports: precision and recall, and what it lets pass, by kind of mistake.

Each statement is checked against its passage as an answer checks a model's prose: sentence by sentence, with the bundled
register and the set's own publications to name editions by. Counted, not estimated: the check is rules and draws nothing.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, TypeAdapter

from assistant.answer import check_sentences
from assistant.entailment import Support
from corpus.register import load_register
from corpus.types import Authority, Passage, Source
from evals.errors import NothingScored
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells, shares
from evals.metrics import Interval, exact

PAIRS = QUESTIONS / "support.jsonl"
CLOSE = frozenset({"plain", "quotation", "voice"})

Check = Callable[[str, Sequence[Passage], Mapping[str, Source]], Sequence[Support]]

_YEARS = re.compile(r"(?:19|20)\d\d")


def _authority(spelt: object) -> object:
    """Read ``advice`` as non-statutory advice, which is how the set spells it."""
    return Authority.NON_STATUTORY_ADVICE if spelt == "advice" else spelt


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportPair(LabelledRow):
    """A statement, the passage it cites, and whether people find that the passage supports it.

    Parameters
    ----------
    kind : str
        How the statement was made: a way of restating, or a kind of mistake.
    """

    passage: str
    title: str
    edition: str
    authority: Annotated[Authority, BeforeValidator(_authority)]
    statement: str
    supported: bool
    kind: str

    @property
    def source(self) -> Source:
        """The publication that the passage is from; an edition dated by a year goes by title and year."""
        years = _YEARS.findall(self.edition)
        return Source(
            source_id=re.sub(r"\W+", "-", f"{self.title} {self.edition}".casefold()).strip("-"),
            title=self.title,
            publisher="",
            edition=self.edition,
            authority=self.authority,
            names=(f"{self.title} {years[-1]}",) if years else (),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportScores:
    """What the check upheld, with exact intervals; ``None`` where there was nothing to count.

    Parameters
    ----------
    precision : Interval or None
        Of the statements upheld, the share that is supported.
    recall : Interval or None
        Of the supported statements, the share upheld.
    passed : Interval or None
        Of the unsupported statements, the share upheld: each would be shown to a person.
    dropped_close : Interval or None
        Of the supported statements in nearly the passage's own words, the share dropped.
    recall_by_kind, passed_by_kind : mapping of str to Interval
        The share upheld, by way of restating and by kind of mistake.
    wrongly_upheld, wrongly_dropped : tuple of str
        The ids of the pairs that the check has wrong.
    """

    precision: Interval | None
    recall: Interval | None
    passed: Interval | None
    dropped_close: Interval | None
    recall_by_kind: Mapping[str, Interval]
    passed_by_kind: Mapping[str, Interval]
    wrongly_upheld: tuple[str, ...]
    wrongly_dropped: tuple[str, ...]


def read_pairs(path: Path = PAIRS, part: str = "") -> tuple[SupportPair, ...]:
    """Return the labelled pairs, all or those of one part (see ``read_labelled``)."""
    return read_labelled(path, TypeAdapter(SupportPair), part)


def score_support(pairs: Sequence[SupportPair], check: Check = check_sentences) -> SupportScores:
    """Return precision and recall of a support check over labelled pairs.

    Parameters
    ----------
    pairs : sequence of SupportPair
        Supported and unsupported.
    check : callable
        Gives, for each sentence of a statement, whether its passage supports it; a statement is upheld if all are.

    Raises
    ------
    NothingScored
        If there is no pair.
    """
    if not pairs:
        raise NothingScored("there is no pair to score")
    sources = dict(load_register()) | {pair.source.source_id: pair.source for pair in pairs}
    upheld = {pair.id: all(found.supported for found in _checked(pair, sources, check)) for pair in pairs}
    true, false = [p for p in pairs if p.supported], [p for p in pairs if not p.supported]
    right, wrong = [p for p in true if upheld[p.id]], [p for p in false if upheld[p.id]]
    close = [pair for pair in true if pair.kind in CLOSE]
    return SupportScores(
        precision=_share(len(right), len(right) + len(wrong)),
        recall=_share(len(right), len(true)),
        passed=_share(len(wrong), len(false)),
        dropped_close=_share(sum(not upheld[pair.id] for pair in close), len(close)),
        recall_by_kind=shares((pair.kind, upheld[pair.id]) for pair in true),
        passed_by_kind=shares((pair.kind, upheld[pair.id]) for pair in false),
        wrongly_upheld=tuple(pair.id for pair in wrong),
        wrongly_dropped=tuple(pair.id for pair in true if not upheld[pair.id]),
    )


def support_table(scores: SupportScores) -> str:
    """Return the scores as Markdown: the targets first, then every kind."""
    rows = [
        ("precision of “supported”", scores.precision),
        ("recall of “supported”", scores.recall),
        ("unsupported, passed", scores.passed),
        ("close restatements, dropped", scores.dropped_close),
        *((f"supported, upheld: {_name(kind)}", share) for kind, share in scores.recall_by_kind.items()),
        *((f"unsupported, passed: {_name(kind)}", share) for kind, share in scores.passed_by_kind.items()),
    ]
    cells = [f"| {name} | {' | '.join(share_cells(share)) if share else '| 0'} |" for name, share in rows]
    close = ", ".join(sorted(CLOSE))
    return "\n".join([
        "| measure | share | n |",
        "|---|---|---|",
        *cells,
        "",
        f"Close restatements are the kinds {close}. Exact 95 % intervals (Clopper and Pearson).",
    ])


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what ``python -m evals support`` takes."""
    add_set_arguments(command, "--pairs", PAIRS)


def scored(chosen: argparse.Namespace) -> str:
    """Return what ``python -m evals support`` prints: the scores of the set as Markdown, or as JSON."""
    scores = score_support(read_pairs(chosen.labelled, chosen.part))
    return json.dumps(asdict(scores), indent=2) if chosen.json else support_table(scores)


def _checked(pair: SupportPair, sources: Mapping[str, Source], check: Check) -> Sequence[Support]:
    """Return what the check finds of each sentence of a statement."""
    text = pair.passage
    passage = Passage(source_id=pair.source.source_id, page=1, start=0, end=len(text), text=text)
    return check(pair.statement, [passage], sources)


def _share(k: int, n: int) -> Interval | None:
    return exact(k, n) if n else None


def _name(kind: str) -> str:
    return kind.replace("_", " ")
