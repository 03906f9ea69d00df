"""Bindings on paper: a source's sentences are printed with theirs, and what lost its ground is named."""

from __future__ import annotations

import pytest

from corpus.register import Register
from corpus.statements import Binding, ReviewedSentence, sentence_key
from ingest import sentences
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

SOURCE = a_source()
PASSAGE = a_passage("57. Refer at once. Tell the lead.", page=4, printed="2", paragraph="57")
INDEX = MemoryIndex([PASSAGE], {SOURCE.source_id: SOURCE}, WordEmbedder())


def test_each_sentence_is_printed_with_its_binding() -> None:
    lines = "\n".join(sentences.printed_sentences(INDEX, "rules-2025"))
    assert f"rules-2025, page 2 (PDF page 4), paragraph 57 #{sentence_key('Refer at once.')}" in lines
    assert list(sentences.printed_sentences(INDEX, "rules-2025", page=3)) == []


@pytest.mark.parametrize(
    ("source_id", "words", "lost"),
    [
        ("rules-2025", "Refer at once.", False),
        ("rules-2025", "Refer within a week.", True),
        ("nobody-knows", "Refer at once.", True),
        ("other-2025", "Refer within a week.", False),
    ],
)
def test_a_sentence_that_lost_its_ground_is_named(
    monkeypatch: pytest.MonkeyPatch, source_id: str, words: str, lost: bool
) -> None:
    binding = Binding(source_id=source_id, where="page 2", key=sentence_key(words))
    ours = ReviewedSentence(text="Refer.", bindings=(binding,))
    monkeypatch.setattr(sentences, "our_sentences", lambda: [("one", ours)])
    register = Register({"rules-2025": SOURCE, "other-2025": a_source("other-2025")})
    assert [one.statement_id for one in sentences.unbound(INDEX, register)] == (["one"] if lost else [])
