"""Every file of what was learned is named in what is packed: from a wheel, one that is not would be missing."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_model_that_comes_with_a_room_is_packed() -> None:
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    for room in ("assistant", "corpus"):
        for file in (ROOT / room).rglob("*.npz"):
            patterns = packed[".".join(file.relative_to(ROOT).parts[:-1])]
            assert any(file.match(pattern) for pattern in patterns), file
