"""Ready answers to practise judging on: our own questions, asked of the library that serves.

The bundled digests are enough, and no official PDF is needed. Practice is marked as such, and is never a judgement.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np

from assistant.errors import StoreError
from assistant.people import Person, Role
from assistant.store.database import Store
from assistant.store.reviews import Origin, Recorded, queue, submission
from assistant.types import Question
from corpus.index import PassageIndex
from evals.judgements.review_exports import DrawResult
from evals.records import EvalQuestion, read_questions
from evals.run import Asks

QUESTIONS = Path(__file__).parents[1] / "questions" / "digests.jsonl"
N_PRACTICE = {"answerable": 5, "unanswerable": 1}
"""Of each kind: together what can be judged in half an hour."""
_SEED = 1


def add_practice(store: Store, person: Person, assistant: Asks, index: PassageIndex, on: date) -> DrawResult:
    """Put ready answers into the practice queue; those that are there already are left alone.

    Parameters
    ----------
    store : Store
        Where the queue is stored.
    person : Person
        A trainer.
    assistant : Asks
        What answers.
    index : PassageIndex
        The library, for the pages that are cited.
    on : date
        The day asked about.

    Raises
    ------
    NotAllowed
        If the person is no trainer.
    """
    person.must(Role.TRAINER)
    known = {one.question for one in queue(store, person, origin=Origin.PRACTICE)}
    n_new = n_unfit = 0
    chosen = practice_questions()
    for question in chosen:
        answer = assistant.ask(Question(text=question.text, as_at=on))
        if answer.standalone_question in known:
            continue
        try:
            recorded = Recorded(record=answer.as_dict(), run_id="practice", origin=Origin.PRACTICE)
            submission.add_from_run(store, person, recorded, index)
            n_new += 1
        except StoreError:
            n_unfit += 1
    return DrawResult(n_new=n_new, n_known=len(chosen) - n_new - n_unfit, n_unfit=n_unfit)


def practice_questions() -> list[EvalQuestion]:
    """Return the questions that are practised on: the same for everybody, each standing alone."""
    draw = np.random.default_rng(_SEED)
    chosen: list[EvalQuestion] = []
    for kind, n in N_PRACTICE.items():
        fit = [one for one in read_questions(QUESTIONS) if one.kind == kind and not one.history]
        chosen += [fit[at] for at in sorted(draw.choice(len(fit), n, replace=False))]
    return chosen
