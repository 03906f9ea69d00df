"""A briefing on paper: a handout without the keys, and a sheet for whoever leads with the minutes, the keys and the answers."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from datetime import datetime

from assistant import messages
from assistant.export import Paper, PaperPart, paper_part, references_of
from assistant.training.briefing import Briefing, BriefingCheck, BriefingExercise
from assistant.types import Statement
from corpus.days import day_words
from corpus.statements import CheckForm

NOTICE, DO, NEVER = "What to notice", "What to do, in order", "What never to do"
POINTS = "Three things to remember"
ONE_THING = "One thing to do"
WHERE_TO_ASK = "Where to ask"
WITH_A_WORRY = "With any worry"
_TO_FILL_IN = ("Who", "Number")
_CHECKS = {CheckForm.BEFORE: "Before: check yourself", CheckForm.AFTER: "After: check yourself"}
_N_BLANK = 4


def handout(briefing: Briefing, made_at: datetime) -> Paper:
    """Return what each person in the room is given: no key, and no answer to the self-check."""
    subject = briefing.subject
    said = (*briefing.points, *briefing.do, *briefing.first, *briefing.ask)
    return Paper(
        title=subject.title,
        name=f"{subject.subject_id}-handout",
        made_at=made_at,
        parts=(
            paper_part("About this handout", lines=(f"{messages.TRAINING_ABOUT} {_edition(briefing)}",)),
            *_editions(briefing),
            *_form(briefing, CheckForm.BEFORE),
            paper_part("To begin with", lines=(subject.asks,), n_blank=2),
            paper_part(POINTS, briefing.points),
            *_cases(briefing.exercises),
            paper_part(ONE_THING, briefing.do),
            *_form(briefing, CheckForm.AFTER),
            paper_part(WITH_A_WORRY, briefing.first),
            paper_part(WHERE_TO_ASK, briefing.ask, head=_TO_FILL_IN, rows=messages.TRAINING_LOCAL),
        ),
        references=references_of(briefing.cited(said), briefing.as_at),
    )


def key(briefing: Briefing, made_at: datetime) -> Paper:
    """Return the sheet of whoever leads: the minutes, the keys to the cases, the answers and why."""
    subject = briefing.subject
    head = ("Minutes", "What happens")
    said = (*briefing.first, *briefing.points, *_said_in_keys(briefing))
    return Paper(
        title=f"{subject.title}: for whoever leads",
        name=f"{subject.subject_id}-key",
        made_at=made_at,
        parts=(
            paper_part(
                "About this sheet",
                briefing.opening,
                lines=(messages.TRAINING_KEY_ABOUT, _edition(briefing), messages.TRAINING_WHO_IS_YOU),
            ),
            *_editions(briefing),
            paper_part("Ten minutes", head=head, rows=messages.TRAINING_TIMES),
            paper_part("The question for the room", lines=(subject.asks,)),
            paper_part(POINTS, briefing.points),
            *(part for number, one in enumerate(briefing.exercises, 1) for part in _key_of(number, one, briefing)),
            *_answers(briefing, CheckForm.BEFORE),
            *_answers(briefing, CheckForm.AFTER),
        ),
        references=references_of(briefing.cited(said), briefing.as_at),
    )


def letter_of(option: int) -> str:
    """Return the letter of an answer to choose, from nought."""
    return string.ascii_uppercase[option]


def _edition(briefing: Briefing) -> str:
    return f"Guidance as at {day_words(briefing.as_at)}. For {briefing.subject.audience.value}."


def _editions(briefing: Briefing) -> Iterator[PaperPart]:
    """Return what to know about the editions that are quoted, if there is anything.

    Yields
    ------
    PaperPart
    """
    if briefing.notices:
        texts = dict.fromkeys(notice.text for notice in briefing.notices)
        yield paper_part(messages.TRAINING_EDITIONS, lines=tuple(texts))


def _said_in_keys(briefing: Briefing) -> Iterator[Statement]:
    for exercise in briefing.exercises:
        yield from (*exercise.notice, *exercise.do, *exercise.never)
    yield from (check.why for check in briefing.checks if check.why)


def _cases(exercises: Iterable[BriefingExercise]) -> Iterator[PaperPart]:
    """Return the cases with their questions and room to write: the first is talked over, the others are for another day.

    Yields
    ------
    PaperPart
    """
    for number, exercise in enumerate(exercises, start=1):
        heading = "A case" if number == 1 else f"Another case, for another day ({number})"
        yield paper_part(heading, lines=(exercise.case, exercise.asks), n_blank=_N_BLANK)


def _form(briefing: Briefing, form: CheckForm) -> Iterator[PaperPart]:
    about = (messages.TRAINING_CHECK_ABOUT[form.value],)
    yield paper_part(_CHECKS[form], lines=about, new_page=form is CheckForm.AFTER)
    for number, check in enumerate(briefing.form(form), start=1):
        choices = tuple(f"{letter_of(at)}  {option}" for at, option in enumerate(check.options))
        yield paper_part(f"{number}. {check.asks}", level=3, choices=choices)


def _key_of(number: int, exercise: BriefingExercise, briefing: Briefing) -> Iterator[PaperPart]:
    heading = f"Key to case {number}" if number > 1 else "Key to the case of the ten minutes"
    yield paper_part(heading, lines=(exercise.case, exercise.asks), new_page=number == 1)
    yield paper_part(NOTICE, exercise.notice, level=3)
    yield paper_part(DO, briefing.steps(exercise), level=3)
    yield paper_part(NEVER, exercise.never, level=3)


def _answers(briefing: Briefing, form: CheckForm) -> Iterator[PaperPart]:
    yield paper_part(f"Answers: {form.value}", new_page=form is CheckForm.BEFORE)
    for number, check in enumerate(briefing.form(form), start=1):
        yield paper_part(f"{number}. {check.asks}", _why(check), level=3, lines=(_right(check),))


def _right(check: BriefingCheck) -> str:
    return f"{letter_of(check.right)}  {check.options[check.right]}"


def _why(check: BriefingCheck) -> tuple[Statement, ...]:
    return (check.why,) if check.why else ()
