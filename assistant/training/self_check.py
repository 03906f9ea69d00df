"""How a self-check went, for the person alone: nothing of it is stored, and there is no mark to pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.training.briefing import BriefingCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedReply:
    """A question, what was chosen, and whether that is right.

    Parameters
    ----------
    check : BriefingCheck
        The question.
    chosen : int or None
        Which answer, from nought; ``None`` if none was.
    """

    check: BriefingCheck
    chosen: int | None

    @property
    def right(self) -> bool:
        """Whether the right answer was chosen."""
        return self.chosen == self.check.right


def checked(checks: Sequence[BriefingCheck], chosen: Mapping[str, int | None]) -> tuple[CheckedReply, ...]:
    """Return each question with what was chosen, by its id."""
    return tuple(CheckedReply(check=check, chosen=chosen.get(check.question_id)) for check in checks)


def in_words(replies: Sequence[CheckedReply]) -> str:
    """Return how many were right, in words."""
    n_right = sum(reply.right for reply in replies)
    return f"{n_right} of {len(replies)} right"
