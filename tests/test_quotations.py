"""Every quotation shown is on the page it names, in the PDF as another library reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pypdf
import pytest

import evals
from assistant.pipeline import Assistant
from assistant.retrieve import load_question_encoder
from assistant.types import Question
from corpus.index.generation_store import open_index
from corpus.models import SentenceTransformerEmbedder
from corpus.practice.lexicon import load_lexicon
from corpus.practice.practice_data import load_practice
from corpus.register.register import load_register
from corpus.text import fold
from evals.records import read_questions
from ingest.digests import load_digests
from ingest.index import inputs
from ingest.index.builder import Builder
from ingest.sentences import unbound

pytestmark = pytest.mark.corpus

SOURCES = ("kcsie-2025-part-one", "information-sharing-2024", "domestic-abuse-act-2021")
QUESTIONS = Path(evals.__file__).parent / "questions" / "official.jsonl"
AS_AT = date(2025, 10, 1)


@pytest.fixture(scope="module")
def assistant(
    corpus_dir: Path, embedder: SentenceTransformerEmbedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Assistant]:
    """The assistant over three short official PDFs."""
    register = load_register()
    folder = tmp_path_factory.mktemp("official")
    for source_id in SOURCES:
        if not (corpus_dir / f"{source_id}.pdf").exists():
            pytest.skip(f"{source_id}.pdf is not in DSL_CORPUS_DIR")
        (folder / f"{source_id}.pdf").symlink_to(corpus_dir / f"{source_id}.pdf")
    items, _ = inputs.from_folder(folder, register)
    Builder(folder / "index", embedder, register, words=load_practice()).build(items)
    index = open_index(folder / "index", embedder.name)
    encoder = load_question_encoder(embedder.name)
    yield Assistant(index, register, embedder, lexicon=load_lexicon(), question_encoder=encoder)
    index.close()


@pytest.mark.slow
def test_every_quotation_is_on_its_page_as_another_library_reads_it(assistant: Assistant, corpus_dir: Path) -> None:
    n = 0
    for asked in read_questions(QUESTIONS)[:60]:
        for citation in assistant.ask(Question(text=asked.text, as_at=AS_AT)).citations:
            passage = citation.passage
            theirs = _page(corpus_dir / f"{passage.source_id}.pdf", passage.page)
            for part in re.split(r"\s*…\s*", citation.quote):
                assert _letters(part) in theirs, f"{asked.query_id}: {passage.source_id} page {passage.page}"
                n += 1
    assert n > 100


@cache
def _page(path: Path, number: int) -> str:
    return _letters(pypdf.PdfReader(path).pages[number - 1].extract_text())


def _letters(text: str) -> str:
    """Keep letters alone: marks of footnotes, spaces and line ends differ between libraries."""
    return re.sub(r"[^a-z]", "", fold(text))


@pytest.mark.slow
def test_every_sentence_of_ours_is_bound_to_a_sentence_that_is_there(assistant: Assistant) -> None:
    digests = [digest.source for digest in load_digests()]  # bundled, and not in this index
    lost = unbound(assistant.index, assistant.register.with_sources(digests))
    assert lost == [], "\n".join(f"{one.statement_id}: {one.binding}" for one in lost[:20])
