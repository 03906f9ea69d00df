"""Gates on what a person typed, and its personal details taken out."""

from assistant.safety import fact_patterns, gates
from assistant.safety.caution_classifier import cautions_of
from assistant.safety.caution_patterns import CAUTIONS, cautions_in
from assistant.safety.classifier import LINEAR_COUNTS, N_BUCKETS, features, load_classifier, pieces, words
from assistant.safety.encoder_additions import add_low_rank, low_rank_layers
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
from assistant.safety.message_encoder import LABELS, MessageEncoder
from assistant.safety.patterns import Cue, any_of
from assistant.safety.plain_question import Plain, review_without_details, without_details
from assistant.safety.redact_file import read_lines, redacted_lines
from assistant.safety.redaction import Redacted, Redactor

__all__ = [
    "CAUTIONS", "LABELS", "LINEAR_COUNTS", "MAX_QUESTION_CHARS", "N_BUCKETS", "Cue", "MessageEncoder", "Plain",
    "Redacted", "Redactor", "about_staff", "add_low_rank", "any_of", "cautions_in", "cautions_of", "check_asked",
    "danger_now", "fact_patterns", "features", "gates", "harmful", "load_classifier", "low_rank_layers",
    "nation_named", "other_nation", "pieces", "read_lines", "redacted_lines", "review_without_details", "shut",
    "without_details", "words",
]  # fmt: skip
