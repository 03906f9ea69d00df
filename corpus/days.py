"""A day as it is said to a person."""

from __future__ import annotations

from datetime import date


def day_words(day: date) -> str:
    """Return a day as it is said, such as ``1 September 2025``."""
    return f"{day.day} {day:%B %Y}"
