"""Which words of the library are quoted, and the check that each stands in its passage."""

from assistant.answer.quoting.cite import CheckedSections, cite, cite_sentences, fixed_statement, weight
from assistant.answer.quoting.excerpt import candidates, excerpt, is_item
from assistant.answer.quoting.quotation_chooser import QuotationChooser
from assistant.answer.quoting.quotations import N_QUOTATIONS, anchor_words, as_read, by_authority
from assistant.answer.quoting.sentence_vectors import SentenceVectors

__all__ = [
    "N_QUOTATIONS",
    "CheckedSections",
    "QuotationChooser",
    "SentenceVectors",
    "anchor_words",
    "as_read",
    "by_authority",
    "candidates",
    "cite",
    "cite_sentences",
    "excerpt",
    "fixed_statement",
    "is_item",
    "weight",
]
