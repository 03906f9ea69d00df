"""Learning from staff's words: what is kept lets the next build do without the model, and carry to editions to come."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.errors import IndexMissing
from corpus.practice.learned import anchor_key, text_key
from corpus.practice.practice_data import Case, ParagraphAnchor, Phrase, Point, Practice, StaffQuestions
from corpus.register.register import Register
from ingest.index import inputs
from ingest.index.builder import Builder
from ingest.practice.learning import learn, lessons
from ingest.progress import silent
from tests.doubles import WordEmbedder, a_source
from tests.ingest import pdfs

HELD = ParagraphAnchor(source_id="a-2025", paragraph="", page=1, heading="")
ABSENT = ParagraphAnchor(source_id="z-2020", paragraph="1", page=1, heading="")
WORDS = Practice(
    questions=(
        StaffQuestions(source_id="a-2025", paragraph="", page=1, heading="", questions=("who locks the gate",)),
    ),
    phrases=(
        Phrase(say="off roll", means="deletion from the register", queries=("register",), passage="A name is deleted."),
    ),
    cases=(
        Case(say="the gate was left open again", points=(Point(anchor=HELD, grade=3), Point(anchor=ABSENT, grade=2))),
    ),
)


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    pdf = pdfs.make(
        tmp_path / "a-2025.pdf", [pdfs.lines(700, "The caretaker locks the gate and keeps the key in the office.")]
    )
    register = Register({"a-2025": a_source("a-2025")})
    item = inputs.Item(source=register["a-2025"], pdf=pdf, sha256=inputs.sha256_of(pdf))
    Builder(tmp_path / "index", WordEmbedder(), register, now=lambda: datetime(2026, 11, 25, tzinfo=UTC)).build([item])
    return tmp_path / "index"


def test_all_texts_and_the_paragraphs_in_the_library_are_known(index_dir: Path) -> None:
    learned = learn(index_dir, WordEmbedder(), WORDS, progress=silent)
    texts = [
        "who locks the gate",
        "off roll",
        "deletion from the register A name is deleted.",
        "the gate was left open again",
    ]
    keys = [text_key(text) for text in texts]
    assert set(learned.get(keys)) == set(keys)
    assert set(learned.get([anchor_key(HELD), anchor_key(ABSENT)])) == {anchor_key(HELD)}
    assert learned.model == "words@1"
    assert len(learned) == 5


def test_the_same_words_teach_the_same(index_dir: Path) -> None:
    one, two = (learn(index_dir, WordEmbedder(), WORDS, progress=silent) for _ in range(2))
    assert one.version == two.version


def test_without_an_index_there_is_nothing_to_learn_from(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        learn(tmp_path, WordEmbedder(), WORDS, progress=silent)


def test_without_words_nothing_is_learned(index_dir: Path) -> None:
    assert len(learn(index_dir, WordEmbedder(), Practice(), progress=silent)) == 0


def test_lessons_are_what_staff_ask_and_tell_with_the_passage_that_answers_it(index_dir: Path) -> None:
    found = lessons(index_dir, WordEmbedder(), WORDS, progress=silent)
    assert [text for text, _ in found] == ["who locks the gate", "the gate was left open again"]  # one is absent
    assert {passage_id.partition("#")[0] for _, passage_id in found} == {"a-2025"}
