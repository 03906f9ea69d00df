"""An engine that loses what it is told to lose, and does the rest in this process as if it were elsewhere."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ingest.engine import Lost


class LossyEngine:
    sends = True

    def __init__(self, *lost: int) -> None:
        self._lost = lost

    def run(self, function: Callable[[Any], Any], tasks: Iterable[Any], /) -> Iterator[tuple[int, Any]]:
        """The last one first; what goes and what comes is what another process would get."""
        for number, task in reversed(list(enumerate(tasks))):
            if number in self._lost:
                yield number, Lost("ended each worker that it was given to (4)")
            else:
                sent = pickle.loads(pickle.dumps((function, task)))
                yield number, pickle.loads(pickle.dumps(sent[0](sent[1])))
