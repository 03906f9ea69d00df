"""Gates on what a person typed, and its personal details taken out."""

from assistant.safety import fact_patterns, gates
from assistant.safety.caution_classifier import cautions_of
from assistant.safety.caution_patterns import CAUTIONS, cautions_in
from assistant.safety.classifier import LINEAR_COUNTS, N_BUCKETS, features, load_classifier, pieces, words
from assistant.safety.detail_tagger import (
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
from assistant.safety.encoder_additions import add_low_rank, low_rank_layers
from assistant.safety.found_details import found_by_rules
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
from assistant.safety.labelled_encoder import HEAD_SCALE, MAX_LABELLED_TOKENS, LabelledEncoder, as_stored, taught_in
from assistant.safety.message_encoder import LABELS, MessageEncoder
from assistant.safety.patterns import ENGLAND_TOO, NATIONS, Cue, any_of
from assistant.safety.plain_question import Plain, review_without_details, without_details
from assistant.safety.redact_file import MessageLine, read_lines, read_text, redacted_lines, redacted_messages
from assistant.safety.redaction import Redacted, Redactor, RedactorMemory, Taken, new_redactor
from assistant.safety.taught_encoder import MAX_TAUGHT_TOKENS, TaughtEncoder, read_additions
from assistant.safety.word_features import (
    LIKE_A_NAME,
    N_FEATURES,
    N_LETTER_BUCKETS,
    ON_LISTS,
    letter_buckets,
    places_of_words,
    word_features,
)
from assistant.safety.word_rows import WordRows, read_word_rows, words_in_a_row

__all__ = [
    "CAUTIONS", "ENGLAND_TOO", "HEAD_SCALE", "LABELS", "LIKE_A_NAME", "LINEAR_COUNTS",
    "MAX_LABELLED_TOKENS", "MAX_QUESTION_CHARS", "MAX_TAUGHT_TOKENS", "NATIONS", "N_BUCKETS", "N_DETAIL_LABELS",
    "N_FEATURES", "N_LETTER_BUCKETS", "ON_LISTS", "Cue", "DetailTagger", "LabelledEncoder", "LoadedTagger",
    "MessageEncoder", "MessageLine", "Plain", "Redacted", "Redactor", "RedactorMemory", "Taken", "TaughtEncoder",
    "WordRows", "about_staff", "add_low_rank", "any_of", "as_stored", "cautions_in", "cautions_of", "check_asked", "danger_now",
    "end_of_message", "fact_patterns", "features", "found_by_rules", "gates", "harmful", "label_scores",
    "letter_buckets", "load_classifier", "load_detail_tagger", "low_rank_layers", "nation_named", "new_redactor",
    "no_tags", "other_nation", "pieces", "places_of_words", "read_additions", "read_lines", "read_text",
    "read_word_rows", "redacted_lines", "redacted_messages", "review_without_details", "shortened_encoder", "shut",
    "tagged", "taught_in", "windows_of", "without_details", "word_features", "words", "words_in_a_row",
]  # fmt: skip
