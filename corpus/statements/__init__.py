"""Sentences of ours, each bound to what bears it out in guidance: answers, verdicts, cards, sharing, letters and more."""

from corpus.statements.anchors import own_words, sentence_key, sentence_spans
from corpus.statements.cards import SituationCard, WhenPast, load_cards
from corpus.statements.chronology import (
    ChronologyStatements,
    RecordCircumstance,
    RecordStatement,
    load_chronology,
)
from corpus.statements.common import CommonStatements, load_common
from corpus.statements.cues import Cue, as_one_line, names_pattern, sentences_of
from corpus.statements.findings import (
    IN_FULL,
    OWN_FINDINGS,
    FindingReport,
    FindingRow,
    FindingsShelf,
    ReportFinding,
    ReportRow,
    findings_with_own,
    load_findings,
)
from corpus.statements.fixed import FixedText, load_fixed
from corpus.statements.general_steps import GeneralStep, load_general_steps
from corpus.statements.ledger import (
    EditionCheck,
    LedgerEntry,
    LedgerFile,
    ReviewLedger,
    ReviewVerdict,
    load_ledger,
    record_checks,
    save_ledger,
)
from corpus.statements.letters import Letter, load_letters
from corpus.statements.notifications import (
    AskedOf,
    ExpectedField,
    NotificationField,
    NotificationSentence,
    NotificationStatements,
    load_notifications,
)
from corpus.statements.sentences import Binding, ReviewedSentence, pinned_binding, read_binding
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
from corpus.statements.signs import Sign, load_signs
from corpus.statements.spoken_words import SpokenWords, load_spoken_words
from corpus.statements.supervision import (
    Position,
    ReflectiveQuestion,
    SupervisionQuestions,
    SupervisionTheme,
    any_in,
    load_supervision,
)
from corpus.statements.training import (
    SCHOOL_YEAR,
    Audience,
    CheckForm,
    CheckQuestion,
    TrainingExercise,
    TrainingStatements,
    TrainingSubject,
    load_training,
)
from corpus.statements.verdicts import CaseTold, CaseVerdict, load_verdicts
from corpus.statements.whom_to_ask import WhomToAsk, WhomToAskByKind, load_whom_to_ask

__all__ = [
    "IN_FULL", "OWN_FINDINGS", "PARTS", "SCHOOL_YEAR", "AskedOf", "Audience", "Binding", "CaseTold", "CaseVerdict",
    "CheckForm", "CheckQuestion", "ChronologyStatements", "Circumstance", "CommonStatements", "Cue", "Direction",
    "EditionCheck", "ExpectedField", "FindingReport", "FindingRow", "FindingsShelf", "FixedText", "GeneralStep",
    "LedgerEntry", "LedgerFile", "Letter", "NotificationField", "NotificationSentence", "NotificationStatements",
    "Position", "Recipient", "RecordCircumstance", "RecordStatement", "ReflectiveQuestion", "ReportFinding",
    "ReportRow", "ReviewLedger", "ReviewVerdict", "ReviewedSentence", "SharingAdvice", "SharingStatements",
    "ShortAnswer", "Sign", "SituationCard", "SpokenWords", "SupervisionQuestions", "SupervisionTheme",
    "TrainingExercise", "TrainingStatements", "TrainingSubject", "WhenPast", "WhomToAsk", "WhomToAskByKind", "any_in",
    "as_one_line", "findings_with_own", "load_cards", "load_chronology", "load_common", "load_findings",
    "load_fixed", "load_general_steps", "load_ledger", "load_letters", "load_notifications", "load_sharing",
    "load_short_answers", "load_signs", "load_spoken_words", "load_supervision", "load_training", "load_verdicts",
    "load_whom_to_ask", "names_pattern", "own_words", "pinned_binding", "read_binding", "record_checks",
    "save_ledger", "sentence_key", "sentence_spans", "sentences_of",
]  # fmt: skip
