from __future__ import annotations

import pytest

from assistant.api import open_library
from assistant.api.open_library import OpenLibrary
from assistant.pipeline import Assistant
from corpus.errors import IndexDamaged, IndexMissing, IndexUnreachable
from tests.assistant.api.conftest import until


def test_a_generation_is_opened_once_and_another_takes_over(assistant: Assistant) -> None:
    serves, built = ["0001"], []

    def build() -> Assistant:
        built.append(1)
        return assistant

    library = OpenLibrary(build, lambda: serves[-1])
    assert library.generation == ""
    assert library.problem
    for name, n in (("0001", 1), ("0001", 1), ("0002", 2)):
        serves.append(name)
        assert library.assistant() is assistant
        assert len(built) == n
    assert (library.generation, library.problem) == ("0001-memory", "")


def test_whoever_read_the_name_before_another_opened_the_next_does_not_open_it_again(assistant: Assistant) -> None:
    read, built = [], []

    def build() -> Assistant:
        built.append(1)
        return assistant

    def current() -> str:
        read.append(1)
        if len(read) > 1:
            return "0002"
        library.assistant()  # somebody else, who comes between the reading and the lock
        return "0001"

    library = OpenLibrary(build, current)
    assert library.assistant() is assistant
    assert len(built) == 1


def test_a_generation_that_cannot_be_opened_is_not_answered_from_the_one_before(assistant: Assistant) -> None:
    serves, ways = ["0001"], [assistant, None, assistant]

    def build() -> Assistant:
        way = ways.pop(0)
        if way is None:
            raise IndexDamaged("a file has changed", "build it again")
        return way

    library = OpenLibrary(build, lambda: serves[-1])
    library.assistant()
    serves.append("0002")
    with pytest.raises(IndexDamaged):
        library.assistant()
    assert (library.generation, library.problem) == ("", "the library cannot be opened: the log says why")
    assert library.assistant() is assistant
    assert library.problem == ""


def test_models_are_loaded_before_it_counts_as_open(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    library = OpenLibrary(lambda: assistant, lambda: "0001")

    def warm() -> None:
        assert library.generation == ""
        raise IndexMissing("a model is missing", "install it")

    monkeypatch.setattr(assistant, "warm", warm)
    with pytest.raises(IndexMissing):
        library.assistant()
    assert "cannot be opened" in library.problem


def test_a_server_that_is_away_for_a_while_closes_nothing(assistant: Assistant) -> None:
    built, is_away = [], [False]

    def build() -> Assistant:
        built.append(1)
        return assistant

    def current() -> str:
        if is_away[0]:
            raise IndexUnreachable("the server does not answer", "ask again")
        return "0001"

    library = OpenLibrary(build, current)
    library.assistant()
    is_away[0] = True
    with pytest.raises(IndexUnreachable):
        library.assistant()
    assert library.generation == "0001-memory"  # whoever asks whether it is ready sends it questions still
    is_away[0] = False
    assert library.assistant() is assistant
    assert len(built) == 1


def test_what_could_not_be_opened_is_tried_again_but_not_at_once(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways: list[Assistant | None] = [None, assistant]

    def build() -> Assistant:
        way = ways.pop(0)
        if way is None:
            raise IndexUnreachable("the server does not answer", "ask again")
        return way

    library = OpenLibrary(build, lambda: "0001")
    library.open_soon()
    until(lambda: "cannot be opened" in library.problem, 10)
    library.open_soon()
    assert len(ways) == 1
    monkeypatch.setattr(open_library, "_AGAIN_S", 0)
    library._again_at = 0

    def open_at_last() -> bool:
        library.open_soon()  # again and again, as readiness is asked: the try before may still be ending
        return library.generation == "0001-memory"

    until(open_at_last, 10)
