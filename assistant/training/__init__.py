"""Training from what is there: a subject as a ten-minute briefing, with cases, keys, a self-check and a plan for the year."""

from assistant.training.briefing import Briefing, BriefingCheck, BriefingComposer, BriefingExercise
from assistant.training.files import TrainingFile, files_of, plan_files
from assistant.training.papers import DO, NEVER, NOTICE, ONE_THING, POINTS, WHERE_TO_ASK, WITH_A_WORRY, handout, key
from assistant.training.self_check import CheckedReply, checked, in_words
from assistant.training.slide_show import slide_show
from assistant.training.year_plan import YEAR_TITLE, plan_paper, plan_text, year_plan

__all__ = [
    "DO", "NEVER", "NOTICE", "ONE_THING", "POINTS", "WHERE_TO_ASK", "WITH_A_WORRY", "YEAR_TITLE", "Briefing", "BriefingCheck",
    "BriefingComposer", "BriefingExercise", "CheckedReply", "TrainingFile", "checked", "files_of", "handout", "in_words", "key",
    "plan_files", "plan_paper", "plan_text", "slide_show", "year_plan",
]  # fmt: skip
