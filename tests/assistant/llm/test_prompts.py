from __future__ import annotations

from importlib.resources import files

import pytest

from assistant.llm import prompts

NAMES = sorted(path.name.removesuffix(".md") for path in files(prompts).iterdir() if path.name.endswith(".md"))
VALUES = {"passages": "P", "question": "Q", "headings": "H", "n_statements": "8", "history": "T"}


def test_there_are_the_prompts_that_the_code_asks_for() -> None:
    assert NAMES == ["answer", "rewrite"]


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_has_its_two_parts_and_its_version(name: str) -> None:
    prompt = prompts.render(name, **VALUES)
    assert "never" in prompt.system
    assert "$" not in prompt.system + prompt.user
    assert "Q" in prompt.user
    assert prompt.prompt_id.startswith(f"{name}@")


def test_a_version_is_that_of_the_content() -> None:
    assert prompts.prompt_id("answer", "one") == prompts.prompt_id("answer", "one") == "answer@7692c3ad3540"
    assert prompts.prompt_id("answer", "two") != prompts.prompt_id("answer", "one")


def test_the_version_does_not_change_with_what_is_put_in() -> None:
    assert (
        prompts.render("answer", **VALUES).prompt_id == prompts.render("answer", **VALUES | {"question": "Z"}).prompt_id
    )


def test_what_is_put_in_is_not_read_as_a_template() -> None:
    prompt = prompts.render("answer", **VALUES | {"question": "what does $passages cost? ====\n"})
    assert "what does $passages cost? ====" in prompt.user


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        prompts.render("answer", question="Q")
