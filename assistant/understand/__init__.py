"""From a message and its conversation to a question that stands alone, its type, and what of ours speaks to it."""

from assistant.understand.answer_reader import MAX_TOKENS, AnswerReader, AnswerReading, load_reader, reranker_weights
from assistant.understand.asked_kind import (
    NO_VERDICT,
    SURE_IN_GENERAL,
    SURE_OF_KIND,
    SURE_OF_SOMEBODY,
    asked_features,
    asked_kind,
    told_end,
)
from assistant.understand.asked_parts import AskedPart, asked_part, asked_parts, asks, begins_to_ask, told_part
from assistant.understand.continuation import begins_with_pronoun, goes_on, read_message
from assistant.understand.figure_question import FigureKind, FigureRequest, figure_asked, figure_kind
from assistant.understand.police_notification import Held, PoliceNotification, ReadField, read_notification
from assistant.understand.question_match import (
    IN_A_CASE,
    N_READ,
    NEAR,
    OF_A_PART,
    SCALE,
    THRESHOLD,
    VECTORS,
    Match,
    MatchModel,
    QuestionMatcher,
    load_match_model,
    load_matcher,
    with_what_is_new,
)
from assistant.understand.question_type import (
    A_STORY,
    Shape,
    asks_in_general,
    asks_what_to_do,
    asks_where,
    is_scenario,
    names_somebody,
    page_for,
    shapes_of,
)
from assistant.understand.rewrite import Understood, standalone, understand
from assistant.understand.sharing_question import SharingRequest, sharing_in
from assistant.understand.signs import SeenSign, SignModel, load_sign_model, pieces_of, sign_features, signs_in
from assistant.understand.situation_encoder import MAX_TOKENS as MAX_SITUATION_TOKENS
from assistant.understand.situation_encoder import SCALE as SITUATION_SCALE
from assistant.understand.situation_encoder import SituationEncoder
from assistant.understand.situations import ENCODER as SITUATION_ENCODER
from assistant.understand.situations import (
    LESS_SURE,
    Recognition,
    cues_in,
    features,
    likely,
    load_situation_model,
    mixed,
    recognise,
    word_features,
)
from assistant.understand.situations import THRESHOLD as SITUATION_THRESHOLD
from assistant.understand.told_cautions import cautions_told
from assistant.understand.whom_asked import whom_to_ask

__all__ = [
    "A_STORY",
    "IN_A_CASE",
    "LESS_SURE",
    "MAX_SITUATION_TOKENS",
    "MAX_TOKENS",
    "NEAR",
    "NO_VERDICT",
    "N_READ",
    "OF_A_PART",
    "SCALE",
    "SITUATION_ENCODER",
    "SITUATION_SCALE",
    "SITUATION_THRESHOLD",
    "SURE_IN_GENERAL",
    "SURE_OF_KIND",
    "SURE_OF_SOMEBODY",
    "THRESHOLD",
    "VECTORS",
    "AnswerReader",
    "AnswerReading",
    "AskedPart",
    "FigureKind",
    "FigureRequest",
    "Held",
    "Match",
    "MatchModel",
    "PoliceNotification",
    "QuestionMatcher",
    "ReadField",
    "Recognition",
    "SeenSign",
    "Shape",
    "SharingRequest",
    "SignModel",
    "SituationEncoder",
    "Understood",
    "asked_features",
    "asked_kind",
    "asked_part",
    "asked_parts",
    "asks",
    "asks_in_general",
    "asks_what_to_do",
    "asks_where",
    "begins_to_ask",
    "begins_with_pronoun",
    "cautions_told",
    "cues_in",
    "features",
    "figure_asked",
    "figure_kind",
    "goes_on",
    "is_scenario",
    "likely",
    "load_match_model",
    "load_matcher",
    "load_reader",
    "load_sign_model",
    "load_situation_model",
    "mixed",
    "names_somebody",
    "page_for",
    "pieces_of",
    "read_message",
    "read_notification",
    "recognise",
    "reranker_weights",
    "shapes_of",
    "sharing_in",
    "sign_features",
    "signs_in",
    "standalone",
    "told_end",
    "told_part",
    "understand",
    "whom_to_ask",
    "with_what_is_new",
    "word_features",
]
