"""Sentences of ours, each bound to the sentences of guidance that bear it out: answers, cards, sharing, letters, questions."""

from corpus.statements.anchors import own_words, sentence_key, sentence_spans
from corpus.statements.cards import SituationCard, load_cards
from corpus.statements.chronology import (
    ChronologyStatements,
    RecordCircumstance,
    RecordStatement,
    load_chronology,
)
from corpus.statements.common import CommonStatements, load_common
from corpus.statements.cues import Cue, names_pattern, sentences_of
from corpus.statements.letters import Letter, load_letters
from corpus.statements.sentences import Binding, ReviewedSentence
from corpus.statements.sharing import (
    PARTS,
    Circumstance,
    Direction,
    Recipient,
    SharingAdvice,
    SharingStatements,
    load_sharing,
)
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
    "PARTS", "Binding", "ChronologyStatements", "Circumstance", "CommonStatements", "Cue", "Direction", "KnownAlready",
    "Letter", "Position", "Recipient", "RecordCircumstance", "RecordStatement", "ReflectiveQuestion", "ReviewedSentence",
    "SharingAdvice", "SharingStatements", "ShortAnswer", "SituationCard", "SupervisionQuestions", "SupervisionTheme",
    "any_in", "load_cards", "load_chronology", "load_common", "load_letters", "load_sharing",
    "load_short_answers", "load_supervision", "names_pattern", "own_words", "sentence_key", "sentence_spans",
    "sentences_of",
]  # fmt: skip
