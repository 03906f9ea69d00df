"""What finds personal details in a text: names of people, and details with a shape. It decides nothing about them."""

from corpus.pii import context
from corpus.pii.name_lists import fold, name_lists
from corpus.pii.names import NameRole, NameSpan, find_names, name_at, protected
from corpus.pii.ner import Find, no_hints, presidio_hints
from corpus.pii.recognisers import DATE_AFTER_NAME, DetailKind, Span, counted, find_details, is_published

__all__ = [
    "DATE_AFTER_NAME", "DetailKind", "Find", "NameRole", "NameSpan", "Span", "context", "counted", "find_details",
    "find_names", "fold", "is_published", "name_at", "name_lists", "no_hints", "presidio_hints", "protected",
]  # fmt: skip
