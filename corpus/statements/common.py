"""What holds for every worry and every police notification, so that no card repeats it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.once import once
from corpus.statements.sentences import ReviewedSentence, Sentence
from corpus.statements.statement_file import OURS, Row, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonStatements:
    """What to do, what not to do and what to record, whatever the case; and what it may point to, if little was recognised.

    Parameters
    ----------
    first, steps : tuple of ReviewedSentence
        What to do before, and after, what the cards say; of a worry ``first`` is said where nothing is known of it.
    always : tuple of ReviewedSentence
        What is said beneath every case.
    """

    points: tuple[ReviewedSentence, ...]
    first: tuple[ReviewedSentence, ...]
    steps: tuple[ReviewedSentence, ...]
    nevers: tuple[ReviewedSentence, ...]
    record: tuple[ReviewedSentence, ...]
    always: tuple[ReviewedSentence, ...]


class _CommonRow(Row):
    points: tuple[Sentence, ...]
    first: tuple[Sentence, ...]
    steps: tuple[Sentence, ...]
    nevers: tuple[Sentence, ...]
    record: tuple[Sentence, ...]
    always: tuple[Sentence, ...]


class _CommonFile(Row):
    worry: _CommonRow
    notification: _CommonRow


@once
def load_common() -> tuple[CommonStatements, CommonStatements]:
    """Load what holds for every worry, and for every notification.

    Raises
    ------
    StatementError
        If the file cannot be read.
    """
    rows = read_file(OURS / "common.toml", _CommonFile.model_validate)
    return CommonStatements(**dict(rows.worry)), CommonStatements(**dict(rows.notification))
