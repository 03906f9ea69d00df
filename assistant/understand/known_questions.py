"""Questions for which somebody searched all answers: what was chosen for one like this is likelier to fit this.

An answer says in general words what is asked in particular ones. Two leads who tell a case are nearer to each other than either
is to the answer, so the nearest known questions vote for the answers that were chosen for them (docs/adr/0066).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.models import Vectors

N_NEAREST = 40
"""How many of the nearest vote."""
_OF_QUESTION = 0.4  # how much what is asked counts in how near one is; the whole message counts the rest
_NEAR = 0.55  # as near as this, or as the nearest if that is nearer, has a whole vote: one in three questions has none so near
_STEP = 0.1  # who is further off than that by this, as a cosine, has a vote of 1/e
_UNSEEN = 0.05  # a vote that every answer has, so that one that nobody chose is only unlikely

Votes = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownQuestions:
    """Questions as vectors, and which answers were chosen for them.

    Parameters
    ----------
    asked, told : array
        What is asked, and the whole message, which is the same where nothing more was told; shapes ``(n, dimension)``.
    fits : array
        Pairs of a question and an answer that was chosen for it, by their places; shape ``(n_pairs, 2)``.
    """

    asked: Vectors
    told: Vectors
    fits: NDArray[np.int16]

    def votes(self, asked: Vectors, told: Vectors, n_answers: int) -> Votes:
        """Return the logarithm of the votes that each answer has; each question divides its vote among its own.

        Parameters
        ----------
        asked, told : array
            What is asked now, and the whole message; shape ``(dimension,)``.
        n_answers : int
            How many answers there are.

        Returns
        -------
        array
            Of shape ``(n_answers,)``.
        """
        votes = np.zeros(n_answers)
        if len(self.fits):
            near = _mixed(self.asked @ asked, self.told @ told)
            weights = np.exp((near - max(float(near.max()), _NEAR)) / _STEP)
            weights[np.argsort(-near, kind="stable")[N_NEAREST:]] = 0.0
            of_question, answers = self.fits.T
            shared = np.bincount(of_question, minlength=len(near))
            np.add.at(votes, answers, weights[of_question] / shared[of_question])
        return np.log(votes + _UNSEEN).astype(np.float32)

    def nearest(self, asked: Vectors, told: Vectors, n_answers: int) -> Votes:
        """Return how near the nearest question lies for which each answer was chosen, and for how many it was.

        Parameters
        ----------
        asked, told, n_answers
            As ``votes`` takes them.

        Returns
        -------
        array
            Of shape ``(n_answers, 4)``: cosines of what is asked, of the whole message and of both, nought where nobody chose the
            answer, and the logarithm of one more than for how many it was chosen.
        """
        nearest = np.zeros((n_answers, 4), dtype=np.float32)
        of_question, answers = self.fits.T
        by_asked, by_told = self.asked @ asked, self.told @ told
        for column, near in enumerate((by_asked, by_told, _mixed(by_asked, by_told))):
            np.maximum.at(nearest[:, column], answers, near[of_question])
        nearest[:, 3] = np.log1p(np.bincount(answers, minlength=n_answers))
        return nearest


def _mixed(asked: Vectors, told: Vectors) -> Vectors:
    """Return how near questions are, by what is asked and by the whole message."""
    return _OF_QUESTION * asked + (1 - _OF_QUESTION) * told
