"""A school year of short updates: which subject in which month, for whom, and why then."""

from __future__ import annotations

from datetime import datetime

from assistant import messages
from assistant.export import Paper, paper_part
from corpus.statements import SCHOOL_YEAR, TrainingSubject, load_training

YEAR_TITLE = "A year of safeguarding updates: domestic abuse"


def year_plan() -> tuple[tuple[str, tuple[TrainingSubject, ...]], ...]:
    """Return each month from September to July with its subjects."""
    subjects = load_training().subjects
    return tuple((month, tuple(one for one in subjects if one.month == month)) for month in SCHOOL_YEAR)


def plan_paper(made_at: datetime) -> Paper:
    """Return the plan as a paper, with room for the day and who leads."""
    months = tuple(
        (month, f"{one.title} ({one.audience.value}). {one.why_then}")
        for month, subjects in year_plan()
        for one in subjects
    )
    days = tuple((f"{month}: {one.title}", "") for month, subjects in year_plan() for one in subjects)
    return Paper(
        title=YEAR_TITLE,
        name="training-year-plan",
        made_at=made_at,
        parts=(
            paper_part("About this plan", lines=(messages.TRAINING_YEAR_ABOUT,)),
            paper_part("Month by month", head=("Month", "Subject, for whom, and why then"), rows=months),
            paper_part("To fill in", head=("Subject", "Day, who leads, who was not there"), rows=days, new_page=True),
        ),
    )


def plan_text() -> str:
    """Return the plan as plain text, a line a subject."""
    rows = (
        f"{month:<10} {one.subject_id}: {one.title} ({one.audience.value}). {one.why_then}"
        for month, subjects in year_plan()
        for one in subjects
    )
    return "\n".join((YEAR_TITLE, "", messages.TRAINING_YEAR_ABOUT, "", *rows))
