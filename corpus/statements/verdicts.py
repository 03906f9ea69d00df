"""Verdicts: what we say first to a question at the end of a case, whatever the case; and what else where something in it matters.

“Does ‘for info’ mean that we need do nothing?” is asked of many cases and answered in the same words. Which of these questions is
asked is recognised by assistant/understand/asked_kind.py.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from corpus.errors import StatementError
from corpus.once import once
from corpus.statements.cards import load_cards
from corpus.statements.cues import Cue, WrittenCue, as_one_line, sentences_of
from corpus.statements.sentences import ReviewedSentence, Sentence
from corpus.statements.statement_file import OURS, Row, Slug, check_unique, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictVariant:
    """What is said instead, where the case is of some kind.

    Parameters
    ----------
    situations : frozenset of str
        The ids of cards, of which one is enough.
    grave, notification : bool
        Whether a high-risk feature, or a notification, is enough.
    cues, cues_anywhere : tuple of Cue
        Words, of which one is enough: in one sentence, or anywhere in the message.
    urgent : bool
        Whether it is said in the place of a short answer too.
    sentences : tuple of ReviewedSentence
        What is said, in order.
    """

    situations: frozenset[str] = frozenset()
    grave: bool = False
    notification: bool = False
    cues: tuple[Cue, ...] = ()
    cues_anywhere: tuple[Cue, ...] = ()
    urgent: bool = False
    sentences: tuple[ReviewedSentence, ...]

    def fits(self, told: CaseTold) -> bool:
        """Whether a case is one that it is for."""
        return (
            (self.grave and told.grave)
            or (self.notification and told.notification)
            or not self.situations.isdisjoint(told.situations)
            or any(cue.is_in(one) for one in sentences_of(told.text) for cue in self.cues)
            or any(cue.is_in(as_one_line(told.text)) for cue in self.cues_anywhere)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTold:
    """What a verdict may turn on.

    Parameters
    ----------
    text : str
        The message.
    situations : collection of str
        The ids of the cards that were recognised.
    grave, notification : bool
        Whether a high-risk feature is among them, and whether it is a notification.
    """

    text: str
    situations: Collection[str] = ()
    grave: bool = False
    notification: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseVerdict:
    """What is said to one kind of question.

    Parameters
    ----------
    verdict_id : str
        The kind, as the recogniser names it.
    sentences : tuple of ReviewedSentence
        What is said, in order.
    variants : tuple of VerdictVariant
        The first that fits a case stands instead.
    """

    verdict_id: str
    sentences: tuple[ReviewedSentence, ...]
    variants: tuple[VerdictVariant, ...] = ()

    def of(self, told: CaseTold) -> tuple[ReviewedSentence, ...]:
        """Return what is said of a case."""
        variant = self._variant(told)
        return self.sentences if variant is None else variant.sentences

    def is_urgent(self, told: CaseTold) -> bool:
        """Whether what is said of a case comes before a short answer."""
        variant = self._variant(told)
        return variant is not None and variant.urgent

    def _variant(self, told: CaseTold) -> VerdictVariant | None:
        return next((variant for variant in self.variants if variant.fits(told)), None)

    @property
    def all_sentences(self) -> tuple[ReviewedSentence, ...]:
        """Everything that may be said."""
        return (*self.sentences, *(one for variant in self.variants for one in variant.sentences))


class _VariantRow(Row):
    situations: frozenset[str] = frozenset()
    grave: bool = False
    notification: bool = False
    cues: tuple[WrittenCue, ...] = ()
    cues_anywhere: tuple[WrittenCue, ...] = ()
    urgent: bool = False
    says: tuple[Sentence, ...] = Field(min_length=1, max_length=3)

    def variant(self) -> VerdictVariant:
        if not (self.situations or self.grave or self.notification or self.cues or self.cues_anywhere):
            raise StatementError(
                "a variant is for no case",
                "give it ‘situations’, ‘grave’, ‘notification’, ‘cues’ or ‘cues_anywhere’",
            )
        return VerdictVariant(
            situations=self.situations,
            grave=self.grave,
            notification=self.notification,
            cues=self.cues,
            cues_anywhere=self.cues_anywhere,
            urgent=self.urgent,
            sentences=self.says,
        )


class _SharedRow(_VariantRow):
    of: tuple[Slug, ...] = Field(min_length=1)


class _VerdictRow(Row):
    id: Slug
    says: tuple[Sentence, ...] = Field(min_length=1, max_length=3)
    variant: tuple[_VariantRow, ...] = ()

    def verdict(self, shared: Sequence[_SharedRow]) -> CaseVerdict:
        """Return the verdict, with what it shares: first what is urgent, the rest behind its own for a situation."""
        urgent = [row.variant() for row in shared if row.urgent]
        others = [row.variant() for row in shared if not row.urgent]
        own = [row.variant() for row in self.variant]
        behind = next((at for at, variant in enumerate(own) if not variant.situations), len(own))
        return CaseVerdict(
            verdict_id=self.id,
            sentences=self.says,
            variants=(*urgent, *own[:behind], *others, *own[behind:]),
        )


class _VerdictFile(Row):
    verdict: tuple[_VerdictRow, ...] = Field(min_length=1)
    shared: tuple[_SharedRow, ...] = ()

    def verdicts(self) -> tuple[CaseVerdict, ...]:
        return tuple(row.verdict([one for one in self.shared if row.id in one.of]) for row in self.verdict)


@once
def load_verdicts(file: Path | None = None) -> Mapping[str, CaseVerdict]:
    """Load every verdict, by its id.

    Parameters
    ----------
    file : Path or None
        ``None`` for the one that comes with the project.

    Raises
    ------
    StatementError
        If the file cannot be read, an id stands twice, or a variant is for no case, of no verdict, or names a card that there
        is not.
    """
    rows = read_file(file or OURS / "verdicts.toml", _VerdictFile.model_validate)
    verdicts = rows.verdicts()
    check_unique((verdict.verdict_id for verdict in verdicts), "the verdict")
    strays = {name for one in rows.shared for name in one.of} - {verdict.verdict_id for verdict in verdicts}
    if strays:
        raise StatementError(f"a shared variant is of {min(strays)!r}, which is no verdict", "mend its ‘of’")
    named = {name for verdict in verdicts for variant in verdict.variants for name in variant.situations}
    unknown = named - {card.card_id for card in load_cards()}
    if unknown:
        raise StatementError(f"a verdict names {min(unknown)!r}, which is no card", "mend its ‘situations’")
    return {verdict.verdict_id: verdict for verdict in verdicts}
