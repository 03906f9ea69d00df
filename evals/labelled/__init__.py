"""Labelled messages, questions and statements against what listens to them, and the training of what was learned from them.

A folder has each subject: ``gates``, ``details``, ``cases``, ``asked`` and ``answers``; what they share stands here.
"""

from evals.labelled import support_scores

__all__ = ["support_scores"]
