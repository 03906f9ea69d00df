"""Whether a message tells of somebody, and which situations it speaks of: cues that a trainer can read, and two small models.

For each card a linear model reads the message's vector beside its words; an encoder that was taught the situations reads its
meaning (assistant/encoders/labelled_encoder.py); the cues say whether words that speak of the situation stand in it; all are
weighed together. They learned from messages by many hands (evals/questions/situations.jsonl), and were measured on hands that
they never saw: docs/evaluation/answers.md. The models belong to one embedder; with another the cues speak alone.
``python -m evals situations --train`` makes situations.npz anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from itertools import pairwise

import numpy as np

from assistant.encoders import LabelledEncoder, taught_in
from assistant.understand.case.acts_of_violence import names_an_act_of_violence
from assistant.understand.case.long_ago import told_apart
from assistant.understand.case.made_up import tells_what_is_made_up
from corpus.index import tokens
from corpus.models import Embedder, Vectors
from corpus.once import once
from corpus.statements import SituationCard, WhenPast, as_one_line, load_cards, sentences_of

THRESHOLD = 0.6
"""How sure it must be that a situation is spoken of, from 0 to 1: a wrong card costs readers more than a missing one."""
PERHAPS = 0.35
"""How likely it must be spoken of, for what is said of it to be weighed at all."""
LESS_SURE = 0.45
"""The same where the reader is only asked something, and a wrong card does little harm."""
SURE = 0.8
"""The same for a high-risk feature to be told as a fact: surer, 93 in 100 were spoken of in messages kept aside; less, 69."""


_NOT_NOW = 0.15  # how likely the rest of a message may speak of what only long ago was
_MOST = 1.5  # of a linear score: more only a message like one that was taught has
_CLAUSES = re.compile(r"(?<=[.?!;:,])\s+|\s+(?:and|but|then|so)\s+|\s[-–—]\s")
_AROUND = ' .,;:-–—"“”'
_FEWEST_WORDS, _MOST_WORDS = 3, 20  # of a clause that is shown
_A_CUE = 2.0  # what a cue in a clause counts, of log-odds


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationModel:
    """What was learned.

    Parameters
    ----------
    embedder : str
        The name of the model whose vectors are read.
    names : tuple of str
        The cards' ids.
    stems : mapping of str to int
        The words that count, each with its column.
    rarity : array
        How telling each of them is, shape ``(n_stems,)``.
    weights : array
        Of the vector and the words, the bias last; shape ``(dimension + n_stems + 1, n_cards)``.
    cue_precision : array
        How often a cue of each card was right, shape ``(n_cards,)``.
    encoder : LabelledEncoder
        Reads each message's meaning.
    mix : array
        By which scores and a cue are weighed together, the bias last: the features of ``mixed``.
    tells : array
        Of whether a message tells of somebody, the bias last; shape ``(dimension + n_stems + 1,)``.
    """

    embedder: str
    names: tuple[str, ...]
    stems: Mapping[str, int]
    rarity: Vectors
    weights: Vectors
    cue_precision: Vectors
    encoder: LabelledEncoder
    mix: Vectors
    tells: Vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What was recognised in a message.

    Parameters
    ----------
    tells : bool or None
        Whether it tells of somebody, and does not only ask; ``None`` where no model can say.
    situations : tuple of SituationCard
        What it speaks of, the surest first.
    unsure : frozenset of str
        The ids of those that it may speak of, or not: in a message that tells of something made up all of them.
    told_in : mapping of str to str
        By a card's id the words that speak most of it.
    likely : mapping of str to float
        By a card's id how likely it is spoken of, from 0 to 1: of those that may be. Where no
        model can say, each that has a cue.
    past : frozenset of str
        The ids of those that are told only of long ago, or of somebody in prison.
    violent : bool
        Whether words of it name an act of violence.
    """

    tells: bool | None
    situations: tuple[SituationCard, ...]
    unsure: frozenset[str] = frozenset()
    told_in: Mapping[str, str] = field(default_factory=dict)
    likely: Mapping[str, float] = field(default_factory=dict)
    past: frozenset[str] = frozenset()
    violent: bool = False


@once
def load_situation_model() -> SituationModel:
    """Load the models that come with the project."""
    arrays = ("rarity", "weights", "cue_precision", "mix", "tells")
    with (
        resources.files("assistant.understand.case").joinpath("situations.npz").open("rb") as file,
        np.load(file) as stored,
    ):
        return SituationModel(
            embedder=str(stored["embedder"]),
            names=tuple(str(name) for name in stored["names"]),
            stems={str(stem): at for at, stem in enumerate(stored["stems"])},
            encoder=LabelledEncoder(taught_in(stored)),
            **{name: stored[name].astype(np.float32) for name in arrays},
        )


def recognise(text: str, embedder: Embedder, threshold: float = THRESHOLD, *, as_at: date | None = None) -> Recognition:
    """Return whether a message tells of somebody, and the cards of the situations that it speaks of as surely as that.

    Parameters
    ----------
    text : str
        Without details.
    embedder : Embedder
        The one that the models were taught with; with another the cues speak alone.
    threshold : float
        How sure it must be, from 0 to 1.
    as_at : date or None
        The day on which it is read; without one what was long ago is not told from what is now.
    """
    model = load_situation_model()
    cards = {card.card_id: card for card in load_cards()}
    if embedder.name != model.embedder:
        cued = tuple(card for card in cards.values() if card.card_id in cues_in(text) - ruled_out(text))
        as_sure = dict.fromkeys((card.card_id for card in cued), SURE)
        return Recognition(tells=None, situations=cued, likely=as_sure, violent=names_an_act_of_violence(text))
    line = " ".join(text.split())
    read, sure = _judged(line, embedder, model)
    order = np.argsort(-sure, kind="stable")
    might = {model.names[at]: float(sure[at]) for at in order if model.names[at] in cards and sure[at] >= PERHAPS}
    past = told_as_past(text, [cards[name] for name in might], embedder, as_at) if as_at else frozenset()
    gone = {name for name in past if cards[name].when_past is WhenPast.LEFT_OUT}
    might = {name: score for name, score in might.items() if name not in gone}
    found = [name for name, score in might.items() if score >= threshold]
    made_up = tells_what_is_made_up(text)
    return Recognition(
        tells=bool(read @ model.tells > 0),
        situations=tuple(cards[name] for name in found),
        unsure=frozenset(name for name in found if made_up or might[name] < SURE),
        told_in=_told_in(line, [cards[name] for name in might], model),
        likely=might,
        past=past - gone,
        violent=names_an_act_of_violence(text),
    )


def told_as_past(text: str, found: Collection[SituationCard], embedder: Embedder, as_at: date) -> frozenset[str]:
    """Return the ids of situations that a text tells of long ago, or of somebody in prison, and not of now.

    Parameters
    ----------
    text : str
        Without details.
    found : collection of SituationCard
        What it speaks of; those that count whenever they were are not among what is returned.
    embedder : Embedder
        The one that the models were taught with; with another nothing is known to be past.
    as_at : date
        The day on which it is read.
    """
    model = load_situation_model()
    may_be = frozenset(card.card_id for card in found if card.when_past is not WhenPast.COUNTS)
    told = told_apart(text, as_at)
    if not (may_be and told.of_long_ago) or embedder.name != model.embedder:
        return frozenset()
    then = likely(told.of_long_ago, embedder)
    now = likely(told.of_now, embedder) if told.of_now else {}
    return frozenset(name for name in may_be if then[name] >= PERHAPS and now.get(name, 0.0) < _NOT_NOW)


def likely(text: str, embedder: Embedder) -> Mapping[str, float]:
    """Return by a card's id how likely a message speaks of it, from 0 to 1; nothing with an embedder that is not the model's."""
    model = load_situation_model()
    if embedder.name != model.embedder:
        return {}
    _, sure = _judged(" ".join(text.split()), embedder, model)
    return {name: float(score) for name, score in zip(model.names, sure, strict=True)}


def _judged(line: str, embedder: Embedder, model: SituationModel) -> tuple[Vectors, Vectors]:
    """Return what is read of a message, and how likely it speaks of each card."""
    cues = cues_in(line)
    read = features(line, embedder.embed([line])[0], model.stems, model.rarity)
    cued = np.array([name in cues for name in model.names], dtype=np.float32)
    logits = mixed(read @ model.weights, model.encoder.read(line), cued, model.cue_precision) @ model.mix[:-1]
    out = ruled_out(line)
    stays = np.array([name not in out for name in model.names], dtype=np.float32)
    return read, stays / (1 + np.exp(-logits - model.mix[-1]))


def _told_in(line: str, found: Sequence[SituationCard], model: SituationModel) -> dict[str, str]:
    """Return by a card's id the clause that speaks most of it: one with a cue, else the one that is read so."""
    clauses = [one.strip(_AROUND) for one in _CLAUSES.split(line)]
    clauses = [one for one in clauses if _FEWEST_WORDS <= len(one.split()) <= _MOST_WORDS]
    if not (found and clauses):
        return {}
    meant = model.encoder.log_odds(clauses)
    told = {}
    for card in found:
        cued = [any(cue.is_in(one) for cue in card.cues for one in sentences_of(clause)) for clause in clauses]
        worth = meant[:, model.names.index(card.card_id)] + _A_CUE * np.array(cued)
        told[card.card_id] = clauses[int(np.argmax(worth))]
    return told


def cues_in(text: str) -> frozenset[str]:
    """Return the ids of the cards of which a message has a cue."""
    sentences = sentences_of(text)
    return frozenset(
        card.card_id for card in load_cards() if any(cue.is_in(one) for cue in card.cues for one in sentences)
    )


def ruled_out(text: str) -> frozenset[str]:
    """Return the ids of the cards that a message does not speak of, whatever else says so."""
    line = as_one_line(text)
    return frozenset(card.card_id for card in load_cards() if card.is_ruled_out(line))


def features(text: str, vector: Vectors, stems: Mapping[str, int], rarity: Vectors) -> Vectors:
    """Return a message's vector, its words, and 1 for the bias; shape ``(dimension + n_stems + 1,)``."""
    words = np.zeros(len(stems), dtype=np.float32)
    for stem in word_features(text):
        if stem in stems:
            words[stems[stem]] = rarity[stems[stem]]
    return np.concatenate([vector, words / max(float(np.linalg.norm(words)), 1e-9), [1.0]]).astype(np.float32)


def word_features(text: str) -> set[str]:
    """Return a text's stems and the pairs of neighbours among them."""
    stems = tokens(text)
    return {*stems, *(f"{one} {other}" for one, other in pairwise(stems))}


def mixed(scores: Vectors, meant: Vectors, cued: Vectors, cue_precision: Vectors) -> Vectors:
    """Return the features by which scores and cues are weighed together; shape ``(*scores.shape, 6)``."""
    line = np.minimum(scores, _MOST)
    return np.stack((line, meant, cued, cued * cue_precision, line * cued, np.maximum(line, 0) ** 2), axis=-1)
