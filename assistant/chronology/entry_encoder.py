"""The bundled encoder, taught with entries of records: what each tells, and what it says of an agency that it names.

An entry is read whole, and by its sentences and clauses. Where a sentence names an agency, its name is put out of sight with a
mark, and what is said of whatever stands there is read: so of two agencies in one sentence each is read by itself.
``python -m evals entries --train`` makes entries.npz anew: docs/adr/0057.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from assistant.chronology.clauses import Clause, sentences_in
from assistant.encoders import NamedEncoder, read_named_encoder
from assistant.understand import pieces_of
from corpus.models import Vectors
from corpus.once import once

MARK = "@"
"""What stands for the name of the agency of which something is read."""
STEP = "step:"
"""What the names of steps begin with, in the file."""
_TOLD = -1.0  # log-odds, the mean of the whole entry's and of its likeliest piece's: an entry tells it
_SAID = 0.0  # log-odds: a sentence says it of an agency


class Step(StrEnum):
    """What an entry says of an agency."""

    TOLD = "told"
    AGAIN = "again"
    WAITING = "waiting"
    ANSWERED = "answered"
    ACTS = "acts"
    """It does something else: that is no answer to the school."""


@once
def load_entry_model() -> NamedEncoder:
    """Load the model that comes with the project: its names are the ids of kinds, of high-risk features and of steps."""
    return read_named_encoder("assistant.chronology", "entries.npz")


def told_in(text: str) -> Mapping[str, Clause]:
    """Return by its id each kind of thing and high-risk feature that an entry tells, with the words that tell it most."""
    if not re.search(r"\w", text):
        return {}
    model = load_entry_model()
    whole = " ".join(text.split())
    sentences = (" ".join(sentence.split()).strip(" .") for _, sentence in sentences_in(text))
    pieces = [one for one in dict.fromkeys((*pieces_of(text), *sentences)) if one]
    odds = model.encoder.log_odds(pieces)
    best = odds.argmax(axis=0)
    told = (model.encoder.read(whole) + odds.max(axis=0)) / 2 >= _TOLD
    return {
        name: clause_of(whole, pieces[best[column]])
        for column, name in enumerate(model.names)
        if told[column] and not name.startswith(STEP)
    }


def steps_said(texts: list[str]) -> list[tuple[Step, ...]]:
    """Return what each text says of the agency that the mark stands for, or of one that is named before it."""
    if not texts:
        return []
    model = load_entry_model()
    columns = {Step(name.removeprefix(STEP)): at for at, name in enumerate(model.names) if name.startswith(STEP)}
    odds: Vectors = model.encoder.log_odds(texts)
    return [tuple(step for step in Step if row[columns[step]] >= _SAID) for row in odds]


def clause_of(text: str, words: str) -> Clause:
    """Return words with the sentence that they stand in."""
    for _, sentence in sentences_in(text):
        if (start := sentence.find(words)) >= 0:
            return Clause(sentence=sentence, start=start, end=start + len(words))
    return Clause(sentence=words, start=0, end=len(words))
