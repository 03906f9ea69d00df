from __future__ import annotations

import threading

import pytest

from assistant.api.problems import Busy, Problem, TooSlow
from assistant.api.workers import Workers
from tests.awaiting import run


def test_so_much_is_under_way_and_no_more() -> None:
    workers, wait = Workers(at_once=2, at_once_in_all=3, timeout_s=5), threading.Event()
    try:
        futures = [workers.begin("a", lambda: wait.wait(10)) for _ in range(2)]
        with pytest.raises(Problem) as raised:
            workers.begin("a", lambda: wait.wait(10))
        assert raised.value.code == "too_many_at_once"
        futures.append(workers.begin("b", lambda: wait.wait(10)))
        with pytest.raises(Busy):
            workers.begin("c", lambda: wait.wait(10))
        wait.set()
        assert all(future.result(5) for future in futures)
    finally:
        wait.set()
        workers.close()
    assert workers.under_way == 0


@pytest.mark.enable_socket
def test_what_is_given_up_counts_until_it_has_ended() -> None:
    workers, wait = Workers(at_once=1, at_once_in_all=1, timeout_s=0.05), threading.Event()
    with pytest.raises(TooSlow):
        run(workers.run("a", lambda: wait.wait(10)))
    assert workers.under_way == 1
    wait.set()
    workers.close()
    assert workers.under_way == 0


@pytest.mark.enable_socket
def test_an_error_of_the_work_is_raised_where_it_is_waited_for_and_frees_the_thread() -> None:
    workers = Workers(at_once=1, at_once_in_all=1, timeout_s=5)

    def breaks() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        run(workers.run("a", breaks))
    workers.close()
    assert workers.under_way == 0
