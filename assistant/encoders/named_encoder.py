"""An encoder whose labels have names, in a file of its own beside what uses it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

import numpy as np

from assistant.encoders.labelled_encoder import LabelledEncoder, taught_in


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEncoder:
    """An encoder that was taught labels of its own, and their names in the order in which it says how likely they are."""

    names: tuple[str, ...]
    encoder: LabelledEncoder


def read_named_encoder(package: str, file: str) -> NamedEncoder:
    """Read a package’s file: an array ``names``, and what ``taught_in`` finds."""
    with resources.files(package).joinpath(file).open("rb") as opened, np.load(opened) as stored:
        return NamedEncoder(names=tuple(map(str, stored["names"])), encoder=LabelledEncoder(taught_in(stored)))
