"""What messages ask and who writes them, labelled: verdicts, sharing, words to say; how what hears it is taught."""

from evals.labelled.asked import asked_kinds, sharing_questions, words_wanted, writers
from evals.labelled.asked.asked_kinds import LabelledQuestion
from evals.labelled.asked.sharing_questions import STORIES, SharingMessage
from evals.labelled.asked.words_wanted import WORDS

__all__ = [
    "STORIES",
    "WORDS",
    "LabelledQuestion",
    "SharingMessage",
    "asked_kinds",
    "sharing_questions",
    "words_wanted",
    "writers",
]
