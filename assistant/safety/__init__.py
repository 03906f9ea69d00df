"""Gates on what a person typed, and its personal details taken out."""

from assistant.safety import fact_patterns, gates
from assistant.safety.caution_classifier import cautions_of
from assistant.safety.caution_patterns import CAUTIONS, cautions_in
from assistant.safety.classifier import LINEAR_COUNTS, N_BUCKETS, features, load_classifier, pieces, words
from assistant.safety.details import (
    LIKE_A_NAME,
    N_DETAIL_LABELS,
    N_FEATURES,
    N_LETTER_BUCKETS,
    ON_LISTS,
    DetailTagger,
    LoadedTagger,
    MessageLine,
    Plain,
    Redacted,
    Redactor,
    RedactorMemory,
    Taken,
    found_by_rules,
    label_scores,
    letter_buckets,
    load_detail_tagger,
    new_redactor,
    no_tags,
    places_of_words,
    read_lines,
    read_text,
    redacted_lines,
    redacted_messages,
    review_without_details,
    shortened_encoder,
    tagged,
    windows_of,
    without_details,
    word_features,
)
from assistant.safety.gates import (
    MAX_QUESTION_CHARS,
    about_staff,
    check_asked,
    danger_now,
    harmful,
    nation_named,
    other_nation,
    shut,
)
from assistant.safety.good_faith import end_of_message
from assistant.safety.message_encoder import ADDITIONS, LABELS, MessageEncoder
from assistant.safety.patterns import ENGLAND_TOO, NATIONS, Cue, any_of

__all__ = [
    "ADDITIONS", "CAUTIONS", "ENGLAND_TOO", "LABELS", "LIKE_A_NAME", "LINEAR_COUNTS",
    "MAX_QUESTION_CHARS", "NATIONS", "N_BUCKETS", "N_DETAIL_LABELS",
    "N_FEATURES", "N_LETTER_BUCKETS", "ON_LISTS", "Cue", "DetailTagger", "LoadedTagger",
    "MessageEncoder", "MessageLine", "Plain", "Redacted", "Redactor", "RedactorMemory", "Taken",
    "about_staff", "any_of", "cautions_in", "cautions_of", "check_asked", "danger_now",
    "end_of_message", "fact_patterns", "features", "found_by_rules", "gates", "harmful", "label_scores",
    "letter_buckets", "load_classifier", "load_detail_tagger", "nation_named", "new_redactor",
    "no_tags", "other_nation", "pieces", "places_of_words", "read_lines", "read_text",
    "redacted_lines", "redacted_messages", "review_without_details", "shortened_encoder", "shut",
    "tagged", "windows_of", "without_details", "word_features", "words",
]  # fmt: skip
