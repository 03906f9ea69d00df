"""From a message and its conversation to a question that stands alone, its type, and what of ours speaks to it."""

from assistant.understand.continuation import begins_with_pronoun, goes_on, read_message
from assistant.understand.police_notification import PoliceNotification, read_notification
from assistant.understand.question_match import (
    IN_A_CASE,
    N_READ,
    NEAR,
    SCALE,
    THRESHOLD,
    VECTORS,
    Match,
    MatchModel,
    QuestionMatcher,
    load_matcher,
)
from assistant.understand.question_type import Shape, asked_part, asks, is_scenario, shapes_of
from assistant.understand.rewrite import Understood, standalone, understand
from assistant.understand.situations import Recognition, cues_in, features, mixed, recognise, word_features

__all__ = [
    "IN_A_CASE",
    "NEAR",
    "N_READ",
    "SCALE",
    "THRESHOLD",
    "VECTORS",
    "Match",
    "MatchModel",
    "PoliceNotification",
    "QuestionMatcher",
    "Recognition",
    "Shape",
    "Understood",
    "asked_part",
    "asks",
    "begins_with_pronoun",
    "cues_in",
    "features",
    "goes_on",
    "is_scenario",
    "load_matcher",
    "mixed",
    "read_message",
    "read_notification",
    "recognise",
    "shapes_of",
    "standalone",
    "understand",
    "word_features",
]
