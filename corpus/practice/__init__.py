"""How staff speak: questions, cases, phrases, a lexicon, and what was learned from them."""

from corpus.practice.cases import Case
from corpus.practice.learned import Learned, anchor_key, text_key
from corpus.practice.lexicon import Lexicon, load_lexicon
from corpus.practice.phrases import Phrase
from corpus.practice.practice_data import Practice, load_practice
from corpus.practice.questions import HEADING_WORDS, ParagraphAnchor, Pointer, StaffQuestions, load_questions

__all__ = [
    "HEADING_WORDS",
    "Case",
    "Learned",
    "Lexicon",
    "ParagraphAnchor",
    "Phrase",
    "Pointer",
    "Practice",
    "StaffQuestions",
    "anchor_key",
    "load_lexicon",
    "load_practice",
    "load_questions",
    "text_key",
]
