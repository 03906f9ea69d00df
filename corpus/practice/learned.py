"""What was learned before any build, for the bundled model: vectors of staff's words and their paragraphs.

The vectors save a first build half a minute, and let a question written for one edition's paragraph be carried to the
paragraph most like it in the next, without keeping its words. Another model embeds for itself and carries by headings.
``python -m ingest learn`` makes the file anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

import numpy as np

from corpus.errors import ModelError
from corpus.models import Vectors
from corpus.practice.practice_data import ParagraphAnchor

_FILE = "learned.npz"
_LEVELS = 127
_KEY_CHARS = 16


def text_key(text: str) -> str:
    """Return the key of a text of ours: the one the embedding cache uses."""
    return hashlib.sha256(f"question\n{text}".encode()).hexdigest()


def anchor_key(anchor: ParagraphAnchor) -> str:
    """Return the key of a paragraph."""
    return hashlib.sha256(f"place\n{anchor.label}".encode()).hexdigest()


class Learned:
    """Vectors by key, for one model.

    Parameters
    ----------
    model : str
        The embedder's name.
    vectors : mapping of str to array
        By key; each of shape ``(dimension,)`` and length 1.
    """

    def __init__(self, model: str = "", vectors: Mapping[str, Vectors] | None = None) -> None:
        self.model = model
        self._vectors = {key[:_KEY_CHARS]: vector for key, vector in (vectors or {}).items()}

    @classmethod
    def load(cls, model: str, file: Path | None = None) -> Learned:
        """Load what comes with the project; nothing, if there is none or it is for another model.

        Parameters
        ----------
        model : str
            The embedder's name.
        file : Path or None
            ``None`` for the project's own.

        Raises
        ------
        ModelError
            If the file cannot be read.
        """
        file = file or Path(str(resources.files("corpus.practice") / _FILE))
        try:
            with np.load(file) as arrays:
                if str(arrays["model"]) != model:
                    return cls(model)
                rows = arrays["vectors"].astype(np.float32)
                rows /= np.linalg.norm(rows, axis=1, keepdims=True)
                vectors = dict(zip(map(str, arrays["keys"]), rows, strict=True))
                return cls(model, vectors)
        except FileNotFoundError:
            return cls(model)
        except Exception as error:  # numpy's, zipfile's and OS errors for one cause
            raise ModelError(
                f"{file.name} cannot be read: {error}", "run 'python -m ingest learn' to make it anew"
            ) from error

    def without(self, anchors: Iterable[ParagraphAnchor]) -> Learned:
        """Return what was learned without the vectors of some paragraphs."""
        gone = {anchor_key(anchor)[:_KEY_CHARS] for anchor in anchors}
        return Learned(self.model, {key: vector for key, vector in self._vectors.items() if key not in gone})

    def save(self, file: Path | None = None) -> None:
        """Write it, each number of a vector in one byte: cosines change in the fourth decimal."""
        file = file or Path(str(resources.files("corpus.practice") / _FILE))
        keys = sorted(self._vectors)
        rows = np.stack([self._vectors[key] for key in keys])
        rows = np.round(rows / np.abs(rows).max(axis=1, keepdims=True) * _LEVELS).astype(np.int8)
        np.savez(file, model=np.array(self.model), keys=np.array(keys), vectors=rows)

    @property
    def version(self) -> str:
        """A hash of what was learned; the same for the same model and words."""
        return hashlib.sha256("\n".join([self.model, *sorted(self._vectors)]).encode()).hexdigest()

    def __len__(self) -> int:
        return len(self._vectors)

    def get(self, keys: Iterable[str]) -> dict[str, Vectors]:
        """Return the vectors that are known, by key."""
        return {key: self._vectors[key[:_KEY_CHARS]] for key in keys if key[:_KEY_CHARS] in self._vectors}
