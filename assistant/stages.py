"""The stages of answering one question: named to whoever watches as they begin, and timed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

OnStage = Callable[[str], None]


class StoppedError(BaseException):
    """Whoever asked wants no answer any more; no ``Exception``, so that no step takes it for a fault to answer in spite of."""


CHECKING = "Checking for danger"
UNDERSTANDING = "Understanding the question"
SEARCHING = "Searching the guidance"
CHOOSING = "Choosing the words to quote"
WRITING = "Writing from the passages found"
VERIFYING = "Checking every quotation against its page"


@dataclass(slots=True)
class Stages:
    """Times the stages of one question and tells whoever watches."""

    on_stage: OnStage
    timings_ms: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Name a stage as it begins and keep how long it took, in milliseconds."""
        with suppress(Exception):  # whoever watches cannot stop an answer
            self.on_stage(name)
        started = time.perf_counter()
        try:
            yield
        finally:
            spent = (time.perf_counter() - started) * 1000
            self.timings_ms[name] = self.timings_ms.get(name, 0.0) + spent
