"""Threads that answer, a bounded number: whoever comes when all are taken is told to come again, and does not wait in a queue."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from assistant.api.problems import RETRY_S, Busy, Problem, TooSlow

_T = TypeVar("_T")


class Workers:
    """A bounded number of threads, shared fairly.

    Parameters
    ----------
    at_once : int
        For one caller.
    at_once_in_all : int
        For all callers.
    timeout_s : float
        How long anything is waited for.
    """

    def __init__(self, at_once: int, at_once_in_all: int, timeout_s: float) -> None:
        self._at_once, self._in_all, self.timeout_s = at_once, at_once_in_all, timeout_s
        self._pool = ThreadPoolExecutor(at_once_in_all, thread_name_prefix="answering")
        self._lock = threading.Lock()
        self._under_way: Counter[str] = Counter()

    @property
    def under_way(self) -> int:
        """How much is under way; what nobody waits for any more counts until it has ended."""
        return self._under_way.total()

    def begin(self, caller: str, work: Callable[[], _T]) -> Future[_T]:
        """Begin some work of a caller.

        Raises
        ------
        Busy
            If all together have as much under way as they may.
        Problem
            If the caller has.
        """
        with self._lock:
            if self._under_way.total() >= self._in_all:
                raise Busy
            if self._under_way[caller] >= self._at_once:
                raise Problem(
                    429,
                    "too_many_at_once",
                    f"this key has {self._at_once} requests under way, which is as many as it may",
                    "wait for one of them",
                    retry_after_s=RETRY_S,
                )
            self._under_way[caller] += 1
        future = self._pool.submit(work)
        future.add_done_callback(lambda _: self._ended(caller))
        return future

    async def run(self, caller: str, work: Callable[[], _T]) -> _T:
        """Do some work of a caller, and wait for it.

        Raises
        ------
        Problem
            If there is no room for it.
        TooSlow
            If it takes too long.
        """
        try:
            return await asyncio.wait_for(asyncio.wrap_future(self.begin(caller, work)), self.timeout_s)
        except TimeoutError:
            raise TooSlow(self.timeout_s) from None

    def close(self) -> None:
        """End the threads, once what they do is done."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _ended(self, caller: str) -> None:
        with self._lock:
            self._under_way -= Counter({caller: 1})
