from __future__ import annotations

import pytest

from tests.assistant.scripted_model import ScriptedModel, fail_if_unused


def test_each_reply_is_given_once_and_a_call_beyond_the_script_fails_the_test() -> None:
    model = ScriptedModel("one", {"two": 2}, lambda message: message.upper())
    assert [model.complete("s", "u") for _ in range(3)] == ["one", '{"two": 2}', "U"]
    with pytest.raises(pytest.fail.Exception, match="more than its script of 3 allows: once more"):
        model.complete("s", "once more")


def test_a_script_not_used_up_fails_the_test() -> None:
    model = ScriptedModel("one", "two")
    model.complete("s", "u")
    with pytest.raises(pytest.fail.Exception, match="was not asked for 1 of the 2 replies"):
        fail_if_unused([model])
    model.complete("s", "u")
    fail_if_unused([model])
