"""Who may be told, asked or chased: what we say by recipient and direction, each sentence bound or marked as a rule of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from corpus.errors import StatementError
from corpus.once import once
from corpus.statements.cues import Cue, WrittenCue, names_pattern
from corpus.statements.letters import load_letters
from corpus.statements.sentences import ReviewedSentence, Sentence
from corpus.statements.statement_file import OURS, Row, Slug, Words, check_unique, read_file

Part = Literal["may", "what", "basis", "family", "never", "record", "entitled"]


class Direction(StrEnum):
    """Which way a question about sharing goes."""

    TELL = "tell"
    """May we tell them?"""
    ASK = "ask"
    """May we ask them?"""
    OWED = "owed"
    """Must they tell us?"""
    CHASE = "chase"
    """They did not answer."""
    CHALLENGE = "challenge"
    """They decided, and we do not agree."""
    ASKED = "asked"
    """They ask us: must we answer?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingAdvice:
    """What we say of one recipient in one direction.

    Parameters
    ----------
    may : ReviewedSentence
        The verdict.
    what, basis, family, never, record, entitled : ReviewedSentence or None
        What to give or ask for; on which basis; whether to tell the family; what would do harm; what to write down; what
        they should tell us.
    letter : str
        The id of the draft that fits, or nothing.
    """

    may: ReviewedSentence
    what: ReviewedSentence | None = None
    basis: ReviewedSentence | None = None
    family: ReviewedSentence | None = None
    never: ReviewedSentence | None = None
    record: ReviewedSentence | None = None
    entitled: ReviewedSentence | None = None
    letter: str = ""

    @property
    def sentences(self) -> tuple[ReviewedSentence, ...]:
        """Everything that it says, in order."""
        every = (self.may, self.what, self.basis, self.family, self.never, self.record, self.entitled)
        return tuple(sentence for sentence in every if sentence is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who may be told or asked.

    Parameters
    ----------
    recipient_id : str
        A slug.
    title : str
        In words, within a sentence.
    names : tuple of str
        Words that name it; ``*`` stands for any ending.
    also : tuple of str
        Words that name it in a story, where it is sure that sharing is asked about: “the cook asked me”.
    advice : mapping of Direction to SharingAdvice
        What we say; a direction is missing where what is common would do harm, such as to ask a parent who may abuse.
    """

    recipient_id: str
    title: str
    names: tuple[str, ...]
    also: tuple[str, ...] = ()
    advice: Mapping[Direction, SharingAdvice] = field(hash=False)

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds a name of it in a sentence as cues read it."""
        return names_pattern((*self.names, *self.also))


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """What changes the answer.

    Parameters
    ----------
    circumstance_id : str
        A slug.
    title : str
        In words.
    cues : tuple of Cue
        Words that speak of it.
    part : str
        The field of the advice in whose place its sentence stands.
    directions : frozenset of Direction
        Where it counts.
    says : ReviewedSentence
        What we say.
    verdict_for : frozenset of str
        The ids of recipients of whom it is the verdict, in the place of theirs.
    beside : frozenset of str
        The ids of recipients whose own sentence stays beside it.
    from_18 : bool
        Whether it is heard of a student of 18 or over, besides by its cues.
    rules_out : frozenset of str
        The ids of circumstances that do not count where this one does.
    """

    circumstance_id: str
    title: str
    cues: tuple[Cue, ...]
    part: Part
    directions: frozenset[Direction]
    says: ReviewedSentence
    verdict_for: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    from_18: bool = False
    rules_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingStatements:
    """All that we say about sharing."""

    recipients: tuple[Recipient, ...]
    circumstances: tuple[Circumstance, ...]

    def __getitem__(self, recipient_id: str) -> Recipient:
        """Return a recipient by its id."""
        return next(one for one in self.recipients if one.recipient_id == recipient_id)

    def every_sentence(self) -> Iterator[tuple[str, ReviewedSentence]]:
        """Return each sentence once, with the id of the first recipient or circumstance that says it.

        Yields
        ------
        tuple of str and ReviewedSentence
        """
        seen: set[str] = set()
        groups: list[tuple[str, Iterator[ReviewedSentence]]] = [
            (one.recipient_id, (sentence for advice in one.advice.values() for sentence in advice.sentences))
            for one in self.recipients
        ]
        groups += [(one.circumstance_id, iter((one.says,))) for one in self.circumstances]
        for name, sentences in groups:
            for sentence in sentences:
                if sentence.text not in seen:
                    seen.add(sentence.text)
                    yield name, sentence


class _AdviceRow(Row):
    may: Sentence | None = None
    what: Sentence | None = None
    basis: Sentence | None = None
    family: Sentence | None = None
    never: Sentence | None = None
    record: Sentence | None = None
    entitled: Sentence | None = None
    draft: str = ""

    def given(self) -> dict[str, Any]:
        """Return the fields that stand in the file, made."""
        rows = ((name, getattr(self, name)) for name in self.__class__.model_fields if name != "draft")
        made: dict[str, Any] = {name: row for name, row in rows if row is not None}
        return made | ({"letter": self.draft} if self.draft else {})


class _Directions(Row):
    tell: _AdviceRow = _AdviceRow()
    ask: _AdviceRow = _AdviceRow()
    owed: _AdviceRow = _AdviceRow()
    chase: _AdviceRow = _AdviceRow()
    challenge: _AdviceRow = _AdviceRow()
    asked: _AdviceRow = _AdviceRow()

    def given(self) -> dict[Direction, dict[str, Any]]:
        return {direction: getattr(self, direction.value).given() for direction in Direction}


class _RecipientRow(_Directions):
    id: Slug
    title: Words
    names: tuple[str, ...] = Field(min_length=1)
    also: tuple[str, ...] = ()
    without: tuple[Direction, ...] = ()

    def recipient(self, common: Mapping[Direction, dict[str, Any]]) -> Recipient:
        own = self.given()
        both = [direction.value for direction in self.without if own[direction]]
        if both:
            raise StatementError(f"{self.id!r} is without {both[0]!r} and has it too", "mend its ‘without’")
        advice = {
            direction: SharingAdvice(**(common[direction] | given))
            for direction, given in own.items()
            if direction not in self.without
        }
        return Recipient(recipient_id=self.id, title=self.title, names=self.names, also=self.also, advice=advice)


class _CircumstanceRow(Row):
    id: Slug
    title: Words
    cues: tuple[WrittenCue, ...] = Field(min_length=1)
    field: Part
    directions: frozenset[Direction] = Field(min_length=1)
    says: Sentence
    verdict_for: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    from_18: bool = False
    rules_out: frozenset[str] = frozenset()

    def circumstance(self) -> Circumstance:
        given = self.besides_id
        return Circumstance(circumstance_id=self.id, part=given.pop("field"), **given)


class _SharingFile(Row):
    common: _Directions
    recipient: tuple[_RecipientRow, ...]
    circumstance: tuple[_CircumstanceRow, ...] = ()

    def statements(self) -> SharingStatements:
        common = self.common.given()
        silent = [direction.value for direction, given in common.items() if "may" not in given]
        if silent:
            raise StatementError(f"[common.{silent[0]}] has no ‘may’", "every direction has a verdict of its own")
        return SharingStatements(
            recipients=tuple(row.recipient(common) for row in self.recipient),
            circumstances=tuple(row.circumstance() for row in self.circumstance),
        )


@once
def load_sharing(file: Path | None = None) -> SharingStatements:
    """Load what we say about sharing, by recipient.

    Parameters
    ----------
    file : Path or None
        ``None`` for what comes with the project.

    Raises
    ------
    StatementError
        If the file cannot be read, an id stands twice, a direction has no verdict, or a draft is named that there is not.
    """
    found = read_file(file or OURS / "sharing.toml", lambda data: _SharingFile.model_validate(data).statements())
    check_unique((one.recipient_id for one in found.recipients), "the recipient")
    check_unique((one.circumstance_id for one in found.circumstances), "the circumstance")
    check_unique((name for one in found.recipients for name in (*one.names, *one.also)), "the name")
    ids = {one.recipient_id for one in found.recipients}
    unknown = {name for one in found.circumstances for name in one.verdict_for | one.beside} - ids
    if unknown:
        raise StatementError(
            f"a circumstance names {min(unknown)!r}, which is no recipient", "mend its ‘verdict_for’ or ‘beside’"
        )
    ruled_out = {name for one in found.circumstances for name in one.rules_out}
    if strange := ruled_out - {one.circumstance_id for one in found.circumstances}:
        raise StatementError(f"a circumstance rules out {min(strange)!r}, which is none", "mend its ‘rules_out’")
    known = {letter.letter_id for letter in load_letters()}
    named = {advice.letter for one in found.recipients for advice in one.advice.values() if advice.letter}
    if named - known:
        raise StatementError(f"the draft {min(named - known)!r} is none of ours", "name one of letters.toml")
    return found


PARTS: tuple[str, ...] = tuple(one.name for one in fields(SharingAdvice) if one.name != "letter")
"""The fields of an advice that hold a sentence, in the order they are said."""
