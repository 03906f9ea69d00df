"""General steps: what advisers say in many a case, whatever is told in it, and which other sentences of ours say it already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import StatementError
from corpus.once import once
from corpus.statements.cards import load_cards
from corpus.statements.named_sentences import named_sentences
from corpus.statements.sentences import ReviewedSentence, Sentence
from corpus.statements.statement_file import OURS, Row, Slug, Words, check_unique, read_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralStep:
    """One step that holds in many a case.

    Parameters
    ----------
    step_id : str
        A slug.
    says : ReviewedSentence
        The step.
    said_by : frozenset of str
        The texts of sentences of cards, signs and of what holds for every case that say it already.
    never_with : frozenset of str
        The ids of cards beside which it is never said, since it could do harm.
    """

    step_id: str
    says: ReviewedSentence
    said_by: frozenset[str]
    never_with: frozenset[str]


class _GeneralStepRow(Row):
    id: Slug
    says: Sentence
    said_by: tuple[Words, ...] = ()
    never_with: tuple[Slug, ...] = ()


@once
def load_general_steps(file: Path | None = None) -> Mapping[str, GeneralStep]:
    """Load every such step, by its id.

    Parameters
    ----------
    file : Path or None
        ``None`` for the one that comes with the project.

    Raises
    ------
    StatementError
        If it cannot be read, an id stands twice, or a sentence or card is named that there is not.
    """
    texts = {name: sentence.text for name, sentence in named_sentences() if not name.startswith("answer/")}
    cards = {card.card_id for card in load_cards()}

    def made(row: _GeneralStepRow) -> GeneralStep:
        unknown = [
            *(name for name in row.said_by if name not in texts),
            *(one for one in row.never_with if one not in cards),
        ]
        if unknown:
            raise StatementError(f"{unknown[0]!r} names no sentence or card of ours", "as card/strangulation/step-1")
        said_by = frozenset(texts[name] for name in row.said_by)
        return GeneralStep(step_id=row.id, says=row.says, said_by=said_by, never_with=frozenset(row.never_with))

    found = read_tables(file or OURS / "general_steps.toml", "step", _GeneralStepRow, made)
    check_unique((one.step_id for one in found), "the step")
    return {one.step_id: one for one in found}
