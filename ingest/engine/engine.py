"""What does the work of a build, task by task; here, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that has no result, since whatever did it ended each time; ``why`` goes after the task's name."""

    why: str


class Engine(Protocol):
    """Does a function of ours for each of many tasks."""

    @property
    def sends(self) -> bool:
        """Whether tasks go to other processes: a task must then hold all that it needs, the bytes of its file too."""

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task], /) -> Iterator[tuple[int, Result | Lost]]:
        """Do all tasks, and yield each one's number, from 0, with its result, in the order in which they are done.

        Parameters
        ----------
        function : callable
            Of a module, where the engine sends.
        tasks : iterable
            Taken as there is room for them, so that only a few are in memory at a time.

        Raises
        ------
        BuildError
            If the engine cannot go on.
        """


class LocalEngine:
    """Does tasks in this process, one after the other."""

    sends = False

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task], /) -> Iterator[tuple[int, Result | Lost]]:
        """Do all tasks in their order.

        Yields
        ------
        tuple of int and the function's result
            The task's number, and what came of it.
        """
        for number, task in enumerate(tasks):
            yield number, function(task)
