"""The support check on the real guidance, where it is at hand: its own sentences stand, and those changed in one way fall."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest

from assistant.answer.checked_prose import check_sentences
from corpus.register.register import load_register
from corpus.text import sentences
from corpus.types import Passage
from ingest.passages.chunker import TokenLimit, chunk
from ingest.pdf.parser import parse
from ingest.structure.pages_to_blocks import structure
from tests.assistant.planted import changes

pytestmark = pytest.mark.corpus

REGISTER = load_register()
SOURCES = ("kcsie-2025-part-one", "information-sharing-2024", "working-together-2023")
N_SENTENCES = 60
_ADDRESS = re.compile(r"https?:|www\.|\S@\S|\.(?:gov|org|com)\b")


def tokens(text: str) -> int:
    return len(re.findall(r"\w{1,6}|[^\w\s]", text)) + 2


@cache
def drawn(folder: Path, source_id: str) -> tuple[tuple[Passage, str], ...]:
    """Whole sentences of one publication, each with its passage; a list's items say nothing without what introduces them."""
    path = folder / f"{source_id}.pdf"
    if not path.exists():
        pytest.skip(f"{path.name} is not in DSL_CORPUS_DIR")
    document = parse(path, source_id)
    passages = chunk(document, structure(document, REGISTER[source_id]), source_id, TokenLimit(256, tokens))
    found = [(p, " ".join(p.text[start:end].split())) for p in passages for start, end in sentences(p.text)]
    whole = [
        (passage, text)
        for passage, text in found
        if text[:1].isupper() and text.endswith(".") and len(text.split()) > 6 and not _ADDRESS.search(text)
    ]
    return tuple(random.Random(1).sample(whole, min(N_SENTENCES, len(whole))))


def stands(text: str, passage: Passage) -> bool:
    return all(support.supported for support in check_sentences(text, [passage], REGISTER))


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_sentences_of_a_publication_are_supported_by_it(corpus_dir: Path, source_id: str) -> None:
    fallen = [text for passage, text in drawn(corpus_dir, source_id) if not stands(text, passage)]
    assert len(fallen) <= 0.10 * len(drawn(corpus_dir, source_id)), fallen


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_sentences_of_a_publication_changed_in_one_way_are_not(corpus_dir: Path, source_id: str) -> None:
    changed = [(new, p) for p, text in drawn(corpus_dir, source_id) for new, _ in changes(text) if new != text]
    assert len(changed) >= 100
    passed = [new for new, passage in changed if stands(new, passage)]
    assert len(passed) <= 0.02 * len(changed), passed
