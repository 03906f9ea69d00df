"""Questions with short answers that a reader was shown for them, and which of these fit."""

from __future__ import annotations

from dataclasses import dataclass

from evals.labelled.labelled_sets import LabelledRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQuestion(LabelledRow):
    """A question by another hand, the answers that a reader was shown for it, and those of them that fit.

    Parameters
    ----------
    told : str
        The whole message, where it is asked at the end of a case.
    """

    text: str
    shown: tuple[str, ...]
    fits: tuple[str, ...]
    hand: str
    told: str = ""
