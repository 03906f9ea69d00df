"""Teach the reader of question and text (assistant/understand/answer_reader.py): additions of low rank to the bundled reranker.

Two hours on two cores that reckon in bfloat16; going on with what ends a case, half an hour.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from assistant.understand import load_match_model
from corpus.statements import ShortAnswer
from evals.errors import RecordError
from evals.labelled.answers.graded_texts import ANSWERS, HELPS, AnswersAsRead, Pair
from evals.labelled.answers.shown_questions import GRADES, SHOWN, ShownQuestion, graded
from evals.labelled.labelled_sets import read_labelled
from evals.labelled.train_taught_reranker import ANSWER_READER, ReadLesson, teach_reranker, wheel_of_reranker

_EPOCHS = 2
_WORDING_WEIGHS = 0.5  # an answer's own wordings are easier than what anybody asks
_OTHER_RANKS = (4, 25)  # of the answers nearest to an answer, one of these does not answer its wordings

Lesson = tuple[Pair, tuple[float, float]]
"""A graded pair, and how much each of the two outputs counts: that it answers, that it helps."""


def teach_reader(
    read: Sequence[Pair],
    to: Path = ANSWER_READER,
    seed: int = 0,
    *,
    go_on: bool = False,
    hands: Collection[str] = (),
) -> None:
    """Teach a reader and write what it learned.

    Parameters
    ----------
    read : sequence of Pair
        What readers graded. Added are the wordings of our short answers, questions that look alike, and what was said of the
        answers nearest to questions of staff's and of other hands.
    to : Path
        The file.
    seed : int
        For the order, for where the additions start from, and for which wordings are taken.
    go_on : bool
        Whether to begin with what the file holds and go through what ends a case once, with a third as many other pairs.
    hands : collection of str
        Whose cases these are, if not those of all; what was taught by others is kept as it is.

    Raises
    ------
    ModelError
        If the bundled reranker is not installed.
    RecordError
        If one of the hands teaches nothing that ends a case.
    """
    wheel_of_reranker()  # without it the lessons would be made in vain
    drawn = np.random.default_rng(seed)
    others = [(one, (1.0, 1.0)) for one in read] + [*_shown(told=False), *_wordings(np.random.default_rng(seed))]
    of_cases = list(_shown(told=True, hands=hands))
    if go_on:
        others = [others[at] for at in drawn.permutation(len(others))[: len(of_cases) // 3]]
    lessons = [
        ReadLesson(texts=(one.question, one.text), holds=(one.grade >= ANSWERS, one.grade >= HELPS), counts=counts)
        for one, counts in (*others, *of_cases)
    ]
    n_epochs, slower = (1, 0.5) if go_on else (_EPOCHS, 1.0)
    begin_with = to if go_on else None
    teach_reranker(lessons, to, drawn=drawn, seed=seed, n_epochs=n_epochs, slower=slower, begin_with=begin_with)


def _shown(*, told: bool, hands: Collection[str] = ()) -> Iterator[Lesson]:
    """Return questions, those that end a case or the others, with the answers that somebody was shown, graded as she said.

    Where she said no more, what does not fit may help: of that nothing is taught. If hands are named, only theirs.

    Yields
    ------
    Lesson

    Raises
    ------
    RecordError
        If one of the hands has none.
    """
    as_asked = AnswersAsRead()
    of_staff = read_labelled(SHOWN, TypeAdapter(ShownQuestion), "tune")
    rows = [row for row in (*of_staff, *graded(weighing=False)) if bool(row.told) == told]
    if absent := set(hands) - {row.hand for row in rows}:
        raise RecordError(f"no case that teaches is by {', '.join(sorted(absent))}", f"name hands of {GRADES.name}")
    for row in rows:
        if hands and row.hand not in hands:
            continue
        for answer_id in row.shown:
            answer = as_asked.text(answer_id, row.text, row.told)
            if answer is not None:
                helps = row.helps is not None and answer_id in row.helps
                grade = ANSWERS if answer_id in row.fits else HELPS if helps else 0
                known = grade == ANSWERS or row.helps is not None
                pair = Pair(question=row.told or row.text, text=answer, grade=grade, kind="answer")
                yield pair, (1.0, float(known))


def _wordings(drawn: np.random.Generator) -> Iterator[Lesson]:
    """Return one wording of each answer with it, one with another answer, and the questions that look alike with it.

    Yields
    ------
    Lesson
    """
    as_asked, half = AnswersAsRead(), (_WORDING_WEIGHS, _WORDING_WEIGHS)
    answers, vectors = as_asked.matcher.answers, load_match_model().texts
    nearest = np.argsort(-vectors @ vectors.T, axis=1)

    def pair(question: str, answer: ShortAnswer, grade: int) -> Pair:
        text = as_asked.text(answer.answer_id, question)
        return Pair(question=question, text=text or "", grade=grade, kind="answer")

    for at, answer in enumerate(answers):
        wording = str(drawn.choice(answer.asked))
        yield pair(wording, answer, ANSWERS), half
        yield pair(wording, answers[nearest[at, drawn.integers(*_OTHER_RANKS)]], 0), half
        yield from ((pair(near, answer, 0), (1.0, 1.0)) for near in answer.near)
