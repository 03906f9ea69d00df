"""What is made once and kept, also where threads that come at the same moment ask for it: twenty would load twenty models."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import update_wrapper
from typing import Generic, ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


class Once(Generic[_Given, _Made]):
    """A function that is called once for the same arguments; who asks meanwhile waits for what it makes."""

    def __init__(self, make: Callable[_Given, _Made]) -> None:
        self._make = make
        self._kept: dict[object, _Made] = {}
        self._one_at_a_time = threading.RLock()
        update_wrapper(self, make)

    def __call__(self, *given: _Given.args, **named: _Given.kwargs) -> _Made:
        """Return what the function makes, or made."""
        key = (given, tuple(sorted(named.items())))
        if key not in self._kept:
            with self._one_at_a_time:
                if key not in self._kept:
                    self._kept[key] = self._make(*given, **named)
        return self._kept[key]

    def cache_clear(self) -> None:
        """Forget what was made."""
        with self._one_at_a_time:
            self._kept.clear()


def once(make: Callable[_Given, _Made]) -> Once[_Given, _Made]:
    """Make a function be called once for the same arguments."""
    return Once(make)
