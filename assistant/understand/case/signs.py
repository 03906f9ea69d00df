"""Which telling facts are in a message: each sentence and clause is read by a small linear model and by an encoder taught them.

A case is told in sentences, and one of them often says more than the rest: “he answers every message to her”. Both learned from
sentences by several hands, and from messages in which readers marked every place that tells a fact (evals/questions/signs.jsonl).
They belong to one embedder: with another no sign is seen. ``python -m evals signs --train`` makes signs.npz anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np

from assistant.encoders import LabelledEncoder, taught_in
from assistant.understand.case.situations import features
from corpus.models import Embedder, Vectors
from corpus.once import once
from corpus.statements import Sign, load_signs

SURE_OF_SIGN, SURE_OF_A_FEW_WORDS = 0.5, 0.6
"""How sure it must be that a sentence tells a fact, and that a few words do, from 0 to 1 (docs/evaluation/answers.md)."""
NO_VECTOR = np.zeros(0, dtype=np.float32)
"""What stands for the vector of a sentence whose meaning the encoder reads."""
_PERHAPS = 0.25  # less sure, and it is not weighed
_MEANT = 0.5  # how much the encoder's word counts, and the linear model's the rest
_SENTENCES = re.compile(r"(?<=[.?!;:])[”\"’']?\s+|\s[-–—]\s|\n+")
_CLAUSES = re.compile(r"(?<=,)\s+|\s+(?:and|but|then|so|because|when)\s+")
_JOINT = re.compile(r"^(?:and|but|then|so|because|when)\s+", re.IGNORECASE)
_AROUND = ' .,;:-–—"“”'
_FEWEST_WORDS, _LONG = 3, 14
_A_FEW = 7
_MOST_SHOWN = 22  # words
CUT = " …"
"""What shown words end with, where there are more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignModel:
    """What was learned.

    Parameters
    ----------
    embedder : str
        The name of the model whose vectors are read.
    names : tuple of str
        The signs' ids; the empty one is none of them.
    stems : mapping of str to int
        The words that count, each with its column.
    rarity : array
        How telling each of them is, shape ``(n_stems,)``.
    weights : array
        Shape ``(n_stems + 1, n_names)``, after ``dimension`` rows more where no encoder was taught.
    encoder : LabelledEncoder or None
        Reads the meaning of a sentence, if one was taught: the names but the empty one, in their order.
    """

    embedder: str
    names: tuple[str, ...]
    stems: Mapping[str, int]
    rarity: Vectors
    weights: Vectors
    encoder: LabelledEncoder | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSign:
    """A sign, the sentence that tells it, the words of it that are shown, and how sure it is, from 0 to 1."""

    sign: Sign
    text: str
    words: str
    sure: float

    @property
    def surely(self) -> bool:
        """Whether it is sure enough to be told as seen."""
        return self.sure >= (SURE_OF_A_FEW_WORDS if len(self.text.split()) <= _A_FEW else SURE_OF_SIGN)


@once
def load_sign_model() -> SignModel:
    """Load the model that comes with the project."""
    return stored_model("assistant.understand.case", "signs.npz")


def stored_model(package: str, name: str) -> SignModel:
    """Return a model of sentences that is stored as these are, in a package’s file."""
    with resources.files(package).joinpath(name).open("rb") as file, np.load(file) as stored:
        taught = taught_in(stored)
        return SignModel(
            embedder=str(stored["embedder"]),
            names=tuple(map(str, stored["names"])),
            stems={str(stem): at for at, stem in enumerate(stored["stems"])},
            rarity=stored["rarity"].astype(np.float32),
            weights=stored["weights"].astype(np.float32),
            encoder=LabelledEncoder(taught) if taught else None,
        )


def signs_in(text: str, embedder: Embedder) -> tuple[SeenSign, ...]:
    """Return the signs that a message surely tells, the surest first; of the same words one."""
    return tuple(one for one in signs_perhaps_in(text, embedder) if one.surely)


def signs_perhaps_in(text: str, embedder: Embedder) -> tuple[SeenSign, ...]:
    """Return the signs that a message may tell, the surest first; of the same words one."""
    model = load_sign_model()
    signs = {sign.sign_id: sign for sign in load_signs()}
    if embedder.name != model.embedder:
        return ()
    pieces = pieces_of(text)
    if not pieces:
        return ()
    shares = sign_shares(pieces, embedder, model)
    seen: dict[str, SeenSign] = {}
    for row, column in _surest_first(shares):
        piece = pieces[row]
        name, sure = model.names[column], float(shares[row, column])
        if sure < _PERHAPS:
            break
        taken = any(piece in one.text or one.text in piece for one in seen.values())
        if name in signs and name not in seen and not taken:
            seen[name] = SeenSign(sign=signs[name], text=piece, words=_shown(piece), sure=sure)
    return tuple(seen.values())


def _surest_first(shares: Vectors) -> list[tuple[int, int]]:
    rows, columns = np.unravel_index(np.argsort(-shares, axis=None, kind="stable"), shares.shape)
    return list(zip(map(int, rows), map(int, columns), strict=True))


def sign_shares(pieces: Sequence[str], embedder: Embedder, model: SignModel) -> Vectors:
    """Return how sure each piece tells each name of the model, from 0 to 1; shape ``(n_pieces, n_names)``."""
    vectors = [NO_VECTOR] * len(pieces) if model.encoder else embedder.embed(list(pieces))
    rows = zip(pieces, vectors, strict=True)
    read = np.stack([sign_features(piece, vector, model.stems, model.rarity) for piece, vector in rows])
    scores = read @ model.weights
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares = np.asarray(shares / shares.sum(axis=1, keepdims=True), dtype=np.float32)
    if model.encoder is not None:
        told = [at for at, name in enumerate(model.names) if name]
        meant = 1 / (1 + np.exp(-model.encoder.log_odds(pieces)))
        shares[:, told] = shares[:, told] ** (1 - _MEANT) * meant**_MEANT
    return shares


def sign_features(piece: str, vector: Vectors, stems: Mapping[str, int], rarity: Vectors) -> Vectors:
    """Return what a sentence is judged by: its vector, which counts double, its words, and 1 for the bias.

    Where an encoder reads its meaning, the vector is empty.
    """
    return features(piece, 2 * vector, stems, rarity)


def pieces_of(text: str) -> list[str]:
    """Return the sentences of a message, and the clauses of its long ones."""
    pieces: list[str] = []
    for sentence in _SENTENCES.split(text):
        whole = " ".join(sentence.split()).strip(_AROUND)
        clauses = _CLAUSES.split(whole) if len(whole.split()) > _LONG else []
        cut = dict.fromkeys((whole, *(clause.strip(_AROUND) for clause in clauses)))
        pieces += [piece for piece in cut if len(piece.split()) >= _FEWEST_WORDS]
    return pieces


def _shown(piece: str) -> str:
    piece = _JOINT.sub("", piece)
    words = piece.split()
    return piece if len(words) <= _MOST_SHOWN else " ".join(words[:_MOST_SHOWN]) + CUT
