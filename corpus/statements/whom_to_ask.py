"""Whom to ask, by what is asked about: sentences of ours by the kind of question, with the cues by which a kind is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from corpus.errors import StatementError
from corpus.once import once
from corpus.statements.cues import Cue, WrittenCue, sentences_of
from corpus.statements.sentences import ReviewedSentence, Sentence
from corpus.statements.statement_file import OURS, Row, Slug, Words, check_unique, read_tables
from corpus.statements.supervision import any_in


@dataclass(frozen=True, slots=True, kw_only=True)
class WhomToAsk:
    """Whom to ask about one kind of question.

    Parameters
    ----------
    kind_id : str
        A slug.
    title : str
        What is asked about, as the page has it.
    cues : tuple of Cue
        Words by which the kind is known; none for what is said of any other question.
    asked : tuple of str
        Examples of what is asked; none where the cues are enough.
    says : tuple of ReviewedSentence
        Whom to ask.
    """

    kind_id: str
    title: str
    cues: tuple[Cue, ...]
    asked: tuple[str, ...]
    says: tuple[ReviewedSentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhomToAskByKind:
    """All kinds, in the order in which they are looked for.

    Parameters
    ----------
    kinds : tuple of WhomToAsk
        The last has no cues.
    """

    kinds: tuple[WhomToAsk, ...]

    def by_cue(self, question: str) -> WhomToAsk | None:
        """Return the first kind of which a cue is in a question, if there is one."""
        sentences = sentences_of(question)
        return next((kind for kind in self.kinds if any_in(kind.cues, sentences)), None)


class _KindRow(Row):
    id: Slug
    title: Words
    cues: tuple[WrittenCue, ...]
    asked: tuple[str, ...] = ()
    says: tuple[Sentence, ...] = Field(min_length=1)

    def kind(self) -> WhomToAsk:
        return WhomToAsk(kind_id=self.id, **self.besides_id)


@once
def load_whom_to_ask(file: Path | None = None) -> WhomToAskByKind:
    """Load whom to ask.

    Parameters
    ----------
    file : Path or None
        ``None`` for the one that comes with the project.

    Raises
    ------
    StatementError
        If the file cannot be read, a kind stands twice, or another kind than the last has no cues.
    """
    kinds = read_tables(file or OURS / "whom_to_ask.toml", "kind", _KindRow, _KindRow.kind, _check)
    return WhomToAskByKind(kinds=kinds)


def _check(kinds: Sequence[WhomToAsk]) -> None:
    check_unique((one.kind_id for one in kinds), "the kind")
    check_unique((asked for one in kinds for asked in one.asked), "the question")
    if [one.kind_id for one in kinds if not one.cues] != [kinds[-1].kind_id]:
        raise StatementError(
            "the last kind alone has no cues", "give each of the others some: it is said of any question"
        )
