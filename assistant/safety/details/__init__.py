"""Personal details: found in what was typed, and taken out before anything else is done with it."""

from assistant.safety.details.detail_tagger import (
    N_DETAIL_LABELS,
    DetailTagger,
    LoadedTagger,
    label_scores,
    load_detail_tagger,
    no_tags,
    shortened_encoder,
    tagged,
    windows_of,
)
from assistant.safety.details.found_details import found_by_rules
from assistant.safety.details.plain_question import Plain, review_without_details, without_details
from assistant.safety.details.redact_file import MessageLine, read_lines, read_text, redacted_lines, redacted_messages
from assistant.safety.details.redaction import Redacted, Redactor, RedactorMemory, Taken, new_redactor
from assistant.safety.details.word_features import (
    LIKE_A_NAME,
    N_FEATURES,
    N_LETTER_BUCKETS,
    ON_LISTS,
    letter_buckets,
    places_of_words,
    word_features,
)

__all__ = [
    "LIKE_A_NAME",
    "N_DETAIL_LABELS",
    "N_FEATURES",
    "N_LETTER_BUCKETS",
    "ON_LISTS",
    "DetailTagger",
    "LoadedTagger",
    "MessageLine",
    "Plain",
    "Redacted",
    "Redactor",
    "RedactorMemory",
    "Taken",
    "found_by_rules",
    "label_scores",
    "letter_buckets",
    "load_detail_tagger",
    "new_redactor",
    "no_tags",
    "places_of_words",
    "read_lines",
    "read_text",
    "redacted_lines",
    "redacted_messages",
    "review_without_details",
    "shortened_encoder",
    "tagged",
    "windows_of",
    "without_details",
    "word_features",
]
