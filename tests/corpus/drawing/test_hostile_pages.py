"""Pages that are meant to do harm: each gives a picture or one sentence, in five seconds, within a gigabyte."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.drawing.hostile_pages import PAGES, write_one

pytestmark = pytest.mark.seldom

SECONDS = 5.0
BUSY_S = 2.0  # more, for a computer that does other work at the same time
MEMORY_KB = 2**20

# Run in a process of its own, so that what its children used is what drawing used.
_DRAW = """
import json, resource, sys, time
from pathlib import Path
from corpus.drawing import draw_page
from corpus.errors import CorpusError
from corpus.types import Box
began, picture, sentence = time.perf_counter(), None, ""
try:
    picture = draw_page(Path(sys.argv[1]), 1, [Box(start=0, end=9, x0=57, y0=696, x1=400, y1=712)], 2.0)
except CorpusError as error:
    sentence = error.message
took = time.perf_counter() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps({"seconds": took, "child_kb": used, "sentence": sentence, "n_bytes": len(picture.png) if picture else 0}))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, dict[str, Any]]:
    """What became of each file."""
    folder = tmp_path_factory.mktemp("hostile-pages")
    found = {}
    for name in PAGES:
        drawing = [sys.executable, "-c", _DRAW, str(write_one(name, folder))]
        done = subprocess.run(drawing, cwd=Path(__file__).parents[3], capture_output=True, text=True, check=True)
        found[name] = json.loads(done.stdout)
    return found


def test_there_are_many_kinds() -> None:
    assert len(PAGES) >= 40


@pytest.mark.parametrize("name", PAGES)
def test_a_picture_or_a_sentence_in_time_and_within_memory(name: str, seen: Mapping[str, dict[str, Any]]) -> None:
    one = seen[name]
    assert one["seconds"] < SECONDS + BUSY_S, one
    assert one["child_kb"] <= MEMORY_KB, one
    assert bool(one["n_bytes"]) != bool(one["sentence"]), one
    assert one["n_bytes"] or one["sentence"].startswith("page 1 cannot be shown: "), one
    if PAGES[name][1]:
        assert one["n_bytes"], one


def test_some_are_drawn_and_some_are_given_up(seen: Mapping[str, dict[str, Any]]) -> None:
    sentences = {one["sentence"] for one in seen.values()}
    assert "page 1 cannot be shown: it takes too long to draw" in sentences
    assert any("memory" in sentence for sentence in sentences)
    assert sum(not one["sentence"] for one in seen.values()) >= 10
