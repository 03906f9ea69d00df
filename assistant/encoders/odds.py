"""How likely something is, as log-odds: nought is as likely as not."""

from __future__ import annotations

from math import log

_NEAREST_CERTAIN = 0.01


def log_odds(likely: float) -> float:
    """Return log-odds of how likely something is, from 0 to 1; nothing is surer than 99 in 100."""
    within = min(max(likely, _NEAREST_CERTAIN), 1 - _NEAREST_CERTAIN)
    return log(within / (1 - within))
