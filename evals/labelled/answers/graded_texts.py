"""Questions, and how short answers and quotations that were found for each were graded, as readers said.

A quotation is named by its passage and the sentence it is taken from: its words stand in the official PDFs and not here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import as_read, candidates, excerpt
from corpus.index import PassageIndex
from corpus.statements import load_short_answers
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow

READINGS = QUESTIONS / "readings.jsonl"
ANSWERS, HELPS = 2, 1
"""The grades: it answers what was asked or a whole part of it; it is on the very point and helps; 0 is neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadQuestion(LabelledRow):
    """A question by one hand, and how texts that were found for it were graded.

    Parameters
    ----------
    answers : dict of str to int
        Grades of short answers, by id.
    quotations : tuple of (str, int, int)
        Passage, place of the sentence in it, and grade.
    """

    hand: str
    text: str
    answers: dict[str, int]
    quotations: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A question, a text, and the text's grade; ``kind`` is ``answer`` or ``quotation``."""

    question: str
    text: str
    grade: int
    kind: str


def pairs(rows: Sequence[ReadQuestion], index: PassageIndex) -> Iterator[Pair]:
    """Return every graded pair whose text is to be had: an answer that is no more, or a passage of another edition, is left out.

    Yields
    ------
    Pair
    """
    texts = {answer.answer_id: " ".join(one.text for one in answer.sentences) for answer in load_short_answers()}
    passages = {passage.passage_id: passage for source_id in index.sources for passage in index.of_source(source_id)}
    for row in rows:
        for answer_id, grade in row.answers.items():
            if answer_id in texts:
                yield Pair(question=row.text, text=texts[answer_id], grade=grade, kind="answer")
        for passage_id, at, grade in row.quotations:
            passage = passages.get(passage_id)
            if passage is not None and any(place == at for place, _ in candidates(passage)):
                text = as_read(passage, excerpt(passage, at))
                yield Pair(question=row.text, text=text, grade=grade, kind="quotation")
