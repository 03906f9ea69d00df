"""How well details are taken out of messages: recall and precision by kind, and how often a clean message is touched.

A labelled detail counts as found when every character of it is replaced, whatever it was taken for (an apostrophe-less
possessive ``s`` may stay). A replacement counts as right when it shares a character with a labelled detail. Messages are
redacted one at a time, each as a conversation of its own. Nothing here prints or keeps a message's text.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter

from assistant.safety import LoadedTagger, Redacted, Redactor, load_detail_tagger
from corpus.pii import DetailKind, Span, presidio_hints
from evals.errors import NothingScored
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells, shares
from evals.metrics import Interval, exact

MESSAGES = QUESTIONS / "messages.jsonl"
DETAILS = QUESTIONS / "details.jsonl"

NAMES = frozenset({DetailKind.NAME, DetailKind.INITIALS})
GROUPS: Mapping[str, frozenset[DetailKind]] = {"names": NAMES, "numbers and addresses": frozenset(DetailKind) - NAMES}


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSpan:
    """Where a detail stands in a message, and what it is."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    type: DetailKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledMessage(LabelledRow):
    """One message of the set, where its details are, and whose hand it is by, where that is known."""

    text: str
    spans: tuple[LabelledSpan, ...]
    hand: str = ""

    def __post_init__(self) -> None:
        """Check that every span lies in the text.

        Raises
        ------
        ValueError
            If one does not.
        """
        if any(not span.start < span.end <= len(self.text) for span in self.spans):
            raise ValueError(f"a span of {self.id} lies outside its text")


@dataclass(frozen=True, slots=True, kw_only=True)
class PiiScores:
    """Recall and precision by kind and by group of kinds, with exact intervals.

    Parameters
    ----------
    recall, precision : mapping of str to Interval
        By kind and group; one with nothing to count is left out.
    found : Interval or None
        The share of all details that are found; ``None`` if there is none.
    clean_touched : Interval
        The share of messages without details in which something was replaced.
    missed : tuple of str
        The ids of messages in which a detail was left standing.
    touched : tuple of str
        The ids of clean messages in which something was replaced.
    """

    recall: Mapping[str, Interval]
    precision: Mapping[str, Interval]
    found: Interval | None
    clean_touched: Interval
    missed: tuple[str, ...]
    touched: tuple[str, ...]


def read_messages(path: Path = MESSAGES, part: str = "") -> tuple[LabelledMessage, ...]:
    """Return the labelled messages, all or those of one part (see ``read_labelled``)."""
    return read_labelled(path, TypeAdapter(LabelledMessage), part)


def score_pii(messages: Sequence[LabelledMessage], redact: Callable[[str], Redacted]) -> PiiScores:
    """Return recall and precision of a redactor over labelled messages.

    Parameters
    ----------
    messages : sequence of LabelledMessage
        With and without details.
    redact : callable
        Redacts one message as the first of a conversation.

    Raises
    ------
    NothingScored
        If there is no message, or none without details.
    """
    if not messages:
        raise NothingScored("there is no message to score")
    found = {message.id: redact(message.text).spans for message in messages}
    labelled = [
        (span.type, is_covered(message, span, found[message.id])) for message in messages for span in message.spans
    ]
    replaced = [(span.kind, _is_right(span, message.spans)) for message in messages for span in found[message.id]]
    clean = [message.id for message in messages if not message.spans]
    touched = tuple(name for name in clean if found[name])
    return PiiScores(
        recall=_by_kind(labelled),
        precision=_by_kind(replaced),
        found=exact(sum(covered for _, covered in labelled), len(labelled)) if labelled else None,
        clean_touched=exact(len(touched), len(clean)),
        missed=tuple(m.id for m in messages if not all(is_covered(m, span, found[m.id]) for span in m.spans)),
        touched=touched,
    )


def pii_table(scores: PiiScores) -> str:
    """Return the scores as Markdown."""
    names = [name for name in (*GROUPS, *DetailKind) if name in scores.recall or name in scores.precision]
    cells = [(name, *share_cells(scores.recall.get(name)), *share_cells(scores.precision.get(name))) for name in names]
    rows = [
        "| kind | recall | n | precision | n |",
        "|---|---|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in cells),
    ]
    clean = share_cells(scores.clean_touched)
    if scores.found:
        rows.append(f"| all | {' | '.join(share_cells(scores.found))} | | |")
    rows += ["", f"Clean messages touched: {clean[0]} of {clean[1]}. Exact 95 % intervals (Clopper and Pearson)."]
    return "\n".join(rows)


def hands_table(messages: Sequence[LabelledMessage], redact: Callable[[str], Redacted]) -> str:
    """Return what is found, and which clean messages are touched, as Markdown by the hand that wrote them."""
    rows = ["| hand | found | n | clean messages touched | n |", "|---|---|---|---|---|"]
    for hand in sorted({message.hand for message in messages}):
        some = [message for message in messages if message.hand == hand]
        scores = score_pii(some, redact)
        rows.append(f"| {' | '.join((hand or '–', *share_cells(scores.found), *share_cells(scores.clean_touched)))} |")
    return "\n".join(rows)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what ``python -m evals pii`` takes."""
    add_set_arguments(command, "--messages", MESSAGES)
    command.add_argument("--hand", default="", help="one hand of the set (default: all)")
    command.add_argument("--rules", action="store_true", help="by rules and lists alone, without the tagger")


def scored(chosen: argparse.Namespace) -> str:
    """Return what ``python -m evals pii`` prints: the scores of the set as Markdown, or as JSON."""
    hints, tagger = presidio_hints(), LoadedTagger() if chosen.rules else load_detail_tagger()
    messages = [row for row in read_messages(chosen.labelled, chosen.part) if chosen.hand in {"", row.hand}]

    @cache
    def redact(text: str) -> Redacted:
        return Redactor(hints.find, tagger.tag).redact(text)

    scores = score_pii(messages, redact)
    missing = " ".join(filter(None, (hints.missing, tagger.missing)))
    if chosen.json:
        return json.dumps(asdict(scores) | {"missing": missing}, indent=2)
    by_hand = f"\n{hands_table(messages, redact)}\n" if any(message.hand for message in messages) else ""
    return "\n".join(filter(None, (pii_table(scores), by_hand, missing)))


def is_covered(message: LabelledMessage, label: LabelledSpan, found: Iterable[Span]) -> bool:
    """Whether nothing of a labelled detail is left standing."""
    end = label.end
    if label.type is DetailKind.NAME and message.text[label.start : end].endswith("s"):
        end -= 1
    hidden = {position for span in found for position in range(span.start, span.end)}
    return hidden.issuperset(range(label.start, end))


def _is_right(span: Span, labels: Iterable[LabelledSpan]) -> bool:
    """Whether what was replaced is, at least in part, a labelled detail."""
    return any(span.start < label.end and label.start < span.end for label in labels)


def _by_kind(counted: Sequence[tuple[DetailKind, bool]]) -> dict[str, Interval]:
    """Return the share that holds, by group and by kind."""
    by_name = shares(
        [(group, holds) for kind, holds in counted for group, kinds in GROUPS.items() if kind in kinds]
        + [(kind.value, holds) for kind, holds in counted]
    )
    return {name: by_name[name] for name in map(str, (*GROUPS, *DetailKind)) if name in by_name}
