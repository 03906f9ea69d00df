"""Count what the library could not answer, for whoever looks after it."""

from __future__ import annotations

from assistant.people import Role
from assistant.settings import StoreSettings
from assistant.store import unanswered
from assistant.types import Answer, Outcome
from assistant.ui.access import signin
from assistant.ui.resources import open_store_for_pages
from corpus.errors import ExplainedError


def count_unanswered(answer: Answer) -> None:
    """Count an abstention by its subject; whatever goes wrong, the person has their answer.

    Parameters
    ----------
    answer : Answer
        As it has just been given.
    """
    if answer.outcome is not Outcome.ABSTAINED:
        return
    try:
        settings = StoreSettings.read()
        if settings.count_unanswered == "on":
            person = signin.require(Role.DSL)
            unanswered.add(open_store_for_pages(settings), person, unanswered.subject_of(answer))
    except ExplainedError:  # a count is worth no error to whoever asked
        return
