"""What a police notification is expected to hold, field by field, and what bears that out.

A field with a ``basis`` is expected; one without is only asked for by a rule of ours. A sentence that is ``second_hand`` stands
in for guidance that was not read when it was written, and is not shown until that bears it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import Field

from corpus.errors import StatementError
from corpus.once import once
from corpus.statements.sentences import ReviewedSentence, SentenceRow
from corpus.statements.statement_file import OURS, Row, Slug, Words, check_unique, read_file


class NotificationField(StrEnum):
    """What a notification can say."""

    CHILD = "child"
    WHEN = "when"
    WHERE = "where"
    WHAT = "what"
    PRESENT = "present"
    VOICE = "voice"
    REFERENCE = "reference"
    SENT = "sent"
    REFERRAL = "referral"
    RISK = "risk"
    ACTION = "action"
    INJURY = "injury"
    SCHOOLS = "schools"


class AskedOf(StrEnum):
    """Who can be asked for what a notification does not say."""

    POLICE = "the police team that sent it"
    SOCIAL_CARE = "children’s social care"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedField:
    """One thing that a school needs to know from a notification.

    Parameters
    ----------
    field : NotificationField
        Which it is.
    name, short : str
        As it is shown, and as it is asked for in one line.
    ask : AskedOf
        Who can be asked for it.
    own_copy : bool
        Whether people are asked to leave it out here, so that only their own copy can show that it is missing.
    basis : str
        The id of the sentence that says that it is expected; empty where it is a rule of ours to ask.
    """

    field: NotificationField
    name: str
    short: str
    ask: AskedOf
    own_copy: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationSentence:
    """What we say of notifications.

    Parameters
    ----------
    sentence_id : str
        A slug.
    says : ReviewedSentence
        The sentence.
    second_hand : bool
        Whether it stands in for guidance that was not read when it was written.
    """

    sentence_id: str
    says: ReviewedSentence
    second_hand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationStatements:
    """What is expected of a notification.

    Parameters
    ----------
    guidance : str
        The source that the second-hand sentences stand in for.
    sentences : tuple of NotificationSentence
        What we say of it, in the order shown.
    fields : tuple of ExpectedField
        What it can say, each once, in the order shown.
    """

    guidance: str
    sentences: tuple[NotificationSentence, ...]
    fields: tuple[ExpectedField, ...]


class _SentenceRow(SentenceRow):
    id: Slug
    second_hand: bool = False

    def statement(self) -> NotificationSentence:
        return NotificationSentence(sentence_id=self.id, says=self.sentence(), second_hand=self.second_hand)


class _FieldRow(Row):
    id: NotificationField
    name: Words
    short: Words
    ask: str = Field(pattern="^(police|social_care|nobody)$")
    own_copy: bool = False
    basis: str = ""

    def expected(self) -> ExpectedField:
        return ExpectedField(field=self.id, **self.besides_id | {"ask": AskedOf[self.ask.upper()]})


class _NotificationFile(Row):
    guidance: Slug
    sentence: tuple[_SentenceRow, ...] = Field(min_length=1)
    field: tuple[_FieldRow, ...] = Field(min_length=1)


@once
def load_notifications(file: Path | None = None) -> NotificationStatements:
    """Load what is expected of a notification.

    Parameters
    ----------
    file : Path or None
        ``None`` for the one that comes with the project.

    Raises
    ------
    StatementError
        If the file cannot be read, something stands twice, a field is missing, or a basis is no sentence.
    """
    return read_file(file or OURS / "notifications.toml", _checked)


def _checked(data: dict[str, Any]) -> NotificationStatements:
    rows = _NotificationFile.model_validate(data)
    said = tuple(row.statement() for row in rows.sentence)
    fields = tuple(row.expected() for row in rows.field)
    check_unique((one.sentence_id for one in said), "the sentence")
    check_unique((one.field for one in fields), "the field")
    missing = set(NotificationField) - {one.field for one in fields}
    if missing:
        raise StatementError(f"nothing is said of the field {min(missing).value!r}", "write a [[field]] for it")
    unknown = {one.basis for one in fields if one.basis} - {one.sentence_id for one in said}
    if unknown:
        raise StatementError(f"the basis {min(unknown)!r} is no sentence", "name the id of a [[sentence]]")
    return NotificationStatements(guidance=rows.guidance, sentences=said, fields=fields)
