"""What entries of records tell: labelled records against the model, and its training, also in what is said of agencies.

``python -m evals entries`` prints, on the records kept aside, how much of what their entries tell is found, and how much of what
is found is told. ``--train`` teaches the model with the other records first, and with single sentences (entries.jsonl).
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from assistant.chronology import STEP, load_entry_model, marked_sentences, read_record, told_in, without_names
from assistant.errors import QuestionError
from assistant.safety import new_redactor
from assistant.understand import pieces_of
from evals.labelled.cases.chronology_records import RECORDS, ChronologyRecord, LabelledEntry
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells
from evals.labelled.train_labelled_encoder import teach_named
from evals.metrics import Interval, exact

SENTENCES = QUESTIONS / "entries.jsonl"
WEIGHTS = Path(__file__).parents[3] / "assistant" / "chronology" / "entries.npz"
_EPOCHS = 4
_IN_IT, _PARTLY = 0.6, 0.3  # shares of the words that tell something: so many in a piece, and the piece tells it
_FEWEST, _MOST = 2, 80  # words of what is taught
Lesson = tuple[str, frozenset[str]]
"""A text, and what it tells or says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySentence(LabelledRow):
    """A sentence of a record, by one way of writing, what it tells, and what it says of agencies."""

    hand: str
    text: str
    tells: tuple[str, ...]
    steps: tuple[tuple[str, str, str], ...] = ()

    @property
    def entry(self) -> LabelledEntry:
        """The sentence as an entry, all of whose words tell what it tells; its day is of no matter."""
        return LabelledEntry(
            day=date.min, text=self.text, tells=tuple((name, self.text) for name in self.tells), steps=self.steps
        )


def lessons(records: Sequence[ChronologyRecord], sentences: Sequence[EntrySentence]) -> list[Lesson]:
    """Return what the model is taught: entries, their pieces, and their sentences with each agency put out of sight."""
    entries = [*(entry for record in records for entry in as_read(record)), *(row.entry for row in sentences)]
    return [lesson for entry in entries for lesson in _of_entry(entry)]


def as_read(record: ChronologyRecord) -> list[LabelledEntry]:
    """Return the labelled entries of a record with their words as they are read on the page, details taken out."""
    labelled = sorted(record.entries, key=lambda entry: entry.day)
    try:
        read = without_names(read_record(record.text, record.today), new_redactor()).entries
    except QuestionError:
        return labelled
    if [entry.day for entry in read] != [entry.day for entry in labelled]:
        return labelled
    return [one.with_text(entry.text) for one, entry in zip(labelled, read, strict=True)]


def _of_entry(entry: LabelledEntry) -> Iterator[Lesson]:
    whole = " ".join(entry.text.split())
    for text in dict.fromkeys((whole, *pieces_of(whole))):
        names = [mention.agency for mention in marked_sentences(text)]
        if not _FEWEST <= len(text.split()) <= _MOST:
            continue
        told = [(name, 1.0 if text == whole else _share(words, text)) for name, words in entry.tells]
        if any(_PARTLY <= share < _IN_IT for _, share in told):
            continue
        said = [STEP + step for _, step, words in entry.steps if not any(names) and _share(words, text) >= _IN_IT]
        yield text, frozenset([*said, *(name for name, share in told if share >= _IN_IT)])
    for mention in marked_sentences(whole):
        if mention.agency is not None:
            is_of = [one for one in entry.steps if one[0] == mention.agency.agency_id]
            yield (
                mention.marked,
                frozenset(STEP + step for _, step, words in is_of if _share(words, mention.sentence) >= _IN_IT),
            )


def _share(words: str, text: str) -> float:
    """Return the share of words that stand in a text, the longest run of them."""
    of, within = _plain(words), f" {' '.join(_plain(text))} "
    longest = 0
    for start in range(len(of)):
        while start + longest < len(of) and f" {' '.join(of[start : start + longest + 1])} " in within:
            longest += 1
    return longest / max(1, len(of))


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("’", "'"))


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--records", RECORDS)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="teach the model with the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    adapter = TypeAdapter(ChronologyRecord)
    if chosen.train:
        sentences = read_labelled(SENTENCES, TypeAdapter(EntrySentence), "tune")
        teach_named(lessons(read_labelled(chosen.labelled, adapter, "tune"), sentences), WEIGHTS, _EPOCHS)
        load_entry_model.cache_clear()
    entries = [entry for record in read_labelled(chosen.labelled, adapter, chosen.part) for entry in as_read(record)]
    found = figures(entries)
    if chosen.json:
        return json.dumps({name: {"n": share.n, "mean": share.mean} for name, share in found.items()})
    lines = ["| | share | n |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {' | '.join(share_cells(one))} |" for name, one in found.items())])


def figures(entries: Sequence[LabelledEntry]) -> dict[str, Interval]:
    """Return how much of what entries tell is found, and how much of what is found is told, of kinds and features together."""
    found = [frozenset(told_in(entry.text)) for entry in entries]
    told = [frozenset(name for name, _ in entry.tells) for entry in entries]
    return {
        "found of what is told": _share_of(
            (name in some) for some, names in zip(found, told, strict=True) for name in names
        ),
        "told of what is found": _share_of(
            (name in names) for some, names in zip(found, told, strict=True) for name in some
        ),
        "entries that tell nothing, in which something is found": _share_of(
            bool(some) for some, names in zip(found, told, strict=True) if not names
        ),
    }


def _share_of(holds: Iterable[bool]) -> Interval:
    some = list(holds)
    return exact(sum(some), max(1, len(some)))
