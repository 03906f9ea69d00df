"""Sentences of ours, each bound to the sentences of guidance that bear it out: short answers, situation cards, questions."""

from corpus.statements.anchors import own_words, sentence_key, sentence_spans
from corpus.statements.cards import SituationCard, load_cards
from corpus.statements.common import CommonStatements, load_common
from corpus.statements.cues import Cue, sentences_of
from corpus.statements.sentences import Binding, ReviewedSentence
from corpus.statements.short_answers import ShortAnswer, load_short_answers
from corpus.statements.supervision import (
    KnownAlready,
    Position,
    ReflectiveQuestion,
    SupervisionQuestions,
    SupervisionTheme,
    any_in,
    load_supervision,
)

__all__ = [
    "Binding", "CommonStatements", "Cue", "KnownAlready", "Position", "ReflectiveQuestion", "ReviewedSentence", "ShortAnswer",
    "SituationCard", "SupervisionQuestions", "SupervisionTheme", "any_in", "load_cards", "load_common",
    "load_short_answers", "load_supervision", "own_words", "sentence_key", "sentence_spans", "sentences_of",
]  # fmt: skip
