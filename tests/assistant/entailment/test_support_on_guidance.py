"""The support check on the real guidance, where it is at hand: its own sentences stand, and those changed in one way fall.

No sentence of guidance is written here: they are drawn from the PDFs of ``DSL_CORPUS_DIR`` when the tests run.
"""

from __future__ import annotations

import logging
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
from tests.assistant.entailment.inserted_words import HELD_BACK, LOOKED_AT, Insert, inserted
from tests.assistant.planted import changes

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

REGISTER = load_register()
SOURCES = ("kcsie-2025-part-one", "information-sharing-2024", "working-together-2023")
N_SENTENCES = 60
SWEPT = (
    *SOURCES,
    *("kcsie-2024", "national-framework-2023", "children-missing-education-2024", "families-first-evaluation-2025"),
)
N_SWEPT = 80  # of each
N_WORDS = 3  # put into each sentence, one at a time
_CLAUSES = re.compile(r"(\w+ .+?),? (before|after|if|when|once|until|where|then|unless|because) (\w+ .+)\.")
_ADDRESS = re.compile(r"https?:|www\.|\S@\S|\.(?:gov|org|com)\b")


def tokens(text: str) -> int:
    return len(re.findall(r"\w{1,6}|[^\w\s]", text)) + 2


@cache
def drawn(folder: Path, source_id: str, n: int = N_SENTENCES) -> tuple[tuple[Passage, str], ...]:
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
    return tuple(random.Random(1).sample(whole, min(n, len(whole))))


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


@pytest.fixture(scope="module")
def swept(corpus_dir: Path) -> list[tuple[Passage, str]]:
    found = [pair for source_id in SWEPT for pair in drawn(corpus_dir, source_id, N_SWEPT)]
    assert len(found) >= 400
    return found


def test_unchanged_sentences_are_supported(swept: list[tuple[Passage, str]]) -> None:
    fallen = [text for passage, text in swept if not stands(text, passage)]
    assert len(fallen) <= 0.05 * len(swept), fallen


@pytest.mark.parametrize("words", [LOOKED_AT, HELD_BACK], ids=["looked at", "held back"])
def test_a_restricting_word_put_in_is_seldom_shown(swept: list[tuple[Passage, str]], words: tuple[Insert, ...]) -> None:
    draw = random.Random(2)
    tries = [(new, passage) for passage, text in swept for _, new in inserted(text, words, N_WORDS, draw)]
    assert len(tries) >= 1200
    n_shown = sum(stands(new, passage) for new, passage in tries)
    logging.getLogger(__name__).info(
        "%d of %d shown", n_shown, len(tries)
    )  # counts alone, so that no word is looked at
    assert n_shown <= 0.05 * len(tries)


def test_clauses_in_another_order_are_seldom_shown(swept: list[tuple[Passage, str]]) -> None:
    """Many of these sentences are items of lists, and make no sense turned round; most of what passes is such."""
    matches = [(passage, match) for passage, text in swept if (match := _CLAUSES.fullmatch(text))]
    turned = [(f"{match[3].capitalize()} {match[2]} {match[1].lower()}.", passage) for passage, match in matches]
    assert len(turned) >= 60
    assert sum(stands(new, passage) for new, passage in turned) <= 0.25 * len(turned)
