"""The second opinion on names: what is said where it is missing, and that no other model than the reviewed one is loaded."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from corpus.pii import ner


def test_without_the_model_it_says_so_and_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    ner.presidio_hints.cache_clear()
    try:
        hints = ner.presidio_hints()
    finally:
        ner.presidio_hints.cache_clear()
    assert hints.missing.startswith("Names are found by rules and a list alone: ")
    assert hints.find("Kayden in Y4") == ()


@pytest.mark.parametrize(
    ("holds", "problem"), [((), "incomplete"), (("config.cfg", "ner/model"), "not the one that was reviewed")]
)
def test_another_model_is_not_loaded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, holds: tuple[str, ...], problem: str
) -> None:
    for name in holds:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"another")
    spec = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: spec)
    ner.presidio_hints.cache_clear()
    try:
        assert problem in ner.presidio_hints().missing
    finally:
        ner.presidio_hints.cache_clear()


@pytest.mark.filterwarnings("ignore")  # of libraries that we do not steer
def test_presidio_gives_hints_with_no_network() -> None:
    pytest.importorskip("presidio_analyzer")
    hints = ner.presidio_hints()
    if hints.missing:
        pytest.skip(hints.missing)
    text = "I met Margaret Thornberry at the gate."
    assert [text[start:end] for start, end in hints.find(text)] == ["Margaret Thornberry"]
