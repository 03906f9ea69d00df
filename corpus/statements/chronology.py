"""What guidance says of a record over time: sentences of ours by what holds of the record (assistant/chronology/)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.errors import StatementError
from corpus.once import once
from corpus.statements.sentences import ReviewedSentence, SentenceRow
from corpus.statements.statement_file import OURS, Slug, check_unique, read_tables


class RecordCircumstance(StrEnum):
    """What can hold of a record."""

    HIGH_RISK = "high-risk"
    """A high-risk feature is in it."""
    MORE_SINCE_REFERRAL = "more-since-referral"
    """Concerns are written after social care was told or heard from."""
    SOCIAL_CARE_SILENT = "social-care-silent"
    """Social care was told and has not answered."""
    OTHERS_SILENT = "others-silent"
    """Somebody else was told and has not answered."""
    NOT_REFERRED = "not-referred"
    """Concerns are in it, and social care is not."""
    MORE_SINCE_EARLY_HELP = "more-since-early-help"
    """Concerns are written after early help was told or heard from."""
    NOTIFICATIONS = "notifications"
    """More than one police notification is in it."""
    CLOSER = "closer"
    """Something comes closer together."""
    NO_WORDS = "no-words"
    """The child’s own words are in none of the entries, or in none of the last."""
    NAMED_ONCE = "named-once"
    """A brother, sister or baby is in one entry alone."""
    SILENT_FOR_LONG = "silent-for-long"
    """Nothing was written for weeks."""
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStatement:
    """What is said of a record.

    Parameters
    ----------
    statement_id : str
        A slug.
    when : RecordCircumstance
        What must hold of it.
    says : ReviewedSentence
        What we say.
    """

    statement_id: str
    when: RecordCircumstance
    says: ReviewedSentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronologyStatements:
    """All that can be said of a record."""

    statements: tuple[RecordStatement, ...]

    def said_of(self, circumstances: Collection[RecordCircumstance]) -> Iterator[ReviewedSentence]:
        """Return what is said of a record of which some circumstances hold, in the order of the file.

        Yields
        ------
        ReviewedSentence
        """
        return (one.says for one in self.statements if one.when in circumstances)


class _StatementRow(SentenceRow):
    id: Slug
    when: RecordCircumstance

    def statement(self) -> RecordStatement:
        return RecordStatement(statement_id=self.id, when=self.when, says=self.sentence())


@once
def load_chronology(file: Path | None = None) -> ChronologyStatements:
    """Load what can be said of a record.

    Parameters
    ----------
    file : Path or None
        ``None`` for the one that comes with the project.

    Raises
    ------
    StatementError
        If the file cannot be read, something stands twice, or nothing is said where a circumstance holds.
    """
    statements = read_tables(
        file or OURS / "chronology.toml", "statement", _StatementRow, _StatementRow.statement, _check
    )
    return ChronologyStatements(statements=statements)


def _check(statements: Collection[RecordStatement]) -> None:
    check_unique((one.statement_id for one in statements), "the statement")
    check_unique((one.says.text for one in statements), "the statement")
    missing = set(RecordCircumstance) - {one.when for one in statements}
    if missing:
        raise StatementError(f"nothing is said when {min(missing)!r} holds", "write a statement for it")
