"""What several rooms are taught upon: additions to the bundled encoder with the heads that read it, and words in a row."""

from assistant.encoders.encoder_additions import add_low_rank, low_rank_layers
from assistant.encoders.labelled_encoder import (
    HEAD_SCALE,
    MAX_LABELLED_TOKENS,
    HeadedEncoder,
    LabelledEncoder,
    as_stored,
    taught_in,
)
from assistant.encoders.named_encoder import NamedEncoder, read_named_encoder
from assistant.encoders.odds import log_odds
from assistant.encoders.taught_chooser import MAX_CHOOSER_TOKENS, SHARPNESS, TaughtChooser, read_chooser
from assistant.encoders.taught_encoder import MAX_TAUGHT_TOKENS, TaughtEncoder, read_additions
from assistant.encoders.taught_reranker import (
    MAX_READ_TOKENS,
    TaughtReranker,
    read_taught_reranker,
    reranker_weights,
    taught_graph,
)
from assistant.encoders.word_rows import WordRows, read_word_rows, words_in_a_row

__all__ = [
    "HEAD_SCALE",
    "MAX_CHOOSER_TOKENS",
    "MAX_LABELLED_TOKENS",
    "MAX_READ_TOKENS",
    "MAX_TAUGHT_TOKENS",
    "SHARPNESS",
    "HeadedEncoder",
    "LabelledEncoder",
    "NamedEncoder",
    "TaughtChooser",
    "TaughtEncoder",
    "TaughtReranker",
    "WordRows",
    "add_low_rank",
    "as_stored",
    "log_odds",
    "low_rank_layers",
    "read_additions",
    "read_chooser",
    "read_named_encoder",
    "read_taught_reranker",
    "read_word_rows",
    "reranker_weights",
    "taught_graph",
    "taught_in",
    "words_in_a_row",
]
