"""What is made once: by the first who asks, for all."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from corpus.once import once


def test_threads_that_come_at_the_same_moment_get_what_one_of_them_made() -> None:
    made: list[str] = []
    at_once = threading.Barrier(5)

    @once
    def make(name: str) -> list[str]:
        made.append(name)
        threading.Event().wait(0.2)  # long enough for the others to come
        return [name]

    def ask(name: str) -> list[str]:
        at_once.wait(10)
        return make(name)

    with ThreadPoolExecutor(5) as pool:
        found = list(pool.map(ask, ["a"] * 5))
    assert made == ["a"]
    assert all(one is found[0] for one in found)


def test_other_arguments_are_made_anew_and_all_can_be_forgotten() -> None:
    made: list[int] = []

    @once
    def make(number: int, *, twice: bool = False) -> int:
        """Make a number."""
        made.append(number)
        return number * (2 if twice else 1)

    assert (make(1), make(1), make(2), make(1, twice=True)) == (1, 1, 2, 2)
    assert made == [1, 2, 1]
    make.cache_clear()
    make(1)
    assert made == [1, 2, 1, 1]
    assert make.__doc__ == "Make a number."
