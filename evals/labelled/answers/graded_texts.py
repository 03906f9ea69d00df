"""Questions, and how short answers and quotations that were found for each were graded, as readers said.

A quotation is named by its passage and the sentence it is taken from: its words stand in the official PDFs and not here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answer import as_read, candidates, excerpt
from assistant.understand import load_answer_encoder, load_matcher
from corpus.index import PassageIndex
from corpus.models import SentenceTransformerEmbedder, Vectors
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


class AnswersAsRead:
    """The texts of short answers as they are read with a question: the nearest wording, then what the answer says."""

    def __init__(self) -> None:
        self.matcher = load_matcher(SentenceTransformerEmbedder())
        self._encoder = load_answer_encoder()
        self._places = {answer.answer_id: at for at, answer in enumerate(self.matcher.answers)}
        self._vectors: dict[str, Vectors] = {}

    def text(self, answer_id: str, question: str, told: str = "") -> str | None:
        """Return what is read of an answer; ``None`` of one that is no more. A wording that is what was asked is left out."""
        if answer_id not in self._places:
            return None
        asked = [text for text in (told, question) if text]
        for text in asked:
            if text not in self._vectors:
                self._vectors[text] = self._encoder.embed([text])[0]
        vectors = np.array([self._vectors[text] for text in asked])
        return self.matcher.as_read(self._places[answer_id], vectors, {text.casefold() for text in asked})


def pairs(rows: Sequence[ReadQuestion], index: PassageIndex) -> Iterator[Pair]:
    """Return every graded pair whose text is to be had: an answer that is no more, or a passage of another edition, is left out.

    Yields
    ------
    Pair
    """
    as_asked = AnswersAsRead()
    passages = {passage.passage_id: passage for source_id in index.sources for passage in index.of_source(source_id)}
    for row in rows:
        for answer_id, grade in row.answers.items():
            answer = as_asked.text(answer_id, row.text)
            if answer is not None:
                yield Pair(question=row.text, text=answer, grade=grade, kind="answer")
        for passage_id, at, grade in row.quotations:
            passage = passages.get(passage_id)
            if passage is not None and any(place == at for place, _ in candidates(passage)):
                text = as_read(passage, excerpt(passage, at))
                yield Pair(question=row.text, text=text, grade=grade, kind="quotation")
