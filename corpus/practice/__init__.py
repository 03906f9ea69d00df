"""How staff speak: questions, cases, phrases, a lexicon, and what was learned from them."""

from corpus.practice.learned import Learned, anchor_key, text_key
from corpus.practice.lexicon import Lexicon, load_lexicon
from corpus.practice.practice_data import (
    HEADING_WORDS,
    Case,
    ParagraphAnchor,
    Phrase,
    Pointer,
    Practice,
    StaffQuestions,
    load_practice,
    load_questions,
)

__all__ = [
    "HEADING_WORDS", "Case", "Learned", "Lexicon", "ParagraphAnchor", "Phrase", "Pointer", "Practice",
    "StaffQuestions", "anchor_key", "load_lexicon", "load_practice", "load_questions", "text_key",
]  # fmt: skip
