"""People’s verdicts as files, and as judged questions."""

from evals.judgements.review_exports import tools

__all__ = ["tools"]
