"""The files of a briefing and of the plan: what each is called, and what writes it when it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.export import PAPER_FORMATS, SLIDE_FORMATS, ExportFormat, Paper, SlideShow
from assistant.training.briefing import Briefing
from assistant.training.papers import handout, key
from assistant.training.slide_show import slide_show
from assistant.training.year_plan import plan_paper


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingFile:
    """A file that can be taken away.

    Parameters
    ----------
    label : str
        What people call it.
    content : Paper or SlideShow
        What it says.
    form : ExportFormat
        What kind of file it is.
    """

    label: str
    content: Paper | SlideShow
    form: ExportFormat

    @property
    def name(self) -> str:
        """What the file is called."""
        return f"{self.content.name}.{self.form.ending}"

    def write(self) -> bytes:
        """Return its bytes."""
        return self.form.write(self.content)


def files_of(briefing: Briefing, made_at: datetime) -> tuple[TrainingFile, ...]:
    """Return the files of a briefing: the handout, the slides, and apart from both the key."""
    contents = (
        ("Handout", handout(briefing, made_at), PAPER_FORMATS),
        ("Slides", slide_show(briefing, made_at), SLIDE_FORMATS),
        ("Key", key(briefing, made_at), PAPER_FORMATS),
    )
    return tuple(
        TrainingFile(label=f"{label} ({form.label})", content=content, form=form)
        for label, content, forms in contents
        for form in forms
    )


def plan_files(made_at: datetime) -> tuple[TrainingFile, ...]:
    """Return the files of the plan for the year."""
    paper = plan_paper(made_at)
    return tuple(TrainingFile(label=f"Year plan ({form.label})", content=paper, form=form) for form in PAPER_FORMATS)
